"""Footnotes of the documents themselves: the sign in the text and the sign before the note."""

from __future__ import annotations

import re
from dataclasses import dataclass

from edition.anchors import Locus, occurrences
from edition.text import Texts

# A footnote opens with its sign: "[1]", "(a)", "*".
_SIGN = re.compile(r"\[\w{1,3}\]|\(\w{1,3}\)|\*+|†+")


@dataclass(frozen=True)
class Footnote:
    """A footnote and the place in the text that leads to it."""

    sign: Locus
    note: Locus


def footnotes(texts: Texts) -> list[Footnote]:
    """Return the footnotes whose sign stands exactly once in the text of their document."""
    found = []
    for slug in texts.lines:
        lines = texts.numbered(slug)
        for line in (line for line in lines if line.kind == "footnote"):
            sign = _SIGN.match(line.text)
            if not sign:
                continue
            places = [
                Locus(slug, other.number, place, place + len(sign.group()))
                for other in lines
                if other.kind != "footnote"
                for place in occurrences(other.text, sign.group())
            ]
            if len(places) == 1:
                found.append(Footnote(places[0], Locus(slug, line.number, 0, sign.end())))
    return found
