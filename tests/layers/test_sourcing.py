"""A source that is not there: what its author probably meant, and what to do about a new book."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edition.layers import check_edition, read_layers
from edition.layers.bibliography import NOT_THERE
from edition.layers.notes import read_note
from edition.report import alike
from tests.tools.building import ROOT

HEAD = "---\ndocument: letter\nparagraph: 2\nquote: five boats\nkind: figure\ncertainty: low\nauthor: A. Reader\n"
WORKS = """
@book{ice1709,
  author = {Winter, Jane and Frost, J.},
  title = {{The Year of the Ice}},
  year = {1709},
  keywords = {consulted}
}
@book{mole,
  editor = {Winter, Jane},
  title = {{Moles and Piers}},
  keywords = {consulted}
}
@book{fog,
  title = {{On Fog}},
  keywords = {further}
}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small edition with three works more."""
    place = Path(shutil.copytree(ROOT / "tests" / "editions" / "small", tmp_path / "small"))
    with (place / "data" / "references.bib").open("a", encoding="utf-8") as file:
        file.write(WORKS)
    return place


def told(small: Path, sources: str, body: str = "Words.") -> list[tuple[str, int, str]]:
    """Return code, line and remedy of what is wrong with a note of these sources."""
    note = small / "chapters" / "letter" / "notes" / "lh2-boats.md"
    note.write_text(f"{HEAD}sources: {sources}\n---\n{body}\n", encoding="utf-8")
    layers, problems = read_layers(small)
    problems += check_edition(layers)
    return [(p.code, p.line, p.remedy) for p in problems if p.file.endswith(note.name)]


@pytest.mark.parametrize(
    ("typed", "paste"),
    [
        ("[Almanac]", "sources: [almanac]"),
        ("[ALMANACK, LH 3]", "sources: [almanac, LH 3]"),
        ("almanac; Frost", "sources: [almanac, ice1709]"),
        ("[The year of the ice (1709)]", "sources: [ice1709]"),
        ("Frost 1709", "sources: [ice1709]"),
        ("[mole p. 5]", "sources: [mole]"),
        ("[lh3]", "sources: [LH 3]"),
    ],
)
def test_the_nearest_is_shown_as_the_line_to_paste(small: Path, typed: str, paste: str) -> None:
    """Whatever its capitals, and whether its key, its author or its title was written."""
    ((code, line, remedy),) = told(small, typed)
    assert (code, line) == ("R01", 8)
    assert remedy.startswith("Did you mean ")
    assert remedy.endswith(f"aste this in its place: {paste}")
    assert "references.bib" not in remedy


def test_one_paste_mends_all_of_a_line(small: Path) -> None:
    remedies = [remedy for _, _, remedy in told(small, "[Almanac; Frost; LH 3; lh3]")]
    assert len(remedies) == 3
    for remedy in remedies:
        assert remedy.endswith("aste this in its place: sources: [almanac, ice1709, LH 3, LH 3]")


def test_a_place_is_offered_as_it_is_written(small: Path) -> None:
    assert told(small, "[LH §3]") == [("R02", 8, "Did you mean 'LH 3'?")]
    assert told(small, "[LH 33]") == [("R02", 8, "Correct the locus.")]


def test_several_that_come_near_are_all_named(small: Path) -> None:
    ((_, _, remedy),) = told(small, "[Winter]")
    assert "'ice1709' (Winter, Jane and Frost, J., The Year of the Ice) or 'mole' (" in remedy
    assert NOT_THERE in remedy
    assert "aste this" not in remedy


@pytest.mark.parametrize("typed", ["[Hydrography 1911]", "[1805]", "[On Fog]", "[fogg]"])
def test_a_new_book_is_for_the_pull_request(small: Path, typed: str) -> None:
    """No file is to be edited for it; what was only named as further reading is not offered."""
    assert told(small, typed) == [("R01", 8, f"If your work is not there, {NOT_THERE}")]


def test_a_work_named_in_the_text(small: Path) -> None:
    ((code, line, remedy),) = told(small, "almanac", "One.\n\nSee {cite:p}`mole,Frost`.")
    assert (code, line) == ("R01", 12)
    assert remedy.endswith(
        "name it here in plain words. Else paste this in its place: {cite:p}`mole, ice1709`"
    )
    ((_, _, remedy),) = told(small, "almanac", "See {cite}`mole;ice1709`.")
    assert remedy == "Commas part keys. Paste this in its place: {cite}`mole,ice1709`"


@pytest.mark.parametrize(
    "value", ["[a, b]", "[a; b]", "a;b", "a, b", "['a', \"b\"]", "[a ;b,]", "; a , b"]
)
def test_commas_and_semicolons_part_sources(tmp_path: Path, value: str) -> None:
    path = tmp_path / "x.md"
    path.write_text(f"{HEAD}sources: {value}\n---\nWords.\n", encoding="utf-8")
    note, problems = read_note(path, tmp_path)
    assert problems == []
    assert note is not None
    assert note.sources == ("a", "b")


def test_capitals_do_not_hide_the_nearest() -> None:
    assert alike("REED", ["reef", "Reed", "weed"]) == ["Reed"]
    assert alike("Ice", ["reef", "iced", "ices"], 2) == ["ices", "iced"]
