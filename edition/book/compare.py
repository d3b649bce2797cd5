"""Pages that set texts beside each other, and the lists of quotations and disagreements."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from docutils import nodes
from sphinx.application import Sphinx

from edition.anchors import Locus
from edition.book.cards import Cards
from edition.book.directives import EditionDirective
from edition.book.lists import passage, quoted, span, table, words_of
from edition.book.marking import Piece, lay
from edition.book.nodes import Block, Tag, block, tag
from edition.layers import Row, Span
from edition.layers.parallels import Unit, units

_WORDS = re.compile(r"\s+|[^\s\w]|\w+")


class Facing(EditionDirective):
    """``edition-facing LEFT RIGHT``: two texts in facing columns, level at every aligned unit."""

    shows = ("parallels", "disagreement_places", "dates", "emendations")

    required_arguments = 2
    differences = False

    def run(self) -> list[nodes.Node]:
        """Return one row for each unit."""
        left, right = self.arguments
        self.list_here(f"facing-{left}-{right}")
        known = self.layers.texts.by_slug
        if left not in known or right not in known:
            return [block("p", "One of the two texts is not printed in this build.")]
        self.shown: set[tuple[str, str]] = set()
        grid = block(
            "div",
            classes=["ed-facing"],
            role="table",
            aria_label=f"{known[left].siglum} beside {known[right].siglum}",
        )
        grid += block(
            "div",
            *[
                block(
                    "div",
                    tag("b", f"{known[slug].siglum} "),
                    known[slug].title,
                    role="columnheader",
                )
                for slug in (left, right)
            ],
            classes=["ed-facing-head"],
            role="row",
        )
        for unit in units(self.layers, left, right):
            grid += self._row(unit)
        return [grid]

    def _row(self, unit: Unit) -> Block:
        classes = ["ed-unit", *sorted("ed-r-" + r.replace(" ", "-") for r in unit.relations)]
        left, right = self.arguments
        sides = [
            self._side(left, unit.left, unit.right),
            self._side(right, unit.right, unit.left),
        ]
        return block("div", *sides, ids=[unit.id], classes=classes, role="row")

    def _side(self, slug: str, loci: tuple[Locus, ...], others: tuple[Locus, ...]) -> Block:
        siglum = self.layers.texts.by_slug[slug].siglum
        cell = block("div", role="cell", data_siglum=siglum)
        if not loci:
            cell += block(
                "p",
                tag("span", "Nothing answers here", classes=["ed-unseen"]),
                classes=["ed-nothing"],
            )
        other = " ".join(self._words(locus) for locus in others)
        for locus in loci:
            place = (locus.document, locus.paragraph)
            paragraph = block("p", classes=["ed-line"])
            if place not in self.shown:
                self.shown.add(place)
                label = passage(self.now, *place)
                label["classes"] = ["ed-label-number"]
                paragraph += [label, nodes.Text(" ")]
            paragraph += self._marked(locus, other)
            cell += paragraph
        return cell

    def _words(self, locus: Locus) -> str:
        return self.layers.texts.paragraphs[locus.document, locus.paragraph].text[
            locus.start : locus.end
        ]

    def _marked(self, locus: Locus, other: str) -> list[nodes.Node]:
        """Return the words of a locus with their disagreements, dates and differences marked."""
        spans = [
            replace(s, start=max(0, s.start - locus.start), end=min(locus.end, s.end) - locus.start)
            for s in self.layers.spans.get((locus.document, locus.paragraph), [])
            if s.layer in ("disagreement", "date") and s.start < locus.end and locus.start < s.end
        ]
        words = self._words(locus)
        if self.differences and other:
            spans += [
                Span(a, b, "variant", f"{locus.paragraph}-{a}") for a, b in differing(words, other)
            ]
        return lay(words, spans, _wrap, self._after)

    def _after(self, mark: Span, linked: bool) -> list[nodes.Node]:
        del linked
        if mark.layer != "date":
            return []
        row = self.layers.row_of("date", mark.id)
        start, end = ("ns_start", "ns_end") if row["calendar"] == "OS" else ("os_start", "os_end")
        if not row[start]:
            return []
        words = Cards.short(row[start], row[end]) + (" N.S." if start == "ns_start" else " O.S.")
        return [tag("span", f" [{words}]", classes=["ed-reconciled"])]


def _wrap(piece: Piece, linked: bool) -> Tag | None:
    span = piece.span
    if span.layer == "disagreement" and not linked:
        return tag("a", classes=["ed-disagreement"], tolist="disagreements", tofrag=span.id)
    return tag("span", classes=[f"ed-{span.layer}"])


def differing(left: str, right: str) -> list[tuple[int, int]]:
    """Return the characters of ``left`` that ``right`` has not, word by word.

    The words are compared with :class:`difflib.SequenceMatcher`; white space
    alone is no difference.
    """
    ours = [m.group() for m in _WORDS.finditer(left)]
    theirs = [m.group() for m in _WORDS.finditer(right)]
    starts = [m.start() for m in _WORDS.finditer(left)] + [len(left)]
    found = []
    for code, a, b, _, _ in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if code in ("replace", "delete") and "".join(ours[a:b]).strip():
            found.append((starts[a], starts[b]))
    return found


class Collation(Facing):
    """``edition-collation LEFT RIGHT``: as ``edition-facing``, with each variant marked to the character."""

    differences = True


class Quotations(EditionDirective):
    """``edition-quotations``: the quotations of the documents, by work."""

    shows = ("quotations", "parallels", "names")

    def run(self) -> list[nodes.Node]:
        """Return a table for each work that is quoted."""
        self.list_here("quotations")
        groups: dict[str, list[Row]] = {}
        for row in self.layers.tables["quotations"]:
            groups.setdefault(row["work"], []).append(row)
        out: list[nodes.Node] = []
        for work in sorted(groups, key=lambda w: (not w, w)):
            out.append(self.title(self._work(work), f"work-{work or 'unknown'}"))
            if work:
                out += self.sources(work)
            rows = [
                (f"row-{row.id}" if row["part"] in ("", "1") else "", self._cells(row))
                for row in groups[work]
            ]
            out.append(
                table(
                    f"Quotations from {self._work(work)}",
                    ("Place", "Speaker", "Words", "As printed", "Reference", "Note"),
                    rows,
                )
            )
        return out

    def _work(self, key: str) -> str:
        names = {row.id: row["label"] for row in self.layers.tables["names"]}
        return names.get(key, key) if key else "No work is named"

    def _cells(self, row: Row) -> list[nodes.Node | str]:
        speaker = self.layers.rows["names"].get(row["speaker"])
        words = row["quote"]
        short = (
            words
            if len(words) < 160
            else words[:100].rsplit(" ", 1)[0] + " … " + words[-50:].split(" ", 1)[-1]
        )
        place = passage(self.now, row["document"], row["paragraph"], words_of(self.now, row))
        return [
            place,
            speaker["label"] if speaker else row["speaker"],
            quoted(short),
            row["locator"],
            row["status"],
            row["note"],
        ]


class Disagreements(EditionDirective):
    """``edition-disagreements``: where the documents disagree, by kind."""

    shows = ("disagreements", "disagreement_places")

    kinds = (
        ("between documents", "Between documents"),
        ("within a document", "Within a document"),
        ("against the record", "Against the record"),
        ("between translations", "Between the translations"),
        ("only apparent", "Only apparent"),
    )

    def run(self) -> list[nodes.Node]:
        """Return a section for each kind, with one entry for each disagreement."""
        self.list_here("disagreements")
        places: dict[str, list[Row]] = {}
        for row in self.layers.tables["disagreement_places"]:
            places.setdefault(row["disagreement"], []).append(row)
        out: list[nodes.Node] = []
        for kind, words in self.kinds:
            rows = [row for row in self.layers.tables["disagreements"] if row["kind"] == kind]
            if not rows:
                continue
            out.append(self.title(words, f"disagreements-{kind.replace(' ', '-')}"))
            out += [self._entry(row, places.get(row.id, [])) for row in rows]
        return out

    def _entry(self, row: Row, places: list[Row]) -> Block:
        quotes = block("ul")
        for place in places:
            document = self.layers.texts.by_slug[place["document"]]
            link = passage(self.now, document.slug, place["paragraph"])
            says = f": {place['says']}" if place["says"] else ""
            quotes += block("li", link, " ", span(quoted(place["quote"]), says))
        judgement = block("p", row["judgement"])
        if row["certainty"]:
            judgement += tag("span", f" Certainty: {row['certainty']}.", classes=["ed-certainty"])
        sigla = sorted(
            {f"ed-in-{self.layers.texts.by_slug[p['document']].siglum.lower()}" for p in places}
        )
        return block(
            "div",
            block("h3", row["subject"]),
            quotes,
            judgement,
            *self.sources(row["source"]),
            ids=[row.id],
            classes=["ed-entry", *sigla],
        )


def setup(app: Sphinx) -> None:
    """Register the directives."""
    for name, directive in (
        ("facing", Facing),
        ("collation", Collation),
        ("quotations", Quotations),
        ("disagreements", Disagreements),
    ):
        app.add_directive(f"edition-{name}", directive)
