"""What compares the documents: facing texts, collations, quotations and disagreements."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from edition.book.collation import Collation
from edition.book.disagreements import Disagreements
from edition.book.facing import Facing
from edition.book.quotations import Quotations

# What a page must hold to be given the style and the script of comparisons.
_STYLED = ('class="ed-facing', 'class="ed-filter', 'class="ed-quotations', 'class="ed-panel')
_SCRIPTED = ("data-panel=",)


def add_assets(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Load the style and the script on those pages that need them."""
    del pagename, templatename, doctree
    body = context.get("body", "")
    if any(words in body for words in _STYLED):
        app.add_css_file("compare.css")
    if any(words in body for words in _SCRIPTED):
        app.add_js_file("compare.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Register the directives and what their pages load."""
    for name, directive in (
        ("facing", Facing),
        ("collation", Collation),
        ("quotations", Quotations),
        ("disagreements", Disagreements),
    ):
        app.add_directive(f"edition-{name}", directive)
    app.connect("html-page-context", add_assets, priority=400)
