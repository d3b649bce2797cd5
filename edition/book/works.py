"""The bibliography's page: a list of works, each with the key by which notes and tables name it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from edition.book.nodes import Block, block, tag


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
    """Register the event."""
    app.connect("doctree-resolved", list_works)
