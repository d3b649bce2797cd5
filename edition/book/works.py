"""Works: citations of them, and their list, each with the key by which notes and tables name it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.book.nodes import Block, block, tag
from edition.book.state import state


class Citations:
    """The citations of one page; each is formatted once for all pages from which it looks alike."""

    def __init__(self, env: BuildEnvironment, builder: Builder) -> None:
        self.env, self.builder = env, builder
        self.made = self._made()

    def _made(self) -> dict[tuple[str, str], nodes.Element | None]:
        """Return what was formatted for pages from which the bibliography has the same address."""
        domains: Any = self.env.domains
        keys = domains["cite"].bibliographies if "cite" in domains else ()
        pages = sorted({key.docname for key in keys})
        seen = tuple(self.builder.get_relative_uri(self.env.docname, page) for page in pages)
        return state(self.builder.app).citations.setdefault(seen, {})

    def resolve(self, within: nodes.Element) -> None:
        """Replace the citations in a document, or a part of it, by links to the bibliography."""
        domains: Any = self.env.domains
        for node in list(within.findall(pending_xref)):
            if node.get("refdomain") != "cite" or "cite" not in domains:
                continue
            wanted = (node["reftype"], node["reftarget"])
            if wanted not in self.made:
                docname = node.get("refdoc", self.env.docname)
                self.made[wanted] = domains["cite"].resolve_xref(
                    self.env, docname, self.builder, *wanted, node, node
                )
            link = self.made[wanted]
            if link is not None:
                node.replace_self(link.deepcopy())


class ResolveCitations(SphinxPostTransform):
    """Resolve the citations of a page."""

    default_priority = 9  # right before Sphinx resolves what is left

    def run(self, **kwargs: object) -> None:
        """Replace the page's citations by links to the bibliography."""
        Citations(self.env, self.app.builder).resolve(self.document)


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


def list_works(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Set the entries as a list, and put its key at the end of each: who writes a note needs it.

    Sphinx would number them, which means nothing where works are cited by
    author and year, and gives them roles that ARIA no longer has.
    """
    domains: Any = app.env.domains
    if "cite" not in domains or app.builder.format != "html":
        return
    keys = {
        citation.citation_id: citation.key
        for citation in domains["cite"].citations
        if citation.bibliography_key.docname == docname
    }
    parents = {id(entry.parent): entry.parent for entry in document.findall(nodes.citation)}
    for parent in parents.values():
        children = list(parent.children)
        parent.clear()
        for works, run in groupby(children, key=lambda child: isinstance(child, nodes.citation)):
            entries = list(run)
            parent += [_works(entries, keys)] if works else entries


def _works(entries: list[Any], keys: dict[str, str]) -> Block:
    return block("ul", *[_work(entry, keys) for entry in entries], classes=["ed-works"])


def _work(entry: nodes.citation, keys: dict[str, str]) -> Block:
    key = next((keys[id_] for id_ in entry["ids"] if id_ in keys), "")
    content = [child for child in entry.children if not isinstance(child, nodes.label)]
    if key and content and isinstance(content[0], nodes.paragraph):
        content[0] += [nodes.Text(" "), tag("code", key, classes=["ed-key"])]
    return block("li", *content, ids=list(entry["ids"]))


def setup(app: Sphinx) -> None:
    """Register the transform and the event."""
    app.add_post_transform(ResolveCitations)
    app.connect("env-updated", rewrite)
    app.connect("doctree-resolved", list_works)
