"""Building blocks of the pages that list rows."""

from __future__ import annotations

import pytest
from docutils import nodes

from edition.book import lists
from edition.book.nodes import Tag


def links(entries: list[tuple[str, str]]) -> dict[str, str]:
    """Return each letter with the id to which it leads."""
    (found,) = lists.letters(entries)
    assert isinstance(found, nodes.Element)
    return {link.astext(): link["tofrag"] for link in found.findall(Tag)}


def test_a_letter_leads_to_its_first_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LONG", 4)
    entries = [("“Agora”", "a1"), ("Apella", "a2"), ("Éphoroi", "e1"), ("boule", "b1")]
    assert links(entries) == {"A": "a1", "B": "b1", "E": "e1"}


def test_a_short_list_and_one_of_a_single_letter_have_no_letters() -> None:
    assert lists.letters([("Agora", "a"), ("Boule", "b")]) == []
    assert lists.letters([(f"Agora {n}", f"a{n}") for n in range(lists.LONG)]) == []
