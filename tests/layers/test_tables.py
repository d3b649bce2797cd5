"""Cells: each holds what its column says, in the digits and letters that the book can use."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.layers.schema import TABLES
from edition.layers.tables import read_table


def cell(root: Path, table: str, column: str, value: str) -> list[str]:
    """Return the codes of what is wrong with a table of one row that holds this value."""
    values = {"id": "a", "label": "x", "colour": "#0072b2", "kind": "place", column: value}
    columns = TABLES[table].columns
    (root / "data").mkdir(exist_ok=True)
    row = ",".join(values.get(name, "") for name in columns)
    (root / "data" / f"{table}.csv").write_text(f"{','.join(columns)}\n{row}\n", encoding="utf-8")
    return [problem.code for problem in read_table(root, TABLES[table])[1]]


@pytest.mark.parametrize(
    ("table", "column", "value", "code"),
    [
        ("bodies", "id", "Guild", "T13"),
        ("bodies", "id", "a--b", "T13"),
        ("bodies", "id", "a-", "T13"),
        ("bodies", "id", "a b", "T13"),
        ("bodies", "id", "ä", "T13"),
        ("parties", "colour", "#0072B2", "T13"),
        ("parties", "colour", "#0072b2;", "T13"),
        ("names", "wikidata", "Q0", "T13"),
        ("names", "wikidata", "42", "T13"),
        ("names", "geonames", "٤٠", "T13"),
        ("names", "gnd", "x", "T13"),
        ("names", "lat", "90.5", "T13"),
        ("names", "lon", "-181", "T13"),
        ("names", "lat", "٤٠", "T08"),
        ("names", "lat", "9" * 400, "T08"),
        ("dates", "os_start", "١٧١٠-٠٣-٠٣", "T07"),
        ("quotations", "part", "٤", "T08"),
        ("quotations", "part", "9" * 5000, "T08"),
    ],
)
def test_a_cell_of_another_form_is_refused(
    tmp_path: Path, table: str, column: str, value: str, code: str
) -> None:
    assert code in cell(tmp_path, table, column, value)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("bodies", "id", "u-001"),
        ("bodies", "id", "1905"),
        ("names", "wikidata", "Q42"),
        ("names", "gnd", "11857275X"),
        ("names", "lat", "-90"),
        ("names", "lon", "180.0"),
    ],
)
def test_a_cell_of_its_form_is_read(tmp_path: Path, table: str, column: str, value: str) -> None:
    assert cell(tmp_path, table, column, value) == []
