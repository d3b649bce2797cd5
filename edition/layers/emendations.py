"""Emendations and the corrected text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from edition.anchors import Locus
from edition.layers.tables import Loci, Row
from edition.report import Problem

JOIN = "join"


@dataclass(frozen=True)
class Emendation:
    """Words of a copy that are in error, and what should stand there."""

    id: str
    locus: Locus
    source: str
    reading: str
    kind: str
    certainty: str
    applied: bool
    reason: str


@dataclass(frozen=True)
class Corrected:
    """A paragraph's corrected text, with the way back to the source.

    ``pieces`` are (start in the corrected text, start in the source, length
    in the source), one for each run and each emendation.
    """

    text: str
    pieces: tuple[tuple[int, int, int, bool], ...]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the source behind ``start`` to ``end`` of the corrected text.

        Within an emendation the whole of its words is meant.
        """
        starts = [piece[0] for piece in self.pieces]
        first = self.pieces[bisect_right(starts, start) - 1]
        last = self.pieces[bisect_right(starts, end - 1) - 1]
        left = first[1] if first[3] else first[1] + start - first[0]
        right = last[1] + last[2] if last[3] else last[1] + end - last[0]
        return left, right


def read_emendations(rows: list[Row], loci: Loci) -> tuple[list[Emendation], list[Problem]]:
    """Return the emendations whose anchors hold, and those that contradict another."""
    found: list[Emendation] = []
    problems: list[Problem] = []
    last: dict[tuple[str, str], tuple[int, Row]] = {}
    for row in rows:
        locus = loci.get((row.table.name, row.line, ""))
        if locus is None:
            continue
        if row["kind"] != JOIN and row["reading"] == row["quote"]:
            problems.append(
                row.problem(
                    "E01",
                    "the reading is the same as the source's.",
                    "Say what should stand there, or remove the row.",
                )
            )
        applied = row["status"] == "applied"
        if applied:
            end, other = last.get((locus.document, locus.paragraph), (0, row))
            if locus.start < end:
                problems.append(
                    row.problem(
                        "E02",
                        f"its words overlap those of '{other.id}'.",
                        "Make one emendation of both.",
                    )
                )
            last[locus.document, locus.paragraph] = (locus.end, row)
        found.append(
            Emendation(
                row.id,
                locus,
                row["quote"],
                row["reading"],
                row["kind"],
                row["certainty"],
                applied,
                row["reason"],
            )
        )
    return found, problems


def corrected(text: str, emendations: list[Emendation]) -> Corrected:
    """Apply the emendations of one paragraph, in order, to its text."""
    out: list[str] = []
    pieces: list[tuple[int, int, int, bool]] = []
    place = length = 0

    def add(words: str, start: int, size: int, changed: bool) -> None:
        nonlocal length
        if words or size:
            pieces.append((length, start, size, changed))
        out.append(words)
        length += len(words)

    for emendation in emendations:
        if not emendation.applied or emendation.kind == JOIN:
            continue
        start, end = emendation.locus.start, emendation.locus.end
        if start > place:
            add(text[place:start], place, start - place, False)
        if emendation.reading:
            add(emendation.reading, start, end - start, True)
        place = end
    if place < len(text) or not pieces:
        add(text[place:], place, len(text) - place, False)
    return Corrected("".join(out), tuple(pieces))


def by_paragraph(emendations: list[Emendation]) -> Mapping[tuple[str, str], list[Emendation]]:
    """Group emendations by document and paragraph, in the order of their words."""
    groups: dict[tuple[str, str], list[Emendation]] = {}
    for emendation in sorted(emendations, key=lambda e: (e.locus.start, e.locus.end)):
        groups.setdefault((emendation.locus.document, emendation.locus.paragraph), []).append(
            emendation
        )
    return groups
