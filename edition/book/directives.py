"""The directives that put the edition's headnotes and lists into pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from edition.book.cards import IN_WORDS, amount
from edition.book.charts import chart_links, shared_charts
from edition.book.lists import heading, letters, passage, passages, quoted, span, table, words_of
from edition.book.nodes import Block, block, tag
from edition.book.reading import parse_markdown, register
from edition.book.state import State, kept, remember_lists, state
from edition.calendar import interval, weekday
from edition.layers import Layers, Row
from edition.layers.emendations import JOIN
from edition.layers.wording import coordinates
from edition.text import Document

_STYLES = {"OS": "Old Style", "NS": "New Style"}


class EditionDirective(SphinxDirective):
    """A directive that shows something of the edition's layers.

    ``shows`` names the tables (or ``notes``) from which it takes what it shows.
    """

    shows: ClassVar[tuple[str, ...]] = ()

    @property
    def now(self) -> State:
        """The state of the build."""
        return state(self.env.app)

    @property
    def layers(self) -> Layers:
        """The layers of the published documents."""
        return self.now.layers

    def list_here(self, name: str) -> None:
        """Note that this page lists ``name`` and must be read anew when what it shows changes."""
        kept(self.env, "edition_pages")[name] = self.env.docname
        remember_lists(self.env, self.env.docname, self.now, self.shows)

    def title(self, words: str, target: str, level: int = 2) -> Block:
        """Return a heading that ``{ref}`` can reach."""
        register(self.env, target, self.env.docname, target, words)
        return heading(words, target, level)

    def prose(self, words: str) -> list[nodes.Node]:
        """Return words of a table's cell as paragraphs, without any markup."""
        return [block("p", words)] if words else []

    def sources(self, cell: str) -> list[nodes.Node]:
        """Return the sources of a row: citations, and links to the loci."""
        keys = [key.strip() for key in cell.split(";") if key.strip()]
        sigla = {d.siglum: d for d in self.layers.texts.documents}
        out: list[nodes.Node] = []
        withheld = {d.siglum for d in self.now.withheld}
        works = [key for key in keys if key.partition(" ")[0] not in {*sigla, *withheld}]
        for key in keys:
            siglum, _, number = key.partition(" ")
            document = sigla.get(siglum)
            if document and number:
                out += [passage(self.now, document.slug, number), nodes.Text(" ")]
        if works:
            out += self._cited(",".join(works))
        return [block("p", "Sources: ", *out, classes=["ed-sources"])] if out else []

    def _cited(self, keys: str) -> list[nodes.Node]:
        """Return a citation of works: what Markdown makes of it, without parsing it as such."""
        role = self.env.get_domain("cite").role("p")
        assert role is not None
        cited, _ = role("cite:p", keys, keys, self.lineno, self.state.inliner, {}, [])
        return cited

    def by_document(self, rows: Iterable[Row]) -> list[tuple[Document, list[Row]]]:
        """Group rows by document, in the edition's order."""
        groups = {
            d.slug: [r for r in rows if r["document"] == d.slug]
            for d in self.layers.texts.documents
        }
        return [(d, groups[d.slug]) for d in self.layers.texts.documents if groups[d.slug]]


class Headnote(EditionDirective):
    """``edition-headnote``: the editors' introduction to the chapter, from its ``headnote.md``."""

    def run(self) -> list[nodes.Node]:
        """Return the headnote, or nothing where the chapter has none."""
        if self.env.docname not in self.now.docnames:
            return []
        slug, _ = self.now.docnames[self.env.docname]
        document = self.layers.texts.by_slug[slug]
        path = self.layers.texts.root / document.folder / "headnote.md"
        if not path.exists():
            return []
        body = parse_markdown(path.read_text(encoding="utf-8"), str(path), self.state.document)
        label = block("p", "Headnote", classes=["ed-label"])
        return [block("section", label, *body, classes=["ed-headnote"], aria_label="Headnote")]


