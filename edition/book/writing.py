"""When a page is written as HTML: marks, numbers, notes and cards take their places."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.book.cards import Cards
from edition.book.charts import Registry, chart_node
from edition.book.marking import Piece, lay
from edition.book.nodes import Block, NoteBody, NoteHolder, Sealed, Tag, block, tag
from edition.book.quotations import work_title
from edition.book.signs import QUOTATION, sign_of
from edition.book.state import State, kept, state
from edition.layers import Span
from edition.layers.emendations import JOIN
from edition.layers.notes import Note

# Layers that may span a whole paragraph: their card hangs on a sign behind the
# words, so that what stands within the words can still be a link.
_SIGNED = ("quotation", "disagreement")
# Layers whose words themselves are the mark.
_PLAIN = ("date", "figure", "term", "name")
# Layers that put a link behind their words.
_TRAILED = ("note", "chart", *_SIGNED)


class LayText(SphinxPostTransform):
    """Lay the layers over the text of a chapter."""

    default_priority = 900

    def run(self, **kwargs: object) -> None:
        """Mark the document, or list its notes at the end where the format is not HTML."""
        places = [s for s in self.document.findall(Sealed) if isinstance(s["kept"], NoteHolder)]
        bodies = [body for place in places for body in place["kept"].children]
        if self.app.builder.format == "html":
            registry = Registry(state(self.app), self.env)
            pages = kept(self.env, "edition_pages")
            work = partial(work_title, self.env)
            Page(self.document, bodies, state(self.app), pages, registry, work).lay()
        for place in places:
            place.replace_self([] if self.app.builder.format == "html" else _listed(place))


def _crosses(one: Span, other: Span) -> bool:
    """Whether each of two spans has words that the other has not, and they share some."""
    if other.start < one.start:
        one, other = other, one
    return one.start < other.start < one.end < other.end


def _listed(place: Sealed) -> list[nodes.Node]:
    """Return the notes that were kept somewhere as a list."""
    bodies = place["kept"].children
    items = [nodes.list_item("", *body.children) for body in bodies]
    return [nodes.rubric("", "Notes"), nodes.enumerated_list("", *items)]


class Page:
    """One page of a chapter, with the bodies of its notes, while its layers are laid over it.

    ``pages`` says where the glossary, the indexes and the like stand, so that
    a mark can lead there without a script.
    """

    def __init__(
        self,
        document: nodes.document,
        bodies: list[NoteBody],
        now: State,
        pages: dict[str, str],
        charts: Registry,
        work: Callable[[str], str],
    ) -> None:
        self.document = document
        self.charts = charts
        # What stands in the margin, notes and charts, in the order of the page.
        self.margin: list[str] = []
        self.layers = now.layers
        self.notes: dict[str, tuple[Note, int]] = {}
        self.bodies = {body["note"]: body for body in bodies}
        self.now = now
        self.pages = pages
        self.cards = Cards(now, pages, charts, work)
        self.marked: set[tuple[str, str]] = set()
        # Of the paragraph in hand its spans, and what of the page has its sign already.
        self.spans: list[Span] = []
        self.target = self.slug = ""
        self.signed: set[tuple[str, str, str]] = set()
        self.unlinked: set[Span] = set()

    def lay(self) -> None:
        """Lay the layers over every numbered paragraph."""
        for element in list(self.document.findall(_is_numbered)):
            assert isinstance(element, nodes.Element)
            self._element(element)
        cards = self.cards.block()
        if cards is not None:
            self.document += cards

    def _element(self, element: nodes.Element) -> None:
        spans: list[Span] = element["ed_spans"]
        text = element.astext()
        children: list[nodes.Node]
        if isinstance(element, nodes.title):
            # A heading goes into every page's navigation: the words only.
            spans = [span for span in spans if span.layer in ("emendation", "note")]
            if text.isupper():
                element["classes"].append("ed-caps")
        for span in sorted(sorted(spans, reverse=True), key=lambda s: (s.end, -s.start)):
            # In the order in which their signs stand behind the words.
            if span.layer == "note" and span.id in self.bodies and span.id not in self.notes:
                note = self.layers.notes_by_id[span.id]
                self.notes[span.id] = (note, len(self.notes) + 1)
                self.margin.append(span.id)
            if span.layer == "chart" and span.id in self.charts.beside:
                self.margin.append(span.id)
        self.spans, self.target = spans, element["ed_target"]
        self.slug = element["ed_line"][0]
        self.unlinked = _holding_links(spans)
        children = lay(text, spans, self._wrap, self._after)
        _unlink_hidden(children)
        element.children = []
        element += [self._number(element), *self._counterparts(element), *children]
        self._join(element, spans)
        self._place_notes(element, spans)

    def _number(self, element: nodes.Element) -> Tag:
        slug, number = element["ed_line"]
        label = self.layers.texts.by_slug[slug].label(number)
        return tag(
            "a",
            classes=["ed-num"],
            tofrag=element["ed_target"],
            data_n=number.lstrip("htn") if number[0] == "h" else number,
            aria_label=f"Paragraph {label}",
        )

    def _counterparts(self, element: nodes.Element) -> list[nodes.Node]:
        """Return a link to each text that says the same, with a panel that shows its words here."""
        place = element["ed_line"]
        if isinstance(element, nodes.title):
            return []
        links: list[nodes.Node] = []
        for counterpart in self.now.counterparts.get(place, []):
            todoc = self.pages.get(counterpart.page, "")
            other = self.layers.texts.by_slug[counterpart.loci[0].document]
            panel = self.cards.counterpart(element["ed_target"], counterpart)
            label = f"The same in {other.siglum}"
            if todoc:
                links.append(
                    tag(
                        "a",
                        classes=["ed-parallel"],
                        todoc=todoc,
                        tofrag=counterpart.unit,
                        data_n=other.siglum,
                        data_panel=panel,
                        aria_label=label,
                    )
                )
        return links

    def _wrap(self, piece: Piece, linked: bool) -> Tag | None:
        span = piece.span
        first = piece.first and (span.layer, span.id) not in self.marked
        self.marked.add((span.layer, span.id))
        ids = (
            [span.id]
            if first and span.layer in ("date", "figure", "quotation", "emendation")
            else []
        )
        classes = (
            [f"ed-{span.layer}"]
            + ([] if piece.first else ["ed-cont"])
            + ([] if piece.last else ["ed-more"])
        )
        if span.layer == "footnote":
            return None if linked else self._footnote_sign(span)
        if span.layer in ("note", "chart"):
            return (
                tag("span", classes=classes, data_note=span.id) if span.id in self.margin else None
            )
        if span.layer == "emendation":
            return self._emendation(span, linked, ids, classes)
        if span.layer in _SIGNED:
            return tag("span", ids=ids, classes=classes)
        if not self.cards.says(span):
            return tag("span", ids=ids, classes=classes)
        return self._mark(span, linked, ids=ids, classes=[*classes, "ed-m"])

    def _footnote_sign(self, span: Span) -> Tag:
        document = self.layers.texts.by_slug[self.slug]
        return tag(
            "a",
            classes=["ed-footnote-sign"],
            todoc=self.now.docname_of[self.slug, span.id],
            tofrag=document.target(span.id),
        )

    def _mark(
        self, span: Span, linked: bool, *children: nodes.Node | str, **attributes: Any
    ) -> Tag:
        """Return the mark of a span: a link, unless it stands within one, holds one or leads nowhere."""
        todoc, fragment = self.cards.link(span)
        attributes["data_card"] = self.cards.use(span)
        if linked:
            return tag("span", *children, **attributes)
        if not todoc or span in self.unlinked:
            return tag("span", *children, tabindex="0", **attributes)
        return tag("a", *children, todoc=todoc, tofrag=fragment, **attributes)

    def _emendation(
        self, span: Span, linked: bool, ids: list[str], classes: list[str]
    ) -> Tag | None:
        row = self.layers.row_of("emendation", span.id)
        if row["kind"] == JOIN:
            return None
        if row["status"] == "noted":
            return self._mark(span, linked, ids=ids, classes=[*classes, "ed-noted", "ed-m"])
        return tag("span", classes=["ed-src"])

    def _corrected(self, span: Span, linked: bool) -> list[nodes.Node]:
        """Return the corrected reading; the element itself is never hidden, so that links find it."""
        row = self.layers.row_of("emendation", span.id)
        if row["status"] != "applied" or row["kind"] == JOIN:
            return []
        mark = self._mark(span, linked, row["reading"] or "\u200b", classes=["ed-m"])
        # What the source's words say of themselves, the correction says in their place.
        within = [
            s
            for s in self.spans
            if s.layer in _PLAIN
            and span.start <= s.start < s.end <= span.end
            and self.cards.says(s)
        ]
        mark["attrs"]["data-card"] = " ".join(dict.fromkeys(map(self.cards.use, [span, *within])))
        for note in self.spans:
            if note.layer == "note" and note.id in self.margin and _crosses(note, span):
                mark = tag("span", mark, classes=["ed-note", "ed-cont"], data_note=note.id)
        return [tag("ins", mark, ids=[span.id], classes=["ed-cor"], data_src=row["quote"])]

    def _after(self, span: Span, linked: bool) -> list[nodes.Node]:
        if span.layer == "note" and span.id in self.notes:
            return [self._marker(span.id, str(self.notes[span.id][1]), "Note")]
        if span.layer == "chart" and span.id in self.margin:
            return [self._marker(span.id, "chart", "Chart:")]
        if span.layer == "date":
            return self._other_calendar(span)
        if span.layer == "emendation":
            return self._corrected(span, linked)
        if span.layer in _SIGNED and self._once(span) not in self.signed:
            return [self._sign(span, linked)]
        return []

    def _once(self, span: Span) -> tuple[str, str, str]:
        """Return the place that has one sign for a span: a quotation has one however long it is."""
        return (span.layer, span.id, "" if span.layer == "quotation" else self.target)

    def _sign(self, span: Span, linked: bool) -> Tag:
        """Return one sign for all spans of a layer that end here; their cards hang on it."""
        here = [s for s in self.spans if s.layer == span.layer and s.end == span.end]
        self.signed |= {self._once(one) for one in here}
        kind, label = self._named(here)
        sign = self._mark(span, linked, classes=["ed-sign", f"ed-sign-{span.layer}", *kind])
        cards = dict.fromkeys(self.cards.use(one) for one in [span, *here])
        sign["attrs"] |= {"data-card": " ".join(cards), "aria-label": label}
        if sign["tag"] == "span":  # within a link; a span has no name of its own
            sign["attrs"]["role"] = "img"
        return sign

    def _named(self, here: list[Span]) -> tuple[list[str], str]:
        """Return the classes and the words of the sign of some spans, which are of one layer."""
        if here[0].layer == "quotation":
            return [], QUOTATION
        kind, label = sign_of(self.layers.row_of("disagreement", span.id) for span in here)
        return [kind], label

    def _marker(self, id_: str, sign: str, what: str) -> Tag:
        chart = self.charts.beside.get(id_)
        return tag(
            "a",
            ids=[f"ref-{id_}"],
            classes=["ed-ref", "ed-chart-ref"] if chart else ["ed-ref"],
            tofrag=f"note-{id_}",
            data_n=sign,
            aria_label=f"{what} {chart.title if chart else sign}",
            style=_stand(id_),
        )

    def _other_calendar(self, span: Span) -> list[nodes.Node]:
        row = self.layers.row_of("date", span.id)
        start, end = ("ns_start", "ns_end") if row["calendar"] == "OS" else ("os_start", "os_end")
        if not row[start]:
            return []
        words = self.cards.short(row[start], row[end]) + (
            " N.S." if start == "ns_start" else " O.S."
        )
        return [tag("span", classes=["ed-other"], data_other=f" [{words}]")]

    def _join(self, element: nodes.Element, spans: list[Span]) -> None:
        """Run a paragraph on into the next where an emendation says that a break splits a sentence."""
        for span in spans:
            if (
                span.layer == "emendation"
                and self.layers.row_of("emendation", span.id)["kind"] == JOIN
            ):
                element["classes"].append("ed-joined")

    def _place_notes(self, element: nodes.Element, spans: list[Span]) -> None:
        order = sorted(
            (s for s in spans if s.layer in ("note", "chart") and s.id in self.margin),
            key=lambda s: self.margin.index(s.id),
        )
        if not order:
            return
        group = block("div", classes=["ed-notes"])
        for span in order:
            group += self._note(span.id) if span.layer == "note" else self._chart(span.id)
        anchor: nodes.Element = element
        while isinstance(anchor.parent, Block) and anchor.parent["tag"] == "blockquote":
            anchor = anchor.parent
        parent = anchor.parent
        assert parent is not None
        place = parent.index(anchor) + 1
        while place < len(parent) and _holds_notes(parent[place]):
            place += 1
        parent.insert(place, group)

    def _note(self, note_id: str) -> Block:
        note, number = self.notes[note_id]
        back = tag(
            "a",
            classes=["ed-back"],
            tofrag=f"ref-{note_id}",
            data_n=str(number),
            aria_label=f"Back to the words of note {number}",
        )
        kind = tag("span", note.kind, classes=["ed-kind"])
        words = tag("span", f"“{note.anchor.quote}”", classes=["ed-lemma"])
        foot: list[nodes.Node] = [tag("span", note.author, classes=["ed-author"])]
        if note.certainty:
            foot += [
                nodes.Text(" · "),
                tag("span", f"certainty: {note.certainty}", classes=["ed-certainty"]),
            ]
        foot += [
            nodes.Text(" "),
            tag(
                "a",
                "link",
                classes=["ed-link"],
                tofrag=f"note-{note_id}",
                aria_label=f"Link to note {number}",
            ),
        ]
        body = list(self.bodies[note_id].children)
        return block(
            "div",
            block("p", back, kind, " ", words, classes=["ed-note-head"]),
            *body,
            block("p", *foot, classes=["ed-note-foot"]),
            ids=[f"note-{note_id}"],
            classes=["ed-note", f"ed-kind-{note.kind}"],
            role="note",
            aria_label=f"Note {number}",
            style=_stand(note_id),
        )

    def _chart(self, place_id: str) -> Block:
        """Return the small chart that stands beside words, placed like a note."""
        drawn = self.charts.beside[place_id]
        label = f"Back to the words beside which the chart “{drawn.title}” stands"
        back = tag(
            "a", classes=["ed-back"], tofrag=f"ref-{place_id}", data_n="chart", aria_label=label
        )
        run = tag("a", "Run it", todoc=drawn.docname, tofrag=f"chart-{drawn.key}")
        return block(
            "div",
            block("p", back, classes=["ed-note-head"]),
            chart_node(drawn, f"chart-{place_id}"),
            block("p", run, classes=["ed-chart-run"]),
            ids=[f"note-{place_id}"],
            classes=["ed-note", "ed-margin-chart"],
            role="note",
            aria_label=f"Chart: {drawn.title}",
            style=_stand(place_id),
        )


def _stand(id_: str) -> str:
    """Return the style that ties a note to its words; the style sheet sets it beside them.

    The property only names the tie, so that the page stays valid for checkers
    that do not know of anchors.
    """
    return f"--w:--w-{id_}"


def _holding_links(spans: list[Span]) -> set[Span]:
    """Return the spans within which a link stands: they cannot be links themselves."""
    trailed = [span for span in spans if span.layer in _TRAILED]
    return {
        span
        for span in spans
        if span.layer not in _TRAILED
        and any(span.start <= other.start and other.end <= span.end for other in trailed)
    }


def _unlink_hidden(children: list[nodes.Node]) -> None:
    """Make no link of a piece of a mark all of whose words are the source's, hidden as a rule."""
    for child in children:
        for mark in child.findall(Tag):
            if mark["tag"] == "a" and "ed-m" in mark["classes"] and not _shown(mark):
                mark["tag"] = "span"
                mark["todoc"] = mark["tofrag"] = ""


def _shown(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Text):
        return bool(node.strip())
    assert isinstance(node, nodes.Element)
    return "ed-src" not in node["classes"] and any(_shown(child) for child in node.children)


def _holds_notes(node: nodes.Node) -> bool:
    return isinstance(node, Block) and "ed-notes" in node["classes"]


def _is_numbered(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and "ed_line" in node
