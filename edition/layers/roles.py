"""What the roles in a note point at: it must be there before the book is built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from edition.calendar import valid
from edition.layers.edition import Layers
from edition.report import Problem, nearest

_ROLE = re.compile(r"\{(ref|term|name|date|doc)\}`(?:[^`<]*<)?([^`<>]*)>?`")
_PREFIXED = re.compile(r"(?:name|term|row|note|event)-(.+)")


def _roles(body: str, offset: int) -> Iterator[tuple[int, str, str]]:
    for number, text in enumerate(body.split("\n"), offset + 1):
        for role, target in _ROLE.findall(text):
            yield number, role, target.strip()


class Known:
    """What a note can point at."""

    def __init__(self, layers: Layers) -> None:
        texts = layers.texts
        self.texts = texts
        self.paragraphs = {texts.by_slug[slug].target(n) for slug, n in texts.paragraphs}
        self.ids = {id_ for rows in layers.rows.values() for id_ in rows} | {
            note.id for note in layers.written
        }
        self.names = set(layers.rows["names"])
        terms = {row[column] for row in layers.tables["terms"] for column in ("id", "label")}
        forms = {
            mention.form
            for mention in layers.mentions
            if layers.term_of_name.get(mention.key, mention.key).startswith("term:")
        }
        self.terms = {word.lower() for word in terms | forms}

    def wrong(self, role: str, target: str, folder: str) -> str:
        """Return what to do about a role that leads nowhere, or ``""``."""
        if role == "ref":
            prefixed = _PREFIXED.fullmatch(target)
            if target in self.paragraphs or target in self.ids:
                return ""
            if prefixed and prefixed.group(1) in self.ids:
                return ""
            return self._paragraph(target)
        if role == "term":
            if target.lower() in self.terms:
                return ""
            return nearest(target, self.terms) or "The glossary has the words to choose from."
        if role == "name":
            if target in self.names:
                return ""
            return nearest(target, self.names) or "Write the id of a row of data/names.csv."
        if role == "date":
            return "" if valid(target, "OS") else "Write an Old Style day as 1710-03-03."
        place = PurePosixPath(
            target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        )
        found = any((self.texts.root / f"{place}{end}").exists() for end in (".md", ".ipynb"))
        return "" if found else "Write the path of a page from the book's root, as /chapters/page."

    def _paragraph(self, target: str) -> str:
        """Return what to write where a paragraph was meant: ``lh3`` for ``LH 3``."""
        plain = re.sub(r"[\s§.,:]+", "", target).lower()
        if plain in self.paragraphs:
            return f"Paste this in its place: {{ref}}`{plain}`"
        return f"Write the letters and the number of a paragraph, small, as {self._example()}."

    def _example(self) -> str:
        return "{ref}`" + min(self.paragraphs, key=lambda t: (len(t), t), default="ab5") + "`"


def wrong_roles(known: Known, body: str, folder: str, file: str, offset: int = 0) -> list[Problem]:
    """Return the roles in the text of a note that lead nowhere.

    ``folder`` is that of its document, ``offset`` the number of lines of the file before the text.
    """
    return [
        Problem(file, line, "B07", f"the {role} '{target}' leads nowhere.", remedy)
        for line, role, target in _roles(body, offset)
        if (remedy := known.wrong(role, target, folder))
    ]


def check_roles(layers: Layers) -> list[Problem]:
    """Every role in a note leads to something."""
    if not layers.written:
        return []
    known = Known(layers)
    problems = []
    for note in layers.written:
        folder = str(PurePosixPath(note.file).parent.parent)
        problems += wrong_roles(known, note.body, folder, note.file, note.offset)
    return problems
