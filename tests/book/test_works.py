"""The bibliography is one alphabet, with letters to jump by; works cited together are told apart."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pybtex.database import Entry, Person, parse_file

from edition.book.works import letter_of, looked_up, tell_apart
from tests.tools.building import ROOT
from tests.tools.pages import soup

PAGE = "chapters/editorial/bibliography.html"


@pytest.mark.parametrize(
    ("author", "title", "words"),
    [
        ("Élie Halévy", "An Era", "halevy elie"),
        ("{The editors}", "Texts", "editors"),
        ("", "{The {Russian} Revolution}", "russian revolution"),
        ("", "A letter", "letter"),
        ("", "Answers", "answers"),
        ("", "“Lefts”, 1917", "lefts 1917"),
    ],
)
def test_a_work_is_looked_up_by_family_name_or_title(author: str, title: str, words: str) -> None:
    persons = {"author": [Person(author)]} if author else {}
    assert looked_up(Entry("book", {"title": title}, persons)) == words


def test_an_editor_stands_for_an_author() -> None:
    entry = Entry("book", {"title": "Documents"}, {"editor": [Person("Bunyan, James")]})
    assert looked_up(entry) == "bunyan james"


def test_people_bodies_and_titles_stand_in_one_alphabet(book: Path) -> None:
    works = [" ".join(li.get_text().split()) for li in soup(book, PAGE).select(".ed-works > li")]
    assert len(works) > 300
    beginnings = (
        "Boris Yeltsin Presidential Library",
        "Robert Paul Browder",
        "Ottokar Czernin",
        "The editors",
        "Alexander Rabinowitch",
        "Rex A. Wade",
        "Wikipedia",
    )
    places = [
        next(n for n, work in enumerate(works) if work.startswith(beginning))
        for beginning in beginnings
    ]
    assert places == sorted(places)


def test_each_letter_leads_to_the_first_work_under_it(book: Path) -> None:
    page = soup(book, PAGE)
    entries = parse_file(str(ROOT / "data" / "references.bib")).entries
    first: dict[str, str] = {}
    for work in page.select(".ed-works > li"):
        key = work.select(".ed-key")[-1].get_text()
        first.setdefault(looked_up(entries[key])[0].upper(), str(work["id"]))
    numbers = {letter for letter in first if letter.isdigit()}
    assert numbers, "No work begins with a number: nothing shows that it has no letter."
    links = page.select("nav.ed-letters a")
    led_to = [(link.get_text(), str(link["href"]).removeprefix("#")) for link in links]
    assert len(led_to) > 15
    assert led_to == [(one, first[one]) for one in sorted(first.keys() - numbers)]


def test_a_semicolon_parts_two_works_which_follow_the_bibliography(book: Path) -> None:
    order = [li["id"] for li in soup(book, PAGE).select(".ed-works > li")]
    several = [
        citation
        for citation in soup(book, "chapters/editorial/glossary.html").select(".bibtex-citation")
        if len(citation.select("a")) > 1
    ]
    assert several
    for citation in several:
        links = citation.select("a")
        assert citation.get_text().count("; ") == len(links) - 1
        places = [order.index(str(link["href"]).partition("#")[2]) for link in links]
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba")]
)
def test_letters_go_on_behind_z(index: int, letter: str) -> None:
    assert letter_of(index) == letter


def test_works_cited_alike_are_told_apart_by_letters_however_often_it_is_done() -> None:
    def entry(author: str, title: str, year: str = "") -> Entry:
        fields = {"title": title} | ({"year": year} if year else {})
        return Entry("book", fields, {"author": [Person(author)]})

    entries = {
        "second": entry("Lenin, V.", "On power", "1917b"),  # a letter of somebody's own
        "first": entry("Lenin, V.", "A letter", "1917"),
        "alone": entry("Lenin, V.", "A letter", "1918a"),
        "other": entry("Reed, J.", "A letter", "1917"),
        "undated": entry("Reed, J.", "Notes"),
        "undated too": entry("Reed, J.", "Diary"),
        "without": entry("Pipes, R.", "Notes"),
    }
    domain = SimpleNamespace(bibdata=SimpleNamespace(data=SimpleNamespace(entries=entries)))
    env: Any = SimpleNamespace(domains={"cite": domain})
    app: Any = None
    for _ in range(2):
        tell_apart(app, env)
        assert {key: one.fields.get("year") for key, one in entries.items()} == {
            "first": "1917a",
            "second": "1917b",
            "alone": "1918",
            "other": "1917",
            "undated too": "n.d.-a",
            "undated": "n.d.-b",
            "without": None,
        }


def test_each_citation_can_mean_one_work_only(book: Path) -> None:
    meant: dict[str, set[str]] = {}
    for page in sorted(book.rglob("*.html")):
        for citation in soup(book, str(page.relative_to(book))).select(".bibtex-citation"):
            for link in citation.select("a"):
                # In running text only the year is a link, the author stands before it.
                alone = re.fullmatch(r"(?:[0-9]+|n\.d\.)[a-z-]*", link.get_text())
                words = citation.get_text() if alone else link.get_text()
                meant.setdefault(words, set()).add(str(link["href"]).partition("#")[2])
    assert len(meant) > 200
    assert {words: places for words, places in meant.items() if len(places) > 1} == {}
