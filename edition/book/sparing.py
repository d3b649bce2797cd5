"""What the builder and its libraries are spared: work that they would do again and again."""

from __future__ import annotations

import ast
import gc
import re
from collections.abc import Iterable
from copy import copy, deepcopy
from functools import cache
from typing import Any

import docutils.frontend
import pybtex.plugin
import pybtex.richtext
from docutils import nodes
from pybtex.richtext import BaseMultipartText, Protected, Text, ensure_text
from sphinx.application import Sphinx
from sphinx.search import IndexBuilder
from sphinxcontrib.bibtex.domain import BibtexDomain

#: Words that mean in LaTeX what they are, but for the dash of a span, which is two there: no
#: character of its own, no two spaces, and no quotation mark made of two characters.
_PLAIN = re.compile(r"""(?!.*(?:''|,,|  ))[^\\$~%`{}\n\t]*""")
#: Kinds of settings that nobody can change in place.
_FIXED = {str, int, bool, type(None)}
#: The filter of a bibliography that lists all works.
_ALL = ast.dump(ast.parse("True"))
#: What stands in braces, which hold nothing but words.
_BRACED = re.compile(r"\{([^{}]*)\}")


def _remember_plugins() -> None:
    """Let pybtex look up each of its plugins once.

    It searches the metadata of every installed package at each look-up, and
    sphinxcontrib-bibtex looks one up whenever it formats a citation: a quarter
    of the time of a book that cites three hundred works.
    """
    if not hasattr(pybtex.plugin.find_plugin, "cache_info"):
        pybtex.plugin.find_plugin = cache(pybtex.plugin.find_plugin)


def plain_words(words: str) -> Text | None:
    """Return a field of plain words as pybtex decodes it, or None if it has to decode it."""
    parts = _BRACED.split(words.replace("--", "–"))
    if "---" in words or words != words.strip() or not all(map(_PLAIN.fullmatch, parts)):
        return None
    return Text(*[Protected(part) if n % 2 else part for n, part in enumerate(parts) if part])


def _take_plain_words() -> None:
    """Let pybtex take a field of plain words as it stands, without decoding LaTeX that is not there."""
    decode = pybtex.richtext.Text.from_latex
    if hasattr(decode, "usual"):
        return

    def from_latex(words: str) -> Any:
        plain = plain_words(words)
        return decode(words) if plain is None else plain

    from_latex.usual = decode  # type: ignore[attr-defined]
    pybtex.richtext.Text.from_latex = from_latex


def _list_all() -> None:
    """Let a bibliography of all works be made without asking for each one who cites it."""
    usual = BibtexDomain.get_filtered_entries
    if hasattr(usual, "usual"):
        return

    def get_filtered_entries(self: BibtexDomain, bibliography_key: Any) -> Iterable[Any]:
        bibliography = self.bibliographies[bibliography_key]
        if ast.dump(bibliography.filter_) != _ALL:
            return usual(self, bibliography_key)
        entries = self.get_entries(bibliography.bibfiles)
        return ((bibliography.keyprefix + entry.key, entry) for entry in entries)

    get_filtered_entries.usual = usual  # type: ignore[attr-defined]
    BibtexDomain.get_filtered_entries = get_filtered_entries  # type: ignore[method-assign]


def _index_each_word_once() -> None:
    """Let the search index take each word of a page once, as it knows no more of it anyway."""
    usual = IndexBuilder._word_collector
    if hasattr(usual, "usual"):
        return

    def collector(self: IndexBuilder, doctree: nodes.document) -> Any:
        store = usual(self, doctree)
        store.words = list(dict.fromkeys(store.words))
        return store

    collector.usual = usual  # type: ignore[attr-defined]
    IndexBuilder._word_collector = collector  # type: ignore[method-assign]


def _remember_settings() -> None:
    """Let docutils work out the default settings of a parser once.

    MyST-Parser asks for them whenever it parses anything, a note among it, even
    where it is given a document that has its own.
    """
    ask = docutils.frontend.get_default_settings
    if hasattr(ask, "usual"):
        return
    known: dict[tuple[Any, ...], Any] = {}

    def remembered(*components: Any) -> Any:
        if components not in known:
            known[components] = ask(*components)
        own = copy(known[components])
        own.__dict__ |= {k: deepcopy(v) for k, v in vars(own).items() if type(v) not in _FIXED}
        return own

    remembered.usual = ask  # type: ignore[attr-defined]
    docutils.frontend.get_default_settings = remembered


def _remember_addresses(app: Sphinx) -> None:
    """Let the builder work out once how one page leads to another: pages have thousands of links."""
    app.builder.get_relative_uri = cache(app.builder.get_relative_uri)  # type: ignore[method-assign]


def _join_plainly() -> None:
    """Let pybtex put a text together without sorting out what there is only one of."""
    usual = BaseMultipartText.__init__
    if hasattr(usual, "usual"):
        return

    def init(self: BaseMultipartText, *parts: object) -> None:
        whole: list[Any] = []
        for part in map(ensure_text, parts):
            if part:
                whole.extend(part._unpack())
        self.parts = list(self._merge_similar(whole)) if len(whole) > 1 else whole
        self.length = sum(map(len, self.parts))

    init.usual = usual  # type: ignore[attr-defined]
    BaseMultipartText.__init__ = init


def _collect_seldom(app: Sphinx) -> None:
    """Let Python look for unreachable objects seldom while the book is built.

    The nodes of a document live until it is written, so that looking for dead
    ones among them, as often as it is done by default, takes nearly half of the
    time of a build and finds next to nothing.  At its end all that was built is
    set aside, or Python would look through it twice more: when the usual rule is
    back, and when the process ends.  A next build in the same process takes it up.
    """
    usual = gc.get_threshold()
    gc.set_threshold(3_000_000, 50, 100)

    def settle(*_: object) -> None:
        gc.freeze()
        gc.set_threshold(*usual)

    gc.unfreeze()
    app.connect("build-finished", settle)


def setup(app: Sphinx) -> None:
    """Spare them what they can be spared, in this build and in the next of this process."""
    _remember_plugins()
    _remember_settings()
    _take_plain_words()
    _join_plainly()
    _list_all()
    _index_each_word_once()
    _collect_seldom(app)
    app.connect("builder-inited", _remember_addresses)
