"""``python -m edition datapackage``: write the description of the tables that is published with them."""

from __future__ import annotations

import argparse
from pathlib import Path

from edition.layers.datapackage import PATH, content
from edition.report import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--root", type=Path, default=Path("."), help="the edition's folder")


def run(arguments: argparse.Namespace) -> tuple[list[Problem], str]:
    """Write the file; return no problem and what was done."""
    path = arguments.root / PATH
    new = content(arguments.root)
    if path.exists() and path.read_text(encoding="utf-8") == new:
        return [], "nothing to change"
    path.write_text(new, encoding="utf-8")
    return [], f"written: {PATH}"
