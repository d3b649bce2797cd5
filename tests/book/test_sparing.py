"""What the libraries of a build are spared changes nothing of what they make."""

from __future__ import annotations

import ast
from types import SimpleNamespace
from typing import Any

import docutils.frontend
import pytest
from docutils import nodes
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from hypothesis import given, strategies
from pybtex.database import parse_file
from pybtex.plugin import find_plugin
from pybtex.richtext import BaseMultipartText, Tag, Text
from sphinx.search import IndexBuilder
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain

from edition.book import sparing
from tests.tools.building import ROOT

BIBLIOGRAPHY = ROOT / "data" / "references.bib"

# As pybtex and Sphinx have them, before any build of this process spared them something.
DECODE = getattr(Text.from_latex, "usual", Text.from_latex)
PUT_TOGETHER = getattr(BaseMultipartText.__init__, "usual", BaseMultipartText.__init__)
COLLECT = getattr(IndexBuilder._word_collector, "usual", IndexBuilder._word_collector)
FILTER = getattr(BibtexDomain.get_filtered_entries, "usual", BibtexDomain.get_filtered_entries)
SETTINGS = getattr(
    docutils.frontend.get_default_settings, "usual", docutils.frontend.get_default_settings
)


def fields() -> set[str]:
    """Return all that the fields of the bibliography say."""
    entries = parse_file(str(BIBLIOGRAPHY)).entries.values()
    return {words for entry in entries for words in entry.fields.values()}


def test_most_fields_of_the_bibliography_are_plain_words() -> None:
    plain = {words for words in fields() if sparing.plain_words(words) is not None}
    assert len(plain) > len(fields()) * 0.9
    for words in plain:
        assert repr(sparing.plain_words(words)) == repr(DECODE(words)), words


@given(strategies.text(alphabet="aB é{}-'`\"\\\\$~%#&^_<>?!,;\n\t", max_size=12))
def test_plain_words_are_what_latex_makes_of_them(words: str) -> None:
    plain = sparing.plain_words(words)
    if plain is not None:
        assert repr(plain) == repr(DECODE(words))


@pytest.mark.parametrize(
    "words", ["a---b", "``quoted''", "a~b", "two  spaces", "{\\'e}", " edge ", "100\\%", "$x$"]
)
def test_what_latex_writes_otherwise_is_decoded(words: str) -> None:
    assert sparing.plain_words(words) is None


def test_texts_are_put_together_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    style = find_plugin("pybtex.style.formatting", "plain")()
    entries = list(parse_file(str(BIBLIOGRAPHY)).entries.values())
    sparing._join_plainly()
    spared = BaseMultipartText.__init__
    assert spared is not PUT_TOGETHER
    ours = [repr(style.format_entry("1", entry).text) for entry in entries]
    parts = ("a", Text("b", Tag("em", "c")), "", Text(), Tag("em", "d", "e"))
    together = repr(Text(*parts))
    monkeypatch.setattr(BaseMultipartText, "__init__", PUT_TOGETHER)
    assert ours == [repr(style.format_entry("1", entry).text) for entry in entries]
    assert together == repr(Text(*parts)) == "Text('ab', Tag('em', 'cde'))"


@pytest.mark.parametrize("filter_", ["True", "cited", "not cited", "author % 'Reed'"])
def test_a_bibliography_has_the_same_works(filter_: str) -> None:
    entries = list(parse_file(str(BIBLIOGRAPHY)).entries.values())[:9]
    cited = SimpleNamespace(docname="a", targets=[SimpleNamespace(key=entries[2].key)])
    known = SimpleNamespace(
        bibfiles=["x"], keyprefix="p-", filter_=ast.parse(filter_), keys=[], line=1
    )
    domain: Any = SimpleNamespace(
        bibliographies={BibliographyKey("a", "k"): known},
        citation_refs=[cited],
        get_entries=lambda files: iter(entries),
    )
    key: Any = BibliographyKey("a", "k")
    sparing._list_all()
    assert BibtexDomain.get_filtered_entries is not FILTER
    ours = list(BibtexDomain.get_filtered_entries(domain, key))
    assert ours == list(FILTER(domain, key))
    assert len(ours) == 9 or filter_ != "True"


def test_each_word_of_a_page_is_collected_once_in_its_order() -> None:
    sparing._index_each_word_once()
    document = new_document("page")
    document += nodes.paragraph("", "power to the soviets and to the power")
    index: Any = SimpleNamespace(
        lang=SimpleNamespace(split=str.split, lang="en"), _word_collector=None
    )
    assert COLLECT(index, document).words == "power to the soviets and to the power".split()
    assert IndexBuilder._word_collector(index, document).words == [
        *("power", "to", "the", "soviets", "and")
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_settings_are_the_same_and_nobody_changes_those_of_another() -> None:
    sparing._remember_settings()
    ours = docutils.frontend.get_default_settings(Parser)
    usual = SETTINGS(Parser)
    assert {key: repr(value) for key, value in vars(ours).items()} == {
        key: repr(value) for key, value in vars(usual).items()
    }
    ours.report_level = 5
    ours.record_dependencies.add("a")
    again = docutils.frontend.get_default_settings(Parser)
    assert again.report_level == usual.report_level
    assert again.record_dependencies.list == []


def test_an_address_is_worked_out_once() -> None:
    asked: list[tuple[str, str]] = []

    def get_relative_uri(from_: str, to: str, typ: str | None = None) -> str:
        asked.append((from_, to))
        return f"{to}.html"

    app: Any = SimpleNamespace(builder=SimpleNamespace(get_relative_uri=get_relative_uri))
    sparing._remember_addresses(app)
    assert [app.builder.get_relative_uri("a", to) for to in "bcb"] == ["b.html", "c.html", "b.html"]
    assert asked == [("a", "b"), ("a", "c")]
