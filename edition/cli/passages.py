"""Passages named on the command line: a document, or a part of it, as ``AB:4-48``."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from edition.layers.proposing import Paragraph, paragraphs
from edition.report import EditionError, Problem, nearest
from edition.text import Texts, read_texts

_FORM = re.compile(r"(?P<document>[^:]+)(:(?P<first>\w+)(-(?P<last>\w+))?)?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the two passages and the edition's folder."""
    for side in ("left", "right"):
        parser.add_argument(
            side,
            metavar=side.upper(),
            help="a document, by slug or siglum, or some of its paragraphs, as AB:4-48",
        )
    parser.add_argument("--root", type=Path, default=Path("."), help="the edition's folder")


def read_passages(arguments: argparse.Namespace) -> tuple[Texts, list[list[Paragraph]]]:
    """Return the texts and the two passages; raise where one is not there."""
    texts, problems = read_texts(arguments.root)
    if problems:
        raise EditionError(problems)
    return texts, [_passage(texts, given) for given in (arguments.left, arguments.right)]


def _passage(texts: Texts, given: str) -> list[Paragraph]:
    match = _FORM.fullmatch(given)
    if match is None:
        raise EditionError(_unread(given, "It cannot be read."))
    slug = _document(texts, match["document"])
    numbers = [line.number for line in texts.numbered(slug)]
    first = match["first"] or ""
    last = match["last"] or first
    for number in filter(None, (first, last)):
        if number not in numbers:
            raise EditionError(
                Problem(
                    given,
                    0,
                    "A02",
                    f"{texts.by_slug[slug].siglum} has no paragraph '{number}'.",
                    "Look at the number in the margin of the page.",
                )
            )
    if first and numbers.index(first) > numbers.index(last):
        raise EditionError(_unread(given, "It ends before it begins."))
    return paragraphs(texts, slug, first, last)


def _unread(given: str, why: str) -> Problem:
    return Problem(
        given, 0, "P05", f"'{given}' is no passage. {why}", "Write it as AB, or as AB:4-48."
    )


def _document(texts: Texts, given: str) -> str:
    for document in texts.documents:
        if given.lower() in (document.slug, document.siglum.lower()):
            return document.slug
    slugs = list(texts.by_slug)
    hint = nearest(given, slugs) or f"The documents are: {', '.join(slugs)}."
    raise EditionError(Problem(given, 0, "A01", f"there is no document '{given}'.", hint))
