"""Cards: what a mark says on hover and focus, one for each row on a page."""

from __future__ import annotations

from collections.abc import Callable

from edition.book.charts import Registry
from edition.book.nodes import Block, block, tag
from edition.book.signs import DISAGREEMENTS
from edition.book.state import Counterpart, State
from edition.calendar import both_styles, interval, weekday
from edition.layers import Row, Span
from edition.layers.parallels import elsewhere
from edition.layers.wording import bounds, with_unit

# The page that lists the rows of a layer, by the name under which its
# directive registers itself, and the id of a row on it.
_LISTED = {
    "term": ("glossary", "term-{id}"),
    "date": ("dates", "row-{id}"),
    "figure": ("figures", "row-{id}"),
    "emendation": ("emendations", "row-{id}"),
    "quotation": ("quotations", "row-{id}"),
    "disagreement": ("disagreements", "{id}"),
}

#: What ties words to others, for readers.
RELATIONS = {
    "same": "the same words",
    "variant": "the same words",
    "translation": "in another translation",
    "quotes": "the same words",
    "same event": "tells the same",
}

#: What is said of a figure whose words give no number.
IN_WORDS = "in words only"


def short_span(start: str, end: str) -> str:
    """Return a day or span without its year."""
    return interval(start, end).rsplit(" ", 1)[0]


def amount(row: Row) -> str:
    """Return the bounds of a figure, or of a reference figure, in words with its unit, or ``""``."""
    words = bounds(row["low"], row["high"], row["qualifier"], row["unit"])
    return with_unit(words, row["unit"])


