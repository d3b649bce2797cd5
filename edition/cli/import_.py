"""``python -m edition import``: make a chapter from a plain text file."""

from __future__ import annotations

import argparse
from pathlib import Path

from edition.report import Problem
from edition.text.importing import carry_out, plan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        help="a plain text file in UTF-8; leave it out to make the chapter of a frozen source anew",
    )
    parser.add_argument(
        "--document",
        required=True,
        metavar="SLUG",
        help="the document's name in files and addresses",
    )
    parser.add_argument(
        "--siglum", default="", help="for a new document: the letters that name its paragraphs"
    )
    parser.add_argument(
        "--renumber",
        action="store_true",
        help="allow paragraph numbers to change (before publication only)",
    )
    parser.add_argument("--root", type=Path, default=Path("."), help="the edition's folder")


def run(arguments: argparse.Namespace) -> tuple[list[Problem], str]:
    """Carry out the import; return no problem and what was written."""
    changes = plan(
        arguments.root, arguments.document, arguments.file, arguments.siglum, arguments.renumber
    )
    written = carry_out(arguments.root, changes)
    return [], "written: " + ", ".join(written) if written else "nothing to change"
