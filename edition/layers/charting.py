"""What must hold of the charts before they are drawn: where they stand, and what they are drawn on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from edition.layers.edition import Layers
from edition.layers.notebooks import NOTEBOOKS, check_notebook, literals, read_code
from edition.layers.tables import Row
from edition.report import Problem, nearest

OUTLINES = "data/outlines"


def check_charts(layers: Layers) -> list[Problem]:
    """Return what is wrong with notebooks, with the places of charts and with the outlines of maps."""
    root = layers.texts.root
    problems = _outlines(root)
    read: dict[str, set[str]] = {}
    for path in sorted((root / NOTEBOOKS).glob("*.ipynb")):
        found = read_code(path)
        if found is None:
            problems.append(_unread(path.name))
        else:
            read[path.stem] = literals(found[0])
            problems += check_notebook(path, root, *found)
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
    words = read.get(row["notebook"])
    if words is None or row["chart"] in words:
        return []
    remedy = nearest(row["chart"], words) or "Give the key of a chart that the notebook draws."
    return [row.problem("V02", f"{name} draws no chart '{row['chart']}'.", remedy)]


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
