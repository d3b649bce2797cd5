"""What stands around the text of a page: navigation, assets, metadata."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from edition.book.finding import entries
from edition.book.repository import new_file
from edition.book.signs import TRANSLATIONS
from edition.book.state import kept, state
from edition.layers.notebody import PROMPT
from edition.layers.notes import KINDS
from edition.text import Document
from edition.text.importing import FIRST_PAGE

# Styles and scripts of extensions, and the words in a page that need them.
# What is not named here and not one of Sphinx's own is on every page.
_NEEDED_FOR = {
    "documentation_options": 'class="highlight',
    "mystnb": 'class="cell',
    "sphinx-design": "sd-",
    "design-tabs": "sd-tab",
    "copybutton": 'class="highlight',
    "clipboard": 'class="highlight',
    "togglebutton": "toggle",
    "sphinx-thebe": 'class="thebe',
}
_OWN = (
    "edition.",
    "sphinx-book-theme",
    "pygments",
    "basic.css",
    "doctools",
    "sphinx_highlight",
)
_TAG = re.compile(r"<[^>]+>")


@dataclass
class Entry:
    """A page in the table of contents; ``uri`` counts from the root page."""

    title: str
    uri: str
    docname: str
    children: list[Entry] = field(default_factory=list)


@dataclass
class Group:
    """A captioned part of the table of contents."""

    caption: str
    entries: list[Entry]


class Navigation:
    """The table of contents, read once for all pages."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.groups: list[Group] | None = None
        now = state(app)
        documents = (*now.layers.texts.documents, *now.withheld)
        self.documents = {f"{one.folder}/{FIRST_PAGE}": one.name for one in documents}

    def __call__(self) -> list[Group]:
        """Return the groups in order."""
        if self.groups is None:
            self.groups = self._read()
        return self.groups

    def _read(self) -> list[Group]:
        groups = []
        for tree in self._trees(self.app.config.root_doc):
            caption = tree.get("caption") or ""
            groups.append(Group(caption if isinstance(caption, str) else "", self._entries(tree)))
        return groups

    def _trees(self, docname: str) -> list[addnodes.toctree]:
        toc = self.app.builder.env.tocs.get(docname)
        return list(toc.findall(addnodes.toctree)) if toc is not None else []

    def _entries(self, tree: addnodes.toctree) -> list[Entry]:
        env, entries = self.app.builder.env, []
        for title, docname in tree["entries"]:
            if docname in env.titles:
                children = [
                    entry for inner in self._trees(docname) for entry in self._entries(inner)
                ]
                uri = self.app.builder.get_target_uri(docname)
                words = self.documents.get(docname) or title or env.titles[docname].astext()
                entries.append(Entry(words, uri, docname, children))
        return entries

    @cached_property
    def names(self) -> dict[str, str]:
        """The pages in their order, each with its title behind those of the pages above it."""

        def walk(entries: list[Entry], above: str) -> Iterator[tuple[str, str]]:
            for entry in entries:
                title = f"{above}{entry.title}"
                yield entry.docname, title
                yield from walk(entry.children, f"{title} › ")

        return {name: title for group in self() for name, title in walk(group.entries, "")}

    def turn(self, pagename: str, context: dict[str, Any]) -> None:
        """Name the pages before and after one as the table of contents does."""
        related = self.app.builder.relations.get(pagename)  # type: ignore[attr-defined]
        for key, docname in zip(("prev", "next"), (related or [])[1:], strict=False):
            if context.get(key) and docname in self.names:
                context[key] = {**context[key], "title": html.escape(self.names[docname])}

    def trail(self, uri: str) -> list[tuple[str, str]]:
        """Return captions and pages above a page, with their addresses."""
        for group in self():
            for entry in group.entries:
                if entry.uri == uri:
                    return [(group.caption, "")] if group.caption else []
                if any(child.uri == uri for child in entry.children):
                    return [(group.caption, ""), (entry.title, entry.uri)]
        return []


def local_contents(app: Sphinx, pagename: str) -> list[tuple[str, str]]:
    """Return the headings of a page below its title, with their anchors."""
    toc = app.builder.env.tocs.get(pagename)
    if toc is None:
        return []
    links = [link for link in toc.findall(nodes.reference) if link.get("anchorname")]
    return [(link.astext(), link["anchorname"]) for link in links]


@dataclass(frozen=True)
class Publication:
    """The edition as a publication.

    ``new_file`` is the address of the repository host's page for a new file,
    with ``{file}`` and ``{text}`` to be filled in, or empty.
    """

    title: str
    editors: str
    version: str
    date: str
    new_file: str
    search_help: str


