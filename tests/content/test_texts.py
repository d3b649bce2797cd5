"""The five texts: frozen, numbered for good, and shown to the character."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.tools.building import ROOT

SUMS = {
    "all-power-to-the-soviets": "1c11fb04e06368576dc64cbaa2cf3016212efce625609ef07eecf2b4dedcbca7",
    "how-we-made-october": "9c8f00d52b913208680c97aafb5c9b651c7c5afab35fc25c54d5919b47bdfff2",
    "first-acts": "74ad7ef1a68facb5b4c10ee5cb0c1d2835a1bbfa51ebb6967d4532501ca2a8c5",
    "soviets-take-power": "01b781c08e48f94f0bdcaae53caac7a6e0a79ad0017b383383830e0232593d66",
    "to-brest-litovsk": "6a7100d0b4e3735805b0120e39c961bef7e7c7da9eba72a1ebc0e19ccbc79ae9",
}
SIGLA = {
    "all-power-to-the-soviets": "AP",
    "how-we-made-october": "HM",
    "first-acts": "FA",
    "soviets-take-power": "ST",
    "to-brest-litovsk": "BL",
}
# What each document holds, as the published numbers have it.
COUNTS = {
    "AP": {"text": 37, "title": 2, "furniture": 2},
    "HM": {"text": 48, "heading": 3, "title": 6, "furniture": 6},
    "FA": {"text": 9, "title": 7},
    "ST": {"text": 73, "heading": 3, "title": 2, "footnote": 1},
    "BL": {"text": 211, "heading": 39, "title": 1, "furniture": 2},
}
# SHA-256 of all numbers with the hash of each one's words: a number that moved changes it.
NUMBERS = "f771b69a29a6ea577ebb1fd885912112f9d5e4c876dbc3fff74f4f74d98bb25a"

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def rows() -> Rows:
    with (ROOT / "data" / "lines.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def source_lines(slug: str) -> list[str]:
    return (ROOT / "data" / "sources" / f"{slug}.txt").read_bytes().decode("utf-8").split("\n")


def words(row: dict[str, str]) -> str:
    """Return what a row's line says, read from the source without the engine."""
    line = source_lines(row["document"])[int(row["line"]) - 1]
    return line.replace(row["cut"], "") if row["cut"] else line


@pytest.mark.parametrize("slug", SUMS)
def test_sources_are_frozen(slug: str) -> None:
    content = (ROOT / "data" / "sources" / f"{slug}.txt").read_bytes()
    assert hashlib.sha256(content).hexdigest() == SUMS[slug]


def test_every_line_is_accounted_for(rows: Rows) -> None:
    for slug in SUMS:
        filled = [n for n, line in enumerate(source_lines(slug), 1) if line.strip()]
        assert [int(r["line"]) for r in rows if r["document"] == slug] == filled
        found: dict[str, int] = {}
        for row in rows:
            if row["document"] == slug:
                found[row["class"]] = found.get(row["class"], 0) + 1
        assert found == COUNTS[SIGLA[slug]]
    assert all(row["reason"] for row in rows if row["class"] == "furniture" or row["cut"])


def test_numbers_never_move(rows: Rows) -> None:
    numbered = [row for row in rows if row["number"]]
    for row in numbered:
        assert hashlib.sha256(words(row).encode()).hexdigest() == row["sha256"]
    listed = "".join(f"{r['document']} {r['number']} {r['sha256']}\n" for r in numbered)
    assert hashlib.sha256(listed.encode()).hexdigest() == NUMBERS


def target(row: dict[str, str]) -> str:
    joint = "" if row["number"].isdigit() else "-"
    return f"{SIGLA[row['document']].lower()}{joint}{row['number']}"


def shown(element: Tag) -> str:
    """Return an element's words with the switch at the source's readings."""
    if element.name == "section":
        heading = element.find(["h1", "h2", "h3", "h4"])
        assert isinstance(heading, Tag)
        element = heading
    for other in element.select("ins.ed-cor, a.headerlink"):
        other.extract()
    return element.get_text()


@pytest.mark.parametrize("slug", SUMS)
def test_the_page_shows_the_source(slug: str, rows: Rows, book: Path) -> None:
    pages: dict[str, BeautifulSoup] = {}
    for row in rows:
        if row["document"] != slug or not row["number"]:
            continue
        name = f"chapters/{slug}/{row['page']}.html"
        if name not in pages:
            pages[name] = BeautifulSoup((book / name).read_text(encoding="utf-8"), "html.parser")
        element = pages[name].find(id=target(row))
        assert isinstance(element, Tag), f"{name} has no {target(row)}"
        assert shown(element) == words(row), f"{name} {SIGLA[slug]} {row['number']}"
    for name, page in pages.items():
        ids = [str(p["id"]) for p in page.select("p.ed-p")]
        wanted = [
            target(r)
            for r in rows
            if r["document"] == slug
            and name.endswith(f"/{r['page']}.html")
            and r["number"]
            and not r["level"]
        ]
        assert ids == wanted, f"{name} shows more or less than its source, or in another order"


def test_furniture_is_left_out(rows: Rows, book: Path) -> None:
    for row in rows:
        if row["class"] == "furniture":
            pages = (book / "chapters" / row["document"]).glob("*.html")
            assert not [p.name for p in pages if words(row) in p.read_text(encoding="utf-8")]


def test_the_check_can_fail(rows: Rows, book: Path) -> None:
    """A page with one altered character is not its source."""
    row = next(r for r in rows if r["document"] == "first-acts" and r["number"] == "3")
    page = (book / "chapters/first-acts/index.html").read_text(encoding="utf-8")
    altered = BeautifulSoup(
        page.replace("most democratic of all", "most democratic of  all"), "html.parser"
    )
    element = altered.find(id="fa3")
    assert isinstance(element, Tag)
    assert shown(element) != words(row)
