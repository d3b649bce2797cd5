"""What stands around the text of a page: navigation, assets, metadata."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from edition.book.state import state
from edition.text import Document

# Styles and scripts of extensions, and the words in a page that need them.
# What is not named here and not one of Sphinx's own is on every page.
_NEEDED_FOR = {
    "mystnb": 'class="cell',
    "sphinx-design": "sd-",
    "design-tabs": "sd-tab",
    "copybutton": 'class="cell',
    "clipboard": 'class="cell',
    "togglebutton": "toggle",
    "sphinx-thebe": "thebe-",
}
_OWN = (
    "edition.",
    "pygments",
    "basic.css",
    "doctools",
    "documentation_options",
    "sphinx_highlight",
)
_TAG = re.compile(r"<[^>]+>")


@dataclass
class Entry:
    """A page in the table of contents; ``uri`` counts from the root page."""

    title: str
    uri: str
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
                entries.append(Entry(title or env.titles[docname].astext(), uri, children))
        return entries

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
    """The edition as a publication, as ``CITATION.cff`` names it."""

    title: str
    editors: str
    version: str
    date: str
    new_file: str


def read_publication(app: Sphinx) -> Publication:
    """Return what the book's own records say of it."""
    path = Path(app.srcdir) / "CITATION.cff"
    cff = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    options = app.config.html_theme_options
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    name = os.environ.get("GITHUB_REPOSITORY", "")
    address = options.get("repository_url") or (f"{server}/{name}" if name else "")
    branch = options.get("repository_branch") or os.environ.get("GITHUB_REF_NAME") or "main"
    new_file = (
        f"{address.rstrip('/')}/new/{branch}?filename={{file}}&value={{text}}" if address else ""
    )
    return Publication(
        title=app.config.html_title or app.config.project,
        editors=app.config.author,
        version=str(cff.get("version") or app.config.release),
        date=str(cff.get("date-released") or ""),
        new_file=new_file,
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
    if doctree is None:
        return ""
    for paragraph in doctree.findall(nodes.paragraph):
        words = " ".join(paragraph.astext().split())
        if len(words) > 60:
            return words if len(words) < 180 else words[:180].rsplit(" ", 1)[0] + " …"
    return ""


def add_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give the templates what they need."""
    del templatename
    navigation: Navigation = app.edition_navigation  # type: ignore[attr-defined]
    publication: Publication = app.edition_publication  # type: ignore[attr-defined]
    now = state(app)
    here = app.builder.get_target_uri(pagename)
    body = context.get("body", "")
    context["ed_navigation"] = navigation()
    context["ed_here"] = here
    context["ed_root"] = context["content_root"]
    context["ed_local"] = local_contents(app, pagename)
    context["ed_trail"] = navigation.trail(here)
    context["ed_styles"] = _assets(context.get("css_files", []), body)
    context["ed_scripts"] = _assets(context.get("script_files", []), body)
    document: Document | None = None
    page = ""
    if pagename in now.docnames:
        slug, page = now.docnames[pagename]
        document = now.layers.texts.by_slug[slug]
    context["ed_class"] = "ed-chapter" if document else "ed-editorial"
    plain = _TAG.sub("", context.get("title", "") or "")
    context["ed_title"] = plain if plain == publication.title else f"{plain} · {publication.title}"
    context["ed_meta"] = []
    context["ed_graph"] = []
    context["ed_article"] = []


def _start(app: Sphinx) -> None:
    app.edition_navigation = Navigation(app)  # type: ignore[attr-defined]
    app.edition_publication = read_publication(app)  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Register the page's events."""
    app.connect("builder-inited", _start)
    app.connect("html-page-context", add_context)
