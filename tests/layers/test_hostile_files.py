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
from edition.layers.schema import TABLES
from tests.tools.building import ROOT

SMALL = ROOT / "tests" / "editions" / "small"
FRAGMENTS = [
    "---", "---\n", "\n", ":", "document: letter", "paragraph: 2", "quote: five boats", "quote: 'five", "kind: context",
    "author: x", "certainty: low", "sources: [a, ,b", "sources:", "reviewed: 2026-13-40", "\t", "  - x", "!!python/x",
    "&a *a", "{", "}", "[", "# comment", "text", "{term}`", "```", "<b>", "\\", "\u202e", "\ufeff", "\x00", "\r\n", "é", "“",
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


NAMES = sorted(p.name for p in (SMALL / "data").glob("*.csv"))


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_any_table_gives_messages(copy: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    path = copy / "data" / name
    whole = (SMALL / "data" / name).read_bytes()
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
                ]
            ),
        )
    )
    path.write_bytes(whole[:start] + junk + whole[end:])
    try:
        layers, problems = read_layers(copy)
        problems += check_edition(layers)
        assert all(str(p) for p in problems)
        if not problems and name != "lines.csv" and path.stem in TABLES:
            text = path.read_text(encoding="utf-8-sig")
            assert len(layers.tables[path.stem]) <= text.count("\n") + text.count("\r")
    finally:
        path.write_bytes(whole)


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
