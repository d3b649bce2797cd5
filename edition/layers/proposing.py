"""Proposals of parallel passages: what is compared, and the rows that come of it.

A method compares two lists of paragraphs and proposes rows; a person reads
them, settles them and puts them into ``data/parallels.csv``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from edition.anchors import Anchor, Locus, occurrences
from edition.layers.drafting import unambiguous
from edition.layers.schema import PARALLELS
from edition.text import Texts


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph of a text that is compared."""

    document: str
    number: str
    text: str
    heading: bool = False


@dataclass(frozen=True)
class Proposed:
    """A row that a method proposes; ``unit`` counts from 1, a side that lacks the words is None."""

    unit: int
    relation: str
    left: Locus | None
    right: Locus | None


def paragraphs(texts: Texts, slug: str, first: str = "", last: str = "") -> list[Paragraph]:
    """Return the paragraphs of a document from ``first`` to ``last``, without lines of its title."""
    lines = texts.numbered(slug)
    numbers = [line.number for line in lines]
    start = numbers.index(first) if first else 0
    end = numbers.index(last) + 1 if last else len(lines)
    return [
        Paragraph(slug, line.number, line.text, bool(line.level))
        for line in lines[start:end]
        if line.kind in ("text", "heading")
    ]


def table(proposal: Iterable[Proposed], texts: Texts, method: str) -> str:
    """Return a proposal as the content of ``data/parallels.csv``."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, PARALLELS.columns, restval="", lineterminator="\n")
    writer.writeheader()
    counts: dict[str, int] = {}
    for row in proposal:
        place = row.left or row.right
        assert place is not None
        target = texts.by_slug[place.document].target(place.paragraph)
        counts[target] = counts.get(target, 0) + 1
        writer.writerow(
            {
                "id": f"p-{target}-{counts[target]}",
                "unit": f"u-{row.unit:03}",
                **_anchor(row.left, texts, "left_"),
                **_anchor(row.right, texts, "right_"),
                "relation": row.relation,
                "method": method,
            }
        )
    return buffer.getvalue()


def _anchor(locus: Locus | None, texts: Texts, side: str) -> dict[str, str]:
    """Return the columns of one side that name the words at ``locus`` and no others."""
    if locus is None:
        return {}
    text = texts.paragraphs[locus.document, locus.paragraph].text
    quote = text[locus.start : locus.end]
    anchors = unambiguous(Anchor(locus.document, locus.paragraph, quote), texts)
    found = anchors[occurrences(text, quote).index(locus.start)]
    columns = ("document", "paragraph", "quote", "prefix", "suffix")
    return {side + column: getattr(found, column) for column in columns}
