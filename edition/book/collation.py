"""Two abridgements of one text: what they share, each variant, what each leaves out, and a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from docutils import nodes

from edition.anchors import Locus
from edition.book.facing import SIDES, Facing, count_words
from edition.book.lists import passage, quoted, table
from edition.book.nodes import Block, block, tag
from edition.layers import Row, Span
from edition.layers.collating import CUT
from edition.layers.parallels import Unit, omission
from edition.text import Document

#: Words in a line of the picture; height of a strip, and what parts two, in pixels.
LINE = 1000
_THICK, _BETWEEN = 12, 3
_HOW = {
    "marked": "cut, with a mark",
    "unmarked": "cut, without a mark",
    "added": "added by editors in brackets",
    "outside": "before its beginning or after its end",
}


@dataclass(frozen=True)
class Passage:
    """A unit of a collation, with the number of its words on each side."""

    unit: Unit
    words: tuple[int, int]

    @property
    def shared(self) -> bool:
        """Whether both have it."""
        return bool(self.unit.relations & {"same", "variant"})


def _list(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _several(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


class Collation(Facing):
    """``edition-collation LEFT RIGHT``: as ``edition-facing``, with each variant, in the copies' characters."""

    classes = ("ed-facing", "ed-collated")
    layers_shown = ("disagreement",)

    @cached_property
    def passages(self) -> list[Passage]:
        """The units with the number of words that each side has in them."""
        return [
            Passage(unit, (self._count(unit.left), self._count(unit.right))) for unit in self.units
        ]

    def _count(self, loci: tuple[Locus, ...]) -> int:
        return sum(count_words(self.words(locus)) for locus in loci)

    def before(self, documents: list[Document]) -> list[nodes.Node]:
        """Return the sums, the picture, and the variants as a list; or that there is nothing."""
        if not self.passages:
            return [block("p", "No passage of the two has been collated yet.")]
        signs = (
            (tag("span", "words", classes=["ed-variant"]), "where the two copies differ"),
            (tag("span", "words", classes=["ed-only"]), "what only this one has"),
        )
        legend = block("ul", *[block("li", sign, f": {what}") for sign, what in signs])
        legend["classes"] = ["ed-legend"]
        return [
            block("p", self.sums(documents), classes=["ed-sums"]),
            self.picture(documents),
            self.title("The variants", "variants"),
            self.variants(documents),
            self.title("Side by side", "side-by-side"),
            legend,
        ]

    def sums(self, documents: list[Document]) -> str:
        """Return how much both have, and what each leaves out, from the rows."""
        shared = [one for one in self.passages if one.shared]
        variants = sum(1 for one in shared for row in one.unit.rows if row["relation"] == "variant")
        text = (
            f"The two share {_several(len(shared), 'passage')} "
            f"({_several(sum(one.words[0] for one in shared), 'word')}, "
            f"with {_several(variants, 'variant')}). "
        )
        for side, document in enumerate(documents):
            other = documents[1 - side]
            lost = [one for one in self.passages if self.kind(one, side)]
            words = sum(one.words[1 - side] for one in lost)
            kinds = [self.kind(one, side) for one in lost]
            told = [
                f"{kinds.count(kind)} {how}"
                for kind, how in (
                    ("marked", "with a mark of the cut"),
                    ("unmarked", "without a mark"),
                    ("added", "that editors added in brackets"),
                    ("outside", "before its beginning or after its end"),
                )
                if kind in kinds
            ]
            text += (
                f"Of what {other.siglum} has, {document.siglum} lacks "
                f"{_several(len(lost), 'passage')} ({_several(words, 'word')}): {_list(told)}. "
            )
        marks = [self._marks(side) for side in SIDES]
        told = [
            f"{document.siglum} has {_several(count, 'mark')} of a cut"
            for document, count in zip(documents, marks, strict=True)
        ]
        return f"{text}{_list(told)}."

    def _marks(self, side: str) -> int:
        """Return how often a side says that it has cut."""
        loci = (
            locus for unit in self.units for locus in (unit.left, unit.right)[SIDES.index(side)]
        )
        return sum(self.words(locus).count(CUT) for locus in loci)

    def kind(self, one: Passage, side: int) -> str:
        """Return how a side lacks what the other has: see :func:`omission`; empty where it does not."""
        if one.shared or not one.words[1 - side]:
            return ""
        if one.unit in (self.units[0], self.units[-1]) and not one.words[side]:
            return "outside"
        return omission(one.unit, SIDES[side])

    # ------------------------------------------------------------ the columns

    def cell(self, unit: Unit, side: str, document: Document, opens: bool) -> Block:
        """Return one side of a unit, with what the editors say of its rows."""
        cell = super().cell(unit, side, document, opens)
        own = [row for row in unit.rows if row.has_anchor(f"{side}_") and row["note"]]
        if not unit.relations & {"same", "variant"}:
            notes = dict.fromkeys(row["note"] for row in own)
            cell.extend(block("p", note, classes=["ed-row-note"]) for note in notes)
        return cell

    def nothing(self, unit: Unit, side: str, document: Document) -> Block:
        """Return how a text lacks what the other has."""
        kind = self.kind(self.passages[self.units.index(unit)], SIDES.index(side))
        how = {
            "unmarked": "left out, without a mark",
            "marked": "left out",
            "added": "not there",
            "outside": "not there",
        }.get(kind, "")
        words = tag("span", f"{document.siglum}: {how}") if how else tag("span", "")
        return block("p", words, classes=["ed-nothing"])

    def differences(self, unit: Unit, side: str, locus: Locus) -> list[Span]:
        """Return marks on variants and on what the other leaves out."""
        return [
            span
            for relation in ("variant", f"only {side}")
            for span in self._counted(unit, side, locus, relation)
        ]

    def _counted(self, unit: Unit, side: str, locus: Locus, relation: str) -> list[Span]:
        return [
            Span(span.start - locus.start, span.end - locus.start, span.layer, span.id)
            for span in self.of_rows(unit, side, locus, relation)
        ]

    # ------------------------------------------------------------ the variants

    def variants(self, documents: list[Document]) -> Block:
        """Return all variants as a table."""
        rows = [row for unit in self.units for row in unit.rows if row["relation"] == "variant"]
        return table(
            "The variants",
            (*(one.siglum for one in documents), "Place", "What differs"),
            [("", self._variant(row)) for row in rows],
        )

    def _variant(self, row: Row) -> list[nodes.Node | str]:
        places = tag("span")
        for side in SIDES:
            if len(places.children):
                places += nodes.Text(" · ")
            places += passage(self.now, row[f"{side}_document"], row[f"{side}_paragraph"])
        here = tag("a", quoted(row["left_quote"]), tofrag=row["unit"])
        return [here, quoted(row["right_quote"]), places, row["note"]]

    # ------------------------------------------------------------- the picture

    def picture(self, documents: list[Document]) -> Block:
        """Return the text in lines of :data:`LINE` words, a strip for each abridgement."""
        bars = self._bars()
        names = tag("span", *[tag("span", one.siglum) for one in documents])
        lines = [
            block(
                "div",
                names.deepcopy(),
                _strip([bar.within(start) for bar in bars if bar.within(start).width > 0]),
                classes=["ed-kept-line"],
            )
            for start in range(0, max(bar.end for bar in bars), LINE)
        ]
        caption = (
            f"What each keeps. A line is {LINE:,} words of what either has; solid is what both "
            "keep, light what only one keeps, empty what the other leaves out. A stroke stands "
            "where a cut is marked, a ring where it is not. Each passage leads to its words."
        )
        picture = block(
            "div", *lines, classes=["ed-kept"], role="group", aria_label="What each keeps"
        )
        return block(
            "div",
            block("figure", picture, block("figcaption", caption)),
            self._numbers(documents),
            ids=["kept"],
        )

    def _bars(self) -> list[_Bar]:
        """Return what the strips are made of, from left to right."""
        bars: list[_Bar] = []
        at = 0
        for one in self.passages:
            if one.shared:
                words = max(one.words)
                bars += [_Bar(one.unit.id, at, at + words, side, "shared") for side in (0, 1)]
                at += words
                continue
            for side in (0, 1):
                end = at + one.words[side]
                if end > at:
                    cut = self.kind(one, 1 - side)
                    bars.append(_Bar(one.unit.id, at, end, side, "alone"))
                    bars.append(_Bar(one.unit.id, at, end, 1 - side, cut or "outside"))
                at = end
        return bars

    def _numbers(self, documents: list[Document]) -> Block:
        """Return the picture as a table."""
        rows = []
        for one in self.passages:
            if not any(one.words):
                continue
            kinds = [self.kind(one, side) for side in (0, 1)]
            said = (
                "shared"
                if one.shared
                else _list(
                    [
                        f"{document.siglum} lacks it: {_HOW[kind]}"
                        for document, kind in zip(documents, kinds, strict=True)
                        if kind
                    ]
                )
            )
            places = [
                tag("a", _place(loci), tofrag=one.unit.id) if loci and words else ""
                for loci, words in zip((one.unit.left, one.unit.right), one.words, strict=True)
            ]
            rows.append(("", [*places, f"{one.words[0]:,}", f"{one.words[1]:,}", said]))
        sigla = [document.siglum for document in documents]
        head = (*sigla, *(f"Words in {siglum}" for siglum in sigla), "What becomes of it")
        return block(
            "details",
            block("summary", "In words and numbers"),
            table("What each keeps, passage by passage", head, rows),
        )


