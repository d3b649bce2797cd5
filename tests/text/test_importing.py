"""Import: a source in, its chapter and rows out, or a message and nothing changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edition.report import EditionError
from edition.text import read_texts
from edition.text.chapters import check_chapters
from edition.text.importing import carry_out, plan
from edition.text.lines import LINES, split
from tests.tools.building import ROOT

SMALL = ROOT / "tests" / "editions" / "small"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def test_a_new_document(small: Path) -> None:
    file = small / "fog.txt"
    file.write_bytes(b"The fog\r\n\r\nIt is *thick*.\r\n\r\nIt stays. \n")
    written = carry_out(small, plan(small, "fog", file, "FG"))
    assert set(written) == {
        "data/documents.yml",
        "data/lines.csv",
        "data/sources/fog.txt",
        "chapters/fog/index.md",
    }
    texts, problems = read_texts(small)
    assert problems == []
    assert check_chapters(texts) == []
    assert [(x.number, x.text) for x in texts.numbered("fog")] == [
        ("t1", "The fog"),
        ("1", "It is *thick*."),
        ("2", "It stays. "),
    ]
    assert not texts.by_slug["fog"].published, (
        "a new text is not printed before its rights are known"
    )


def test_classes_that_an_editor_sets_are_kept(small: Path) -> None:
    (small / "fog.txt").write_text("The fog\n\nOne\n\nBuy oil!\n\nTwo\n", encoding="utf-8")
    carry_out(small, plan(small, "fog", small / "fog.txt", "FG"))
    table = small / LINES
    table.write_text(
        table.read_text().replace(
            "fog,5,text,2,,author,,,index,,", "fog,5,furniture,2,,,,,,,advertisement"
        )
    )
    with pytest.raises(EditionError, match="L10 the paragraph number '2' would become ''"):
        plan(small, "fog")
    carry_out(small, plan(small, "fog", renumber=True))
    texts, problems = read_texts(small)
    assert problems == []
    assert [line.number for line in texts.lines["fog"]] == ["t1", "1", "", "2"]


def test_importing_again_changes_nothing(small: Path) -> None:
    for slug in ("sonnet", "watch", "letter"):
        assert carry_out(small, plan(small, slug)) == []


def test_another_text_under_an_old_name_is_refused(small: Path) -> None:
    other = small / "other.txt"
    other.write_text("Other words\n", encoding="utf-8")
    with pytest.raises(EditionError, match="S03"):
        plan(small, "letter", other)


def test_only_line_feeds_end_a_line() -> None:
    assert split("a\u2028b\x0cc\n\n  \nd\r\n") == [(1, "a\u2028b\x0cc"), (4, "d")]


@pytest.mark.parametrize("catalogue", [None, "", "[]\n"])
def test_the_first_document_of_an_edition(tmp_path: Path, catalogue: str | None) -> None:
    """An edition begins with an import, whether its catalogue is not there or empty."""
    if catalogue is not None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "documents.yml").write_text(catalogue)
    (tmp_path / "fog.txt").write_text("The fog\n\nIt is thick.\n", encoding="utf-8")
    carry_out(tmp_path, plan(tmp_path, "fog", tmp_path / "fog.txt", "FG"))
    texts, problems = read_texts(tmp_path)
    assert problems == []
    assert [line.number for line in texts.numbered("fog")] == ["t1", "1"]


@pytest.mark.parametrize(
    ("slug", "siglum", "code"),
    [
        ("Fog Bank", "FG", "D05"),
        ("../fog", "FG", "D05"),
        ("fog", "f.g.", "D06"),
        ("fog", "LH", "D09"),
    ],
)
def test_a_name_that_cannot_stay_is_refused(small: Path, slug: str, siglum: str, code: str) -> None:
    """Slug and siglum are for ever, so they are looked at before anything is written."""
    (small / "fog.txt").write_text("The fog\n\nIt is thick.\n", encoding="utf-8")
    with pytest.raises(EditionError, match=code):
        plan(small, slug, small / "fog.txt", siglum)
