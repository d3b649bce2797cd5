"""What the search page knows besides Sphinx's index: the entries of the lists, and the order of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from edition.book.state import State
from edition.layers import Row

#: Longer words of an entry would make the search page heavy; the entry itself says the rest.
_LONG = 180


def entries(now: State, place: Callable[[str, str], list[str] | None]) -> list[dict[str, Any]]:
    """Return the entries of the glossary and the indexes, each with every spelling of it.

    ``place`` returns the title of a list and the address of an entry on it by the list's name and
    the entry's id there, or ``None`` where the book has no such list.  A name that a term explains
    is one entry with it: the glossary answers, and the index has the passages.
    """
    tables = now.layers.tables
    explained = now.layers.term_of_name
    forms: dict[str, dict[str, None]] = {}
    for mention in now.layers.mentions:
        key = explained.get(mention.key, mention.key)
        forms.setdefault(key, {})[mention.form] = None
    found: dict[str, dict[str, Any]] = {}

    def add(key: str, row: Row, said: str, where: list[str] | None) -> None:
        if where is None or key not in forms:
            return
        entry = found.setdefault(
            key, {"label": row["label"], "forms": [], "said": _short(said), "places": []}
        )
        entry["forms"] = _spellings([*entry["forms"], *_others(entry, row), *forms[key]], entry)
        entry["places"].append(where)

    for row in tables["terms"]:
        add(f"term:{row.id}", row, row["definition"], place("glossary", f"term-{row.id}"))
    for row in tables["names"]:
        key = f"name:{row.id}"
        where = place(f"names-{row['kind']}", f"name-{row.id}")
        add(explained.get(key, key), row, row["role"], where)
    return list(found.values())


def _others(entry: dict[str, Any], row: Row) -> list[str]:
    """Return the names under which a row is listed, where another row gave the entry its own."""
    return [] if row["label"] == entry["label"] else [row["label"]]


def _spellings(forms: Iterable[str], entry: dict[str, Any]) -> list[str]:
    return [form for form in dict.fromkeys(forms) if form != entry["label"]]


def _short(words: str) -> str:
    return words if len(words) <= _LONG else words[:_LONG].rsplit(" ", 1)[0] + " …"