@dataclass(frozen=True)
class _Bar:
    """Words ``start`` to ``end`` in the strip of a side: shared, alone, or how they are lacking."""

    unit: str
    start: int
    end: int
    side: int
    kind: str

    @property
    def width(self) -> int:
        return self.end - self.start

    def within(self, line: int) -> _Bar:
        """Return what of it stands in the line that begins with the word ``line``, counted from there."""
        start, end = max(self.start - line, 0), min(self.end - line, LINE)
        kind = self.kind if self.start >= line else self.kind.replace("marked", "going on")
        return replace(self, start=start, end=end, kind=kind)


def _strip(bars: list[_Bar]) -> Block:
    """Return a line of the picture."""
    strip = block("svg", width="100%", height=str(2 * _THICK + _BETWEEN))
    for bar in bars:
        top = bar.side * (_THICK + _BETWEEN)
        x, width = f"{100 * bar.start / LINE:.2f}%", f"{100 * bar.width / LINE:.2f}%"
        if bar.kind not in ("shared", "alone"):
            edge = str(top + _THICK - 1)
            strip += tag("rect", x=x, y=edge, width=width, height="1", classes=["ed-gap"])
        if bar.kind in ("shared", "alone"):
            area = tag("rect", x=x, y=str(top), width=width, height=str(_THICK))
            link = tag("a", area, classes=[f"ed-{bar.kind}"], tofrag=bar.unit, tabindex="-1")
            link["attrs"]["aria-label"] = f"{bar.kind}: {_several(bar.width, 'word')}"
            strip += link
        elif bar.kind == "marked":
            strip += tag("rect", x=x, y=str(top), width="2", height=str(_THICK), classes=["ed-cut"])
        elif bar.kind == "unmarked":
            style = {"cx": x, "cy": str(top + _THICK / 2), "r": "4"}
            strip += tag("circle", style="transform:translateX(5px)", classes=["ed-cut"], **style)
    return strip


def _place(loci: tuple[Locus, ...]) -> str:
    """Return the first and the last paragraph of some loci."""
    first, last = loci[0].paragraph, loci[-1].paragraph
    return first if first == last else f"{first}–{last}"
