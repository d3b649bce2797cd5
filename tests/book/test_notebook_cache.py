"""A notebook is run again when what it reads changed, and only then; its charts follow everywhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from edition.book.notebooks import hosts, inputs
from tests.tools.building import ROOT, BuildFailed, build

SMALL = ROOT / "tests" / "editions" / "small"
CODE = """
import sys
from pathlib import Path
sys.path.insert(0, {engine!r})
with Path("runs").open("a") as file:
    file.write("x")
from edition import charts
data = charts.read("figures", "bodies")
rows = charts.marks(data.pick("f-lh2-5", "f-lh2-6", "f-lh2-7"), data)
charts.Chart(
    key="mole", title="Seven for a new mole, and what of it", description=charts.tell(rows),
    table=rows, figure=charts.bars(rows, charts.MARGIN), chapter="letter",
)
"""
FEW = """
from edition.book import sealing
sealing.MANY = 5

def setup(app):
    pass
"""


def notebook(code: str) -> str:
    """Return a notebook of one cell."""
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "one",
        "metadata": {},
        "outputs": [],
        "source": code.strip(),
    }
    text = {"cell_type": "markdown", "id": "zero", "metadata": {}, "source": "# Counts"}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps(
        {
            "cells": [text, cell],
            "metadata": {"kernelspec": kernel},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """The small edition with a notebook whose chart stands beside words and in a chapter."""
    root = tmp_path / "edition"
    shutil.copytree(SMALL, root)
    (root / "data" / "datapackage.json").unlink(missing_ok=True)
    (root / "notebooks").mkdir()
    code = CODE.format(engine=str(ROOT))
    (root / "notebooks" / "counts.ipynb").write_text(notebook(code), encoding="utf-8")
    (root / "data" / "chart_places.csv").write_text(
        "id,chart,notebook,document,paragraph,quote,prefix,suffix\n"
        "c-lh2-1,mole,counts,letter,2,seven for a new mole,,\n",
        encoding="utf-8",
    )
    toc = root / "_toc.yml"
    toc.write_text(
        toc.read_text(encoding="utf-8").rstrip() + "\n  - file: notebooks/counts\n",
        encoding="utf-8",
    )
    change(root / "_config.yml", 'execute_notebooks: "off"', "execute_notebooks: cache")
    change(
        root / "_config.yml", "  config:\n", "  config:\n    nb_execution_raise_on_error: true\n"
    )
    return root


def runs(root: Path) -> int:
    return len((root / "notebooks" / "runs").read_text(encoding="utf-8"))


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def page(html: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((html / name).read_text(encoding="utf-8"), "html.parser")


def one(found: Tag | None) -> Tag:
    assert found is not None
    return found


@pytest.mark.slow
def test_a_changed_table_runs_what_reads_it(edition: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    html = build(edition, output)
    assert runs(edition) == 1
    chapter = page(html, "chapters/letter/index.html")
    margin = one(chapter.find(id="note-c-lh2-1"))
    assert "Seven for a new mole" in margin.get_text()
    assert "For a new mole" in one(margin.find("svg")).get_text()
    assert one(one(margin.find("svg")).find("a"))["xlink:href"] == "#f-lh2-5"
    assert one(chapter.find(class_="ed-charts")).find("figure")
    card = one(chapter.find(id="card-figure-f-lh2-6"))
    assert one(card.find("a"))["href"] == "#note-c-lh2-1"
    assert (html / "data" / "charts" / "mole.csv").read_text(encoding="utf-8").startswith("what,")

    build(edition, output)
    assert runs(edition) == 1, "nothing changed"

    change(edition / "data" / "events.csv", "The lamp is mended", "The lamp burns again")
    build(edition, output)
    assert runs(edition) == 1, "no table that it reads changed"

    change(edition / "data" / "figures.csv", "Against a new mole", "Nays to a mole")
    build(edition, output)
    assert runs(edition) == 2
    for place in ("chapters/letter/index.html", "notebooks/counts.html"):
        assert "Nays to a mole" in one(page(html, place).find("svg")).get_text(), place

    change(edition / "data" / "figures.csv", "Nays to a mole", "Against a new mole")
    build(edition, output)
    assert runs(edition) == 2, "the run of that state is still in the cache"
    assert "Nays" not in page(html, "chapters/letter/index.html").get_text()


@pytest.mark.slow
def test_charts_stand_in_the_order_of_the_book_and_lists_lead_to_them(
    edition: Path, tmp_path: Path
) -> None:
    code = CODE.format(engine=str(ROOT))
    code = code.replace('"mole"', '"again"').replace("Seven for a new mole, and", "Seven, and")
    (edition / "notebooks" / "again.ipynb").write_text(notebook(code), encoding="utf-8")
    # So that the lists which name the charts are among those that are kept apart.
    (edition / "few.py").write_text(FEW, encoding="utf-8")
    change(edition / "_config.yml", "[edition.book]", "[edition.book, few]")
    counts, again = "  - file: notebooks/counts\n", "  - file: notebooks/again\n"
    change(edition / "_toc.yml", counts, counts + again)
    html = tmp_path / "out" / "_build" / "html"

    def rebuild() -> None:
        build(edition, tmp_path / "out", PYTHONPATH=str(edition))

    def order() -> list[str]:
        charts = one(page(html, "chapters/letter/index.html").find(class_="ed-charts"))
        return [str(figure["id"]) for figure in charts.find_all("figure")]

    def listed(row: str) -> str:
        return one(page(html, "chapters/lists/aids.html").find(id=f"row-{row}")).get_text()

    rebuild()
    assert order() == ["own-mole", "own-again"]
    change(edition / "_toc.yml", counts + again, again + counts)
    rebuild()
    assert order() == ["own-again", "own-mole"]

    assert "Seven, and" in listed("f-lh2-7")
    change(edition / "notebooks" / "again.ipynb", "Seven, and", "A vote, and")
    rebuild()
    assert "A vote, and" in listed("f-lh2-7")
    change(edition / "notebooks" / "again.ipynb", '"f-lh2-6\\", \\"f-lh2-7', '"f-lh2-6')
    rebuild()
    assert "A vote, and" in listed("f-lh2-6")
    assert "A vote, and" not in listed("f-lh2-7")


@pytest.mark.slow
def test_another_engine_runs_no_notebook(edition: Path, tmp_path: Path) -> None:
    """Unless it is in what draws the charts that something changed."""
    engine, output = tmp_path / "engine", tmp_path / "out"
    shutil.copytree(ROOT / "edition", engine / "edition")
    build(edition, output, PYTHONPATH=str(engine))
    change(engine / "edition" / "book" / "charts.py", "Run it, and see", "Run this, and see")
    html = build(edition, output, PYTHONPATH=str(engine))
    assert "Run this, and see" in page(html, "chapters/letter/index.html").get_text()
    assert runs(edition) == 1


@pytest.mark.slow
def test_a_notebook_that_fails_fails_the_build(edition: Path, tmp_path: Path) -> None:
    """And nothing is drawn from a row that is not there."""
    change(edition / "notebooks" / "counts.ipynb", "f-lh2-7", "f-lh2-77")
    with pytest.raises(BuildFailed, match=r"No table that was asked for has the row 'f-lh2-77'"):
        build(edition, tmp_path / "out")


def test_a_notebook_depends_on_the_tables_that_it_names(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("sources"))
    source = notebook('data = charts.read("figures", "events")')
    first = inputs(tmp_path, source)
    for name, matters in (
        ("mentions.csv", False),
        ("dates.csv", False),
        ("references.bib", False),
        ("figures.csv", True),
        ("events.csv", True),
        ("parties.csv", True),
        ("documents.yml", True),
    ):
        path = tmp_path / "data" / name
        kept = path.read_bytes()
        path.write_bytes(kept + b"\n")
        assert (inputs(tmp_path, source) != first) == matters, name
        path.write_bytes(kept)
    assert inputs(tmp_path, source) == first
    maps = notebook('outline(charts.read("names"), "region")')
    before = inputs(tmp_path, maps)
    (tmp_path / "data" / "outlines" / "region.json").write_text("{}", encoding="utf-8")
    assert inputs(tmp_path, maps) != before
    assert inputs(tmp_path, source) == first


@pytest.mark.parametrize(
    ("repository", "names"),
    [
        ("", []),
        ("https://example.org/a/b", []),
        ("https://github.com/a", []),
        ("https://github.com/a/b", ["Open in Binder", "Open in Colab"]),
        ("https://github.com/a/b.git", ["Open in Binder", "Open in Colab"]),
        ("https://gitlab.com/a/b", ["Open in Binder"]),
    ],
)
def test_hosts_are_offered_for_an_address_only(repository: str, names: list[str]) -> None:
    assert [name for name, _ in hosts(repository, "main", "notebooks/a.ipynb")] == names


def test_the_addresses_of_the_hosts() -> None:
    found = dict(hosts("https://github.com/a/b", "main", "notebooks/a b.ipynb"))
    assert found == {
        "Open in Binder": "https://mybinder.org/v2/gh/a/b/main?urlpath=lab/tree/notebooks/a%20b.ipynb",
        "Open in Colab": "https://colab.research.google.com/github/a/b/blob/main/notebooks/a%20b.ipynb",
    }
