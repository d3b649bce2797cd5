"""Chapter files: written from the lines of a source, and proved against them.

A chapter file is a function of ``data/lines.csv`` and the frozen source: it
holds the document's words and, between its title and its text, the directives
that put the headnote and the charts there.  Nobody writes in it by hand.
"""

from __future__ import annotations

from edition.report import Problem
from edition.text.catalogue import Document
from edition.text.edition import Texts
from edition.text.lines import Line
from edition.text.markdown import Block, blocks, escape

HEADNOTE = "```{edition-headnote}\n```"
CHARTS = "```{edition-charts}\n```"
CLOSING = "```{edition-closing}\n```"


def chapter_path(document: Document, page: str) -> str:
    """Return the path of a page of a chapter, relative to the edition's root."""
    return f"{document.folder}/{page}.md"


def page_title(lines: list[Line]) -> Line | None:
    """Return the line that is the title of a page: its first of the lowest level."""
    levels = [line.level for line in lines if line.level]
    return next((line for line in lines if line.level and line.level == min(levels)), None)


def _heading_depth(lines: list[Line]) -> int:
    """Return how far the headings of a page are raised so that its title is a first heading."""
    levels = [line.level for line in lines if line.level]
    return min(levels) - 1 if levels else 0


def write_page(lines: list[Line]) -> str:
    """Return the Markdown of one page of a chapter from its numbered lines.

    The headnote and the charts stand behind the last title line at the head of
    the first page, and the closing matter (downloads, how to cite) at each page's end.
    """
    raised = _heading_depth(lines)
    titles = 0
    for line in lines:
        if line.kind != "title":
            break
        titles += 1
    parts: list[str] = []
    for index, line in enumerate(lines):
        if titles and index == titles:
            parts += [HEADNOTE, CHARTS]
        depth = line.level - raised if line.level else 0
        parts.append("#" * depth + (" " if depth else "") + escape(line.text))
    parts.append(CLOSING)
    return "\n\n".join(parts) + "\n"


def check_page(texts: Texts, document: Document, page: str) -> list[Problem]:
    """Compare a chapter file with its source, character for character.

    Returns a problem for each paragraph that differs, is missing or is not in
    the source, with the first differing words.
    """
    name = chapter_path(document, page)
    path = texts.root / name
    remake = f"Make the file anew: python -m edition import --document {document.slug}"
    try:
        content = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return [Problem(name, 0, "C01", "the chapter file is missing.", remake)]
    except UnicodeDecodeError:
        return [Problem(name, 0, "C02", "the chapter file is not UTF-8.", remake)]
    lines = texts.page_lines(document.slug, page)
    found = blocks(content)
    problems = []
    for block in found:
        if block.foreign:
            problems.append(
                Problem(
                    name,
                    block.line,
                    "C03",
                    f"something other than plain text stands here ({block.foreign}): {_shorten(block.text)}.",
                    remake,
                )
            )
    problems += _differences(document, name, lines, found, remake)
    return problems


def _differences(
    document: Document, name: str, lines: list[Line], found: list[Block], remake: str
) -> list[Problem]:
    problems = []
    for line, block in zip(lines, found, strict=False):
        if line.text != block.text:
            place, ours, theirs = first_difference(line.text, block.text)
            problems.append(
                Problem(
                    name,
                    block.line,
                    "C04",
                    f"{document.label(line.number)} differs from its source at character {place}: the source has '{ours}', the chapter '{theirs}'.",
                    remake,
                )
            )
            if line.text[:40] != block.text[:40]:
                break
    if len(lines) > len(found):
        missing = lines[len(found)]
        problems.append(
            Problem(
                name, 0, "C05", f"the chapter ends before {document.label(missing.number)}.", remake
            )
        )
    if len(found) > len(lines):
        extra = found[len(lines)]
        problems.append(
            Problem(
                name,
                extra.line,
                "C06",
                f"the chapter has more than its source: {_shorten(extra.text)}.",
                remake,
            )
        )
    return problems


def first_difference(left: str, right: str, width: int = 30) -> tuple[int, str, str]:
    """Return the first place (from 0) where two texts differ, and the words that stand there."""
    place = next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )
    start = max(0, left.rfind(" ", 0, place) + 1)
    return place, left[start : start + width], right[start : start + width]


def _shorten(text: str, width: int = 40) -> str:
    flat = " ".join(text.split())
    return f"'{flat[:width]}{'…' if len(flat) > width else ''}'"


def _check_headnote(texts: Texts, document: Document) -> list[Problem]:
    name = f"{document.folder}/headnote.md"
    try:
        (texts.root / name).read_bytes().decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return []
    except UnicodeDecodeError as error:
        message = f"the headnote is not UTF-8 at byte {error.start}."
        return [Problem(name, 0, "C08", message, "Save it as plain text in UTF-8.")]
    return []


def check_chapters(texts: Texts) -> list[Problem]:
    """Compare all chapter files with their sources."""
    problems: list[Problem] = []
    for document in texts.documents:
        problems += _check_headnote(texts, document)
        pages = texts.pages(document.slug)
        for page in pages:
            problems += check_page(texts, document, page)
        problems += [
            Problem(
                chapter_path(document, path.stem),
                0,
                "C07",
                f"no line of {document.siglum} stands on this page.",
                "It was a page of the chapter once: take the file away.",
            )
            for path in sorted((texts.root / document.folder).glob("*.md"))
            if path.stem not in pages and path.is_file() and CLOSING.encode() in path.read_bytes()
        ]
    return problems
