"""The book's files of settings: read, or refused with a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.text.settings import read_settings

NAME = "_config.yml"


def test_what_is_there_is_read(tmp_path: Path) -> None:
    assert read_settings(tmp_path, NAME) == ({}, [])
    (tmp_path / NAME).write_bytes(b"\xef\xbb\xbftitle: A book\n")
    assert read_settings(tmp_path, NAME) == ({"title": "A book"}, [])
    (tmp_path / NAME).write_text("# nothing yet\n")
    assert read_settings(tmp_path, NAME) == ({}, [])


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"title: [a\nb: c\n", 2),
        (b"title: caf\xe9\n", 0),
        (b"words\n", 1),
        (b"- a\n", 1),
        (b"day: 2024-99-99\n", 0),
        (b"a: " + b"[" * 5000, 0),
        (b"a: \x00\n", 0),
    ],
)
def test_what_cannot_be_read_is_a_problem(tmp_path: Path, content: bytes, line: int) -> None:
    (tmp_path / NAME).write_bytes(content)
    found, problems = read_settings(tmp_path, NAME)
    assert found == {}
    assert [(p.code, p.line) for p in problems] == [("K01", line)]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert [p.code for p in read_settings(tmp_path, NAME)[1]] == ["K01"]
