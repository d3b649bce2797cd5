"""The texts of one edition, read and checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from edition.report import Problem, nearest
from edition.text.catalogue import Document, read_catalogue
from edition.text.lines import LINES, Line, join, read_lines, read_source


@dataclass(frozen=True)
class Texts:
    """All documents with their lines.

    ``lines`` maps a document's slug to its rows in source order, furniture
    included.  ``whole`` is False where something is wrong with the catalogue,
    a source or the lines: nothing can be anchored in such texts.
    """

    root: Path
    documents: tuple[Document, ...]
    lines: dict[str, tuple[Line, ...]]
    whole: bool = True

    @cached_property
    def by_slug(self) -> dict[str, Document]:
        """Documents by slug."""
        return {d.slug: d for d in self.documents}

    @cached_property
    def paragraphs(self) -> dict[tuple[str, str], Line]:
        """Numbered lines by document and number."""
        return {
            (line.document, line.number): line
            for lines in self.lines.values()
            for line in lines
            if line.number
        }

    def numbered(self, slug: str) -> list[Line]:
        """Return the numbered lines of a document in source order."""
        return [line for line in self.lines[slug] if line.number]

    def page_lines(self, slug: str, page: str) -> list[Line]:
        """Return the numbered lines of one page of a chapter."""
        return [line for line in self.numbered(slug) if line.page == page]

    def pages(self, slug: str) -> list[str]:
        """Return the names of a chapter's pages in order."""
        return list(dict.fromkeys(line.page for line in self.numbered(slug)))

    @cached_property
    def order(self) -> dict[tuple[str, str], int]:
        """Rank of each paragraph in the edition: documents in order, then lines."""
        return {key: rank for rank, key in enumerate(self.paragraphs)}


def read_texts(root: Path) -> tuple[Texts, list[Problem]]:
    """Read the catalogue, the sources and the lines of the edition at ``root``."""
    documents, problems = read_catalogue(root)
    rows, wrong = read_lines(root)
    problems += wrong
    known = [d.slug for d in documents]
    if any(problem.code in ("D01", "L01") for problem in problems):
        # Without either list nothing can be told of the other.
        return Texts(root, tuple(documents), {d.slug: () for d in documents}, whole=False), problems
    for slug in dict.fromkeys(row.document for row in rows):
        if slug not in known:
            first = next(row.row for row in rows if row.document == slug)
            problems.append(
                Problem(LINES, first, "L12", f"unknown document '{slug}'.", nearest(slug, known))
            )
    lines: dict[str, tuple[Line, ...]] = {}
    for document in documents:
        source, wrong = read_source(root, document)
        problems += wrong
        own = [row for row in rows if row.document == document.slug]
        if not source:
            lines[document.slug] = ()
            continue
        joined, wrong = join(document, own, source)
        problems += wrong
        lines[document.slug] = tuple(joined)
    return Texts(root, tuple(documents), lines, whole=not problems), problems
