"""What a chart plots, read back from what matplotlib drew; and notebooks run without a kernel."""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from edition.charts import Chart, NotDrawn

Shown = Chart | NotDrawn


def cells(notebook: Path) -> list[str]:
    """Return the code cells of a notebook."""
    found = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Run a block in another folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def run(notebook: Path, folder: Path | None = None) -> list[Shown]:
    """Run the code of a notebook, cell by cell, and return the charts that it shows."""
    shown: list[Shown] = []

    def display(value: Any) -> None:
        if isinstance(value, Chart | NotDrawn):
            shown.append(value)

    names: dict[str, Any] = {"display": display}
    with working_in(folder or notebook.parent):
        for cell in cells(notebook):
            tree = ast.parse(cell)
            last = tree.body[-1]
            if isinstance(last, ast.Expr):
                exec(compile(ast.Module(tree.body[:-1], []), "cell", "exec"), names)
                display(eval(compile(ast.Expression(last.value), "cell", "eval"), names))
            else:
                exec(compile(tree, "cell", "exec"), names)
    return shown


def drawn(figure: Figure) -> Iterator[tuple[str, str, Any]]:
    """Yield kind, row and artist of each mark of a figure (their ``gid`` is ``kind-row``)."""
    for axes in figure.axes:
        for artist in axes.get_children():
            kind, _, row = (artist.get_gid() or "").partition("-")
            if row or kind in ("days", "spans"):
                yield kind, row, artist


def targets(figure: Figure) -> set[str]:
    """Return the ids of all rows to which a figure links."""
    found: set[str] = set()
    for axes in figure.axes:
        for artist in axes.get_children():
            if artist.get_url():
                found.add(artist.get_url())
            found |= set(getattr(artist, "get_urls", lambda: [])() or [])
    return {url.lstrip("#") for url in found if url}
