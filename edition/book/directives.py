"""The directives that put the edition's lists and headnotes into pages."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from edition.book.nodes import block, tag
from edition.book.reading import parse_markdown, register
from edition.book.state import State, remember, state
from edition.layers.emendations import JOIN


class EditionDirective(SphinxDirective):
    """A directive that shows something of the edition's layers."""

    page = ""

    @property
    def now(self) -> State:
        """The state of the build."""
        return state(self.env.app)

    def list_here(self, name: str) -> None:
        """Note that this page lists ``name`` and must be read anew when any row changes."""
        if not hasattr(self.env, "edition_pages"):
            self.env.edition_pages = {}
        self.env.edition_pages[name] = self.env.docname
        remember(self.env, self.env.docname, self.now.everything)


class Headnote(EditionDirective):
    """``edition-headnote``: the editors' introduction to the chapter, from its ``headnote.md``."""

    def run(self) -> list[nodes.Node]:
        """Return the headnote as an aside, or nothing where the chapter has none."""
        slug, _ = self.now.docnames[self.env.docname]
        document = self.now.layers.texts.by_slug[slug]
        path = self.now.layers.texts.root / document.folder / "headnote.md"
        if not path.exists():
            return []
        body = parse_markdown(path.read_text(encoding="utf-8"), str(path), self.state.document)
        return [block("section", block("p", "Headnote", classes=["ed-label"]), *body, classes=["ed-headnote"], aria_label="Headnote")]


class Closing(EditionDirective):
    """``edition-closing``: what stands at the end of each page of a chapter."""

    def run(self) -> list[nodes.Node]:
        """Return nothing yet."""
        return []


class Emendations(EditionDirective):
    """``edition-emendations``: all emendations, by document."""

    def run(self) -> list[nodes.Node]:
        """Return a table for each document."""
        self.list_here("emendations")
        layers = self.now.layers
        out: list[nodes.Node] = []
        for document in layers.texts.documents:
            rows = [r for r in layers.tables["emendations"] if r["document"] == document.slug]
            if not rows:
                continue
            body = block("tbody")
            for row in rows:
                place = tag("a", document.label(row["paragraph"]), todoc=self.now.docname_of[document.slug, row["paragraph"]], tofrag=row.id if row["kind"] != JOIN else document.target(row["paragraph"]))
                body += block("tr", *[block("td", cell) for cell in (place, row["quote"], row["reading"] or "—", row["kind"], row["certainty"], row["status"], row["reason"])], ids=[f"row-{row.id}"])
            head = block("thead", block("tr", *[block("th", name, scope="col") for name in ("Place", "Source", "Reading", "Kind", "Certainty", "Status", "Reason")]))
            out.append(block("h2", document.title, ids=[f"emendations-{document.siglum.lower()}"]))
            out.append(block("div", block("table", head, body, classes=["ed-table"]), classes=["ed-scroll"], tabindex="0", role="region", aria_label=f"Emendations in {document.siglum}"))
        return out


class Glossary(EditionDirective):
    """``edition-glossary``: the terms with their definitions, phases and passages."""

    def run(self) -> list[nodes.Node]:
        """Return a definition list."""
        self.list_here("glossary")
        layers = self.now.layers
        entries = block("dl", classes=["ed-glossary"])
        for row in sorted(layers.tables["terms"], key=lambda r: r["label"].casefold()):
            target = f"term-{row.id}"
            register(self.env, target, self.env.docname, target, row["label"])
            for word in {row["label"], *layers.entries["term:" + row.id].variants}:
                self._note_term(word, target)
            entries += block("dt", row["label"], ids=[target])
            entries += block("dd", block("p", row["definition"]), block("p", *self._passages("term:" + row.id), classes=["ed-passages"]))
        return [entries]

    def _note_term(self, word: str, target: str) -> None:
        domain = self.env.get_domain("std")
        domain.objects["term", word] = (self.env.docname, target)  # type: ignore[attr-defined]
        domain._terms[word.lower()] = (self.env.docname, target)  # type: ignore[attr-defined]

    def _passages(self, key: str) -> list[nodes.Node]:
        out: list[nodes.Node] = []
        seen: set[tuple[str, str]] = set()
        for mention in self.now.layers.mentions_of(key):
            place = (mention.locus.document, mention.locus.paragraph)
            if place in seen:
                continue
            seen.add(place)
            document = self.now.layers.texts.by_slug[place[0]]
            out += [tag("a", document.label(place[1]), todoc=self.now.docname_of[place], tofrag=document.target(place[1])), nodes.Text(" ")]
        return out


class Names(Glossary):
    """``edition-names``: an index of the names of some kinds."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"class": directives.class_option}

    def run(self) -> list[nodes.Node]:
        """Return a definition list."""
        kinds = self.arguments[0].split()
        for kind in kinds:
            self.list_here(f"names-{kind}")
        entries = block("dl", classes=["ed-index"])
        rows = [row for row in self.now.layers.tables["names"] if row["kind"] in kinds]
        for row in sorted(rows, key=lambda r: r["label"].casefold()):
            target = f"name-{row.id}"
            register(self.env, target, self.env.docname, target, row["label"])
            entries += block("dt", row["label"], ids=[target])
            entries += block("dd", block("p", row["role"]), block("p", *self._passages("name:" + row.id), classes=["ed-passages"]))
        return [entries]


def setup(app: Sphinx) -> None:
    """Register the directives."""
    for name, directive in (
        ("headnote", Headnote),
        ("closing", Closing),
        ("emendations", Emendations),
        ("glossary", Glossary),
        ("names", Names),
    ):
        app.add_directive(f"edition-{name}", directive)
