"""Notebooks: traces of a run, and tables and files that are not there, are told by the checks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from edition.layers.notebooks import check_notebook, read_code
from tests.tools.building import ROOT

SMALL = ROOT / "tests" / "editions" / "small"


def notebook(source: str | list[str], **cell: Any) -> dict[str, Any]:
    """Return a notebook of some words and one cell of code."""
    code = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    words = {"cell_type": "markdown", "metadata": {}, "source": "Of `data/nothing.csv`."}
    cells = [words, {**code, "source": source, **cell}]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def told(folder: Path, content: object) -> list[tuple[str, str]] | None:
    """Return code and message of what is wrong with a notebook, ``None`` if it cannot be read."""
    path = folder / "counts.ipynb"
    path.write_text(json.dumps(content), encoding="utf-8")
    found = read_code(path)
    return found and [(p.code, p.message) for p in check_notebook(path, SMALL, *found)]


@pytest.mark.parametrize(
    "cell",
    [
        {"outputs": [{"output_type": "stream", "name": "stdout", "text": "6"}]},
        {"execution_count": 2},
        {"metadata": {"scrolled": True}},
    ],
)
def test_a_trace_of_a_run_is_told(tmp_path: Path, cell: dict[str, Any]) -> None:
    assert told(tmp_path, notebook("5 + 1", **cell)) == [
        ("V06", "the notebook holds outputs, or other traces of a run.")
    ]


def test_what_is_there_is_read(tmp_path: Path) -> None:
    """Whatever else stands in the call, and however it is broken into lines."""
    source = [
        "data = charts.read(\n",
        "    'figures', \"dates\",  # no more\n",
        "    root=root)\n",
        'open(root / "data/dates.csv")\n',
        'open("../data/sources/letter.txt")\n',
    ]
    assert told(tmp_path, notebook(source)) == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ('charts.read("date")', "reads the table 'date'"),
        ("charts.read(\n'dates',\n 'event', root=root)", "reads the table 'event'"),
        ('pd.read_csv("data/date.csv")', "names the file 'data/date.csv'"),
        ("open('../data/sources/leter.txt')", "names the file 'data/sources/leter.txt'"),
    ],
)
def test_what_is_not_there_is_told(tmp_path: Path, source: str, what: str) -> None:
    assert told(tmp_path, notebook(source)) == [("V07", f"cell 2 {what}, which there is not.")]


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"cells": 5},
        {"cells": [5]},
        {"cells": [{"cell_type": "code"}]},
        {**notebook("x"), "metadata": []},
        notebook("x", metadata=None),
        {"cells": [{**notebook("x")["cells"][1], "source": None}], "metadata": {}},
        {key: value for key, value in notebook("x").items() if key != "metadata"},
    ],
)
def test_what_is_no_notebook_is_no_traceback(tmp_path: Path, content: object) -> None:
    assert told(tmp_path, content) is None
