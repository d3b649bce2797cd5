"""Long lists are kept from those who walk over a document, and come back whole."""

from __future__ import annotations

import pickle
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.addnodes import pending_xref

from edition.book import _settle
from edition.book.nodes import Block, block, tag
from edition.book.sealing import MANY, Seal, Sealed


def listed(count: int, *more: nodes.Node) -> Block:
    """Return a list of so many items, and what is to stand behind them."""
    return block("ul", *[block("li", tag("a", str(n))) for n in range(count)], *more)


def sealed(*content: nodes.Node) -> nodes.document:
    """Return a document of one section with its lists taken out."""
    document = new_document("page")
    section = nodes.section("", nodes.title("", "Page"), *content)
    document += section
    document.settings.env = document.settings.language_code = None
    seal = Seal.__new__(Seal)
    seal.document = document
    seal.apply()
    return document


def test_a_long_list_is_entered_by_no_walk_and_survives_being_stored() -> None:
    document = sealed(listed(MANY), nodes.paragraph("", "words"))
    assert not list(document.findall(Block))
    document.settings = document.reporter = document.transformer = None  # type: ignore[assignment]
    for copy in (pickle.loads(pickle.dumps(document)), document.deepcopy()):
        (holder,) = copy.findall(Sealed)
        items = holder["kept"].children
        assert [item.astext() for item in items] == [str(n) for n in range(MANY)]
        assert holder["kept"] is not next(iter(document.findall(Sealed)))["kept"]


@pytest.mark.parametrize(
    "more",
    [
        pending_xref("", refdomain="std", reftype="ref", reftarget="a"),
        nodes.paragraph("", "of another extension"),
        nodes.image(uri="a.png"),
    ],
)
def test_a_list_with_what_others_look_for_stays(more: nodes.Node) -> None:
    assert not list(sealed(listed(MANY, more)).findall(Sealed))


def test_a_list_with_citations_is_taken_and_a_short_one_stays() -> None:
    cited = pending_xref("", refdomain="cite", reftype="p", reftarget="a")
    assert list(sealed(listed(MANY, cited)).findall(Sealed))
    assert not list(sealed(listed(10)).findall(Sealed))


def test_figures_are_numbered_only_where_the_book_asks_for_it() -> None:
    """Jupyter Book's LaTeX extension sets ``numfig`` whatever the book's configuration says."""
    for asked in (True, False):
        config: Any = SimpleNamespace(overrides={"numfig": asked}, numfig=True)
        _settle(None, config)  # type: ignore[arg-type]
        assert config.numfig is asked
