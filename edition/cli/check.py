"""``python -m edition check``: everything that can be said of the content without building it."""

from __future__ import annotations

import argparse
from pathlib import Path

from edition.layers import check_edition, read_layers, summary
from edition.report import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--root", type=Path, default=Path("."), help="the edition's folder")


def run(arguments: argparse.Namespace) -> tuple[list[Problem], str]:
    """Return every problem of the edition at ``--root`` and a closing sentence."""
    layers, problems = read_layers(arguments.root)
    return problems + check_edition(layers), summary(layers)
