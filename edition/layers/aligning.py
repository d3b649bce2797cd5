"""Propose which sentences of two texts answer to each other.

For two renderings of one text, such as two translations of it, in the same
order.  Both are cut into segments: sentences, and clauses between strong
pauses.  The cheapest chain of *beads* (one segment with one, one with two, one
with none …) is found by dynamic programming, after W. A. Gale and K. W.
Church, "A Program for Aligning Sentences in Bilingual Corpora" (Computational
Linguistics 19, 1993), with three clues added to length:

* names: words that keep a capital inside a sentence, compared by their
  consonants, so that two ways of spelling foreign names still meet;
* numbers, equal or apart by as many days as two calendars are;
* words that both sides share, weighted by rarity (Spärck Jones 1972).

Only a corridor around a chain of fixed points is searched, segments that share
two words which stand once on each side, as patience diff finds them; so the
cost grows with the length of the texts and not with its square.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

from edition.anchors import Locus
from edition.layers.numbers import numbers_in
from edition.layers.proposing import Paragraph, Proposed

METHOD = "proposed: length (Gale and Church), names, numbers, rare words"

# What the costs weigh, found by trying.  Likeness says more than length.
_LIKENESS = 6.0
# Variance of the ratio of lengths per character (Gale and Church).
_SPREAD = 6.8
# A segment without a counterpart; a heading goes without one more easily.
_ALONE, _ALONE_HEADING = 2.7, 1.8
# Several segments with several: such a bead can mostly be cut.
_KNOT = 1.5
# Most segments of a bead; more is a cut, not a rendering.
_WIDEST = 5
# Segments searched to each side of the chain of fixed points.
_CORRIDOR = 24
# A clause shorter than this, in characters, stays with what precedes it.
_SHORTEST = 24

_SHAPES = [(1, 0), (0, 1)] + [
    (a, b) for a in range(1, _WIDEST) for b in range(1, _WIDEST) if a + b <= _WIDEST
]
_ABBREVIATIONS = frozenset("st mr mrs dr no nos vol vols ch p pp cf viz etc i.e e.g".split())
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_END = re.compile(r"[.!?…]+[”’\"')\]]*(?=\s)")
_PAUSE = re.compile(r"[;:][”’\"')\]]*(?=\s)|(?<=\s)[–—](?=\s)")
_OPENING = "“\"'‘("


@dataclass(frozen=True)
class Segment:
    """A stretch of a paragraph, without white space at its ends."""

    locus: Locus
    text: str
    heading: bool


@dataclass(frozen=True)
class Bead:
    """Segments on the left that answer to segments on the right; one side may have none."""

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]


# ------------------------------------------------------------------ segments


def segments(paragraphs: Iterable[Paragraph]) -> list[Segment]:
    """Cut paragraphs at the ends of their sentences, and at strong pauses within them.

    Every character but the white space between segments belongs to one.
    """
    found = []
    for paragraph in paragraphs:
        for start, end in pairwise(_borders(paragraph)):
            words = paragraph.text[start:end]
            start += len(words) - len(words.lstrip())
            if words.strip():
                locus = Locus(
                    paragraph.document, paragraph.number, start, start + len(words.strip())
                )
                found.append(Segment(locus, words.strip(), paragraph.heading))
    return found


def _borders(paragraph: Paragraph) -> list[int]:
    text, borders = paragraph.text, [0]
    cuts = [] if paragraph.heading else sorted([*_sentences(text), *_clauses(text)])
    for cut, ends_sentence in cuts:
        long_enough = min(cut - borders[-1], len(text) - cut) >= _SHORTEST
        if ends_sentence or long_enough:
            borders.append(cut)
    return [*borders, len(text)]


def _sentences(text: str) -> Iterator[tuple[int, bool]]:
    for match in _END.finditer(text):
        after = text[match.end() :].lstrip().lstrip(_OPENING)
        abbreviated = match.group().startswith(".") and _abbreviates(text[: match.start()], after)
        if not abbreviated and not after[:1].islower():
            yield match.end(), True


def _abbreviates(before: str, after: str) -> bool:
    """Whether a point after ``before`` marks an abbreviation or an initial."""
    word = before.rsplit(None, 1)[-1].lstrip(_OPENING).lower() if before.strip() else ""
    if word == "etc" and after[:1].isupper():
        return False
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())


def _clauses(text: str) -> Iterator[tuple[int, bool]]:
    for match in _PAUSE.finditer(text):
        # A dash opens the clause that follows it; a colon closes the one before.
        yield match.start() if match.group() in "–—" else match.end(), False


# --------------------------------------------------------------------- clues


def _clues(text: str) -> Counter[str]:
    """Return the stems, names (``=``) and numbers (``#``) of a segment."""
    words = [match.group() for match in _WORD.finditer(text)]
    found = Counter(_stem(word.lower()) for word in words)
    found.update("=" + _skeleton(word.lower()) for word in words[1:] if word[0].isupper())
    found.update(f"#{number:g}" for number in numbers_in(text) if number >= 2)
    return found


def _stem(word: str) -> str:
    return re.sub(r"[’'].*$", "", word).replace("-", "")[:5]


def _skeleton(word: str) -> str:
    """Return the consonants of a name, so that *Tchekoff* and *Chekhov* are one."""
    word = re.sub(r"[’'].*$", "", word)
    for spelled, plain in (("f", "v"), ("w", "v"), ("j", "y"), ("ks", "x")):
        word = word.replace(spelled, plain)
    bare = re.sub(r"[aeiouyh]", "", re.sub(r"^t(?=[sc])", "", word).replace("tch", "ch"))
    return re.sub(r"(.)\1+", r"\1", bare) or word


Bag = dict[str, float]


def _bags(left: Sequence[Segment], right: Sequence[Segment], days: int) -> tuple[list[Bag], ...]:
    """Return the clues of each segment with their weights; ``days`` lie between the calendars."""
    sides = [[_clues(segment.text) for segment in side] for side in (left, right)]
    for clues in sides[0] if days else ():
        clues.update([f"#{float(key[1:]) + days:g}" for key in clues if key[0] == "#"])
    frequency = Counter(key for side in sides for clues in side for key in clues)
    total = len(left) + len(right)

    def weight(key: str) -> float:
        return math.log(1 + total / frequency[key]) * (1.5 if key[0] in "=#" else 1)

    weights = {key: weight(key) ** 2 / 10 for key in frequency}
    return tuple(
        [{key: count * weights[key] for key, count in clues.items()} for clues in side]
        for side in sides
    )


# -------------------------------------------------------------- the corridor


def _corridor(fixed: Sequence[tuple[int, int]], left: int, right: int) -> list[range]:
    """Return for each border between segments on the left those on the right to be tried.

    ``left`` and ``right`` are how many segments there are.
    """
    # A fixed point is a segment: the chain passes the border before it and the one after it.
    points = sorted({(0, 0), *fixed, *((i + 1, j + 1) for i, j in fixed), (left, right)})
    first, last = [right] * (left + 1), [0] * (left + 1)
    for (i, j), (next_i, next_j) in pairwise(points):
        for border in range(i, next_i + 1):
            way = (border - i) / (next_i - i) if next_i > i else 1
            middle = round(j + (next_j - j) * way)
            first[border] = max(0, min(first[border], middle - _CORRIDOR))
            last[border] = min(right, max(last[border], middle + _CORRIDOR))
    for border in range(1, left + 1):
        # Each stretch must touch the one before it, or no chain could pass.
        first[border] = min(first[border], last[border - 1])
        last[border] = max(last[border], last[border - 1])
    first[0], last[-1] = 0, right
    return [range(start, end + 1) for start, end in zip(first, last, strict=True)]


def _fixed_points(left: Sequence[Bag], right: Sequence[Bag]) -> list[tuple[int, int]]:
    """Return segments that share two words standing once on each side: the longest rising chain."""
    once_left, once_right = _once(left), _once(right)
    votes = Counter(
        (place, once_right[key]) for key, place in once_left.items() if key in once_right
    )
    pairs = sorted((i, -j) for (i, j), count in votes.items() if count > 1 and i)
    return _rising([(i, -j) for i, j in pairs])


def _once(side: Sequence[Bag]) -> dict[str, int]:
    frequency = Counter(key for bag in side for key in bag)
    return {key: place for place, bag in enumerate(side) for key in bag if frequency[key] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain that rises on both sides (patience sorting).

    ``pairs`` rise on the left; of those that share their left, the right falls.
    """
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, (_, right) in enumerate(pairs):
        pile = bisect_left(ends, right)
        before.append(tops[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [right]
        tops[pile : pile + 1] = [index]
    chain = []
    index = tops[-1] if tops else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


# ----------------------------------------------------------------- the chain


class _Side:
    """What the cost of a bead needs to know of one side."""

    def __init__(self, segments: Sequence[Segment], bags: Sequence[Bag]) -> None:
        self.bags = bags
        self.headings = [segment.heading for segment in segments]
        self.ends = [0, *accumulate(len(segment.text) for segment in segments)]
        self.norms = [_norms(bags[place : place + _WIDEST]) for place in range(len(bags))]

    def length(self, place: int, count: int) -> int:
        """Return the number of characters of ``count`` segments."""
        return self.ends[place + count] - self.ends[place]


def _norms(bags: Sequence[Bag]) -> list[float]:
    """Return the length of the first bag, of the sum of the first two, and so on."""
    total: Counter[str] = Counter()
    norms = []
    for bag in bags:
        for key, value in bag.items():
            total[key] += value  # type: ignore[assignment]
        norms.append(math.sqrt(sum(value * value for value in total.values())))
    return norms


class _Costs:
    """The cost of each bead of two texts."""

    def __init__(self, left: _Side, right: _Side, fixed: Sequence[tuple[int, int]]) -> None:
        self.left, self.right = left, right
        # How much longer the right says the same.
        ratios = [right.length(j, 1) / left.length(i, 1) for i, j in fixed]
        self.ratio = median(ratios) if ratios else 1.0
        self.shared: dict[tuple[int, int], float] = {}

    def bead(self, i: int, j: int, a: int, b: int) -> float:
        """Return the cost of the ``a`` segments from ``i`` and the ``b`` from ``j`` as one bead."""
        headings = {*self.left.headings[i : i + a], *self.right.headings[j : j + b]}
        if len(headings) > 1:
            return math.inf
        if not a or not b:
            return _ALONE_HEADING if True in headings else _ALONE
        return (
            _LIKENESS * self._unlike(i, j, a, b) / 2
            + self._length(i, j, a, b)
            + (_KNOT if a > 1 and b > 1 else 0)
        )

    def _unlike(self, i: int, j: int, a: int, b: int) -> float:
        """Return how little each segment of a bead is like the whole other side."""
        lefts, rights = range(i, i + a), range(j, j + b)
        norms = self.left.norms[i][a - 1], self.right.norms[j][b - 1]
        alike = [
            (sum(self._share(x, y) for y in rights), self.left.norms[x][0] * norms[1])
            for x in lefts
        ] + [
            (sum(self._share(x, y) for x in lefts), self.right.norms[y][0] * norms[0])
            for y in rights
        ]
        return sum(1 - math.sqrt(min(shared / norm, 1)) if norm else 1 for shared, norm in alike)

    def _share(self, i: int, j: int) -> float:
        found = self.shared.get((i, j))
        if found is None:
            less, more = sorted((self.left.bags[i], self.right.bags[j]), key=len)
            found = sum(weight * more[key] for key, weight in less.items() if key in more)
            self.shared[i, j] = found
        return found

    def _length(self, i: int, j: int, a: int, b: int) -> float:
        """Return how unlikely the two lengths are together, as Gale and Church have it."""
        left, right = self.left.length(i, a) * self.ratio, self.right.length(j, b)
        deviation = abs(left - right) / math.sqrt(_SPREAD * (left + right) / 2)
        return min(deviation**2, 16.0) / 4


def align(left: Sequence[Segment], right: Sequence[Segment], days: int = 0) -> list[Bead]:
    """Return the cheapest chain of beads that uses each segment of both sides once.

    ``days`` is by how much a date on the right is later than the same on the left.
    """
    bags = _bags(left, right, days)
    fixed = _fixed_points(*bags)
    costs = _Costs(_Side(left, bags[0]), _Side(right, bags[1]), fixed)
    shapes = _cheapest(_corridor(fixed, len(left), len(right)), costs)
    beads = []
    i, j = len(left), len(right)
    while i or j:
        a, b = shapes[i][j]
        beads.append(Bead(tuple(left[i - a : i]), tuple(right[j - b : j])))
        i, j = i - a, j - b
    return beads[::-1]


def _cheapest(corridor: Sequence[range], costs: _Costs) -> list[dict[int, tuple[int, int]]]:
    """Return for each pair of borders the shape of the last bead of the cheapest chain to it."""
    totals: list[dict[int, float]] = [{} for _ in corridor]
    shapes: list[dict[int, tuple[int, int]]] = [{} for _ in corridor]
    totals[0][0] = 0.0
    for i, borders in enumerate(corridor):
        for j in borders:
            tries = [
                (totals[i - a][j - b] + costs.bead(i - a, j - b, a, b), (a, b))
                for a, b in _SHAPES
                if i >= a and j - b in totals[i - a]
            ]
            if tries:
                totals[i][j], shapes[i][j] = min(tries)
    return shapes


# ------------------------------------------------------------------ the rows


def propose(left: Sequence[Paragraph], right: Sequence[Paragraph], days: int = 0) -> list[Proposed]:
    """Return the alignment of two texts as rows, one unit for each bead."""
    rows = []
    for unit, bead in enumerate(align(segments(left), segments(right), days), 1):
        lefts, rights = _stretches(bead.left), _stretches(bead.right)
        for place in range(max(len(lefts), len(rights))):
            # Where a stretch answers to several, its row is repeated for each.
            one = lefts[min(place, len(lefts) - 1)] if lefts else None
            two = rights[min(place, len(rights) - 1)] if rights else None
            relation = "only right" if not one else "only left" if not two else "translation"
            rows.append(Proposed(unit, relation, one, two))
    return rows


def _stretches(segments: Sequence[Segment]) -> list[Locus]:
    """Return what segments cover, one locus for each paragraph."""
    found: list[Locus] = []
    for locus in (segment.locus for segment in segments):
        last = found[-1] if found else None
        if last and (last.document, last.paragraph) == (locus.document, locus.paragraph):
            found[-1] = Locus(last.document, last.paragraph, last.start, locus.end)
        else:
            found.append(locus)
    return found
