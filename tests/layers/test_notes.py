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
