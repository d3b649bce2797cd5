"""Notes that lie where nothing reads them are told, with the place for which they were meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edition.layers import check_edition, read_layers
from tests.tools.building import ROOT

NOTE = """---
document: {document}
paragraph: 2
quote: five boats
kind: context
certainty: low
author: A. Reader
---
Words.
"""


@pytest.mark.parametrize(
    "place",
    ["lh2-boats.md", "chapters/lh2-boats.md", "chapters/letter/Notes/a.md", "chapters/letter/b.md"],
)
@pytest.mark.parametrize(
    ("document", "remedy"),
    [
        ("letter", "Move it to chapters/letter/notes/."),
        ("lettre", "Move it to the folder notes of its document."),
    ],
)
def test_a_note_in_another_folder_is_told(
    tmp_path: Path, place: str, document: str, remedy: str
) -> None:
    root = Path(shutil.copytree(ROOT / "tests" / "editions" / "small", tmp_path / "small"))
    path = root / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(NOTE.format(document=document), encoding="utf-8")
    layers, problems = read_layers(root)
    problems += check_edition(layers)
    assert [(p.file, p.code, p.remedy) for p in problems] == [(place, "N16", remedy)]


def test_all_that_is_wrong_with_a_note_is_told_at_once(tmp_path: Path) -> None:
    """Its sources and roles too, where its text cannot stand or its words are not found."""
    root = Path(shutil.copytree(ROOT / "tests" / "editions" / "small", tmp_path / "small"))
    notes = root / "chapters" / "letter" / "notes"
    text = NOTE.format(document="letter").replace("certainty: low", "sources: [mole]")
    text = text.replace("Words.", "See {ref}`lh77` and {cite}`pier`.")
    (notes / "lh2-text.md").write_text(text + "\n<b>No</b>\n", encoding="utf-8")
    (notes / "lh2-words.md").write_text(text.replace("five", "six"), encoding="utf-8")
    both = text.replace("five", "six") + "\n<b>No</b>\n"
    (notes / "lh2-both.md").write_text(both, encoding="utf-8")
    (notes / "lh2-head.md").write_text(text.replace("---\nSee", "----\nSee"), encoding="utf-8")
    layers, problems = read_layers(root)
    problems += check_edition(layers)
    told = {name: [p.code for p in sorted(problems) if p.file.endswith(name)] for name in
            ("text.md", "words.md", "both.md", "head.md")}  # fmt: skip
    assert told == {
        "text.md": ["R01", "B07", "R01", "B01"],
        "words.md": ["A08", "R01", "B07", "R01"],
        "both.md": ["A08", "R01", "B07", "R01", "B01"],
        "head.md": ["R01", "N17", "B07", "R01"],
    }
    shown = {note.id for note, _ in layers.notes}
    assert not shown & {"lh2-text", "lh2-words", "lh2-both", "lh2-head"}


def test_a_work_that_only_a_refused_note_cites_is_cited(tmp_path: Path) -> None:
    root = Path(shutil.copytree(ROOT / "tests" / "editions" / "small", tmp_path / "small"))
    with (root / "data" / "references.bib").open("a", encoding="utf-8") as file:
        file.write("\n@misc{mole,\n  title = {A mole},\n  keywords = {consulted}\n}\n")
    text = NOTE.format(document="letter").replace("certainty: low", "sources: [mole]")
    note = root / "chapters" / "letter" / "notes" / "lh2-text.md"
    note.write_text(text + "\n<b>No</b>\n", encoding="utf-8")
    layers, problems = read_layers(root)
    assert [p.code for p in problems + check_edition(layers)] == ["B01"]