def read_publication(app: Sphinx) -> Publication:
    """Return what the book's own records say of it, ``CITATION.cff`` among them."""
    path = Path(app.srcdir) / "CITATION.cff"
    cff = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    return Publication(
        title=app.config.html_title or app.config.project,
        editors=app.config.author,
        version=str(cff.get("version") or app.config.release),
        date=str(cff.get("date-released") or ""),
        new_file=new_file(Path(app.srcdir)),
        search_help=app.config.edition_search_help,
    )


def _assets(files: list[Any], body: str) -> list[Any]:
    """Return those styles or scripts of extensions that a page needs."""
    chosen = []
    for file in files:
        name = Path(str(getattr(file, "filename", file) or "")).name
        if not name or name.startswith(_OWN):
            continue
        words = next((words for key, words in _NEEDED_FOR.items() if name.startswith(key)), "")
        if not words or words in body:
            chosen.append(file)
    return chosen


def _first_words(doctree: nodes.document | None) -> str:
    """Return the first sentence or so of a page, for its description."""
    for paragraph in doctree.findall(nodes.paragraph) if doctree is not None else ():
        words = " ".join(paragraph.astext().split())
        if len(words) > 60:
            return words if len(words) < 180 else words[:180].rsplit(" ", 1)[0] + " …"
    return ""


def _json(value: Any) -> str:
    """Return JSON that may stand in a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


@dataclass(frozen=True)
class About:
    """What one page is, for its head.

    ``span`` names its paragraphs (``AB 105–170``); ``document`` and ``span``
    are set for chapters only.
    """

    publication: Publication
    title: str
    description: str
    url: str
    document: Document | None = None
    span: str = ""

    @property
    def full_title(self) -> str:
        """The title with those of the document and the edition behind it."""
        names = [self.title, self.document.title if self.document else "", self.publication.title]
        kept = [
            name
            for n, name in enumerate(names)
            if name and not any(name in one for one in names[:n])
        ]
        return " · ".join(kept)

    @property
    def author(self) -> str:
        """Who wrote what stands on the page."""
        return self.document.author if self.document else self.publication.editors

    @property
    def date(self) -> str:
        """The year of the document, or the day of the edition."""
        return str(self.document.year or "") if self.document else self.publication.date

    def meta(self) -> list[tuple[str, str]]:
        """Return names and contents: description, Dublin Core, Highwire Press."""
        document, edition = self.document, self.publication
        rights = document.rights.split(". ")[0].rstrip(".") + "." if document else ""
        language = document.language if document else "en"
        pairs = [
            ("description", self.description),
            ("author", self.author),
            ("DC.title", self.title if not document else self.full_title.rsplit(" · ", 1)[0]),
            ("DC.creator", self.author),
            ("DC.contributor", edition.editors if document else ""),
            ("DC.type", "Text"),
            ("DC.format", "text/html"),
            ("DC.language", language),
            ("DC.date", self.date),
            ("DC.identifier", self.url or self.span),
            ("DC.relation.isPartOf", edition.title),
            ("DC.rights", rights),
            *(("DC.subject", subject) for subject in (document.subjects if document else ())),
        ]
        if document:
            pairs += [
                ("citation_title", self.full_title.rsplit(" · ", 1)[0]),
                ("citation_author", self.author),
                ("citation_publication_date", self.date),
                ("citation_online_date", edition.date.replace("-", "/")),
                ("citation_inbook_title", edition.title),
                ("citation_language", language),
                ("citation_keywords", "; ".join(document.subjects)),
                ("citation_public_url", self.url),
            ]
        return [pair for pair in pairs if pair[1]]

    def graph(self) -> list[tuple[str, str]]:
        """Return the properties of the Open Graph protocol."""
        pairs = [
            ("og:type", "article" if self.document else "website"),
            ("og:title", self.full_title.removesuffix(f" · {self.publication.title}")),
            ("og:site_name", self.publication.title),
            ("og:description", self.description),
            ("og:url", self.url),
        ]
        return [pair for pair in pairs if pair[1]]

    def schema(self) -> dict[str, Any]:
        """Return the page for schema.org."""
        document, edition = self.document, self.publication
        book = {
            "@type": "Book",
            "name": edition.title,
            "editor": {"@type": "Organization", "name": edition.editors},
            "version": edition.version,
            "datePublished": edition.date,
        }
        page: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "Chapter" if document else "WebPage",
            "name": self.title,
            "description": self.description,
            "inLanguage": document.language if document else "en",
            "url": self.url,
            "isPartOf": {key: value for key, value in book.items() if value},
        }
        if document:
            page |= {
                "author": {"@type": "Person", "name": self.author},
                "datePublished": self.date,
                "about": list(document.subjects),
                "pagination": self.span,
            }
        return {key: value for key, value in page.items() if value}

    def data(self) -> dict[str, Any]:
        """Return what the script needs for notes and citations."""
        document, edition = self.document, self.publication
        assert document is not None
        return {
            "document": {
                "slug": document.slug,
                "folder": document.folder,
                "title": document.title,
                "author": document.author,
            },
            "edition": {
                "title": edition.title,
                "editors": edition.editors,
                "version": edition.version,
                "date": edition.date,
            },
            "kinds": KINDS,
            "prompt": PROMPT,
            "newFile": edition.new_file,
            "url": self.url,
        }


def about(
    app: Sphinx, pagename: str, context: dict[str, Any], doctree: nodes.document | None
) -> About:
    """Return what is known of a page."""
    now, publication = state(app), published_as(app)
    title = html.unescape(_TAG.sub("", context.get("title") or "")) or pagename.capitalize()
    url = context.get("pageurl") or ""
    if pagename not in now.docnames:
        return About(
            publication, title, _first_words(doctree) or f"{title}: {publication.title}.", url
        )
    slug, page = now.docnames[pagename]
    document = now.layers.texts.by_slug[slug]
    title = app.builder.env.titles[pagename].astext()
    numbers = [
        line.number for line in now.layers.texts.page_lines(slug, page) if line.number.isdigit()
    ]
    span = f"{document.label(numbers[0])}–{numbers[-1]}" if numbers else ""
    several = len(now.layers.texts.pages(slug)) > 1
    description = (
        f"{document.title}, {title} ({span}). {document.about}"
        if several and title != document.title
        else document.about
    )
    return About(publication, title, description.strip(), url, document, span)


def published_as(app: Sphinx) -> Publication:
    """Return the edition as a publication."""
    publication: Publication = app.edition_publication  # type: ignore[attr-defined]
    return publication


def add_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give the templates what they need."""
    navigation: Navigation = app.edition_navigation  # type: ignore[attr-defined]
    here = app.builder.get_target_uri(pagename)
    body = context.get("body", "")
    page = about(app, pagename, context, doctree)
    navigation.turn(pagename, context)
    context |= {
        "ed_navigation": navigation(),
        "ed_here": here,
        "ed_root": context["content_root"],
        "ed_local": local_contents(app, pagename),
        "ed_name": navigation.names.get(pagename)
        or ("" if pagename == app.config.root_doc else page.title),
        "ed_translations": _translated(app),
        "ed_trail": navigation.trail(here),
        "ed_styles": _assets(context.get("css_files", []), body),
        "ed_scripts": _assets(context.get("script_files", []), body),
        "ed_class": "ed-chapter"
        if page.document
        else "ed-editorial" + " ed-front" * (pagename == app.config.root_doc),
        "ed_title": page.full_title,
        "ed_meta": page.meta()
        if doctree is not None
        else [("description", page.description), ("robots", "noindex")],
        "ed_graph": page.graph() if doctree is not None else [],
        "ed_schema": _json(page.schema()) if doctree is not None else "",
        "ed_data": _json(page.data()) if page.document else "",
        "ed_search_help": page.publication.search_help if templatename != "search.html" else "",
    }
    if templatename == "search.html":
        context["ed_find"] = _json(_find(app, navigation))


