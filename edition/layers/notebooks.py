"""The notebooks as they are kept: readable, without a trace of a run, and reading only what is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from edition.layers.schema import TABLES
from edition.report import Problem, nearest, relative

NOTEBOOKS = "notebooks"
#: What Jupyter writes into a notebook on its own account.
TRACES = ("collapsed", "execution", "ExecuteTime", "scrolled")
_READ = re.compile(r"\bcharts\.read\(([^()]*)\)")
_WORD = re.compile(r"\"([\w-]*)\"|'([\w-]*)'")
_FILE = re.compile(r"[\"'](?:\.\./)?(data/[\w./-]+\.\w+)[\"']")


def strip(notebook: dict[str, Any]) -> bool:
    """Take outputs, counters and traces of a run out of ``notebook``; say if there were any."""
    changed = False
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            changed |= bool(cell["outputs"]) or cell["execution_count"] is not None
            cell["outputs"], cell["execution_count"] = [], None
        for trace in TRACES:
            changed |= cell["metadata"].pop(trace, None) is not None
    version = notebook["metadata"].get("language_info", {}).pop("version", None)
    changed |= version is not None
    changed |= notebook["metadata"].pop("widgets", None) is not None
    return changed


def read_code(path: Path) -> tuple[list[str], bool] | None:
    """Return the code of a notebook by its cells (others are empty), and whether it bears a trace
    of a run; ``None`` if it cannot be read."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        code = [
            "".join(cell["source"]) if cell["cell_type"] == "code" else ""
            for cell in notebook["cells"]
        ]
        return code, strip(notebook)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def literals(code: list[str]) -> set[str]:
    """Return the words between quotation marks in code; the keys of charts are among them."""
    pairs = _WORD.findall("\n".join(code))
    return {match for pair in pairs for match in pair if match}


def check_notebook(path: Path, root: Path, code: list[str], ran: bool) -> Iterator[Problem]:
    """Yield what is wrong with a notebook that could be read."""
    name = relative(path, root)
    if ran:
        yield Problem(
            name,
            0,
            "V06",
            "the notebook holds outputs, or other traces of a run.",
            f"Take them out before you commit it: python -m scripts.notebooks {name}",
        )
    for number, source in enumerate(code, 1):
        yield from _reads(name, number, source, root)


def _reads(name: str, number: int, source: str, root: Path) -> Iterator[Problem]:
    """Yield the tables and files that a cell reads and that are not there."""
    for call in _READ.finditer(source):
        for pair in _WORD.findall(call.group(1)):
            table = pair[0] or pair[1]
            if table not in TABLES:
                message = f"cell {number} reads the table '{table}', which there is not."
                remedy = nearest(table, TABLES) or f"The tables are: {', '.join(TABLES)}."
                yield Problem(name, 0, "V07", message, remedy)
    for file in dict.fromkeys(_FILE.findall(source)):
        if not (root / file).is_file():
            there = [relative(path, root) for path in (root / file).parent.glob("*.*")]
            message = f"cell {number} names the file '{file}', which there is not."
            yield Problem(name, 0, "V07", message, nearest(file, there) or "Correct its name.")
