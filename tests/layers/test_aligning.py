"""An alignment that is known because it was made is found again."""

from __future__ import annotations

import random
import time
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.layers.aligning import align, propose, segments
from edition.layers.proposing import Paragraph

# What becomes of sentences: one on each side, two for one, or one that the other side lacks.
# That both lack one at the same place no method can tell from two that answer to each other.
SHAPES = [["1-1"], ["1-1"], ["2-1"], ["1-2"], ["1-0", "1-1"], ["0-1", "1-1"]]
DAYS = 13


class Author:
    """Writes one content in two renderings, sentence by sentence."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.common = [self._word(3) for _ in range(30)]

    def _word(self, size: int) -> str:
        return "".join(
            self.random.choice("bdglmnprst") + self.random.choice("aeiou") for _ in range(size)
        )

    def _term(self) -> tuple[str, str]:
        """Return a word in both renderings: mostly another, sometimes of one stem, a name or a day."""
        kind = self.random.random()
        if kind < 0.35:
            return self._word(2), self._word(3)
        if kind < 0.7:
            stem = self._word(3)
            return stem + "ed", stem + "ing"
        if kind < 0.9:
            name = self._word(2).capitalize()
            return name + "ov", name + "off"
        day = self.random.randint(2, 15)
        return str(day), str(day + DAYS)

    def sentence(self) -> tuple[str, str]:
        terms = [self._term() for _ in range(self.random.randint(9, 16))]
        for _ in range(4):
            word = self.random.choice(self.common)
            terms.insert(self.random.randrange(1, len(terms)), (word, word))
        left, right = (" ".join(side) for side in zip(("so", "thus"), *terms, strict=True))
        return left, right


Truth = list[tuple[int, int]]


def written(shapes: list[list[str]], seed: int) -> tuple[list[str], list[str], Truth]:
    """Return the sentences of both sides and, bead by bead, how many of each belong together."""
    author, truth = Author(seed), []
    sides: tuple[list[str], list[str]] = ([], [])
    for shape in chain(*shapes):
        counts = int(shape[0]), int(shape[2])
        truth.append(counts)
        told = [author.sentence() for _ in range(max(counts))]
        for side, count in enumerate(counts):
            words = [sentence[side] for sentence in told]
            if count == 1 and len(words) == 2:
                words = [", and ".join(words)]
            sides[side].extend(f"{one.capitalize()}." for one in words if count)
    return *sides, truth


def paragraphs(document: str, sentences: list[str], size: int) -> list[Paragraph]:
    groups = [sentences[n : n + size] for n in range(0, len(sentences), size)]
    return [Paragraph(document, str(n), " ".join(group)) for n, group in enumerate(groups, 1)]


def beads(left: list[str], right: list[str]) -> Truth:
    one = segments(paragraphs("one", left, 4))
    two = segments(paragraphs("two", right, 5))
    assert [segment.text for segment in one] == left
    assert [segment.text for segment in two] == right
    return [(len(bead.left), len(bead.right)) for bead in align(one, two, DAYS)]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    shapes=st.lists(st.sampled_from(SHAPES), min_size=1, max_size=30), seed=st.integers(0, 10**9)
)
def test_what_was_made_is_found(shapes: list[list[str]], seed: int) -> None:
    left, right, truth = written([["1-1"]] * 8 + shapes, seed)
    assert beads(left, right) == truth


def test_a_long_passage_that_one_lacks() -> None:
    left, right, truth = written([["1-1"]] * 10 + [["1-0"]] * 60 + [["1-1"]] * 10, 7)
    assert beads(left, right) == truth
    turned = [(b, a) for a, b in truth]
    assert [(len(b.left), len(b.right)) for b in _turned(left, right)] == turned


def _turned(left: list[str], right: list[str]) -> list[object]:
    return align(segments(paragraphs("two", right, 5)), segments(paragraphs("one", left, 4)), -DAYS)


def test_texts_in_another_order_are_not_taken_for_aligned() -> None:
    left, right, truth = written([["1-1"]] * 12, 3)
    assert beads(left, right[::-1]) != truth


def test_rows_cover_both_sides_in_order() -> None:
    left, right, truth = written([*SHAPES, *SHAPES], 11)
    one, two = paragraphs("one", left, 3), paragraphs("two", right, 4)
    rows = propose(one, two, DAYS)
    assert len({row.unit for row in rows}) == len(truth)
    for document, texts, loci in (
        ("one", one, [row.left for row in rows]),
        ("two", two, [row.right for row in rows]),
    ):
        words = {p.number: p.text for p in texts}
        covered = list(dict.fromkeys(locus for locus in loci if locus))
        assert all(locus.document == document for locus in covered)
        assert " ".join(words[lo.paragraph][lo.start : lo.end] for lo in covered) == " ".join(
            words.values()
        )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mr. Smith came. He sat.", ["Mr. Smith came.", "He sat."]),
        ("A. B. Smith came. “Who?” he asked.", ["A. B. Smith came.", "“Who?” he asked."]),
        ("He had bread, etc. Then he left.", ["He had bread, etc.", "Then he left."]),
        ("One said … and went.", ["One said … and went."]),
        (
            "A clause that is long enough: and another that is long enough.",
            ["A clause that is long enough:", "and another that is long enough."],
        ),
        ("Short: it stays in one piece.", ["Short: it stays in one piece."]),
        (
            "This stands before the dash – and this stands after the dash.",
            ["This stands before the dash", "– and this stands after the dash."],
        ),
    ],
)
def test_segments(text: str, parts: list[str]) -> None:
    found = segments([Paragraph("one", "1", text)])
    assert [segment.text for segment in found] == parts
    assert [text[s.locus.start : s.locus.end] for s in found] == parts


def test_a_heading_answers_to_headings_only() -> None:
    one = [
        Paragraph("one", "h1", "The bridge at night", True),
        Paragraph("one", "1", "Nobody came."),
    ]
    two = [Paragraph("two", "1", "The bridge at night"), Paragraph("two", "2", "Nobody came.")]
    relations = [(r.relation, r.left and r.left.paragraph) for r in propose(one, two)]
    assert ("only left", "h1") in relations
    assert ("translation", "1") in relations


def test_nothing_to_align() -> None:
    text = [Paragraph("one", "1", "Alone. And once more alone.")]
    assert propose([], []) == []
    assert [row.relation for row in propose(text, [])] == ["only left", "only left"]
    assert [row.relation for row in propose([], text)] == ["only right", "only right"]


def test_cost_grows_with_the_length() -> None:
    """Eight times the text takes not much more than eight times as long."""
    seconds = []
    for size in (60, 480):
        left, right, _ = written([["1-1"]] * size, 5)
        one, two = segments(paragraphs("one", left, 4)), segments(paragraphs("two", right, 5))
        began = time.process_time()
        align(one, two, DAYS)
        seconds.append(time.process_time() - began)
    assert seconds[1] < 20 * seconds[0]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["Tchekoff", "Moroff", "Zubov"], ["Chekhov", "Benardaki", "Morov", "Zouboff"]),
        (["3", "11", "15"], ["16", "20", "24", "28"]),
    ],
)
def test_a_name_or_a_day_is_enough(left: list[str], right: list[str]) -> None:
    """Sentences that share no word but a name spelled otherwise, or a day in two calendars."""
    one = [f"In {'uvwx'[n] * 6} {clue} {'uvwx'[n] * 9}." for n, clue in enumerate(left)]
    two = [f"On {'bdgl'[n] * 6} {clue} {'bdgl'[n] * 9}." for n, clue in enumerate(right)]
    assert beads(one, two) == [(1, 1), (0, 1), (1, 1), (1, 1)]
