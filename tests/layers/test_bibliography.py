"""The bibliography: whatever its lines, each entry's fields are seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database.input.bibtex import Parser

from edition.layers.bibliography import read_works
from edition.layers.bibtex import read_entries

HEAD = "@misc{x,\n  title = {T},\n"


def works(root: Path, text: str) -> tuple[dict[str, str], list[tuple[str, int]]]:
    """Return the status of each work, and codes and lines of what is wrong."""
    (root / "data").mkdir(exist_ok=True)
    (root / "data" / "references.bib").write_text(text, encoding="utf-8")
    found, problems = read_works(root)
    return {key: work.status for key, work in found.items()}, [(p.code, p.line) for p in problems]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@misc{x, title = {T}, url = {javascript:x}, keywords = {further}}", 1),
        (HEAD + "  url =\n    {javascript:x},\n  keywords = {further}\n}", 4),
        (HEAD + "  url = {\n    javascript:x}, keywords = {further}}", 4),
        (HEAD + '  URL = "JaVaScript:x",\n  keywords = "further"}', 3),
        (HEAD + "  url = {java} # {script:x},\n  keywords = {further}}", 3),
        (HEAD + "  note = {See\n \\url{javascript:x}},\n  keywords = {further}}", 4),
        (HEAD + "  note = {See \\href{ftp://x}{y}},\n  keywords = {further}}", 3),
        (HEAD + "  note = {See \\url{java{}script:x}},\n  keywords = {further}}", 3),
        (HEAD + "  note = {See java{}script:x},\n  keywords = {further}}", 3),
        (HEAD + "  abstract = {data:text/html,x},\n  keywords = {further}}", 3),
        (HEAD + "  url = {/etc/passwd}, keywords = {further}}", 3),
        (HEAD + "  url = {www.example.org}, keywords = {further}}", 3),
    ],
)
def test_a_foreign_link_is_found_wherever_it_stands(tmp_path: Path, text: str, line: int) -> None:
    status, wrong = works(tmp_path, text)
    assert status == {"x": "further"}
    assert wrong == [("R05", line)]


@pytest.mark.parametrize(
    "field",
    [
        "url = {https://example.org/x?y#z}",
        "url =\n {http://example.org/}",
        "note = {See \\url{https://example.org/}, metadata of 1917}",
        "note = {A {B {c}} d}",
        'note = "A {B} \\"',
        "month = jan",
        "year = 1917",
    ],
)
def test_a_plain_entry_passes(tmp_path: Path, field: str) -> None:
    assert works(tmp_path, f"% None\n@misc{{x, {field}, keywords = {{none}},}}\n") == (
        {"x": "none"},
        [],
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@string{a = {javascript:x}}", 1),
        ("@preamble{{x}}", 1),
        ("@comment{x}", 1),
        ("@misc(x, url = {javascript:x})", 1),
        ("% a@b", 1),
        ("@misc{<b>, title = {T}}", 1),
        ("@misc{x,\n title = {T}\n url = {javascript:x}}", 3),
        ("@misc{x,\n title = {T},\n title = {U}}", 3),
        ("@misc{x,\n title = {T", 2),
        ('@misc{x,\n title = "T}", year = 1}', 2),
        ("@misc{x,\n title = }", 2),
        ("@misc{x,\n title}", 2),
    ],
)
def test_what_is_no_plain_entry_is_refused(tmp_path: Path, text: str, line: int) -> None:
    assert ("R07", line) in works(tmp_path, text)[1]


def test_an_entry_after_a_broken_one_is_read(tmp_path: Path) -> None:
    text = "@misc{a, title = {T}\n\n@misc{b,\n keywords = {none}}\n@misc{B, year = 1}"
    status, wrong = works(tmp_path, text)
    assert status == {"b": "none", "B": ""}
    assert wrong == [("R07", 3), ("R04", 5)]


def test_a_bibliography_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "references.bib").write_bytes(b"@misc{x, title = {caf\xe9}}")
    assert [p.code for p in read_works(tmp_path)[1]] == ["R07"]


PIECES = ["@misc{", "a", "b", ",", "=", "{", "}", '"', "#", " ", "\n", "title", "url", "@", "(", ")", "%", "\\", "x = {y}", "@comment{", "@string{"]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.booleans(),
)
def test_the_page_s_reader_finds_nothing_that_the_checks_do_not(junk: str, before: bool) -> None:
    """What is read without a complaint is read by pybtex as the same."""
    entry = "@misc{key, title = {T {U}}, year = 1917}\n"
    text = junk + entry if before else entry.rstrip("}\n") + junk
    found, wrong = read_entries(text)
    if wrong:
        return
    data = Parser().parse_string(text)
    assert {e.key: {n: f.value.split() for n, f in e.fields.items()} for e in found} == {
        key: {name.lower(): value.split() for name, value in e.fields.items()}
        for key, e in data.entries.items()
    }
