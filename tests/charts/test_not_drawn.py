"""A chart that has no rows says why: its document has none, or another is withheld."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from edition.charts import Chart, draw, read
from tests.tools.building import ROOT

SMALL = ROOT / "tests" / "editions" / "small"


def never(*frames: pd.DataFrame, **options: object) -> Chart:
    raise AssertionError("a chart without rows is not asked for")


@pytest.fixture
def withheld(tmp_path: Path) -> Path:
    """The small edition without its letter."""
    root = Path(shutil.copytree(SMALL, tmp_path / "small"))
    catalogue = root / "data" / "documents.yml"
    text = catalogue.read_text(encoding="utf-8")
    start = text.index("- slug: letter\n") + len("- slug: letter\n")
    catalogue.write_text(f"{text[:start]}  published: false\n{text[start:]}", encoding="utf-8")
    return root


def test_a_printed_document_has_nothing(withheld: Path) -> None:
    """Also where another is withheld."""
    for root in (SMALL, withheld):
        data = read("dates", root=root)
        own = data.dates[data.dates["document"] == "sonnet"]
        shown = draw(never, own, document=data.documents[0])
        assert repr(shown) == "Not drawn: SQ has nothing that this chart would show."


def test_what_was_asked_for_is_withheld(withheld: Path) -> None:
    data = read("figures", root=withheld)
    assert "is not printed in this build" in repr(draw(never, data.pick("f-lh2-1")))
    assert "no rows" not in repr(draw(never, data.figures[data.figures["id"] == "x"]))


def test_the_tables_have_no_rows() -> None:
    data = read("figures", root=SMALL)
    shown = draw(never, data.figures[data.figures["low"] == 1917])
    assert repr(shown) == "Not drawn: the tables have no rows for it."
    assert shown._repr_html_() == f"<p>{shown!r}</p>"


def test_rows_that_tell_nothing_of_themselves() -> None:
    said = repr(draw(never, pd.DataFrame()))
    assert said.startswith("Not drawn: the tables have no rows for it, or a document")
