"""The bibliography's page: each entry shows its key, by which notes and tables name it."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from edition.book.nodes import tag


def show_keys(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Put its key at the end of each entry: who writes a note has to know it."""
    domains: Any = app.env.domains
    if "cite" not in domains:
        return
    keys = {
        citation.citation_id: citation.key
        for citation in domains["cite"].citations
        if citation.bibliography_key.docname == docname
    }
    for entry in document.findall(nodes.citation) if keys else ():
        key = next((keys[id_] for id_ in entry["ids"] if id_ in keys), "")
        paragraph = next(entry.findall(nodes.paragraph), None)
        if key and paragraph is not None:
            paragraph += [nodes.Text(" "), tag("code", key, classes=["ed-key"])]


def setup(app: Sphinx) -> None:
    """Register the event."""
    app.connect("doctree-resolved", show_keys)