class Closing(EditionDirective):
    """``edition-closing``: what stands at the end of each page of a chapter: how to cite it, what to download."""

    def run(self) -> list[nodes.Node]:
        """Return the chapter's citation and its downloads."""
        if self.env.docname not in self.now.docnames:
            return []
        slug, _ = self.now.docnames[self.env.docname]
        document = self.layers.texts.by_slug[slug]
        files = [
            (f"{slug}.txt", "the source, as it was copied"),
            (f"{slug}-corrected.txt", "the corrected text"),
            (f"{slug}.json", "the text with everything said about it"),
        ]
        items = block("ul")
        for name, what in files:
            items += block(
                "li", tag("a", what, href=f"{_up(self.env.docname)}downloads/{name}", download=name)
            )
        return [
            block(
                "section",
                block("p", "Cite and download", classes=["ed-label"]),
                block(
                    "p",
                    f"{document.author}, “{document.title}”, cited as {document.siglum} and the number of the paragraph.",
                ),
                items,
                classes=["ed-closing"],
                aria_label="Cite and download",
            )
        ]


def _up(docname: str) -> str:
    return "../" * docname.count("/")


class Documents(EditionDirective):
    """``edition-documents``: who each document is."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each document, those not printed here among them."""
        self.list_here("documents")
        out: list[nodes.Node] = []
        for document in (*self.layers.texts.documents, *self.now.withheld):
            out.append(
                self.title(
                    f"{document.siglum} · {document.name}", f"document-{document.siglum.lower()}"
                )
            )
            if not document.published:
                out.append(block("p", "The text of this document is not printed in this build."))
            rows: list[tuple[str, list[nodes.Node | str]]] = [
                (
                    "",
                    [
                        fact.what,
                        span(
                            fact.value,
                            *(
                                [tag("em", f" (inferred: {fact.inferred})")]
                                if fact.inferred
                                else []
                            ),
                        ),
                    ],
                )
                for fact in document.facts
            ]
            rows.append(("", ["Calendar", f"{_STYLES[document.calendar]} as a rule"]))
            rows.append(("", ["Rights", document.rights]))
            rows.append(
                ("", ["SHA-256 of the source", tag("code", document.sha256, classes=["ed-hash"])])
            )
            out.append(table(f"Identity of {document.siglum}", ("What", "What is known"), rows))
        return out


class Emendations(EditionDirective):
    """``edition-emendations``: all emendations, by document."""

    shows = ("emendations",)

    def run(self) -> list[nodes.Node]:
        """Return a table for each document."""
        self.list_here("emendations")
        out: list[nodes.Node] = []
        for document, rows in self.by_document(self.layers.tables["emendations"]):
            out.append(self.title(document.name, f"emendations-{document.siglum.lower()}"))
            out.append(
                table(
                    f"Emendations in {document.siglum}",
                    ("Place", "Source", "Reading", "Kind", "Certainty", "Status", "Reason"),
                    [(f"row-{row.id}", self._cells(document, row)) for row in rows],
                )
            )
        return out

    def _cells(self, document: Document, row: Row) -> list[nodes.Node | str]:
        fragment = document.target(row["paragraph"]) if row["kind"] == JOIN else row.id
        place = passage(self.now, document.slug, row["paragraph"], fragment)
        return [
            place,
            row["quote"],
            row["reading"] or "(left out)",
            row["kind"],
            row["certainty"],
            row["status"],
            row["reason"],
        ]


