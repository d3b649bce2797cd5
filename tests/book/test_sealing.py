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
from edition.book.charts import ChartLinks
from edition.book.nodes import Block, Sealed, block, tag
from edition.book.sealing import MANY, Seal
from tests.tools.building import ROOT, build

#: An extension that sets how long a list is worth the trouble, and says how many were taken out.
EXTENSION = """
import os
from edition.book import sealing, serializing, works
sealing.MANY = int(os.environ["MANY"])
if os.environ["OTHERWISE"] == "written by the writer":
    serializing.WriteElements.run = lambda self, **unused: None
if os.environ["OTHERWISE"] == "cited by the library":
    works.Citations._brackets = lambda self: None

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


def test_what_waits_in_a_list_waits_in_the_order_of_the_page_and_in_a_copy() -> None:
    waiting = [ChartLinks(row=str(n)) for n in range(2)]
    waiting.insert(1, pending_xref("", refdomain="cite", reftype="p", reftarget="a"))
    document = sealed(listed(MANY, block("li", *waiting[:2]), waiting[2]))
    (holder,) = document.findall(Sealed)
    assert holder["waiting"] == waiting
    copied = holder.deepcopy()
    assert list(map(type, copied["waiting"])) == list(map(type, waiting))
    inside = list(map(id, copied["kept"].findall()))
    places = [inside.index(id(one)) for one in copied["waiting"]]
    assert places == sorted(places)
    assert not set(map(id, waiting)) & set(inside)


#: An entry of the bibliography behind the other.
SECOND = "@misc{zodiac, title = {Zodiac}, year = {1708}, keywords = {consulted}}\n"
#: How many elements make a list worth the trouble, and what else is done otherwise.
WAYS = [(5, ""), (10**9, ""), (5, "written by the writer"), (5, "cited by the library")]


@pytest.mark.slow
def test_a_page_is_the_same_however_its_elements_are_kept_and_written(tmp_path: Path) -> None:
    source = Path(shutil.copytree(ROOT / "tests" / "editions" / "small", tmp_path / "small"))
    change(source / "_config.yml", "[edition.book]", "[edition.book, few]")
    # Two works, cited in another order than that of the bibliography.
    with (source / "data" / "references.bib").open("a", encoding="utf-8") as bibliography:
        bibliography.write(SECOND)
    change(source / "chapters/letter/notes/lh2-lamp.md", "[almanac]", "[zodiac, almanac]")
    (tmp_path / "few.py").write_text(EXTENSION, encoding="utf-8")
    built: list[dict[str, bytes]] = []
    for many, otherwise in WAYS:
        found = tmp_path / f"{many} {otherwise}"
        settings = {"MANY": str(many), "OTHERWISE": otherwise, "FOUND": str(found)}
        html = build(source, tmp_path / str(len(built)), PYTHONPATH=str(tmp_path), **settings)
        taken = len(found.read_text(encoding="utf-8"))
        # The notes of a page are kept apart however long a list has to be.
        assert taken > 20 if many == 5 else 0 < taken < 10
        built.append(bodies(html))
    first, *others = built
    assert any(content.count(b"bibtex-citation") for content in first.values())
    for other in others:
        assert first.keys() == other.keys()
        assert [name for name in first if first[name] != other[name]] == []


def change(path: Path, old: str, new: str) -> None:
    """Put words in a file in the place of others."""
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new), encoding="utf-8")


def bodies(html: Path) -> dict[str, bytes]:
    """Return what each page says in its body, and other files whole.

    What a page says of itself in its head is taken from what is not yet written then.
    """
    found = {}
    for path in sorted(html.rglob("*")):
        if path.is_file():
            head, _, body = path.read_bytes().partition(b"<body")
            found[path.relative_to(html).as_posix()] = body or head
    return found
