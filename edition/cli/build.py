"""``python -m edition build``: check the edition, then build the book with Jupyter Book."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from edition.layers import check_edition, read_layers
from edition.report import Problem

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_CELL = re.compile(
    r"executing the following cell:\n-+\n(?P<cell>.*?)\n-+\n.*?^(?P<error>[\w.]+: [^\n]*)\n\s*\n+The above",
    re.DOTALL | re.MULTILINE,
)
_NOTEBOOK = re.compile(r"ExecutionError: (\S.*\.ipynb)$", re.MULTILINE)
_SHOWN_LINES = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments; what follows ``--`` goes to Jupyter Book."""
    parser.add_argument("--root", type=Path, default=Path("."), help="the edition's folder")
    parser.add_argument(
        "rest", nargs="*", metavar="-- OPTIONS", help="options for jupyter-book build"
    )


def _shown(lines: Iterable[str]) -> list[str]:
    """Pass on what the builder says as it says it, but for tracebacks; return all of it."""
    said: list[str] = []
    quiet = False
    for line in lines:
        said.append(line)
        plain = _COLOURS.sub("", line)
        quiet = quiet or plain.startswith(
            ("Traceback (most recent call last)", "Exception occurred:")
        )
        if not quiet:
            sys.stderr.write(line)
            sys.stderr.flush()
    return said


def failed_notebook(said: str, root: Path) -> Problem | None:
    """Return the notebook that failed, with its cell and the message, or ``None``."""
    plain = _COLOURS.sub("", said)
    notebook, cell = _NOTEBOOK.search(plain), _CELL.search(plain)
    if not notebook:
        return None
    path = Path(notebook.group(1))
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    if not cell:
        return Problem(name, 0, "X01", "the notebook failed.", "Run it to see where.")
    source = " ⏎ ".join(cell.group("cell").strip().split("\n")[:_SHOWN_LINES])
    return Problem(
        name, 0, "X01", f"a cell failed with {cell.group('error')}", f"The cell: {source}"
    )


def run(arguments: argparse.Namespace) -> tuple[list[Problem], str]:
    """Build the book; return what stood in the way."""
    layers, problems = read_layers(arguments.root)
    problems += check_edition(layers)
    if problems:
        return problems, ""
    root = arguments.root.resolve()
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(root)]
    with subprocess.Popen(
        [*command, *arguments.rest],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        said = "".join(_shown(process.stdout or ()))
    if process.returncode == 0:
        return [], f"The book is built. Open {(root / '_build/html/index.html').as_uri()}"
    problem = failed_notebook(said, root)
    if problem is None:
        plain = _COLOURS.sub("", said).replace(f"{root}/", "")
        warnings = re.findall(r"\S+: (?:WARNING|ERROR): .*", plain)
        remedy = f"The builder's last complaint: {warnings[-1].strip()}" if warnings else ""
        problem = Problem(
            "the book", 0, "X02", "the build failed; what is wrong is said above.", remedy
        )
    return [problem], ""