class Glossary(EditionDirective):
    """``edition-glossary``: the terms with their definitions, phases and passages."""

    shows = ("terms", "term_phases", "names", "mentions", "emendations")

    def run(self) -> list[nodes.Node]:
        """Return a definition list."""
        self.list_here("glossary")
        entries = block("dl", classes=["ed-glossary"])
        targets: list[tuple[str, str]] = []
        for row in sorted(self.layers.tables["terms"], key=lambda r: r["label"].casefold()):
            key = "term:" + row.id
            mentions = self.layers.mentions_of(key)
            if not mentions:
                continue
            target = f"term-{row.id}"
            register(self.env, target, self.env.docname, target, row["label"])
            forms = list(dict.fromkeys(m.form for m in mentions))
            for word in {row["label"], row.id, *forms}:
                self._note_term(word, target)
            targets.append((row["label"], target))
            entries += block("dt", row["label"], ids=[target])
            entries += block(
                "dd",
                *self.prose(row["definition"]),
                *self._phases(row),
                *_forms(row["label"], forms),
                *self._related(row),
                block(
                    "p",
                    "In the texts: ",
                    *passages(self.now, [(m.locus.document, m.locus.paragraph) for m in mentions]),
                    classes=["ed-passages"],
                ),
                *self.sources(row["source"]),
            )
        return [*letters(targets), entries]

    def _note_term(self, word: str, target: str) -> None:
        domain = self.env.get_domain("std")
        domain.objects["term", word] = (self.env.docname, target)  # type: ignore[attr-defined]
        domain._terms[word.lower()] = (self.env.docname, target)  # type: ignore[attr-defined]

    def _phases(self, row: Row) -> list[nodes.Node]:
        phases = [phase for phase in self.layers.tables["term_phases"] if phase["term"] == row.id]
        if not phases:
            return []
        items = block("ul", classes=["ed-phases"])
        for phase in phases:
            start, end = phase["os_start"], phase["os_end"]
            when = (
                f"{interval(start, end)}"
                if start and end
                else f"from {interval(start, '')}"
                if start
                else f"until {interval(end, '')}"
            )
            items += block("li", tag("b", f"{when} (O.S.): "), phase["what"])
        return [items]

    def _related(self, row: Row) -> list[nodes.Node]:
        related = [
            self.layers.rows["terms"][i]
            for i in row["related"].split(";")
            if i and self.layers.mentions_of("term:" + i)
        ]
        if not related:
            return []
        out: list[nodes.Node | str] = ["See also: "]
        for index, other in enumerate(related):
            out += [", "] if index else []
            out.append(tag("a", other["label"], tofrag=f"term-{other.id}"))
        return [block("p", *out, classes=["ed-related"])]


def _forms(label: str, forms: list[str]) -> list[nodes.Node]:
    others = [form for form in forms if form != label]
    return [block("p", "Printed as: " + "; ".join(others), classes=["ed-forms"])] if others else []


