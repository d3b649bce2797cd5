"""``python -m edition build``: check the edition, then build the book with Jupyter Book."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from edition.layers import check_edition, hindering, read_layers
from edition.report import Problem
from edition.text.catalogue import CATALOGUE
from edition.text.settings import read_settings

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_CELL = re.compile(
    r"executing the following cell:\n-+\n(?P<cell>.*?)\n-+\n.*?^(?P<error>[\w.]+: [^\n]*)\n\s*\n+The above",
    re.DOTALL | re.MULTILINE,
)
_NOTEBOOK = re.compile(r"ExecutionError: (\S.*\.ipynb)$", re.MULTILINE)
#: What stopped the builder where it told nothing else; its own frame round the message has no words.
_RAISED = re.compile(r"^\w*(?:Error|Exception): +\S.*", re.MULTILINE)
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


def _is_draft(root: Path) -> bool:
    """Whether the book's configuration wants to see it with its problems."""
    given = read_settings(root, "_config.yml")[0].get("sphinx") or {}
    config = given.get("config") if isinstance(given, dict) else None
    return isinstance(config, dict) and config.get("edition_draft") is True


def run(arguments: argparse.Namespace) -> tuple[list[Problem], str]:
    """Build the book; return what stood in the way.

    A draft is built with its problems, which are said at the end; a warning
    does not stop it.
    """
    layers, problems = read_layers(arguments.root)
    problems += check_edition(layers)
    draft = _is_draft(arguments.root)
    # Not even a draft is built of a catalogue that may say what is to be left out.
    stops = [] if draft else hindering(problems)
    if stops or any(problem.file == CATALOGUE for problem in problems):
        return problems, ""
    root = arguments.root.resolve()
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(root)]
    options = [option for option in arguments.rest if not (draft and option == "-W")]
    with subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        said = "".join(_shown(process.stdout or ()))
    if process.returncode == 0:
        for waiting in problems:
            print(waiting, file=sys.stderr)
        return [], f"The book is built. Open {(root / '_build/html/index.html').as_uri()}"
    problem = failed_notebook(said, root)
    if problem is None:
        plain = _COLOURS.sub("", said).replace(f"{root}/", "")
        told = re.findall(r"\S+: (?:WARNING|ERROR): .*", plain) or _RAISED.findall(plain)
        remedy = f"The builder's last complaint: {told[-1].strip()}" if told else ""
        problem = Problem(
            "the book", 0, "X02", "the build failed; what is wrong is said above.", remedy
        )
    return [problem], ""
