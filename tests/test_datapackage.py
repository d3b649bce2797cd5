"""The description of the tables is valid, and the tables are as it says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from frictionless import Package

from edition.cli.main import main
from edition.layers import TABLES
from edition.layers.datapackage import check_datapackage, content
from tests.tools.building import ROOT

# Frictionless and what it brings warn of their own future.
pytestmark = pytest.mark.filterwarnings("ignore")
DATA = ROOT / "data"


def errors(folder: Path) -> list[str]:
    """Return what frictionless has against the tables that a description describes."""
    report = Package(folder / "datapackage.json").validate()
    return [f"{task.place}: {error.message}" for task in report.tasks for error in task.errors] + [
        error.message for error in report.errors
    ]


def test_the_tables_are_as_described() -> None:
    assert errors(DATA) == []


def test_every_table_is_described() -> None:
    described = {resource.path for resource in Package(DATA / "datapackage.json").resources}
    assert described == {path.name for path in DATA.glob("*.csv")}
    assert described <= {f"{name}.csv" for name in TABLES}


def test_the_description_is_the_engine_s() -> None:
    assert (DATA / "datapackage.json").read_text(encoding="utf-8") == content(ROOT)


def test_every_column_says_what_it_holds() -> None:
    for resource in json.loads(content(ROOT))["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["description"].endswith("."), (resource["name"], field["name"])


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        ("figures.csv", ",505,505,", ",many,505,"),
        ("chart_places.csv", "c-ap5-1,", ","),
        ("events.csv", ",1917-02-18,", ",1917-02-31,"),
        ("figures.csv", ",exact,f-ap5-1,", ",exact,f-ap5-999,"),
        ("chart_places.csv", "c-ap5-1,", "C ap5,"),
        ("parties.csv", "#e92031", "red"),
        ("names.csv", "52.52437", "152.52437"),
    ],
)
def test_a_table_that_is_not_as_described_is_found(
    tmp_path: Path, table: str, before: str, after: str
) -> None:
    for path in [*DATA.glob("*.csv"), DATA / "datapackage.json"]:
        shutil.copy(path, tmp_path)
    broken = tmp_path / table
    text = broken.read_text(encoding="utf-8")
    assert before in text
    broken.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert errors(tmp_path)


def test_a_table_or_description_that_is_not_utf_8_is_a_message(tmp_path: Path) -> None:
    small = Path(shutil.copytree(ROOT / "tests" / "editions" / "small", tmp_path / "small"))
    assert check_datapackage(small) == []
    (small / "data" / "parties.csv").write_bytes("id,label,colour,note\né".encode("latin-1"))
    assert check_datapackage(small) == []
    (small / "data" / "datapackage.json").write_bytes(b"{\xff}")
    assert [problem.code for problem in check_datapackage(small)] == ["V03"]


@pytest.mark.parametrize("licence", ["5", "{a: b}", "[[a], 5]", "CC-BY-4.0"])
def test_any_licence_is_borne(tmp_path: Path, licence: str) -> None:
    (tmp_path / "CITATION.cff").write_text(f"license: {licence}\n", encoding="utf-8")
    assert ("licenses" in json.loads(content(tmp_path))) == (licence == "CC-BY-4.0")


def test_where_no_edition_is_nothing_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["datapackage", "--root", "/nonexistent"]) == 1
    assert capsys.readouterr().out.startswith("data/documents.yml D01 ")
