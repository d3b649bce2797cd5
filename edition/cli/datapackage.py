"""``python -m edition datapackage``: write the description of the tables that is published with them."""

from __future__ import annotations

import argparse
from pathlib import Path

from edition.layers.datapackage import PATH, content
from edition.report import EditionError, Problem
from edition.text.catalogue import CATALOGUE, read_catalogue
from edition.text.settings import check_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--root", type=Path, default=Path("."), help="the edition's folder")


def run(arguments: argparse.Namespace) -> tuple[list[Problem], str]:
    """Write the file; return what stood in the way, or what was done."""
    root = arguments.root
    if not (root / CATALOGUE).exists():
        raise EditionError(read_catalogue(root)[1])
    problems = check_settings(root)
    if problems:
        return problems, ""
    path, new = root / PATH, content(root).encode()
    if path.exists() and path.read_bytes() == new:
        return [], "nothing to change"
    path.write_bytes(new)
    return [], f"written: {PATH}"
