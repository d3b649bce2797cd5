"""``python -m edition collate``: propose what two abridgements of one text share, to the character."""

from __future__ import annotations

import argparse

from edition.cli import passages
from edition.layers.collating import METHOD, collate
from edition.layers.proposing import table
from edition.report import Problem

add_arguments = passages.add_arguments


def run(arguments: argparse.Namespace) -> tuple[list[Problem], str]:
    """Return rows of data/parallels.csv, to be printed: nothing is written."""
    texts, (left, right) = passages.read_passages(arguments)
    return [], table(collate(left, right), texts, METHOD).rstrip("\n")
