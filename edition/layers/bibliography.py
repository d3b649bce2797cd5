"""The bibliography as the layers need it: which works there are, and what each is worth.

The entries are read line by line: what the pages show is made of them by
``sphinxcontrib-bibtex``.  ``keywords`` says what an entry is worth:
``document`` (edited here), ``consulted`` (opened by the editors), ``further``
(named as further reading, which proves nothing) or ``none``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from edition.layers.edition import Layers
from edition.layers.tables import Row
from edition.report import Problem, nearest

BIBLIOGRAPHY = "data/references.bib"
FURTHER = "further"
CITATION = re.compile(r"\{cite(?::[pt])?\}`([^`]+)`")
_ENTRY = re.compile(r"@(\w+)\{([^,\s]+),")
_KEYWORDS = re.compile(r"\s*keywords\s*=\s*[{\"](\w+)[}\"]")
_SCHEME = re.compile(
    r"\s*(?:url|howpublished|note)\s*=.*?\b(?:javascript|data|vbscript|file):", re.IGNORECASE
)
_URL = re.compile(r"\s*url\s*=\s*[{\"](?!https?://)", re.IGNORECASE)


@dataclass(frozen=True)
class Work:
    """An entry of the bibliography: its key, its line, and what it is worth."""

    key: str
    line: int
    status: str


def read_works(root: Path) -> tuple[dict[str, Work], list[Problem]]:
    """Return the works by key, and what is wrong with their entries."""
    path = root / BIBLIOGRAPHY
    if not path.exists():
        return {}, []
    works: dict[str, Work] = {}
    problems = []
    key = ""
    for number, line in enumerate(
        path.read_text(encoding="utf-8", errors="replace").split("\n"), 1
    ):
        entry, keywords = _ENTRY.match(line), _KEYWORDS.match(line)
        if entry:
            key = entry.group(2)
            if key in works:
                problems.append(
                    Problem(
                        BIBLIOGRAPHY, number, "R04", f"the key '{key}' stands twice.", "Rename one."
                    )
                )
            works[key] = Work(key, number, "")
        elif keywords and key:
            works[key] = Work(key, works[key].line, keywords.group(1))
        elif _SCHEME.match(line) or _URL.match(line):
            problems.append(
                Problem(
                    BIBLIOGRAPHY,
                    number,
                    "R05",
                    "the entry links to something other than a web page.",
                    "Give an address that begins with https:// or http://.",
                )
            )
    return works, problems


@dataclass(frozen=True)
class _Use:
    """A place that names works: a cell, the head of a note, or words in a note.

    ``proves`` is False where a work is only named, not used as a source.
    """

    where: Row | tuple[str, int]
    keys: tuple[str, ...]
    proves: bool

    def problem(self, code: str, message: str, remedy: str) -> Problem:
        if isinstance(self.where, Row):
            return self.where.problem(code, message, remedy)
        file, line = self.where
        return Problem(file, line, code, message, remedy)


def _split(cell: str, mark: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in cell.split(mark) if piece.strip())


def _uses(layers: Layers) -> Iterator[_Use]:
    for rows in layers.tables.values():
        for row in rows:
            yield _Use(row, _split(row["source"], ";"), proves=True)
            yield _Use(row, _split(row["work"], ";"), proves=False)
    for note, _ in layers.notes:
        yield _Use((note.file, note.lines.get("sources", 0)), note.sources, proves=True)
        for found in CITATION.finditer(note.body):
            line = note.offset + note.body[: found.start()].count("\n") + 1
            yield _Use((note.file, line), _split(found.group(1), ","), proves=False)


def _check_use(layers: Layers, works: dict[str, Work], use: _Use) -> Iterable[Problem]:
    sigla = {d.siglum: d.slug for d in layers.texts.documents}
    for key in use.keys:
        siglum, _, number = key.partition(" ")
        if key in works:
            if use.proves and works[key].status == FURTHER:
                yield use.problem(
                    "R06",
                    f"'{key}' is named as further reading: it cannot prove anything.",
                    "Cite a work that was opened, or mark the statement as your own.",
                )
        elif siglum in sigla and number:
            if (sigla[siglum], number) not in layers.texts.paragraphs:
                yield use.problem(
                    "R02", f"{siglum} has no paragraph '{number}'.", "Correct the locus."
                )
        else:
            yield use.problem(
                "R01",
                f"'{key}' is no key of the bibliography, and no place such as AB 57.",
                f"{nearest(key, list(works))} A work that is new there is added to {BIBLIOGRAPHY}.".strip(),
            )


def check_sources(layers: Layers) -> list[Problem]:
    """Every source is a work that was opened, or a locus; and every work is cited somewhere."""
    works, problems = read_works(layers.texts.root)
    cited: set[str] = set()
    for use in _uses(layers):
        cited.update(use.keys)
        problems += _check_use(layers, works, use)
    for path in sorted((layers.texts.root / "chapters").glob("*/*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        cited.update(key for found in CITATION.findall(text) for key in _split(found, ","))
    problems += [
        Problem(
            BIBLIOGRAPHY,
            work.line,
            "R03",
            f"nothing cites '{key}'.",
            "Cite it, or remove the entry.",
        )
        for key, work in works.items()
        if key not in cited
    ]
    return problems
