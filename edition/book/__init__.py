"""The Sphinx extension: lays the layers over the texts and sets the page."""

from __future__ import annotations

import gc
import hashlib
import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import docutils.frontend
import pybtex.plugin
import pybtex.richtext
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


#: Words that mean in LaTeX what they are: single spaces, and no character of its own.
_PLAIN = re.compile(r"[A-Za-z0-9.,:;()/]+(?: [A-Za-z0-9.,:;()/]+)*")
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


def _remember_plugins() -> None:
    """Let pybtex look up each of its plugins once.

    It searches the metadata of every installed package at each look-up, and
    sphinxcontrib-bibtex looks one up for each citation: a third of the time of
    a book with a thousand of them.
    """
    if not hasattr(pybtex.plugin.find_plugin, "cache_info"):
        pybtex.plugin.find_plugin = cache(pybtex.plugin.find_plugin)


def _take_plain_words() -> None:
    """Let pybtex take a field of plain words as it stands, without decoding LaTeX that is not there."""
    decode = pybtex.richtext.Text.from_latex
    if hasattr(decode, "spared"):
        return

    def from_latex(words: str) -> Any:
        return pybtex.richtext.Text(words) if _PLAIN.fullmatch(words) else decode(words)

    from_latex.spared = True  # type: ignore[attr-defined]
    pybtex.richtext.Text.from_latex = from_latex


def _remember_settings() -> None:
    """Let docutils work out the default settings of a parser once.

    MyST-Parser asks for them whenever it parses anything, a note among it, even
    where it is given a document that has its own.
    """
    ask = docutils.frontend.get_default_settings
    if hasattr(ask, "remembered"):
        return
    known: dict[tuple[Any, ...], Any] = {}

    def remembered(*components: Any) -> Any:
        if components not in known:
            known[components] = ask(*components)
        return deepcopy(known[components])

    remembered.remembered = True  # type: ignore[attr-defined]
    docutils.frontend.get_default_settings = remembered


def _collect_seldom(app: Sphinx) -> None:
    """Let Python look for unreachable objects seldom while the book is built.

    The nodes of a document live until it is written, so that looking for dead
    ones among them, as often as it is done by default, takes a quarter of the
    time of a build and finds next to nothing.  At its end all that was built is
    set aside, or Python would look through it twice more: when the usual rule is
    back, and when the process ends.  A next build in the same process takes it up.
    """
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)

    def settle(*_: object) -> None:
        gc.freeze()
        gc.set_threshold(*usual)

    gc.unfreeze()
    app.connect("build-finished", settle)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    _remember_plugins()
    _remember_settings()
    _take_plain_words()
    _collect_seldom(app)
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
