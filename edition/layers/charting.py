"""What must hold of the charts before they are drawn: where they stand, and what they are drawn on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from edition.layers.edition import Layers
from edition.layers.tables import Row
from edition.report import Problem, nearest

NOTEBOOKS = "notebooks"
OUTLINES = "data/outlines"


def check_charts(layers: Layers) -> list[Problem]:
    """Return what is wrong with the places of charts and with the outlines of maps."""
    root = layers.texts.root
    problems = _outlines(root)
    read: dict[str, set[str]] = {}
    for path in sorted((root / NOTEBOOKS).glob("*.ipynb")):
        literals = _literals(path)
        if literals is None:
            problems.append(_unread(path.name))
        else:
            read[path.stem] = literals
    for row in layers.tables["chart_places"]:
        problems += _place(row, root, read)
    return problems


def _unread(name: str) -> Problem:
    message = "the notebook cannot be read: it is no notebook in JSON and UTF-8."
    return Problem(f"{NOTEBOOKS}/{name}", 0, "V05", message, "Restore it, or save it anew.")


def _place(row: Row, root: Path, read: Mapping[str, set[str]]) -> list[Problem]:
    name = f"{NOTEBOOKS}/{row['notebook']}.ipynb"
    if not (root / name).exists():
        known = [path.stem for path in (root / NOTEBOOKS).glob("*.ipynb")]
        remedy = (
            nearest(row["notebook"], known) or "Name a notebook of the folder, without its ending."
        )
        return [row.problem("V01", f"there is no notebook '{name}'.", remedy)]
    literals = read.get(row["notebook"])
    if literals is None or row["chart"] in literals:
        return []
    remedy = nearest(row["chart"], literals) or "Give the key of a chart that the notebook draws."
    return [row.problem("V02", f"{name} draws no chart '{row['chart']}'.", remedy)]


def _literals(notebook: Path) -> set[str] | None:
    """Return the words between quotation marks in the code of a notebook, or ``None`` if it cannot be read.

    The keys of charts are among them.
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return {
        match for pair in re.findall(r"\"([\w-]+)\"|'([\w-]+)'", code) for match in pair if match
    }


def _outlines(root: Path) -> list[Problem]:
    problems = []
    for path in sorted((root / OUTLINES).glob("*.json")):
        try:
            shape = json.loads(path.read_text(encoding="utf-8"))["geometry"]
            sound = shape["type"] == "MultiPolygon" and all(
                len(ring) > 3 for polygon in shape["coordinates"] for ring in polygon
            )
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            sound = False
        if not sound:
            problems.append(
                Problem(
                    f"{OUTLINES}/{path.name}",
                    0,
                    "V04",
                    "the outline cannot be read.",
                    "It is a GeoJSON feature of the type MultiPolygon.",
                )
            )
    return problems
