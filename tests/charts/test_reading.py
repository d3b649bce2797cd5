"""Tables are found, checked and handed on; what is not published is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edition.charts import find_root, marks, read
from edition.report import EditionError
from tests.tools.building import ROOT


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the edition's data."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def change(root: Path, file: str, before: str, after: str) -> None:
    path = root / "data" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_tables_are_found_from_any_folder_of_the_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_root(ROOT / "notebooks") == ROOT
    assert find_root(ROOT / "edition" / "charts") == ROOT
    monkeypatch.chdir(ROOT / "notebooks")
    assert read("events").root == ROOT
    with pytest.raises(FileNotFoundError, match="clone of the edition"):
        find_root(tmp_path)


def test_numbers_are_numbers_and_words_are_words() -> None:
    figures = read("figures", root=ROOT).figures.set_index("id")
    assert figures["low"]["f-ap7-1"] == 505.0
    assert figures["series"]["f-ap7-1"] == "straw vote"
    assert figures["whole"]["f-ap7-1"] == ""


def test_a_notebook_reads_only_what_it_names() -> None:
    data = read("figures", root=ROOT)
    assert len(data.parties)
    with pytest.raises(LookupError, match=r"Add it: read\(…, 'dates'\)"):
        _ = data.dates
    with pytest.raises(LookupError, match="Did you mean 'figures'"):
        read("figuers", root=ROOT)


def test_rows_are_picked_by_id() -> None:
    data = read("figures", "reference", root=ROOT)
    assert list(data.pick("r-cc-1010-*", "f-bl60-2")["id"]) == [
        "r-cc-1010-for",
        "r-cc-1010-against",
        "f-bl60-2",
    ]
    with pytest.raises(LookupError, match="'f-ap7-9'"):
        data.pick("f-ap7-9")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (",505,505,", ",five,505,", "T08"),
        ("f-ap7-2,", "f-ap7-1,", "T10"),
        (",straw vote,coalition,", ",straw vote,extra,coalition,", "T03"),
        ("id,document,", "id,book,", "T02"),
        (",exact,f-ap5-1,composition", ",precise,f-ap5-1,composition", "T06"),
        (",exact,f-ap5-1,composition", ",exact,f-ap5-0,composition", "T11"),
    ],
)
def test_nothing_is_read_from_a_table_that_did_not_pass(
    copy: Path, before: str, after: str, code: str
) -> None:
    change(copy, "figures.csv", before, after)
    with pytest.raises(EditionError, match=rf"data/figures\.csv:\d+ {code} "):
        read("figures", root=copy)


def test_all_that_is_wrong_is_said_at_once(copy: Path) -> None:
    change(copy, "figures.csv", ",505,505,", ",five,505,")
    change(copy, "reference.csv", ",670,670,", ",many,670,")
    with pytest.raises(EditionError) as error:
        read("figures", "reference", root=copy)
    assert {problem.file for problem in error.value.problems} == {
        "data/figures.csv",
        "data/reference.csv",
    }


def test_a_document_that_is_not_published_has_no_rows(copy: Path) -> None:
    change(copy, "documents.yml", "published: true", "published: false")  # AP is the first
    data = read("figures", "dates", "event_passages", "reference", root=copy)
    for table in (data.figures, data.dates, data.event_passages):
        assert "all-power-to-the-soviets" not in set(table["document"])
        assert len(table)
    assert "AP" not in data.sigla.values()
    # What would compare with it is not drawn; what never was, is still an error.
    assert len(data.pick("f-ap7-1", "r-c2-svt-total")) == 0
    with pytest.raises(LookupError):
        data.pick("f-ap7-99")


def test_a_mark_has_the_colour_of_its_group() -> None:
    data = read("figures", "reference", root=ROOT)
    colours = dict(zip(data.parties["id"], data.parties["colour"], strict=True))
    found = marks(data.pick("f-ap5-2", "r-c2-rg-bolsheviks", "f-bl75-1"), data)
    assert list(found["colour"]) == [
        colours["bolsheviks"],
        colours["bolsheviks"],
        colours["others"],
    ]
    assert list(found["basis"]) == ["text", "read", "text"]
    assert next(iter(found["source"])) == "AP 5"