class Names(EditionDirective):
    """``edition-names``: an index of the names of some kinds."""

    shows = ("names", "mentions", "terms", "emendations")

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return a definition list."""
        kinds = self.arguments[0].split()
        for kind in kinds:
            self.list_here(f"names-{kind}")
        entries = block("dl", classes=["ed-index"])
        targets: list[tuple[str, str]] = []
        rows = [row for row in self.layers.tables["names"] if row["kind"] in kinds]
        for row in sorted(rows, key=lambda r: r["label"].casefold()):
            mentions = self.layers.mentions_of("name:" + row.id)
            if not mentions:
                continue
            target = f"name-{row.id}"
            register(self.env, target, self.env.docname, target, row["label"])
            targets.append((row["label"], target))
            entries += block("dt", row["label"], *self._years(row), ids=[target])
            entries += block(
                "dd",
                *self.prose(row["role"]),
                *_forms(row["label"], list(dict.fromkeys(m.form for m in mentions))),
                *self._identifiers(row),
                *self._term(row),
                block(
                    "p",
                    "In the texts: ",
                    *passages(self.now, [(m.locus.document, m.locus.paragraph) for m in mentions]),
                    classes=["ed-passages"],
                ),
                *self.sources(row["source"]),
            )
        return [*letters(targets), entries]

    def _years(self, row: Row) -> list[nodes.Node]:
        birth, death = row["birth"][:4], row["death"][:4]
        words = f" {birth or '?'}–{death or '?'}" if birth or death else ""
        return [tag("span", words, classes=["ed-years"])] if words else []

    def _identifiers(self, row: Row) -> list[nodes.Node]:
        links: list[nodes.Node | str] = []
        for column, name, address in (
            ("wikidata", "Wikidata", "https://www.wikidata.org/wiki/"),
            ("gnd", "GND", "https://d-nb.info/gnd/"),
            ("geonames", "GeoNames", "https://www.geonames.org/"),
        ):
            if row[column]:
                links += [
                    tag("a", f"{name} {row[column]}", href=address + row[column], rel="external"),
                    " ",
                ]
        if row["lat"] and row["lon"]:
            links.append(coordinates(float(row["lat"]), float(row["lon"])))
        return [block("p", *links, classes=["ed-identifiers"])] if links else []

    def _term(self, row: Row) -> list[nodes.Node]:
        term = self.layers.term_of_name.get("name:" + row.id)
        if not term:
            return []
        target = "term-" + term.split(":")[1]
        link = tag("a", "Explained in the glossary", tolist="glossary", tofrag=target)
        return [block("p", link, classes=["ed-related"])]


class Notes(EditionDirective):
    """``edition-notes``: all notes in the order of the texts."""

    shows = ("notes",)

    def run(self) -> list[nodes.Node]:
        """Return a list for each document."""
        self.list_here("notes")
        out: list[nodes.Node] = []
        for document in self.layers.texts.documents:
            notes = [
                (note, locus)
                for note, locus in self.layers.notes
                if locus.document == document.slug
            ]
            if not notes:
                continue
            out.append(
                self.title(
                    f"{document.siglum} · {document.name}", f"notes-{document.siglum.lower()}"
                )
            )
            items = block("ul", classes=["ed-note-list"])
            for note, locus in notes:
                items += block(
                    "li",
                    passage(self.now, locus.document, locus.paragraph, f"note-{note.id}"),
                    " ",
                    quoted(note.anchor.quote),
                    tag("span", f" {note.kind}", classes=["ed-kind"]),
                )
            out.append(items)
        return out


class Credits(EditionDirective):
    """``edition-credits``: who wrote the notes."""

    shows = ("notes",)

    def run(self) -> list[nodes.Node]:
        """Return the authors with the number of their notes."""
        self.list_here("credits")
        count: dict[str, int] = {}
        for note, _ in self.layers.notes:
            count[note.author] = count.get(note.author, 0) + 1
        items = block("ul")
        for author in sorted(count, key=str.casefold):
            items += block(
                "li", f"{author}: {count[author]} note{'s' if count[author] > 1 else ''}"
            )
        return [items] if count else [block("p", "No notes have been written yet.")]


class Chronology(EditionDirective):
    """``edition-chronology``: all events in order, in both calendars, with the passages that tell them."""

    shows = ("events", "event_passages", "dates")

    def run(self) -> list[nodes.Node]:
        """Return a table of events and, for each document, a table of its dates."""
        self.list_here("chronology")
        self.list_here("dates")
        told: dict[str, list[tuple[str, str]]] = {}
        for row in self.layers.tables["event_passages"]:
            told.setdefault(row["event"], []).append((row["document"], row["paragraph"]))
        events = sorted(
            self.layers.tables["events"], key=lambda r: (r["os_start"] or "9999", r["os_end"], r.id)
        )
        rows: list[tuple[str, list[nodes.Node | str]]] = []
        for event in events:
            if event["kind"] != "context" and event.id not in told:
                continue
            register(
                self.env, f"event-{event.id}", self.env.docname, f"event-{event.id}", event["label"]
            )
            note = [tag("span", event["note"], classes=["ed-event-note"])] if event["note"] else []
            what = span(event["label"], *note)
            rows.append(
                (
                    f"event-{event.id}",
                    [
                        *_day_cells(event),
                        what,
                        ", ".join(place.strip() for place in event["place"].split(";")),
                        span(*passages(self.now, told.get(event.id, []))),
                    ],
                )
            )
        out: list[nodes.Node] = [
            table("Chronology", ("Old Style", "New Style", "Event", "Place", "In the texts"), rows)
        ]
        out.append(self.title("Every date in the documents", "dates"))
        for document, dates in self.by_document(self.layers.tables["dates"]):
            out.append(self.title(document.name, f"dates-{document.siglum.lower()}", 3))
            out.append(
                table(
                    f"Dates in {document.siglum}",
                    ("Place", "Words", "Old Style", "New Style", "Event", "Slip and note"),
                    [(f"row-{row.id}", self._date(document, row)) for row in dates],
                )
            )
        return out

    def _date(self, document: Document, row: Row) -> list[nodes.Node | str]:
        event = self.layers.rows["events"].get(row["event"])
        label = tag("a", event["label"], tofrag=f"event-{event.id}") if event else ""
        slip = f"{row['slip'].capitalize()}. " if row["slip"] else ""
        old, new = _day_cells(row)
        return [
            passage(self.now, document.slug, row["paragraph"], words_of(self.now, row)),
            quoted(row["quote"]),
            old,
            new,
            label,
            slip + row["note"],
        ]


def _day_cells(row: Row) -> tuple[str, str]:
    if not row["os_start"]:
        return "", ""
    old = interval(row["os_start"], row["os_end"])
    new = interval(row["ns_start"], row["ns_end"])
    if row["ns_start"] == (row["ns_end"] or row["ns_start"]):
        new = f"{weekday(row['ns_start'])}, {new}"
    return old, new


class Figures(EditionDirective):
    """``edition-figures``: every number in the documents."""

    shows = ("figures", "bodies")

    def run(self) -> list[nodes.Node]:
        """Return a table for each document."""
        self.list_here("figures")
        out: list[nodes.Node] = []
        for document, rows in self.by_document(self.layers.tables["figures"]):
            out.append(self.title(document.name, f"figures-{document.siglum.lower()}"))
            out.append(shared_charts(document.slug))
            out.append(
                table(
                    f"Figures in {document.siglum}",
                    ("Place", "Words", "Number", "Of what", "Body", "Charts", "Note"),
                    [(f"row-{row.id}", self._cells(document, row)) for row in rows],
                )
            )
        return out

    def _cells(self, document: Document, row: Row) -> list[nodes.Node | str]:
        body = self.layers.rows["bodies"].get(row["body"])
        return [
            passage(self.now, document.slug, row["paragraph"], words_of(self.now, row)),
            quoted(row["quote"]),
            amount(row) or IN_WORDS,
            row["option_name"] or row["question"],
            body["label"] if body else "",
            chart_links(row.id, document.slug),
            row["note"],
        ]


class Reference(EditionDirective):
    """``edition-reference``: what others count, by the body that was counted."""

    shows = ("reference", "bodies", "parties")

    def run(self) -> list[nodes.Node]:
        """Return a table for each body."""
        self.list_here("reference")
        groups: dict[str, list[Row]] = {}
        for row in self.layers.tables["reference"]:
            groups.setdefault(row["body"], []).append(row)
        out: list[nodes.Node] = []
        for body, rows in groups.items():
            known = self.layers.rows["bodies"].get(body)
            label = known["label"] if known else "Other counts"
            out.append(self.title(label, f"reference-{body or 'other'}", 3))
            out.append(shared_charts(f"reference {body}"))
            head = ("What", "Count", "Number", "Source", "Charts", "Note")
            cells = [(f"row-{row.id}", self._cells(row)) for row in rows]
            out.append(table(f"What others count: {label}", head, cells))
        return out

    def _cells(self, row: Row) -> list[nodes.Node | str]:
        group = self.layers.rows["parties"].get(row["option"])
        what = group["label"] if group else row["option"].replace("-", " ").capitalize()
        known = row["basis"] == "read"
        source = block(
            "div", *(self.sources(row["source"]) if known else [block("p", row["basis"])])
        )
        return [
            span(row["question"], ": ", what),
            row["series"],
            amount(row),
            source,
            chart_links(row.id, f"reference {row['body']}"),
            row["note"],
        ]


def setup(app: Sphinx) -> None:
    """Register the directives."""
    for name, directive in (
        ("headnote", Headnote),
        ("closing", Closing),
        ("documents", Documents),
        ("emendations", Emendations),
        ("glossary", Glossary),
        ("names", Names),
        ("notes", Notes),
        ("credits", Credits),
        ("chronology", Chronology),
        ("figures", Figures),
        ("reference", Reference),
    ):
        app.add_directive(f"edition-{name}", directive)
