"""Reading the pages of a built book."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup


def soup(book: Path, name: str) -> BeautifulSoup:
    """Return the page ``name`` of a built book, parsed."""
    return BeautifulSoup((book / name).read_text(encoding="utf-8"), "html.parser")
