"""The Sphinx extension: lays the layers over the texts and sets the page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pybtex.plugin
from sphinx.application import Sphinx

from edition import __version__
from edition.book import (
    charts,
    cleaning,
    compare,
    directives,
    nodes,
    notebooks,
    page,
    publish,
    roles,
    sources,
    works,
)
from edition.book.reading import NumberParagraphs
from edition.book.state import forget, load, merge, outdated
from edition.book.writing import LayText

HERE = Path(__file__).parent


def _settle(app: Sphinx, config: Any) -> None:
    """Set what the texts depend on, whatever the book's configuration says."""
    del app
    config.smartquotes = False
    # The book's own indexes take the place of Sphinx's.
    config.html_use_index = False
    config.html_domain_indices = False


def _remember_plugins() -> None:
    """Let pybtex look up each of its plugins once.

    It searches the metadata of every installed package at each look-up, and
    sphinxcontrib-bibtex looks one up for each citation: a third of the time of
    a book with a thousand of them.
    """
    if not hasattr(pybtex.plugin.find_plugin, "cache_info"):
        pybtex.plugin.find_plugin = cache(pybtex.plugin.find_plugin)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    _remember_plugins()
    app.add_config_value("edition_draft", False, "env", bool)
    app.add_html_theme("edition", str(HERE / "theme"))
    app.connect("config-inited", _settle, priority=900)
    app.connect("builder-inited", load)
    app.connect("env-get-outdated", outdated)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.add_transform(NumberParagraphs)
    app.add_post_transform(LayText)
    nodes.setup(app)
    directives.setup(app)
    cleaning.setup(app)
    compare.setup(app)
    roles.setup(app)
    page.setup(app)
    publish.setup(app)
    sources.setup(app)
    notebooks.setup(app)
    charts.setup(app)
    works.setup(app)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
