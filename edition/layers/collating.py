"""Propose what two abridgements of one text share and what each leaves out, to the character.

Two witnesses tell one text in one order, each without some of it.
:func:`collate` divides both, from the first character to the last, into rows
that stand in order and do not overlap:

* ``same``: identical characters in both;
* ``variant``: the same passage with other characters;
* ``only left``, ``only right``: what one of them has alone.

The words are matched without the marks that cling to them, the longest run
first (J. W. Ratcliff and D. E. Metzener, "Pattern Matching: The Gestalt
Approach", 1988, as :mod:`difflib` has it), so that a comma or another
quotation mark is a variant of its word and not a gap.

Two things the characters alone cannot decide.  An isolated passage that shares
no run of :data:`LEAST` words is two passages, one left out by each; and unlike
words between shared ones are a variant if they are at most :data:`MOST`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from edition.anchors import Locus
from edition.layers.proposing import Paragraph, Proposed

METHOD = "proposed: collation, longest shared runs first"
#: Words that an isolated run must have in common to count as shared.
LEAST = 4
#: Words that a variant may have on one side.
MOST = 6
#: What a witness prints where it has cut; it answers to nothing.
CUT = "…"

# Tokens between a run and the next that are bridged though the next is short.
_REACH = 3
_BREAK = "\n"
_TOKEN = re.compile(rf"{CUT}|[^\s{CUT}]+")
_CLINGING = re.compile(r"^[\W_]+|[\W_]+$")
_STEP = re.compile(r"\w+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class _Token:
    """Characters ``start`` to ``end`` of a witness."""

    start: int
    end: int
    text: str

    @cached_property
    def word(self) -> str:
        """The word without the marks that cling to it; empty for marks alone."""
        return _CLINGING.sub("", self.text)

    @property
    def key(self) -> str:
        """What two tokens must have in common to answer to each other."""
        return (self.word or self.text).casefold()


@dataclass(frozen=True)
class _Piece:
    """Characters ``a`` to ``b`` of the left that answer to ``c`` to ``d`` of the right.

    ``kind`` is ``same``, ``variant`` or ``cut``; of a cut one side may be empty.
    """

    kind: str
    a: int
    b: int
    c: int
    d: int


class _Witness:
    """The paragraphs of one text as one string, with a line break between them."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.text = _BREAK.join(paragraph.text for paragraph in paragraphs)
        self.tokens = [
            _Token(match.start(), match.end(), match.group())
            for match in _TOKEN.finditer(self.text)
        ]

    def loci(self, start: int, end: int) -> list[Locus]:
        """Return where characters stand, one locus for each paragraph, without white space at its ends."""
        found, begin = [], 0
        for paragraph in self.paragraphs:
            first, last = max(start - begin, 0), min(end - begin, len(paragraph.text))
            words = paragraph.text[first:last] if first < last else ""
            if words.strip():
                first += len(words) - len(words.lstrip())
                found.append(
                    Locus(paragraph.document, paragraph.number, first, first + len(words.strip()))
                )
            begin += len(paragraph.text) + len(_BREAK)
        return found


def collate(left: Sequence[Paragraph], right: Sequence[Paragraph]) -> list[Proposed]:
    """Return the collation of two witnesses; a shared passage, or a gap, is one unit."""
    pair = _Pair(_Witness(left), _Witness(right))
    rows: list[Proposed] = []
    for unit, passage in enumerate(_passages(pair.settled(_pieces(pair))), 1):
        for piece in passage if passage[0].kind == "cut" else pair.exact(passage):
            rows += pair.rows(unit, piece)
    return rows


