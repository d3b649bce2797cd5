"""Parallel passages as units: what stands on each side, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from edition.anchors import Locus
from edition.layers.collating import CUT
from edition.layers.edition import Layers
from edition.layers.tables import Row

POINTING = ("same event", "quotes")


@dataclass(frozen=True)
class Unit:
    """Rows that belong together.

    ``left`` and ``right`` are the loci that the rows cover, one for each
    paragraph, in the order of the text; one of them may be empty.
    """

    id: str
    rows: tuple[Row, ...]
    left: tuple[Locus, ...]
    right: tuple[Locus, ...]

    @property
    def relations(self) -> set[str]:
        """The relations of its rows."""
        return {row["relation"] for row in self.rows}


def _covered(layers: Layers, rows: list[Row], side: str) -> tuple[Locus, ...]:
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for row in rows:
        locus = layers.locus(row, side) if row.has_anchor(side) else None
        if locus:
            place = (locus.document, locus.paragraph)
            start, end = spans.get(place, (locus.start, locus.end))
            spans[place] = (min(start, locus.start), max(end, locus.end))
    order = layers.texts.order
    return tuple(Locus(*place, *spans[place]) for place in sorted(spans, key=lambda p: order[p]))


def aligned(layers: Layers) -> dict[tuple[str, str], list[Row]]:
    """Return the rows that align two documents, by the pair of their slugs, in the table's order.

    A row with one side only belongs to the pair that has its document on that
    side; where several have, to the one whose rows come next or came last.
    """
    rows = [row for row in layers.tables["parallels"] if row["relation"] not in POINTING]
    own = [
        (row["left_document"], row["right_document"])
        if row["left_document"] and row["right_document"]
        else None
        for row in rows
    ]
    known = list(dict.fromkeys(pair for pair in own if pair))
    found: dict[tuple[str, str], list[Row]] = {pair: [] for pair in known}
    for index, row in enumerate(rows):
        pair = own[index]
        if pair is None:
            near = [p for p in [*reversed(own[:index]), *own[index:]] if p]
            pair = next((p for p in near if _fits(p, row)), None)
        if pair is not None:
            found[pair].append(row)
    return found


def _fits(pair: tuple[str, str], row: Row) -> bool:
    return row["left_document"] in ("", pair[0]) and row["right_document"] in ("", pair[1])


def units(layers: Layers, left: str, right: str) -> list[Unit]:
    """Return the aligned units of two documents, in the order of the table."""
    groups: dict[str, list[Row]] = {}
    for row in aligned(layers).get((left, right), []):
        groups.setdefault(row["unit"], []).append(row)
    return [
        Unit(unit, tuple(rows), _covered(layers, rows, "left_"), _covered(layers, rows, "right_"))
        for unit, rows in groups.items()
    ]


def pairs(layers: Layers) -> list[tuple[str, str]]:
    """Return the pairs of documents that the table aligns."""
    return list(aligned(layers))


def omission(unit: Unit, side: str) -> str:
    """Return how one side of a unit lacks what the other has.

    ``added`` where the other has only words in square brackets, which editors
    added; ``marked`` where its own rows in the unit say that it has cut, by a
    mark alone or at the seam; else ``unmarked``.
    """
    other = "right" if side == "left" else "left"
    theirs = [row[f"{other}_quote"] for row in unit.rows if row[f"{other}_quote"]]
    if all(words.startswith("[") and words.endswith("]") for words in theirs):
        return "added"
    ours = [row[f"{side}_quote"] for row in unit.rows if row[f"{side}_quote"]]
    marked = CUT in ours or (ours and (ours[0].startswith(CUT) or ours[-1].endswith(CUT)))
    return "marked" if marked else "unmarked"


Place = tuple[str, str]
Ties = dict[Place, list[tuple[Locus, Locus, str]]]


def ties(layers: Layers) -> Ties:
    """Return what the rows tie together: by paragraph its words, those elsewhere, the relation."""
    found: Ties = {}
    for row in layers.tables["parallels"]:
        sides = layers.locus(row, "left_"), layers.locus(row, "right_")
        for ours, theirs in (sides, sides[::-1]):
            if ours and theirs:
                known = found.setdefault((ours.document, ours.paragraph), [])
                known.append((ours, theirs, row["relation"]))
    return found


def elsewhere(known: Ties, loci: Iterable[Locus]) -> dict[Place, str]:
    """Return the paragraphs that are tied to some words, each with the first relation."""
    found: dict[Place, str] = {}
    for locus in loci:
        for ours, theirs, relation in known.get((locus.document, locus.paragraph), []):
            if ours.start < locus.end and locus.start < ours.end:
                found.setdefault((theirs.document, theirs.paragraph), relation)
    return found
