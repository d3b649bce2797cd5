"""Pages that set two texts beside each other: in facing columns, level at every aligned unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from docutils import nodes

from edition.anchors import Locus
from edition.book.cards import short_span
from edition.book.directives import EditionDirective
from edition.book.lists import passage
from edition.book.marking import Piece, lay
from edition.book.nodes import Block, Tag, block, tag
from edition.book.reading import register
from edition.calendar import new_style
from edition.layers import Row, Span
from edition.layers.emendations import JOIN
from edition.layers.parallels import Unit, units
from edition.text import Document

SIDES = ("left", "right")
_CELL = "ed-cell"
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")


def count_words(words: str) -> int:
    """Return how many words there are."""
    return len(_WORD.findall(words))


class Facing(EditionDirective):
    """``edition-facing LEFT RIGHT``: two texts in facing columns."""

    shows = ("parallels", "disagreement_places", "dates", "emendations")
    required_arguments = 2
    #: Classes of the columns.
    classes: tuple[str, ...] = ("ed-facing",)
    #: Layers whose marks stand in the columns.
    layers_shown: tuple[str, ...] = ("disagreement", "date", "emendation")

    def run(self) -> list[nodes.Node]:
        """Return what explains the columns, and a row for each unit."""
        self.list_here(f"facing-{'-'.join(self.arguments)}")
        documents = self.documents()
        if not documents:
            return [block("p", "One of the two texts is not printed in this build.")]
        self.shown: set[tuple[str, str]] = set()
        self.units = units(self.layers, *self.arguments)
        return [*self.before(documents), self.table(documents)]

    def documents(self) -> list[Document]:
        """Return the two documents, or nothing where one is not printed."""
        known = self.layers.texts.by_slug
        found = [known[slug] for slug in self.arguments if slug in known]
        return found if len(found) == len(SIDES) else []

    def before(self, documents: list[Document]) -> list[nodes.Node]:
        """Return what stands above the columns: what their marks mean."""
        del documents
        lacking = tag("span", "words", classes=["ed-only"])
        differing = tag("span", "words", classes=["ed-disagreement"])
        other = tag("span", "[date]", classes=["ed-reconciled"])
        signs = (
            (lacking, "which the other text has nothing for"),
            (differing, "where the two differ in substance; they lead to what can be said of it"),
            (other, "the same day in the other calendar, or the right one"),
        )
        items = [block("li", sign, f": {meaning}") for sign, meaning in signs]
        return [block("ul", *items, classes=["ed-legend"])]

    def table(self, documents: list[Document]) -> Block:
        """Return the columns."""
        names = [
            block("div", tag("b", f"{one.siglum} "), one.name, role="columnheader")
            for one in documents
        ]
        head = block("div", *names, role="row", classes=["ed-facing-row"])
        return block(
            "div",
            block("div", head, role="rowgroup", classes=["ed-facing-head"]),
            block("div", *[self.row(unit, documents) for unit in self.units], role="rowgroup"),
            classes=list(self.classes),
            role="table",
            aria_label=" beside ".join(one.siglum for one in documents),
        )

    def row(self, unit: Unit, documents: list[Document]) -> Block:
        """Return a unit; the first row of a paragraph gives the numbers of both sides."""
        loci = (unit.left, unit.right)
        places = {(locus.document, locus.paragraph) for side in loci for locus in side}
        opens = not places <= self.shown
        classes = ["ed-facing-row", "ed-unit", *(["ed-opens"] if opens else [])]
        classes += sorted("ed-r-" + relation.replace(" ", "-") for relation in unit.relations)
        cells = [
            self.cell(unit, side, document, opens)
            for side, document in zip(SIDES, documents, strict=True)
        ]
        self.shown |= places
        for row in unit.rows:
            # A chart that counts rows leads here.
            register(self.env, row.id, self.env.docname, unit.id, unit.id)
        return block("div", *cells, ids=[unit.id], classes=classes, role="row")

    def cell(self, unit: Unit, side: str, document: Document, opens: bool) -> Block:
        """Return one side of a unit."""
        cell = block("div", role="cell", classes=[_CELL], data_siglum=document.siglum)
        loci = unit.left if side == "left" else unit.right
        for locus in loci:
            cell += self.line(unit, side, locus, opens)
        if not loci:
            cell += self.nothing(unit, side, document)
        return cell

    def nothing(self, unit: Unit, side: str, document: Document) -> Block:
        """Return what stands where a text has nothing."""
        del unit, side
        unseen = tag("span", f"Nothing in {document.siglum}", classes=["ed-unseen"])
        return block("p", unseen, classes=["ed-nothing"])

    def line(self, unit: Unit, side: str, locus: Locus, opens: bool) -> Block:
        """Return the words of one paragraph in a unit: a heading as a heading."""
        line = self.layers.texts.paragraphs[locus.document, locus.paragraph]
        caps = ["ed-caps"] if line.level and line.text.isupper() else []
        element = block("h2" if line.level else "p", classes=["ed-line", *caps])
        if opens:
            number = passage(self.now, locus.document, locus.paragraph)
            known = (locus.document, locus.paragraph) in self.shown
            number["classes"] = ["ed-label-number", *(["ed-again"] if known else [])]
            element.extend([number, nodes.Text(" ")])
        self.locus = locus
        spans = [*self.spans(locus), *self.differences(unit, side, locus)]
        element.extend(lay(self.words(locus), spans, self.wrap, self.after))
        return element

    def words(self, locus: Locus) -> str:
        """Return the source's characters."""
        place = (locus.document, locus.paragraph)
        return self.layers.texts.paragraphs[place].text[locus.start : locus.end]

    # ------------------------------------------------------------------ marks

    def spans(self, locus: Locus) -> list[Span]:
        """Return the marks on some words, counted from the first of them."""
        found = []
        for span in self.layers.spans.get((locus.document, locus.paragraph), []):
            if span.layer not in self.layers_shown:
                continue
            if span.start < locus.end and locus.start < span.end:
                found.append(_within(span, locus))
        return found

    def differences(self, unit: Unit, side: str, locus: Locus) -> list[Span]:
        """Return marks on words that the other text lacks."""
        return [_within(span, locus) for span in self.of_rows(unit, side, locus, f"only {side}")]

    def of_rows(self, unit: Unit, side: str, locus: Locus, relation: str) -> Iterable[Span]:
        """Yield the words that rows of a relation name in a locus, under the relation's first word."""
        for row in unit.rows:
            own = self.layers.locus(row, f"{side}_") if row["relation"] == relation else None
            if own and (own.document, own.paragraph) == (locus.document, locus.paragraph):
                yield Span(own.start, own.end, relation.split(" ")[0], row.id)

    def wrap(self, piece: Piece, linked: bool) -> Tag | None:
        """Return the element around a part of a mark."""
        span = piece.span
        classes = [f"ed-{span.layer}", *([] if piece.last else ["ed-more"])]
        if span.layer == "emendation":
            row = self.layers.row_of("emendation", span.id)
            printed = row["status"] == "applied" and row["kind"] != JOIN
            return tag("span", classes=["ed-src"]) if printed else None
        if span.layer == "disagreement" and not linked:
            return tag("a", classes=classes, tolist="disagreements", tofrag=span.id)
        return tag("span", classes=classes)

    def after(self, span: Span, linked: bool) -> list[nodes.Node]:
        """Return what stands behind a mark: a correction, or a day in the other calendar."""
        if span.layer == "date":
            return self.reconciled(self.layers.row_of("date", span.id))
        if span.layer == "emendation":
            return self.corrected(self.layers.row_of("emendation", span.id), linked)
        return []

    def corrected(self, row: Row, linked: bool) -> list[nodes.Node]:
        """Return a correction, where it begins in these words."""
        begins = self.layers.locus(row)
        if row["status"] != "applied" or row["kind"] == JOIN or begins is None:
            return []
        if begins.start < self.locus.start:
            return []
        words = row["reading"] or "\u200b"
        mark = (
            tag("span", words)
            if linked
            else tag("a", words, classes=["ed-m"], tolist="emendations", tofrag=f"row-{row.id}")
        )
        return [tag("ins", mark, classes=["ed-cor"])]

    @staticmethod
    def reconciled(row: Row) -> list[nodes.Node]:
        """Return the other calendar's day, or the right day in both where the text's is a slip."""
        right, end = row["right_os_start"], row["right_os_end"] or row["right_os_start"]
        if row["slip"] and right:
            new = short_span(new_style(right), new_style(end))
            words = f"rightly {short_span(right, end)} O.S., {new} N.S."
        elif row["calendar"] == "OS" and row["ns_start"]:
            words = f"{short_span(row['ns_start'], row['ns_end'])} N.S."
        elif row["calendar"] == "NS" and row["os_start"]:
            words = f"{short_span(row['os_start'], row['os_end'])} O.S."
        else:
            return []
        return [tag("span", f" [{words}]", classes=["ed-reconciled"])]


def _within(span: Span, locus: Locus) -> Span:
    """Return a mark as far as it stands in a locus, counted from its beginning."""
    start, end = max(locus.start, span.start), min(locus.end, span.end)
    return replace(span, start=start - locus.start, end=end - locus.start)
