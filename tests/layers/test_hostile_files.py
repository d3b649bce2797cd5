"""Malformed notes and tables: always a message, never a traceback, never a silent loss."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition.anchors import Anchor
from edition.layers import check_edition, read_layers
from edition.layers.drafting import draft
from edition.layers.notes import read_note
from tests.tools.building import ROOT

SMALL = ROOT / "tests" / "editions" / "small"
FRAGMENTS = [
    "---", "---\n", "\n", ":", "document: letter", "paragraph: 2", "quote: five boats", "quote: 'five", "kind: context",
    "author: x", "certainty: low", "sources: [a, ,b", "sources:", "reviewed: 2026-13-40", "\t", "  - x", "!!python/x",
    "&a *a", "{", "}", "[", "# comment", "text", "{term}`", "{ref}'x", "{reff}", "cite`", "{ cite:t } ", "<a href=", "![", "](", "    ", "```", "<b>", "\\", "\u202e", "\ufeff", "\x00", "\r\n", "é", "“",
]  # fmt: skip
BROKEN = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), max_size=14).map(
    "\n".join
)
quiet = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@quiet
@given(
    content=st.one_of(
        BROKEN.map(lambda s: s.encode("utf-8", "surrogatepass")), st.binary(max_size=60)
    )
)
def test_any_note_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lh2-x.md"
    path.write_bytes(content)
    note, problems = read_note(path, tmp_path)
    assert (note is None) == bool(problems)
    assert all(p.code and p.message and p.file == "lh2-x.md" for p in problems)
    assert path.read_bytes() == content


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("hostile") / "small"))


# Every file that the checks read: tables, their description, the catalogue, works, settings.
NAMES = sorted(
    path.relative_to(SMALL).as_posix()
    for path in [
        *(SMALL / "data").glob("*.*"),
        SMALL / "_config.yml",
        SMALL / "_toc.yml",
        SMALL / "chapters" / "letter" / "headnote.md",
    ]
)


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_any_file_gives_messages(copy: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    path = copy / name
    whole = (SMALL / name).read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    junk = data.draw(
        st.one_of(
            st.binary(max_size=12),
            st.sampled_from(
                [
                    b",",
                    b'"',
                    b"\n",
                    b"\r",
                    b"\x00",
                    b",,,,",
                    b"1e999",
                    b"-1",
                    b"\xff",
                    b"99999999999999999999",
                    b"9" * 5000,
                    b"*a",
                    b"[" * 2000,
                    b": ",
                ]
            ),
        )
    )
    path.write_bytes(whole[:start] + junk + whole[end:])
    try:
        layers, problems = read_layers(copy)
        problems += check_edition(layers)
        assert all(str(p) for p in problems)
        if not problems and path.suffix == ".csv" and path.stem in layers.tables:
            text = path.read_text(encoding="utf-8-sig")
            assert len(layers.tables[path.stem]) <= text.count("\n") + text.count("\r")
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize("day", ["20260101", "2026-W01-1", "٢٠٢٦-٠١-٠١", "2026-02-30", "yes"])
def test_the_day_of_a_reading_has_one_form(tmp_path: Path, day: str) -> None:
    head = "document: letter\nparagraph: 2\nquote: five boats\nkind: context\ncertainty: low\nauthor: x"
    path = tmp_path / "lh2-x.md"
    path.write_text(f"---\n{head}\nreviewed: {day}\n---\nWords.\n", encoding="utf-8")
    assert [problem.code for problem in read_note(path, tmp_path)[1]] == ["N09"]


PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12
)
QUOTES = [
    "five boats",
    "seven for a new mole, four against",
    "The lamp",
    "Friday; five",
    "a new mole, four against, and",
]


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    author=st.one_of(
        PLAIN,
        st.sampled_from(["A: B", '"Q"', "O'Brien # 2", "'x'", "[a]", "- x", "{x}", "yes", "1917"]),
    ),
    quote=st.sampled_from(QUOTES),
    prefix=st.sampled_from(["", "x: y", "'", '"five"', "# no comment", "a # b"]),
    words=st.lists(
        st.sampled_from(
            ["plain", "*so*", "“quoted”", "1917", "a–b", "naïve", "50 %", "(x)", "Yes."]
        ),
        min_size=1,
        max_size=12,
    ),
)
def test_an_unusual_note_is_never_refused(
    tmp_path: Path, author: str, quote: str, prefix: str, words: list[str]
) -> None:
    path = tmp_path / "lh2-x.md"
    anchor = Anchor("letter", "2", quote, prefix)
    path.write_text(draft(anchor, "context", "", "low", author, " ".join(words)), encoding="utf-8")
    note, problems = read_note(path, tmp_path)
    assert problems == []
    assert note is not None
    assert note.anchor == anchor
    assert note.author == author


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", b"id," + b"x" * 200_000, b"[" * 9999])
@pytest.mark.parametrize("name", NAMES)
def test_no_file_s_content_is_a_traceback(copy: Path, name: str, content: bytes) -> None:
    """Empty, of another encoding, too long, too deep: each of them as the whole of a file."""
    path = copy / name
    path.write_bytes(content)
    try:
        layers, problems = read_layers(copy)
        problems += check_edition(layers)
        if content == b"\xff\xfe":
            assert any(problem.file == name for problem in problems)
        if path.suffix == ".csv":
            assert {p.code for p in problems if p.file == name} & {
                "T01",
                "T02",
                "T04",
                "L01",
                "L05",
            }
    finally:
        path.write_bytes((SMALL / name).read_bytes())


def test_a_file_in_the_place_of_the_notes_is_told(copy: Path) -> None:
    notes = copy / "chapters" / "letter" / "notes"
    kept = notes.rename(copy.with_name("kept"))
    notes.write_text("No folder.", encoding="utf-8")
    try:
        _, problems = read_layers(copy)
        assert [(p.code, p.file) for p in problems] == [("N16", "chapters/letter/notes")]
    finally:
        notes.unlink()
        kept.rename(notes)
