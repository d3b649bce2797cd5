"""One reader of CSV: every file is a table or a problem."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from edition.text.lines import read_lines
from edition.text.sheets import Codes, Sheet, read_csv, read_header

CODES = Codes(unread="unread", header="header", cells="cells", syntax="syntax")


def read(root: Path, content: bytes) -> tuple[Sheet, list[tuple[str, int]]]:
    """Return what a file with this content holds, and codes and lines of what is wrong."""
    (root / "x.csv").write_bytes(content)
    sheet, problems = read_csv(root, "x.csv", ("id", "label"), CODES)
    return sheet, [(problem.code, problem.line) for problem in problems]


def test_a_table_is_read_with_its_lines(tmp_path: Path) -> None:
    sheet, wrong = read(tmp_path, b'\xef\xbb\xbfid,label\n\na,"two\nlines"\nb,c\n')
    assert wrong == []
    assert sheet.header == ("id", "label")
    assert sheet.rows == (
        (4, {"id": "a", "label": "two\nlines"}),
        (5, {"id": "b", "label": "c"}),
    )
    assert read_header(tmp_path, "x.csv") == ["id", "label"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ("header", 1)),
        (b"\n", ("header", 1)),
        (b"\xef\xbb\xbf", ("header", 1)),
        (b"id\n", ("header", 1)),
        (b"id,label,id\n", ("header", 1)),
        (b"id,label\na,caf\xe9\n", ("unread", 0)),
        (b"id,label\na\n", ("cells", 2)),
        (b'id,label\na,"b"c\n', ("syntax", 2)),
        (b"id,label\na," + b"x" * 200_000 + b"\n", ("syntax", 2)),
        (b"id,label," + b"x" * 200_000 + b"\n", ("syntax", 1)),
    ],
)
def test_what_is_no_table_is_a_problem(
    tmp_path: Path, content: bytes, expected: tuple[str, int]
) -> None:
    usual = csv.field_size_limit()
    for limit in (usual, 10**9):  # other libraries lift it
        csv.field_size_limit(limit)
        try:
            assert read(tmp_path, content)[1] == [expected]
            read_header(tmp_path, "x.csv")
        finally:
            csv.field_size_limit(usual)


def test_a_table_that_is_not_there_has_no_rows(tmp_path: Path) -> None:
    assert read_csv(tmp_path, "x.csv", ("id",), CODES) == (Sheet(), [])
    assert read_header(tmp_path, "x.csv") == []


@pytest.mark.parametrize("content", [b"", b"document\n"])
def test_the_lines_need_their_columns(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "lines.csv").write_bytes(content)
    assert [p.code for p in read_lines(tmp_path)[1]] == ["L01"]
