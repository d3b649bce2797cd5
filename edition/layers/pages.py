"""The pages that are written by hand: headnotes, and what the edition says of itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from edition.layers.edition import Layers
from edition.layers.misspelt import ROLES
from edition.layers.notebody import misspelt_in
from edition.layers.notes import looks_like_a_note
from edition.report import Problem, relative
from edition.text import Texts
from edition.text.chapters import CLOSING, chapter_path

# A page is parsed only where something like a role stands that is none.
_ODD = re.compile(
    r"(?<![`:])\{\s*[A-Za-z][\w:]*\s*\}(?!`)"
    rf"|\{{(?!(?:{'|'.join(ROLES)})\}})\s*[A-Za-z][\w:]*\s*\}}`"
    rf"|\{{\s*(?:{'|'.join(ROLES)})[\s:|`]"
    rf"|(?<!\w)[(\[]?(?:{'|'.join(ROLES)})[)\]]?`\w"
)


def written_pages(layers: Layers) -> Iterator[Path]:
    """Yield the pages whose words are the editors' own."""
    texts = layers.texts
    chapters = {chapter_path(d, page) for d in texts.documents for page in texts.pages(d.slug)}
    yield from (path for path in [texts.root / "index.md"] if path.is_file())
    for path in sorted((texts.root / "chapters").glob("*/*.md")):
        if path.is_file() and path.relative_to(texts.root).as_posix() not in chapters:
            yield path


def check_pages(layers: Layers) -> list[Problem]:
    """Every role on a page is written as one; where it leads, the builder says."""
    problems: list[Problem] = []
    for path in written_pages(layers):
        text = path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
        if _ODD.search(text):
            problems += misspelt_in(text, relative(path, layers.texts.root))
    return problems


def is_told(texts: Texts, name: str) -> bool:
    """Whether another check says why a file is no page: a note in a wrong place, a chapter's
    page that is missing, or one that is left of a chapter."""
    path = texts.root / name
    for document in texts.documents:
        if name == chapter_path(document, path.stem):
            if not os.path.isfile(path):
                return path.stem in texts.pages(document.slug)
            if (
                path.stem not in texts.pages(document.slug)
                and CLOSING.encode() in path.read_bytes()
            ):
                return True
    return looks_like_a_note(path)