def _translated(app: Sphinx) -> bool:
    """Whether the texts carry signs where only translations differ, which a reader may hide."""
    return any(row["kind"] == TRANSLATIONS for row in state(app).layers.tables["disagreements"])


def _find(app: Sphinx, navigation: Navigation) -> dict[str, Any]:
    """Return what the search page knows besides Sphinx's index."""
    env, now = app.builder.env, state(app)
    lists = kept(env, "edition_pages")

    def place(name: str, fragment: str) -> list[str] | None:
        docname = lists.get(name)
        if docname is None:
            return None
        return [
            env.titles[docname].astext(),
            f"{app.builder.get_target_uri(docname)}#{fragment}",
        ]

    pages = [(name, title, int(name in now.docnames)) for name, title in navigation.names.items()]
    return {"pages": pages, "entries": entries(now, place)}


def rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return every page to write anew, if what may stand in each changed.

    That is what the edition is as a publication, what its documents are called, where the lists
    stand to which marks and roles lead, and which switches there are.
    """
    navigation: Navigation = app.edition_navigation  # type: ignore[attr-defined]
    lists = sorted(kept(env, "edition_pages").items())
    facts = (published_as(app), navigation.documents, lists, _translated(app))
    if getattr(env, "edition_facts", None) == facts:
        return []
    env.edition_facts = facts  # type: ignore[attr-defined]
    return sorted(env.found_docs)


def _start(app: Sphinx) -> None:
    app.edition_navigation = Navigation(app)  # type: ignore[attr-defined]
    app.edition_publication = read_publication(app)  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Register the page's events."""
    app.add_config_value("edition_search_help", "", "html", str)
    app.connect("builder-inited", _start)
    app.connect("env-updated", rewrite)
    app.connect("html-page-context", add_context)
