"""Works: citations of them, and their list, each with the key by which notes and tables name it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from string import ascii_lowercase
from typing import Any
from unicodedata import normalize

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from edition.book.lists import letters
from edition.book.nodes import Block, block, sealed, tag
from edition.book.state import state

#: A citation of works of which nothing is said but which they are, in brackets; and without them.
_IN_BRACKETS, _BARE = "p", "alp"
#: The name by which a book's configuration asks for the style below.
STYLE = "edition"
_TEX = re.compile(r"[{}\\]")
#: What stands for a year that is not known.
NO_DATE = "n.d."
_LETTER = re.compile(r"(?:(?<=\d)|-)[a-z]+\Z")
_ARTICLE = re.compile(r"\A(?:the|an?)\s+")


@dataclass
class EditionReferenceStyle(AuthorYearReferenceStyle):
    """Author and year; a comma stands within a citation, so that a semicolon parts two."""

    bracket_parenthetical: BracketStyle = field(default_factory=lambda: BracketStyle(sep="; "))


class Citations:
    """The citations of one page.

    How a work is cited is worked out once for the whole book, and put together where several
    are cited at once; only the address of the bibliography depends on the page.
    """

    def __init__(self, env: BuildEnvironment, builder: Builder) -> None:
        self.env, self.builder = env, builder
        domains: Any = env.domains
        self.domain: Any = domains.get("cite")
        self.made = state(builder.app).citations
        self.brackets = self._brackets()
        entries = getattr(self.domain, "citations", ()) if self.brackets else ()
        #: The place of each work in the bibliography: works cited together stand in its order.
        self.order = {entry.key: (place, entry) for place, entry in enumerate(entries)}

    def _brackets(self) -> tuple[str, str, str] | None:
        """Return what stands before, between and behind the works of a citation, if that is all.

        Only where there is one bibliography, which names each work once, is it known which place
        in it is meant; and formats other than HTML link to it in ways of their own.
        """
        if self.builder.format != "html":
            return None
        lists = [] if self.domain is None else [*self.domain.bibliographies.values()]
        if [one.list_ for one in lists] != ["citation"]:
            return None
        styles = getattr(self.domain.reference_style, "role_style", {})
        own = getattr(styles.get(_IN_BRACKETS), "bracket", None)
        if own is None or own.sep2 is not None or own.last_sep is not None:
            return None
        return str(own.left), str(own.sep), str(own.right)

    def resolve(self, waiting: Iterable[pending_xref]) -> None:
        """Replace those of some references that are citations by links to the bibliography."""
        for node in list(waiting):
            if node.get("refdomain") == "cite" and self.domain is not None:
                link = self._in_brackets(node)
                link = link or self._formatted(node, node["reftype"], node["reftarget"])
                node.replace_self(link)

    def _formatted(self, node: pending_xref, type_: str, target: str) -> nodes.Element:
        docname = node.get("refdoc", self.env.docname)
        found: nodes.Element = self.domain.resolve_xref(
            self.env, docname, self.builder, type_, target, node, node
        )
        return found

    def _in_brackets(self, node: pending_xref) -> nodes.Element | None:
        """Return the links for works cited in brackets, or None where it is more than that."""
        keys = set(node["reftarget"].split(","))
        if self.brackets is None or node["reftype"] != _IN_BRACKETS or keys - self.order.keys():
            return None
        before, between, behind = self.brackets
        here = node.get("refdoc", self.env.docname)
        links: list[nodes.Node] = []
        for _, entry in sorted((self.order[key] for key in keys), key=itemgetter(0)):
            if entry.key not in self.made:
                self.made[entry.key] = next(
                    self._formatted(node, _BARE, entry.key).findall(nodes.reference)
                )
            made = self.made[entry.key]
            to = (entry.bibliography_key.docname, entry.citation_id)
            words, title = made.deepcopy().children, made.get("reftitle")
            link = make_refnode(self.builder, here, *to, words, title)
            links += [nodes.Text(between), link] if links else [link]
        content = [nodes.Text(before), *links, nodes.Text(behind)]
        return nodes.inline("", "", *content, classes=["bibtex-citation"])


class ResolveCitations(SphinxPostTransform):
    """Resolve the citations of a page."""

    default_priority = 9  # right before Sphinx resolves what is left

    def run(self, **kwargs: object) -> None:
        """Replace the page's citations by links to the bibliography."""
        Citations(self.env, self.app.builder).resolve(self.document.findall(pending_xref))


def rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages that cite, to be written anew where the bibliography changed.

    A citation gets its words from it only when its page is written.
    """
    works = state(app).works
    if getattr(env, "edition_works", None) == works:
        return []
    env.edition_works = works  # type: ignore[attr-defined]
    domains: Any = env.domains
    refs = domains["cite"].citation_refs if "cite" in domains else []
    return sorted({ref.docname for ref in refs} & env.found_docs)


def looked_up(entry: Any) -> str:
    """Return the words under which a work is looked up, in small letters without accents.

    These are its first author's or editor's names, the family name first, or, where it has none,
    its title; an article at their beginning does not count.
    """
    first = people(entry)[:1]
    words = [name for one in first for name in (*one.last_names, *one.first_names)]
    known = _TEX.sub("", " ".join(words) or entry.fields.get("title", "")).strip().casefold()
    plain = normalize("NFKD", _ARTICLE.sub("", known))
    return "".join(one for one in plain if one.isalnum() or one.isspace()).strip()


def people(entry: Any) -> list[Any]:
    """Return the authors of a work or, where it has none, its editors."""
    found: list[Any] = entry.persons.get("author") or entry.persons.get("editor") or []
    return found


def family_names(entry: Any) -> str:
    """Return the family names of those to whom a work is ascribed, if there are any."""
    names = [" ".join(one.last_names) for one in people(entry)]
    return " and ".join(names if len(names) < 3 else [names[0], "others"])


def plain_year(entry: Any) -> str:
    """Return the year of a work without the letter that tells it from another, or ``n.d.``."""
    return _LETTER.sub("", entry.fields.get("year", "")) or NO_DATE


def tell_apart(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Put a letter behind the year of each work that is cited as another one is.

    They follow the order of the bibliography: 1917a, 1917b; n.d.-a, n.d.-b.
    """
    del app
    domains: Any = env.domains
    alike: dict[tuple[str, str], list[Any]] = {}
    for entry in domains["cite"].bibdata.data.entries.values() if "cite" in domains else ():
        cited = (family_names(entry) or entry.fields.get("title", ""), plain_year(entry))
        alike.setdefault(cited, []).append(entry)
    for (_, year), entries in alike.items():
        entries.sort(key=lambda entry: (looked_up(entry), entry.fields.get("title", "")))
        for index, entry in enumerate(entries):
            entry.fields.pop("year", None)
            if len(entries) > 1:
                dash = "-" if year == NO_DATE else ""
                entry.fields["year"] = f"{year}{dash}{letter_of(index)}"
            elif year != NO_DATE:
                entry.fields["year"] = year
    return []


def letter_of(index: int) -> str:
    """Return a, b … z for 0, 1 … 25, and aa, ab … behind them."""
    before, last = divmod(index, len(ascii_lowercase))
    return (letter_of(before - 1) if before else "") + ascii_lowercase[last]


def order_works(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Set all works in one alphabet, and those that are cited together as they follow in it.

    BibTeX's own order has three: works without an author, people, and bodies.
    """
    del app
    domains: Any = env.domains
    if "cite" in domains:

        def place(citation: Any) -> tuple[str, str, str]:
            entry = citation.entry
            return looked_up(entry), plain_year(entry), entry.fields.get("title", "")

        domains["cite"].citations.sort(key=place)
    return []


class ListWorks(SphinxPostTransform):
    """Set the entries as a list, and put its key at the end of each: who writes a note needs it.

    Sphinx would number them, which means nothing where works are cited by
    author and year, and gives them roles that ARIA no longer has.
    """

    default_priority = 6  # right after the entries have been made
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Replace the entries by a list, kept out of the way until the page is written."""
        entries = list(self.document.findall(nodes.citation))
        domains: Any = self.env.domains
        if not entries or "cite" not in domains:
            return
        cited = {
            (one.bibliography_key.docname, one.citation_id): one.entry
            for one in domains["cite"].citations
        }
        works = {
            id(node): cited[place]
            for node in entries
            for place in [(node.get("docname", ""), node["ids"][0])]
            if place in cited
        }
        parents = {id(entry.parent): entry.parent for entry in entries}
        for parent in parents.values():
            children = list(parent.children)
            parent.clear()
            for is_work, run in groupby(children, key=lambda child: id(child) in works):
                content = list(run)
                parent += (
                    _listed([(node, works[id(node)]) for node in content]) if is_work else content
                )


def _listed(works: list[tuple[Any, Any]]) -> list[nodes.Node]:
    """Return a list of works, each the citation and the entry behind it, and letters to jump by."""
    places = [(looked_up(entry), node["ids"][0]) for node, entry in works]
    items = [_item(node, entry.key) for node, entry in works]
    line = letters([place for place in places if place[0][:1].isalpha()])
    return [*line, sealed(block("ul", *items, classes=["ed-works"]))]


def _item(node: nodes.citation, key: str) -> Block:
    content = [child for child in node.children if not isinstance(child, nodes.label)]
    if content and isinstance(content[0], nodes.paragraph):
        content[0] += [nodes.Text(" "), tag("code", key, classes=["ed-key"])]
    return block("li", *content, ids=list(node["ids"]))


def setup(app: Sphinx) -> None:
    """Register the transform and the event."""
    app.add_post_transform(ListWorks)
    app.add_post_transform(ResolveCitations)
    app.connect("env-updated", rewrite)
    # Before and behind the extension that formats and lists them.
    app.connect("env-updated", tell_apart, priority=400)
    app.connect("env-updated", order_works, priority=600)
    register_plugin("sphinxcontrib.bibtex.style.referencing", STYLE, EditionReferenceStyle)
