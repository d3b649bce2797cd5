"""Building blocks of the pages that list rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias
from unicodedata import normalize

from docutils import nodes

from edition.book.nodes import Block, Tag, block, tag
from edition.book.state import State
from edition.layers import Row

#: A list with fewer entries is seen whole.
LONG = 25

Cell: TypeAlias = nodes.Node | str


def passage(now: State, slug: str, number: str, fragment: str = "") -> Tag:
    """Return a link to a paragraph, shown as its citation; ``fragment`` leads to words in it."""
    document = now.layers.texts.by_slug[slug]
    return tag(
        "a",
        document.label(number),
        todoc=now.docname_of[slug, number],
        tofrag=fragment or document.target(number),
    )


def words_of(now: State, row: Row) -> str:
    """Return the id of a row's words in the text: headings carry no marks, so there it is theirs."""
    line = now.layers.texts.paragraphs[row["document"], row["paragraph"]]
    document = now.layers.texts.by_slug[row["document"]]
    return document.target(row["paragraph"]) if line.level else row.id


def passages(now: State, places: Iterable[tuple[str, str]]) -> list[nodes.Node]:
    """Return links to paragraphs, each once, grouped by document: ``AB 57, 58; CD 3``."""
    groups: dict[str, list[str]] = {}
    for slug, number in places:
        numbers = groups.setdefault(slug, [])
        if number not in numbers:
            numbers.append(number)
    out: list[nodes.Node] = []
    for slug, numbers in groups.items():
        document = now.layers.texts.by_slug[slug]
        group = tag("span", f"{document.siglum} ", classes=["ed-passage-group"])
        for index, number in enumerate(numbers):
            if index:
                group += nodes.Text(", ")
            group += tag(
                "a",
                number,
                todoc=now.docname_of[slug, number],
                tofrag=document.target(number),
                aria_label=document.label(number),
            )
        if out:
            out.append(nodes.Text(" · "))
        out.append(group)
    return out


def table(label: str, head: Sequence[str], rows: Iterable[tuple[str, Sequence[Cell]]]) -> Block:
    """Return a table that scrolls within itself; each row comes with its id (or ``""``).

    The first cell of each row is its heading.
    """
    body = block("tbody")
    for row_id, cells in rows:
        line = block("tr", ids=[row_id] if row_id else [])
        for index, cell in enumerate(cells):
            line += block("th", cell, scope="row") if index == 0 else block("td", cell)
        body += line
    header = block("thead", block("tr", *[block("th", name, scope="col") for name in head]))
    return block(
        "div",
        block("table", header, body, classes=["ed-table"]),
        classes=["ed-scroll"],
        tabindex="0",
        role="region",
        aria_label=label,
    )


def heading(words: str, target: str, level: int = 2) -> Block:
    """Return a heading with an id."""
    return block(f"h{level}", words, ids=[target])


def letters(entries: Sequence[tuple[str, str]]) -> list[nodes.Node]:
    """Return a line of letters that lead into an alphabetical list, if the list is long.

    ``entries`` are the words by which the list is sorted and the id of each.  A word that begins
    with no letter, or with a letter that has an accent, stands under the letter without it.
    """
    first: dict[str, str] = {}
    for words, target in entries:
        letter = next((c for c in normalize("NFKD", words) if c.isalpha()), "").upper()
        if letter:
            first.setdefault(letter, target)
    if len(entries) < LONG or len(first) < 2:
        return []
    links = [block("li", tag("a", letter, tofrag=first[letter])) for letter in sorted(first)]
    return [block("nav", block("ul", *links), classes=["ed-letters"], aria_label="Letters")]


def quoted(words: str) -> Tag:
    """Return words of a document, marked as such."""
    return tag("q", words)


def span(*children: Cell) -> Tag:
    """Return several nodes as one cell."""
    return tag("span", *children)
