"""``python -m edition align``: propose which sentences of two translations answer to each other."""

from __future__ import annotations

import argparse

from edition.cli import passages
from edition.layers.aligning import METHOD, propose
from edition.layers.proposing import table
from edition.report import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    passages.add_arguments(parser)
    parser.add_argument(
        "--days",
        type=int,
        default=0,
        help="by how many days dates on the right are later than on the left (0)",
    )


def run(arguments: argparse.Namespace) -> tuple[list[Problem], str]:
    """Return rows of data/parallels.csv, to be printed: nothing is written."""
    texts, (left, right) = passages.read_passages(arguments)
    return [], table(propose(left, right, arguments.days), texts, METHOD).rstrip("\n")
