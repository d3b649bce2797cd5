"""The page of disagreements: by kind, with a filter by document that needs no script."""

from __future__ import annotations

from functools import cached_property
from html import escape

from docutils import nodes

from edition.anchors import Locus
from edition.book.directives import EditionDirective
from edition.book.lists import passage, quoted, span
from edition.book.nodes import Block, Tag, block, tag
from edition.layers import Row
from edition.layers.parallels import pairs, units
from edition.text import Document

KINDS = (
    ("between documents", "Between documents"),
    ("within a document", "Within a document"),
    ("against the record", "Against the record"),
    ("between translations", "Between the translations"),
    ("only apparent", "Only apparent"),
)


class Disagreements(EditionDirective):
    """``edition-disagreements``: where the documents disagree, by kind."""

    shows = ("disagreements", "disagreement_places", "parallels")

    def run(self) -> list[nodes.Node]:
        """Return the contents, the filter, and for each kind its entries."""
        self.list_here("disagreements")
        self.places: dict[str, list[Row]] = {}
        for row in self.layers.tables["disagreement_places"]:
            self.places.setdefault(row["disagreement"], []).append(row)
        rows = self.layers.tables["disagreements"]
        groups = [
            (kind, words, [row for row in rows if row["kind"] == kind]) for kind, words in KINDS
        ]
        groups = [group for group in groups if group[2]]
        documents = [d for d in self.layers.texts.documents if self._touching(d)]
        self.rank = {document.slug: n for n, document in enumerate(documents, 1)}
        out: list[nodes.Node] = [self._contents(groups), self._filter(documents)]
        out += [self._section(*group) for group in groups]
        out.append(self.title("By document", "disagreements-by-document"))
        out += [self._index(document) for document in documents]
        return out

    def _touching(self, document: Document) -> list[tuple[Row, Row]]:
        """Return the entries that concern a document, each with its first place there, in its order."""
        found: dict[str, tuple[Row, Row]] = {}
        for place in self.layers.tables["disagreement_places"]:
            if place["document"] == document.slug:
                entry = self.layers.rows["disagreements"][place["disagreement"]]
                found.setdefault(entry.id, (entry, place))
        order = self.layers.texts.order
        return sorted(found.values(), key=lambda pair: order[document.slug, pair[1]["paragraph"]])

    @staticmethod
    def _contents(groups: list[tuple[str, str, list[Row]]]) -> Block:
        links = [
            block("li", tag("a", words, tofrag=_target(kind)), f": {len(rows)}")
            for kind, words, rows in groups
        ]
        links.append(block("li", tag("a", "By document", tofrag="disagreements-by-document")))
        return block("ul", *links, classes=["ed-contents"])

    def _filter(self, documents: list[Document]) -> nodes.raw:
        """Return buttons of which the style sheet hides what is not asked for."""
        labels = ["all", *(f"{d.siglum} ({len(self._touching(d))})" for d in documents)]
        buttons = "".join(
            f'<label><input type="radio" name="only" id="only-{n}"{" checked" if n == 0 else ""}>'
            f" {escape(label)}</label>\n"
            for n, label in enumerate(labels)
        )
        legend = "<legend>Show the entries that concern</legend>"
        return nodes.raw(
            "", f'<fieldset class="ed-filter">{legend}{buttons}</fieldset>', format="html"
        )

    def _section(self, kind: str, words: str, rows: list[Row]) -> Block:
        return block(
            "div",
            self.title(words, _target(kind)),
            *[self._entry(row) for row in rows],
            classes=["ed-entries"],
        )

    def _entry(self, row: Row) -> Block:
        places = self.places.get(row.id, [])
        quotes = block("ul")
        for place in places:
            link = passage(self.now, place["document"], place["paragraph"])
            says = f": {place['says']}" if place["says"] else ""
            quotes += block("li", link, " ", span(quoted(place["quote"]), says))
        judgement = block("p", row["judgement"])
        if row["certainty"]:
            judgement += tag("span", f" Certainty: {row['certainty']}.", classes=["ed-certainty"])
        here = tag("a", "#", classes=["headerlink"], tofrag=row.id)
        here["attrs"]["aria-label"] = f"Link to this entry: {row['subject']}"
        concerned = sorted({self.rank[place["document"]] for place in places})
        return block(
            "div",
            block("h3", row["subject"], here),
            quotes,
            judgement,
            *[block("p", link, classes=["ed-sources"]) for link in self._beside(places)],
            *self.sources(row["source"]),
            ids=[row.id],
            classes=["ed-entry", *(f"ed-in-{n}" for n in concerned)],
        )

    def _beside(self, places: list[Row]) -> list[Tag]:
        """Return a link to where the two texts stand beside each other, if they do."""
        locus = self.layers.locus(places[0]) if places else None
        if locus is None:
            return []
        told = {place["document"] for place in places}
        for sides, unit, one in self._aligned.get((locus.document, locus.paragraph), []):
            if told == set(sides) and one.start < locus.end and locus.start < one.end:
                facing = f"facing-{sides[0]}-{sides[1]}"
                return [tag("a", "Side by side", tolist=facing, tofrag=unit)]
        return []

    @cached_property
    def _aligned(self) -> dict[tuple[str, str], list[tuple[tuple[str, str], str, Locus]]]:
        """By paragraph: the pair of texts that stand beside each other, the unit, its words there."""
        found: dict[tuple[str, str], list[tuple[tuple[str, str], str, Locus]]] = {}
        for sides in pairs(self.layers):
            for unit in units(self.layers, *sides):
                for one in (*unit.left, *unit.right):
                    place = (one.document, one.paragraph)
                    found.setdefault(place, []).append((sides, unit.id, one))
        return found

    def _index(self, document: Document) -> Block:
        """Return the entries that concern a document, in the order of its paragraphs."""
        items = block("ul", classes=["ed-note-list"])
        for entry, place in self._touching(document):
            link = passage(self.now, document.slug, place["paragraph"])
            items += block("li", link, " ", tag("a", entry["subject"], tofrag=entry.id))
        count = len(items.children)
        words = f"{document.siglum} · {document.name} ({count})"
        return block("details", block("summary", words), items)


def _target(kind: str) -> str:
    return f"disagreements-{kind.replace(' ', '-')}"