def _passages(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield each cut, and all that stands between two cuts together."""
    passage: list[_Piece] = []
    for piece in pieces:
        if passage and "cut" in (piece.kind, passage[-1].kind):
            yield passage
            passage = []
        passage.append(piece)
    if passage:
        yield passage


# ------------------------------------------------------------ what is shared


def _pieces(pair: _Pair) -> list[_Piece]:
    """Return shared words one by one and, between runs of them, variants and (empty yet) cuts.

    A cut, mostly of nothing, stands at the beginning and at the end.
    """
    left, right = pair.one.tokens, pair.two.tokens
    pieces: list[_Piece] = []
    i = j = 0
    for a, b, size in [*_runs(left, right), (len(left), len(right), 0)]:
        gap = left[i:a], right[j:b]
        if pieces and size and _is_variant(*gap):
            last = pieces[-1]
            pieces.append(_Piece("variant", *_ends(gap[0], last.b), *_ends(gap[1], last.d)))
        elif any(gap) or not pieces or not size:
            pieces.append(_Piece("cut", 0, 0, 0, 0))
        for one, two in zip(left[a : a + size], right[b : b + size], strict=True):
            kind = "same" if one.text == two.text else "variant"
            pieces.append(_Piece(kind, one.start, one.end, two.start, two.end))
        i, j = a + size, b + size
    return pieces


def _ends(tokens: Sequence[_Token], default: int) -> tuple[int, int]:
    return (tokens[0].start, tokens[-1].end) if tokens else (default, default)


def _runs(left: Sequence[_Token], right: Sequence[_Token]) -> list[tuple[int, int, int]]:
    """Return runs of equal words that are long, or that short steps join to a long one."""
    keys = [
        [f"{side} {n}" if t.text == CUT else t.key for n, t in enumerate(tokens)]
        for side, tokens in (("left", left), ("right", right))
    ]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    runs = [(m.a, m.b, m.size) for m in matcher.get_matching_blocks() if m.size]
    kept = {run for run in runs if _words(left[run[0] : run[0] + run[2]]) >= LEAST}
    for run, following in [*pairwise(runs), *pairwise(reversed(runs))]:
        (a, b, size), (next_a, next_b, _) = sorted((run, following))
        if run in kept and max(next_a - a, next_b - b) <= size + _REACH:
            kept.add(following)
    return sorted(kept)


def _words(tokens: Sequence[_Token]) -> int:
    return sum(1 for token in tokens if token.word)


def _is_variant(left: Sequence[_Token], right: Sequence[_Token]) -> bool:
    """Whether unlike words between shared ones are another reading, and not a cut."""
    marked = CUT in {token.text for token in (*left, *right)}
    words = _words(left), _words(right)
    return any((left, right)) and not marked and max(words) <= MOST and all(words) == any(words)


# ---------------------------------------------------------- to the character


@dataclass(frozen=True)
class _Pair:
    """The two witnesses."""

    one: _Witness
    two: _Witness

    def words(self, piece: _Piece) -> tuple[str, str]:
        """Return the characters of a piece on both sides."""
        return self.one.text[piece.a : piece.b], self.two.text[piece.c : piece.d]

    def settled(self, pieces: Sequence[_Piece]) -> list[_Piece]:
        """Return pieces with each cut filled: all that stands between its neighbours."""
        kinds = ["", *(piece.kind for piece in pieces), ""]
        seams = [
            self._at_a_seam(piece, kinds[n] == "cut", kinds[n + 2] == "cut")
            for n, piece in enumerate(pieces)
        ]
        first = _Piece("", 0, 0, 0, 0)
        last = _Piece("", len(self.one.text), 0, len(self.two.text), 0)
        filled = [
            _Piece("cut", before.b, after.a, before.d, after.c) if piece.kind == "cut" else piece
            for before, piece, after in zip(
                [first, *seams], seams, [*seams[1:], last], strict=False
            )
        ]
        return [piece for piece in filled if any(words.strip() for words in self.words(piece))]

    def _at_a_seam(self, piece: _Piece, opens: bool, closes: bool) -> _Piece:
        """Return a word beside a cut without the marks that only one witness has there: the cut's."""
        one, two = self.words(piece)
        word = _CLINGING.sub("", one)
        if piece.kind != "variant" or word != _CLINGING.sub("", two):
            return piece
        head, tail = _alike(one, two), _alike(one[::-1], two[::-1])
        if closes and head == min(len(one), len(two)):
            return _Piece("same", piece.a, piece.a + head, piece.c, piece.c + head)
        if opens and tail == min(len(one), len(two)):
            return _Piece("same", piece.b - tail, piece.b, piece.d - tail, piece.d)
        return piece

    def exact(self, passage: Sequence[_Piece]) -> list[_Piece]:
        """Return a shared passage as the longest stretches that are the same, and the variants."""
        rough: list[_Piece] = []
        for piece in passage:
            spaces = self._spaces(rough[-1], piece) if rough else None
            if spaces and (piece.kind == rough[-1].kind or spaces[0] != spaces[1]):
                kind = piece.kind if spaces[0] == spaces[1] else "variant"
                rough[-1] = _through(kind, rough[-1], piece)
            else:
                rough.append(piece)
        exact: list[_Piece] = []
        for part in [part for piece in rough for part in self._trimmed(piece)]:
            spaces = self._spaces(exact[-1], part) if exact else None
            if spaces and exact[-1].kind == part.kind == "same":
                exact[-1] = _through("same", exact[-1], part)
            else:
                exact.append(part)
        return exact

    def _spaces(self, first: _Piece, second: _Piece) -> tuple[str, str] | None:
        """Return what stands between two pieces, or None where a paragraph begins between them."""
        spaces = self.one.text[first.b : second.a], self.two.text[first.d : second.c]
        return None if _BREAK in "".join(spaces) else spaces

    def _trimmed(self, piece: _Piece) -> list[_Piece]:
        """Return a variant without the words and marks that both witnesses have at its ends."""
        if piece.kind == "same":
            return [piece]
        one, two = self.words(piece)
        head = _ends_alike(_STEP.findall(one), _STEP.findall(two))
        tail = _ends_alike(_STEP.findall(one[head:])[::-1], _STEP.findall(two[head:])[::-1])
        a, b, c, d = piece.a + head, piece.b - tail, piece.c + head, piece.d - tail
        parts = [
            _Piece("same", piece.a, a, piece.c, c),
            _Piece("variant", a, b, c, d),
            _Piece("same", b, piece.b, d, piece.d),
        ]
        return [part for part in parts if any(words.strip() for words in self.words(part))]

    def rows(self, unit: int, piece: _Piece) -> list[Proposed]:
        """Return a piece as rows, none of which crosses the border of a paragraph."""
        lefts, rights = self.one.loci(piece.a, piece.b), self.two.loci(piece.c, piece.d)
        if piece.kind != "cut" and len(lefts) == len(rights) == 1:
            return [Proposed(unit, piece.kind, lefts[0], rights[0])]
        return [Proposed(unit, "only left", locus, None) for locus in lefts] + [
            Proposed(unit, "only right", None, locus) for locus in rights
        ]


def _through(kind: str, first: _Piece, last: _Piece) -> _Piece:
    return _Piece(kind, first.a, last.b, first.c, last.d)


def _alike(one: Sequence[str], two: Sequence[str]) -> int:
    """Return how many items two sequences have in common at their beginnings."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
        min(len(one), len(two)),
    )


def _ends_alike(one: Sequence[str], two: Sequence[str]) -> int:
    """Return how many characters the first steps of two variants have in common.

    Something must be left of both, after the same white space.
    """
    count = _alike(one, two)
    while count:
        rests = "".join(one[count:]), "".join(two[count:])
        spaces = [rest[: len(rest) - len(rest.lstrip())] for rest in rests]
        if all(rest.strip() for rest in rests) and spaces[0] == spaces[1]:
            break
        count -= 1
    return sum(len(step) for step in one[:count])
