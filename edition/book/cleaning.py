"""Mend in a page what other extensions of Jupyter Book, and pandas, put there."""

from __future__ import annotations

import re

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx

from edition.book.nodes import block

# sphinx-thebe writes its settings into every page, live code or not.
_UNASKED = re.compile(r"\s*<script\b.*(?:text/x-thebe-config|kernelName =)", re.S)
_STYLE = re.compile(r"<div>\s*<style scoped>.*?</style>", re.S)


def mended_table(html: str) -> str:
    """Return the HTML that pandas gives a table, made valid and reachable by keyboard.

    A style may not stand among words, a cell without words is no heading, and
    a wide table is scrolled in a region of its own.
    """
    shown = _STYLE.sub(
        '<div class="ed-scroll" role="region" aria-label="Table" tabindex="0">', html
    )
    shown = shown.replace(' border="1"', "").replace(' style="text-align: right;"', "")
    return shown.replace("<th></th>", "<td></td>")


def clean(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Remove the scripts that a page does not need; mend tables and folded code of notebooks."""
    del app, docname
    for node in list(document.findall(nodes.raw)):
        words = node.astext()
        if _UNASKED.match(words) and node.parent is not None:
            node.parent.remove(node)
        elif "<style scoped>" in words and 'class="dataframe"' in words:
            node.replace_self(nodes.raw("", mended_table(words), format="html"))
    # A summary may not hold paragraphs, and one line says what it opens.
    for folded in list(document.findall(HideCodeCellNode)):
        summary = block("summary", "The code")
        folded.replace_self(block("details", summary, *folded.children, classes=["ed-code"]))


def setup(app: Sphinx) -> None:
    """Register the event, behind those of the other extensions."""
    app.connect("doctree-resolved", clean, priority=900)
