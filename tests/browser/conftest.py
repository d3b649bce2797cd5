"""What the tests of the page look at: the longest chapter pages, and how they are measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

#: Where things stand on the open page, in pixels from its top left corner.
BOXES = """selector => [...document.querySelectorAll(selector)].map(element => {
  const {left, top, right, bottom} = element.getBoundingClientRect();
  return {id: element.id, left, top: top + scrollY, right, bottom: bottom + scrollY};
})"""

_NOTE = re.compile(r'<div[^>]* class="ed-note ')


@pytest.fixture(scope="session")
def chapters(book: Path) -> list[str]:
    """The pages that hold a document's words, those with the most notes first."""
    found = []
    for path in sorted(book.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if 'class="ed-num"' in text:
            found.append((-len(_NOTE.findall(text)), path.relative_to(book).as_posix()))
    assert found, "no page holds numbered paragraphs"
    return [name for _, name in sorted(found)]


@pytest.fixture(scope="session")
def chapter(chapters: list[str]) -> str:
    """The chapter page with the most notes."""
    return chapters[0]