class Cards:
    """The cards of one page, made as its marks ask for them.

    ``work`` returns the title of a work of the bibliography by its key.
    """

    def __init__(
        self,
        now: State,
        pages: dict[str, str],
        charts: Registry | None = None,
        work: Callable[[str], str] = str,
    ) -> None:
        self.charts = charts
        self.work = work
        self.ties = now.ties
        self.quotations = now.parts
        self.layers = now.layers
        self.pages = pages
        self.made: dict[str, Block] = {}
        self._makers: dict[str, Callable[[Row], tuple[str, list[str]]]] = {
            "date": self._date,
            "figure": self._figure,
            "name": self._name,
            "term": self._term,
            "emendation": self._emendation,
            "quotation": self._quotation,
            "disagreement": self._disagreement,
        }

    @staticmethod
    def short(start: str, end: str) -> str:
        """Return a span as it is added behind a printed date."""
        return short_span(start, end)

    def link(self, span: Span) -> tuple[str, str]:
        """Return the page and fragment that tell more of a mark, or two empty strings."""
        if span.layer == "name":
            kind = self.layers.row_of("name", span.id)["kind"]
            return self.pages.get(f"names-{kind}", ""), f"name-{span.id}"
        page, fragment = _LISTED[span.layer]
        return self.pages.get(page, ""), fragment.format(id=span.id)

    def says(self, span: Span) -> bool:
        """Whether the card of a mark has anything to say: a vague date may have nothing."""
        if span.layer != "date":
            return True
        charted = self.charts is not None and bool(self.charts.of_row(span.id))
        return charted or bool(self._date(self.layers.row_of("date", span.id))[0])

    def use(self, span: Span) -> str:
        """Return the id of the card of a mark, which is made if the page has none yet."""
        card_id = f"card-{span.layer}-{span.id}"
        if card_id not in self.made:
            title, lines = self._makers[span.layer](self.layers.row_of(span.layer, span.id))
            parts = [block("p", tag("b", title))] if title else []
            parts += [block("p", line) for line in lines if line]
            if self.charts:
                parts += [
                    block("p", link, classes=["ed-card-chart"])
                    for link in self.charts.links(span.id)
                ]
            self.made[card_id] = block(
                "div", *parts, ids=[card_id], classes=[f"ed-card-{span.layer}"]
            )
        return card_id

    def counterpart(self, target: str, counterpart: Counterpart) -> str:
        """Return the id of the panel that holds the words answering to a paragraph."""
        texts = self.layers.texts
        other = texts.by_slug[counterpart.loci[0].document]
        panel_id = f"panel-{target}-{other.siglum.lower()}"
        joined: dict[str, list[str]] = {}
        for locus in counterpart.loci:
            words = texts.paragraphs[locus.document, locus.paragraph].text[locus.start : locus.end]
            joined.setdefault(locus.paragraph, []).append(words)
        parts = [block("p", tag("b", other.name))]
        parts += [
            block("p", tag("b", f"{other.label(number)} "), " ".join(words))
            for number, words in joined.items()
        ]
        self.made[panel_id] = block("div", *parts, ids=[panel_id], classes=["ed-panel"])
        return panel_id

    def block(self) -> Block | None:
        """Return all cards of the page, hidden, or ``None`` if it has none."""
        if not self.made:
            return None
        return block("div", *self.made.values(), classes=["ed-cards"], hidden="hidden")

    def _date(self, row: Row) -> tuple[str, list[str]]:
        dated = row["os_start"] and row["ns_start"]
        lines = []
        if dated:
            days = (row["os_start"], row["os_end"], row["ns_start"], row["ns_end"])
            lines.append(both_styles(*days))
        if row["ns_start"] and row["ns_start"] == (row["ns_end"] or row["ns_start"]):
            lines.append(weekday(row["ns_start"]))
        event = self.layers.rows["events"].get(row["event"])
        if event:
            lines.append(event["label"])
        if row["slip"]:
            right = (
                f": rightly {interval(row['right_os_start'], row['right_os_end'])} Old Style"
                if row["right_os_start"]
                else ""
            )
            lines.append(f"Slip ({row['slip']}){right}.")
        lines += [line for line in (row["note"], "" if dated else self._counted(row)) if line]
        return (lines[0], lines[1:]) if lines else ("", [])

    def _counted(self, row: Row) -> str:
        """Return from which date words without days of their own count."""
        start = self.layers.rows["dates"].get(row["relative_to"])
        if not start:
            return ""
        place = self.layers.texts.by_slug[start["document"]].label(start["paragraph"])
        return f"Counted from “{start['quote']}” ({place})."

    def _figure(self, row: Row) -> tuple[str, list[str]]:
        body = self.layers.rows["bodies"].get(row["body"])
        words = amount(row) or IN_WORDS
        title = ": ".join(part for part in (row["option_name"], words) if part)
        whole = self.layers.rows["figures"].get(row["whole"])
        lines = [body["label"] if body else "", row["question"]]
        if whole:
            said = amount(whole) or f"“{whole['quote']}”"
            lines.append(f"Of {said}.")
        if row["qualifier"] not in ("exact", "in words") and row["qualifier"] not in words:
            lines.append(f"The words say: {row['qualifier']}.")
        return title, [*lines, row["note"]]

    def _name(self, row: Row) -> tuple[str, list[str]]:
        years = "–".join(value[:4] for value in (row["birth"], row["death"]) if value)
        return row["label"], [years, row["role"]]

    def _term(self, row: Row) -> tuple[str, list[str]]:
        return row["label"], [row["definition"]]

    def _emendation(self, row: Row) -> tuple[str, list[str]]:
        source = f"The copy has “{row['quote']}”."
        if row["status"] == "noted":
            return f"“{row['quote']}”: perhaps “{row['reading']}”", [row["reason"], "Not changed."]
        return f"Corrected from “{row['quote']}”", [
            source if not row["reason"] else row["reason"],
            f"Certainty: {row['certainty']}.",
        ]

    def _quotation(self, row: Row) -> tuple[str, list[str]]:
        speaker = self.layers.rows["names"].get(row["speaker"])
        title = speaker["label"] if speaker else row["speaker"] or "Quotation"
        parts = self.quotations[row.id]
        first = parts[0]
        loci = [locus for one in parts if (locus := self.layers.locus(one))]
        also = [
            f"{self.layers.texts.by_slug[slug].label(number)} ({RELATIONS[relation]})"
            for (slug, number), relation in elsewhere(self.ties, loci).items()
        ]
        return title, [
            self.work(first["work"]),
            f"As printed: {first['locator']}" if first["locator"] else "",
            f"{first['status'].capitalize()}." if first["status"] else "",
            first["note"],
            f"See also {'; '.join(also)}." if also else "",
        ]

    def _disagreement(self, row: Row) -> tuple[str, list[str]]:
        return row["subject"], [f"{DISAGREEMENTS[row['kind']]}.", row["judgement"]]
