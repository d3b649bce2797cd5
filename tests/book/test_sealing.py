"""Long lists are kept from those who walk over a document, and come back whole."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.addnodes import pending_xref

from edition.book import _settle
from edition.book.nodes import Block, block, tag
from edition.book.sealing import MANY, Seal, Sealed
from tests.tools.building import ROOT, build

#: An extension that sets how long a list is worth the trouble, and says how many were taken out.
EXTENSION = """
import os
from edition.book import sealing
sealing.MANY = int(os.environ["MANY"])

def count(app, doctree):
    found = len(list(doctree.findall(sealing.Sealed)))
    with open(os.environ["FOUND"], "a") as file:
        file.write("x" * found)

def setup(app):
    app.connect("doctree-read", count)
"""


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


@pytest.mark.slow
def test_a_page_is_the_same_whether_its_lists_were_kept_apart(tmp_path: Path) -> None:
    source = Path(shutil.copytree(ROOT / "tests" / "editions" / "small", tmp_path / "small"))
    config = source / "_config.yml"
    config.write_text(config.read_text().replace("[edition.book]", "[edition.book, few]"))
    (tmp_path / "few.py").write_text(EXTENSION, encoding="utf-8")
    built: list[dict[str, bytes]] = []
    for many in (5, 10**9):
        found = tmp_path / f"{many}.found"
        settings = {"MANY": str(many), "FOUND": str(found), "PYTHONPATH": str(tmp_path)}
        html = build(source, tmp_path / str(many), **settings)
        taken = len(found.read_text(encoding="utf-8"))
        assert taken > 10 if many == 5 else taken == 0
        files = [path for path in sorted(html.rglob("*")) if path.is_file()]
        built.append({path.relative_to(html).as_posix(): path.read_bytes() for path in files})
    first, second = built
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
