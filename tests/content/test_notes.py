"""The notes as their readers find them: sourced, read twice, in one spelling, of a fit length."""

from __future__ import annotations

import os
import re
from collections import Counter

import pytest

from edition.layers import Layers, read_layers
from edition.layers.notes import Note
from edition.layers.remarks import crowded, other_spellings, plain
from tests.tools.building import ROOT

# Notes a document has at least: a floor found by reading, about eight in a thousand words.
FLOORS = {"AP": 50, "HM": 50, "FA": 8, "ST": 50, "BL": 240}


@pytest.fixture(scope="module")
def layers() -> Layers:
    found, problems = read_layers(ROOT)
    assert problems == []
    return found


@pytest.fixture(scope="module")
def notes(layers: Layers) -> list[Note]:
    return [note for note, _ in layers.notes]


def test_every_note_is_twenty_to_a_hundred_and_twenty_words(notes: list[Note]) -> None:
    wrong = {n.file: len(plain(n).split()) for n in notes}
    assert {f: count for f, count in wrong.items() if not 20 <= count <= 120} == {}


def test_each_document_has_the_notes_that_it_needs(layers: Layers, notes: list[Note]) -> None:
    count = Counter(layers.texts.by_slug[n.anchor.document].siglum for n in notes)
    assert {s: c for s, c in FLOORS.items() if count[s] < c} == {}
    assert len(notes) >= 400


def test_every_note_was_read_twice(notes: list[Note]) -> None:
    """A note that is only proposed may still wait for it, unless the editors themselves wrote it."""
    proposed = os.environ.get("GITHUB_EVENT_NAME") == "pull_request"
    waiting = [n for n in notes if not n.reviewed]
    assert [n.file for n in waiting if not proposed or n.author == "The editors"] == []


def test_the_editors_sign_as_the_editors(notes: list[Note]) -> None:
    assert {n.author for n in notes if n.author.lower().startswith("the editor")} <= {"The editors"}


def test_no_two_notes_say_the_same(notes: list[Note]) -> None:
    bodies = Counter(" ".join(n.body.split()) for n in notes)
    assert [body for body, count in bodies.items() if count > 1] == []


def test_the_editors_are_not_sure_by_themselves(notes: list[Note]) -> None:
    """Their own notes cite a source, or have a certainty that is not high; others may be sure."""
    own = [n for n in notes if n.author == "The editors"]
    assert [n.file for n in own if not n.sources and n.certainty not in ("medium", "low")] == []


def test_notes_use_one_form_of_a_name(layers: Layers, notes: list[Note]) -> None:
    spellings = other_spellings(layers)
    assert {"Tchernoff", "Korniloff"} <= set(spellings)
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, spellings)) + r")\b")
    guilty = []
    for note in notes:
        own_words = re.sub(r"“[^”]*”|‘[^’]*’|\*[^*]*\*", "", plain(note))
        guilty += [
            f"{note.file}: {m.group()} ({spellings[m.group()]})"
            for m in pattern.finditer(own_words)
        ]
    assert guilty == []


def test_notes_stand_apart(layers: Layers) -> None:
    """No paragraph is so full of notes that the margin cannot hold them: one in 15 words at most."""
    assert {note.file for note, at in layers.notes if crowded(layers, at)} == set()


def test_nothing_is_left_to_fill_in() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("chapters/**/*.md")]
    assert len(pages) > 500
    waiting = [page for page in pages if re.search(r"TODO|FIXME|XXX", page.read_text("utf-8"))]
    assert [page.relative_to(ROOT).as_posix() for page in waiting] == []
