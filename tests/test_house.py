"""The house: each room imports only from rooms before it, and the engine knows no text."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest

from tests.tools.building import ROOT

ROOMS = ["report", "text", "anchors", "calendar", "layers", "exports", "charts", "book", "cli"]
ENGINE = ROOT / "edition"
FILES = sorted(p for p in ENGINE.rglob("*.py") if p.parent != ENGINE or p.stem in ROOMS)


def room(path: Path) -> str:
    parts = path.relative_to(ENGINE).parts
    return parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Return the rooms from which a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] + [f"{node.module}.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        found |= {
            n.split(".")[1] for n in names if n.startswith("edition.") and n.split(".")[1] in ROOMS
        }
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ENGINE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    own = ROOMS.index(room(path))
    later = {name for name in imported(path) if ROOMS.index(name) > own}
    assert not later, f"{path.name} in the room '{room(path)}' imports from {later}"


def test_the_docs_name_every_room_in_order() -> None:
    house = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", house, re.MULTILINE) == ROOMS
    assert {room(path) for path in FILES} == set(ROOMS)


def test_only_the_anchors_room_searches_text_for_a_quotation() -> None:
    """Quotations are matched in one place: no other room looks for ``quote`` in a text."""
    searching = re.compile(r"\.(?:find|index|rfind)\([^)]*quote")
    guilty = [
        path.name
        for path in FILES
        if room(path) not in ("anchors",) and searching.search(path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_the_engine_knows_nothing_of_the_texts() -> None:
    with (ROOT / "data" / "names.csv").open(encoding="utf-8", newline="") as file:
        names = {
            form
            for row in csv.DictReader(file)
            for form in (row["label"], *row["variants"].split(";"))
            if len(form) > 4
        }
    with (ROOT / "data" / "documents.yml").open(encoding="utf-8") as file:
        slugs = set(re.findall(r"(?m)^- slug: (\S+)", file.read()))
    common = {
        "March",
        "Union",
        "Soldat",
        "Congress",
        "Europe",
        "Berlin",
        "Assembly",
        "Times",
        "Reuter",
        "State",
    }
    known = re.compile(
        r"\b(?:" + "|".join(map(re.escape, (names | slugs) - common)) + r"|19(?:17|18))\b"
    )
    guilty = []
    for path in sorted(ENGINE.rglob("*")):
        if path.suffix in {".py", ".html", ".css", ".js", ".toml"}:
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
                guilty += [f"{path.name}:{number} {m.group()}" for m in known.finditer(line)]
    assert guilty == []
