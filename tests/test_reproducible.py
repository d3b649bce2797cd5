"""Two clean builds of the same state are the same, byte for byte."""

from __future__ import annotations

import filecmp
from pathlib import Path

import pytest

from tests.tools.building import build, copy_of_the_repository


def tree(folder: Path) -> set[str]:
    """Return every file below ``folder``."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_another_clean_build_gives_the_same_bytes(book: Path, tmp_path: Path) -> None:
    """Not even another folder, hash seed, language or time zone changes a byte."""
    source = copy_of_the_repository(tmp_path / "another place")
    again = build(
        source,
        tmp_path / "out",
        PYTHONHASHSEED="1917",
        TZ="Pacific/Auckland",
        LC_ALL="C",
    )
    assert tree(again) == tree(book)
    differing = [
        name
        for name in sorted(tree(book))
        if not filecmp.cmp(book / name, again / name, shallow=False)
    ]
    assert differing == []
