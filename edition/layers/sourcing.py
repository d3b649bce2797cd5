"""What may be named as a source, and what was probably meant where it is not there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from edition.report import alike
from edition.text import Texts

FURTHER = "further"
_SEPARATOR = re.compile(r"[,;]")
_NUMBER = re.compile(r"[\s§.,:]*([a-z]?[0-9]+)")
_WORD = re.compile(r"[^\W\d_]{3,}|[0-9]{4}")
# What says nothing of a work: nearly every title has some of them.
_EMPTY = {"the", "and", "von", "der", "die", "des", "from", "that", "with", "for", "vol"}
_TITLE = 48
#: How many works are offered where several come near.
OFFERED = 3


@dataclass(frozen=True)
class Work:
    """An entry of the bibliography: its key, its line, what it is worth, and what it is called."""

    key: str
    line: int
    status: str
    label: str = ""
    year: str = ""

    @property
    def words(self) -> set[str]:
        """The words by which somebody who does not know the key may name it."""
        return _words(f"{self.key} {self.label} {self.year}")

    def __str__(self) -> str:
        short = self.label if len(self.label) <= _TITLE else f"{self.label[:_TITLE].rstrip()}…"
        return f"'{self.key}' ({short})" if short else f"'{self.key}'"


def _words(said: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(said)} - _EMPTY


def split_sources(value: str) -> tuple[str, ...]:
    """Return the sources that a note's head names, parted by commas or semicolons."""
    inner = value[1:-1] if value.startswith("[") and value.endswith("]") else value
    pieces = (piece.strip().strip("'\"") for piece in _SEPARATOR.split(inner))
    return tuple(piece for piece in pieces if piece)


def nearest_works(key: str, works: Mapping[str, Work]) -> list[Work]:
    """Return the works that ``key`` may mean: by their keys, else by author, title and year."""
    usable = {k: work for k, work in works.items() if work.status != FURTHER}
    near = alike(key, usable, 1, cutoff=0.8)
    if near:
        return [usable[near[0]]]
    said = _words(key)
    common = {k: len(said & work.words) for k, work in usable.items()}
    best = max(common.values(), default=0)
    if best and not all(word.isdigit() for word in said):  # a year alone names no work
        return [usable[k] for k, count in common.items() if count == best][:OFFERED]
    return [usable[k] for k in alike(key, usable, 1, cutoff=0.6)]


def nearest_place(key: str, texts: Texts) -> str:
    """Return the locus that ``key`` was meant as, or ``""``: ``AB 57`` for ``ab57``."""
    said = key.strip().lower()
    for document in texts.documents:
        siglum = document.siglum.lower()
        number = _NUMBER.fullmatch(said, len(siglum)) if said.startswith(siglum) else None
        if number and (document.slug, number[1]) in texts.paragraphs:
            return document.label(number[1])
    return ""


def meant(key: str, works: Mapping[str, Work], texts: Texts) -> tuple[str, str]:
    """Return what to say of an unknown source (a question), and the one that was meant if it is one."""
    place = nearest_place(key, texts)
    if place:
        return f"Did you mean the place '{place}'?", place
    near = nearest_works(key, works)
    if not near:
        return "", ""
    question = f"Did you mean {' or '.join(map(str, near))}?"
    return question, near[0].key if len(near) == 1 else ""
