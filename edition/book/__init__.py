"""The Sphinx extension: lays the layers over the texts and sets the page."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

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
    sealing,
    serializing,
    sources,
    sparing,
    works,
)
from edition.book.reading import NumberParagraphs
from edition.book.state import forget, load, merge, outdated
from edition.book.writing import LayText

HERE = Path(__file__).parent


def _engine() -> str:
    """Return a digest of all of the engine that makes pages."""
    digest = hashlib.sha256()
    engine = HERE.parent
    for path in sorted([*engine.rglob("*.py"), *engine.rglob("*.html")]):
        name = path.relative_to(engine).as_posix()
        if not name.startswith("cli/"):
            digest.update(f"{name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


#: The engine as it was loaded: who serves the book and changes it meanwhile builds with this one.
ENGINE = _engine()


def _settle(app: Sphinx, config: Any) -> None:
    """Set what the texts depend on, whatever the book's configuration says."""
    del app
    # Pages that another engine read are read anew.
    config.edition_engine = ENGINE
    # Jupyter Book's LaTeX extension numbers figures unasked: every build would read every page again.
    config.numfig = config.overrides.get("numfig", config.numfig)
    config.smartquotes = False
    # The book's own indexes take the place of Sphinx's.
    config.html_use_index = False
    config.html_domain_indices = False


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    sparing.setup(app)
    app.add_config_value("edition_draft", False, "env", bool)
    app.add_config_value("edition_engine", "", "env", str)
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
    sealing.setup(app)
    serializing.setup(app)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
