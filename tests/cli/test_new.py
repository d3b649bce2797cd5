"""``new note``: a note asked for on a terminal, by someone who mistypes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edition.cli.main import main
from edition.layers.notes import read_note
from tests.tools.building import ROOT

SMALL = ROOT / "tests" / "editions" / "small"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small edition."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def answer(monkeypatch: pytest.MonkeyPatch, small: Path, *answers: str) -> int:
    """Run the dialogue with these answers, and then no more."""
    given = iter(answers)

    def ask(question: str) -> str:
        print(question)
        try:
            return next(given)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", ask)
    return main(["new", "note", "--root", str(small)])


def test_each_mistake_is_said_and_asked_for_again(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong paragraph, unknown kind, no certainty, raw HTML."""
    answers = [
        "LH",
        "4",
        "the forty nets",
        "LH",
        "2",
        "boats",
        "1",
        "contxt",
        "figure",
        "",
        "",
        "low",
    ]
    answers += ["A: B # C", "<b>No</b>", 'Boats: of "the" port # five']
    assert answer(monkeypatch, small, *answers) == 0
    said = capsys.readouterr().out
    for words in ("It stands in LH 2: write 2", "Please type one of", "raw HTML", "written: "):
        assert words in said
    path = small / "chapters" / "letter" / "notes" / "lh2-boats.md"
    note, problems = read_note(path, small)
    assert problems == []
    assert note is not None
    assert (note.author, note.body.strip()) == ("A: B # C", 'Boats: of "the" port # five')


def test_a_note_with_a_source_needs_no_certainty(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And empty for the signature means the editors."""
    answers = ["letter", "2", "The lamp", "context", "almanac", "", "", "A lamp."]
    assert answer(monkeypatch, small, *answers) == 0
    note, _ = read_note(small / "chapters" / "letter" / "notes" / "lh2-the-lamp.md", small)
    assert note is not None
    assert (note.sources, note.certainty, note.author) == (("almanac",), "", "The editors")


def test_who_stops_leaves_nothing(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An end of input in the middle writes no file."""
    before = set(small.rglob("*"))
    assert answer(monkeypatch, small, "LH", "2") == 1
    assert "nothing was written" in capsys.readouterr().err
    assert set(small.rglob("*")) == before
