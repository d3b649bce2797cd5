"""Take out of a page what other extensions of Jupyter Book put there unasked."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

# sphinx-thebe writes its settings into every page, live code or not.
_UNASKED = ("text/x-thebe-config", "kernelName =")


def clean(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Remove the scripts that a page does not need: it loads nothing that they would start."""
    del app, docname
    for node in list(document.findall(nodes.raw)):
        if any(mark in node.astext() for mark in _UNASKED) and node.parent is not None:
            node.parent.remove(node)


def setup(app: Sphinx) -> None:
    """Register the event, behind those of the other extensions."""
    app.connect("doctree-resolved", clean, priority=900)
