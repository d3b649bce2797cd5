"""The description of the tables is valid, and the tables are as it says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from frictionless import Package

from edition.layers import TABLES
from edition.layers.datapackage import content
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
