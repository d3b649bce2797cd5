"""BibTeX cut into entries and fields: as ``pybtex`` reads it, with the line of each value.

Less is read than BibTeX allows, and nothing is passed over: an ``@`` that does
not begin a plain entry is a complaint, so that nothing can stand in the
bibliography that the checks do not see.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_HEAD = re.compile(r"@([A-Za-z]+)\s*\{\s*([A-Za-z0-9][\w:.+-]*)\s*(?=[,}])")
_NAME = re.compile(r"([A-Za-z][\w-]*)\s*=\s*")
_BARE = re.compile(r"[0-9]+|[A-Za-z]+")
_SPACE = re.compile(r"\s*")
_BRACES = re.compile(r"[{}]")
_BRACES_AND_QUOTES = re.compile(r"[{}\"]")
_NO_ENTRIES = ("string", "preamble", "comment")


@dataclass(frozen=True)
class Value:
    """What stands behind a field's name, without its braces, and where it begins in the text."""

    value: str
    place: int


@dataclass(frozen=True)
class BibEntry:
    """An entry: its key, where it begins in the text, and its fields by their names, small."""

    key: str
    place: int
    fields: Mapping[str, Value]


class _Unread(Exception):
    def __init__(self, place: int, reason: str) -> None:
        super().__init__(reason)
        self.place, self.reason = place, reason


def line_of(text: str, place: int) -> int:
    """Return the line (from 1) of a place in a text."""
    return text.count("\n", 0, place) + 1


def read_entries(text: str) -> tuple[list[BibEntry], list[tuple[int, str]]]:
    """Return the entries of a bibliography; line and reason of each that cannot be read."""
    found: list[BibEntry] = []
    wrong: list[tuple[int, str]] = []
    place = text.find("@")
    while place >= 0:
        try:
            entry, after = _entry(text, place)
            found.append(entry)
            place = text.find("@", after)
        except _Unread as error:
            wrong.append((line_of(text, error.place), error.reason))
            following = text.find("\n@", place)
            place = following + 1 if following >= 0 else -1
    return found, wrong


def _skip(text: str, place: int) -> int:
    space = _SPACE.match(text, place)
    return space.end() if space else place


def _entry(text: str, start: int) -> tuple[BibEntry, int]:
    head = _HEAD.match(text, start)
    if head is None or head[1].lower() in _NO_ENTRIES:
        raise _Unread(start, "an '@' begins an entry, as '@book{key,', and nothing else")
    fields: dict[str, Value] = {}
    place = head.end()
    while True:
        place = _skip(text, place)
        if text.startswith(",", place):
            place = _skip(text, place + 1)
        elif not text.startswith("}", place):
            raise _Unread(place, f"a comma or the last brace is missing in '{head[2]}'")
        if text.startswith("}", place):
            return BibEntry(head[2], start, fields), place + 1
        name = _NAME.match(text, place)
        if name is None:
            raise _Unread(place, f"'name = {{value}}' is expected in '{head[2]}'")
        if name[1].lower() in fields:
            raise _Unread(place, f"'{name[1]}' stands twice in '{head[2]}'")
        value, place = _value(text, name.end())
        fields[name[1].lower()] = Value(value, name.end())


def _value(text: str, place: int) -> tuple[str, int]:
    parts = []
    while True:
        part, place = _part(text, place)
        parts.append(part)
        place = _skip(text, place)
        if not text.startswith("#", place):
            return "".join(parts), place
        place = _skip(text, place + 1)


def _part(text: str, start: int) -> tuple[str, int]:
    """Return a value between braces or quotation marks, or a bare word or number."""
    if not text.startswith(("{", '"'), start):
        bare = _BARE.match(text, start)
        if bare is None:
            raise _Unread(start, "a value stands between braces")
        return bare.group(), bare.end()
    quoted = text[start] == '"'
    depth = 0
    for mark in (_BRACES_AND_QUOTES if quoted else _BRACES).finditer(text, start + quoted):
        if mark.group() == '"':
            if depth == 0:
                return text[start + 1 : mark.start()], mark.end()
            continue
        depth += 1 if mark.group() == "{" else -1
        if depth == 0 and not quoted:
            return text[start + 1 : mark.start()], mark.end()
        if depth < 0:
            break
    raise _Unread(start, "a brace or quotation mark has no other that answers to it")
