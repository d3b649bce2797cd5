"""The book in other formats: whole texts, their notes behind them, and what they cite."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.building import ROOT, build

NOTE = "Two things tell them apart"
WORDS = "You come most carefully"


@pytest.fixture
def built(tmp_path: Path) -> Callable[[str, str], str]:
    """Return a function that builds the small edition and returns one of its files, on one line."""
    source = Path(shutil.copytree(ROOT / "tests" / "editions" / "small", tmp_path / "small"))

    def made(builder: str, file: str) -> str:
        folder = build(source, tmp_path / builder, builder=builder)
        (path,) = folder.glob(file)
        return " ".join(path.read_text(encoding="utf-8").split())

    return made


@pytest.mark.slow
def test_text_has_the_notes_at_its_end(built: Callable[[str, str], str]) -> None:
    page = built("text", "chapters/letter/index.txt")
    words, _, notes = page.partition("-[ Notes ]-")
    assert NOTE not in words
    assert f"1. A lamp is *not* a lighthouse. {NOTE}: * its height; * its *Guild*" in notes
    assert "[*An almanac*, 1709]" in notes


@pytest.mark.slow
def test_latex_has_the_notes_and_links_to_the_works(built: Callable[[str, str], str]) -> None:
    page = built("latex", "*.tex")
    assert NOTE in page
    assert WORDS in page
    assert re.search(r"\\hyperlink\{cite\.[^}]+\}\{\\sphinxstyleemphasis\{An almanac\}", page)


@pytest.mark.slow
def test_one_page_has_all_texts_with_their_notes_beside_them(
    built: Callable[[str, str], str],
) -> None:
    page = built("singlehtml", "index.html")
    assert WORDS in page
    note = page[page.index(NOTE) - 500 : page.index(NOTE) + 900]
    assert 'class="ed-note-head"' in note
    (place,) = re.findall(r'<li id="(\w+)"> ?<p>(?:<em>)?An almanac', page)
    assert re.search(rf'<a class="reference internal" href="(index.html)?#{place}"', note)
    assert '<code class="ed-key">almanac</code>' in page
