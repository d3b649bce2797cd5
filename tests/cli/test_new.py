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
    answers += ["A: B # C", "<b>No</b>", 'Boats: of "the" port # five', ""]
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
    answers = ["letter", "2", "The lamp", "context", "almanac", "", "", "A lamp.", ""]
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


LONG = "The boats of the port were lost in the ice of that year, as the almanac tells, and nobody counted them again before the thaw."


def test_each_answer_is_judged_as_it_is_typed(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Document, paragraph, kind, source, name, target and length: what is right is not asked again."""
    answers = ["lettre", "letter", "22", "2", "five boats", "Contxt", "Figure"]
    answers += ["Almanach; lh3", "[almanac; LH 3]", "lowish", "Low", "A\u200b. Reader", "A. Reader"]
    answers += ["See {ref}`LH 3`.", "See {ref}'lh3'.", "See {term}`Gild`.", "See {cite}`mole`."]
    answers += ["See {ref}`lh3`.", "As {reff}`lh2`.", f"{LONG} See {{ref}}`lh3`."]
    assert answer(monkeypatch, small, *answers) == 0
    said = capsys.readouterr().out
    for words in (
        "there is no document 'lettre'. Did you mean 'letter'?",
        "LH has no paragraph '22'.",
        "Please type one of these words. Did you mean 'context'?",
        "Did you mean 'almanac' (An almanac)?",
        "Did you mean the place 'LH 3'?",
        "Did you mean 'low'?",
        "'author' holds a hidden character.",
        "the ref 'LH 3' leads nowhere. Paste this in its place: {ref}`lh3`",
        "this is not how a role is written: '{ref}'lh3''.",
        "the term 'Gild' leads nowhere. Did you mean 'guild'?",
        "'mole' is no key of the bibliography",
        "It has 2 words; notes have 20 to 120.",
        "this is not how a role is written: '{reff}`lh2`'.",
    ):
        assert words in said
    assert said.count("The words, copied from the page") == 1
    note, problems = read_note(small / "chapters" / "letter" / "notes" / "lh2-five-boats.md", small)
    assert problems == []
    assert note is not None
    assert (note.kind, note.sources, note.certainty) == ("figure", ("almanac", "LH 3"), "low")
    assert main(["check", "--root", str(small)]) == 0


ANSWERS = ["LH", "2", "five boats", "figure", "almanac", "", "A. Reader", "Few words.", ""]


@pytest.mark.parametrize("stop", [EOFError, KeyboardInterrupt])
@pytest.mark.parametrize("after", range(len(ANSWERS)))
def test_whoever_stops_anywhere_leaves_nothing(
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    after: int,
    stop: type[BaseException],
) -> None:
    """At each question, by the end of input or by Ctrl-C; no file and no folder."""
    shutil.rmtree(small / "chapters" / "letter" / "notes")
    before = set(small.rglob("*"))
    given = iter(ANSWERS[:after])

    def ask(question: str) -> str:
        try:
            return next(given)
        except StopIteration:
            raise stop from None

    monkeypatch.setattr("builtins.input", ask)
    assert main(["new", "note", "--root", str(small)]) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert set(small.rglob("*")) == before


def test_a_stop_while_writing_leaves_no_half(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path for path in small.rglob("*") if path.is_file()}

    def write(path: Path, content: str, encoding: str) -> int:
        path.write_bytes(content[:9].encode(encoding))
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_text", write)
    assert answer(monkeypatch, small, *ANSWERS) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert {path for path in small.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"document": "lettre"}, "A01"),
        ({"paragraph": "22"}, "A02"),
        ({"quote": "six boats"}, "A08"),
        ({"kind": "contxt"}, "N07"),
        ({"certainty": "lowish"}, "N08"),
        ({"sources": "Almanac"}, "R01"),
        ({"author": "A\u200b"}, "N11"),
        ({"text": "See {ref}`LH 3`."}, "B07"),
    ],
)
def test_what_is_given_wrong_is_told_at_once(
    small: Path, capsys: pytest.CaptureFixture[str], options: dict[str, str], code: str
) -> None:
    """Nobody is asked for the rest in vain."""
    place = {"document": "LH", "paragraph": "2", "quote": "five boats", **options}
    arguments = [part for name, value in place.items() for part in (f"--{name}", value)]
    assert main(["new", "note", *arguments, "--root", str(small)]) == 1
    assert f" {code} " in capsys.readouterr().out
