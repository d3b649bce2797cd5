"""A quotation stands exactly once, or the message says what to do."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.anchors import Anchor, Locus, occurrences, resolve
from edition.layers.drafting import unambiguous
from edition.report import Problem
from edition.text import Document, Line, Texts

WORDS = [
    "the",
    "Soviet",
    "of",
    "the",
    "city",
    "voted",
    "for",
    "the",
    "peace",
    "and",
    "the",
    "land",
    "of",
    "the",
    "people",
    "at",
    "the",
    "gate",
]


def texts(*paragraphs: str) -> Texts:
    document = Document("doc", "DC", "A text", "nobody", "NS", "0", "free")
    lines = tuple(
        Line("doc", n, "text", str(n), 0, "author", "", "", "index", "", "", "", words)
        for n, words in enumerate(paragraphs, 1)
    )
    return Texts(Path(), (document,), {"doc": lines})


HERE = texts("“One – two…” said the gate.", "The gate and the gate again.", "Nothing of the kind.")


def code(anchor: Anchor) -> str:
    found = resolve(anchor, HERE, "f", 1)
    return found.code if isinstance(found, Problem) else "found"


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        (Anchor("doc", "1", "One – two…"), "found"),
        (Anchor("dok", "1", "One"), "A01"),
        (Anchor("doc", "9", "One"), "A02"),
        (Anchor("doc", "1", ""), "A03"),
        (Anchor("doc", "2", "gate"), "A04"),
        (Anchor("doc", "2", "gate", prefix="The "), "found"),
        (Anchor("doc", "2", "gate", prefix="the"), "found"),
        (Anchor("doc", "2", "gate", suffix=" again"), "found"),
        (Anchor("doc", "2", "gate", prefix="a "), "A05"),
        (Anchor("doc", "1", "One - two..."), "A06"),
        (Anchor("doc", "1", "Nothing"), "A07"),
        (Anchor("doc", "1", "One or two"), "A08"),
    ],
)
def test_codes(anchor: Anchor, expected: str) -> None:
    assert code(anchor) == expected


def test_messages_can_be_pasted() -> None:
    typed = resolve(Anchor("doc", "1", '"One - two..." said'), HERE, "f", 1)
    assert isinstance(typed, Problem)
    assert typed.remedy == "Paste this in its place: “One – two…” said"
    nearest = resolve(Anchor("doc", "1", "said the goat"), HERE, "f", 1)
    assert isinstance(nearest, Problem)
    assert "DC 1: said the gate" in nearest.remedy
    many = resolve(Anchor("doc", "2", "gate"), HERE, "f", 1)
    assert isinstance(many, Problem)
    assert many.remedy == "Add a prefix or suffix, one of: 'prefix: The'; 'prefix: the'."


@given(st.data())
def test_any_quotation_is_found_or_told_apart(data: st.DataObject) -> None:
    """What *Annotate* and ``new note`` offer resolves to the place that was meant."""
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=30))
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    if not quote.strip():
        return
    here = texts(text)
    choices = unambiguous(Anchor("doc", "1", quote), here)
    places = [resolve(choice, here, "f", 1) for choice in choices]
    assert [p.start for p in places if isinstance(p, Locus)] == occurrences(text, quote)


def test_ten_thousand_anchors_in_half_a_million_words() -> None:
    rng = random.Random(1917)
    paragraphs = [" ".join(rng.choices(WORDS, k=250)) + f" end{n}" for n in range(2000)]
    here = texts(*paragraphs)
    anchors = []
    for _ in range(10_000):
        number = rng.randrange(2000)
        text = paragraphs[number]
        start = rng.randrange(len(text) - 60)
        anchors.append(Anchor("doc", str(number + 1), text[start : start + 60]))
    begin = time.perf_counter()
    found = [resolve(anchor, here, "f", 1) for anchor in anchors]
    spent = time.perf_counter() - begin
    assert sum(isinstance(f, Locus) for f in found) > 9_900
    # A hundred times what was measured: this fails only if the way of searching changes.
    assert spent < 20
