"""The lines of the sources and their permanent numbers: ``data/lines.csv``.

Each non-blank physical line of a source is one unit, never joined, never
split.  A row says what it is (``class``), how it is cited (``number``), who
speaks (``voice``), how it is set (``form``, ``group``) and on which page of
the chapter it stands (``page``).
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from edition.report import Problem, nearest
from edition.text.catalogue import Document
from edition.text.sheets import Codes, Sheet, read_csv

LINES = "data/lines.csv"
COLUMNS = (
    "document",
    "line",
    "class",
    "number",
    "level",
    "voice",
    "form",
    "group",
    "page",
    "cut",
    "reason",
    "sha256",
)
PREFIXES = {"text": "", "heading": "h", "title": "t", "footnote": "n"}
CLASSES = (*PREFIXES, "furniture")
VOICES = ("", "author", "editor", "quoted")
_CODES = Codes(unread="L01", header="L01", cells="L05", syntax="L05")
_DIGITS = re.compile(r"[0-9]{1,9}\Z")
_PAGE = re.compile(r"[a-z0-9][a-z0-9-]{0,79}\Z")


@dataclass(frozen=True)
class Line:
    """A row of ``data/lines.csv``.

    ``text`` is what the line says without the characters of ``cut``; it is
    not in the table but comes from the source.  ``row`` is the row's line in
    the table, for messages.
    """

    document: str
    line: int
    kind: str
    number: str
    level: int
    voice: str
    form: str
    group: str
    page: str
    cut: str
    reason: str
    sha256: str
    text: str = ""
    row: int = 0


def digest(text: str) -> str:
    """Return the SHA-256 of ``text`` in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def split(source: str) -> list[tuple[int, str]]:
    """Return the non-blank lines of a source with their numbers (from 1).

    Only a line feed, or a carriage return and line feed, ends a line.
    """
    found = []
    for number, line in enumerate(source.split("\n"), 1):
        line = line[:-1] if line.endswith("\r") else line
        if line.strip():
            found.append((number, line))
    return found


def without(line: str, cut: str) -> str:
    """Return ``line`` without the last occurrence of ``cut``."""
    head, found, tail = line.rpartition(cut) if cut else (line, "", "")
    return head + tail if cut and found else line


def _row(values: dict[str, str], row: int) -> tuple[Line | None, list[Problem]]:
    problems = []
    if values["class"] not in CLASSES:
        hint = nearest(values["class"], list(CLASSES)) or f"Use one of {', '.join(CLASSES)}."
        problems.append(Problem(LINES, row, "L02", f"unknown class '{values['class']}'.", hint))
    if values["voice"] not in VOICES:
        problems.append(
            Problem(
                LINES,
                row,
                "L03",
                f"unknown voice '{values['voice']}'.",
                nearest(values["voice"], list(VOICES)) or "Use author, editor or quoted.",
            )
        )
    for column in ("line", "level"):
        if not _DIGITS.match(values[column]) and not (column == "level" and not values[column]):
            problems.append(
                Problem(
                    LINES,
                    row,
                    "L04",
                    f"'{column}' is no number: '{values[column]}'.",
                    "Write digits only.",
                )
            )
    if values["page"] and not _PAGE.match(values["page"]):
        problems.append(
            Problem(
                LINES,
                row,
                "L13",
                f"{values['page']!r:.40} cannot name a page.",
                "Use lower-case letters, digits and hyphens.",
            )
        )
    if problems:
        return None, problems
    return (
        Line(
            document=values["document"],
            line=int(values["line"]),
            kind=values["class"],
            number=values["number"],
            level=int(values["level"] or 0),
            voice=values["voice"],
            form=values["form"],
            group=values["group"],
            page=values["page"],
            cut=values["cut"],
            reason=values["reason"],
            sha256=values["sha256"],
            row=row,
        ),
        [],
    )


def read_sheet(root: Path) -> tuple[Sheet, list[Problem]]:
    """Read ``data/lines.csv`` as the file has it, and what is wrong with its form."""
    return read_csv(root, LINES, COLUMNS, _CODES)


def read_lines(root: Path) -> tuple[list[Line], list[Problem]]:
    """Read ``data/lines.csv`` below ``root``; the rows have no ``text`` yet."""
    if not (root / LINES).exists():
        return [], [
            Problem(LINES, 0, "L01", "the file is missing.", "Import a document to make it.")
        ]
    sheet, problems = read_sheet(root)
    found: list[Line] = []
    for number, values in sheet.rows:
        line, wrong = _row(values, number)
        problems += wrong
        if line:
            found.append(line)
    return found, problems


def write_lines(lines: Iterable[Line]) -> str:
    """Return ``lines`` as the content of ``data/lines.csv``."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow(
            [
                line.document,
                line.line,
                line.kind,
                line.number,
                line.level or "",
                line.voice,
                line.form,
                line.group,
                line.page,
                line.cut,
                line.reason,
                line.sha256,
            ]
        )
    return out.getvalue()


def numbered(lines: Iterable[Line]) -> list[Line]:
    """Return the lines of one document with the numbers that their classes give them."""
    count = dict.fromkeys(PREFIXES, 0)
    found = []
    for line in lines:
        if line.kind in PREFIXES:
            count[line.kind] += 1
            line = replace(line, number=f"{PREFIXES[line.kind]}{count[line.kind]}")
        else:
            line = replace(line, number="", page="")
        found.append(line)
    return found


def read_source(root: Path, document: Document) -> tuple[str, list[Problem]]:
    """Return a document's frozen source, and what is wrong with it."""
    path = root / document.source
    try:
        content = path.read_bytes()
    except OSError:
        return "", [
            Problem(
                document.source,
                0,
                "S01",
                "the source is missing.",
                "Restore it: git checkout -- " + document.source,
            )
        ]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", [
            Problem(
                document.source,
                0,
                "S02",
                f"the source is not UTF-8 at byte {error.start}.",
                "Restore it from git.",
            )
        ]
    if hashlib.sha256(content).hexdigest() != document.sha256:
        return text, [
            Problem(
                document.source,
                0,
                "S03",
                "the source is not the file that was frozen: its SHA-256 differs.",
                "Restore it: git checkout -- " + document.source,
            )
        ]
    return text, []


def join(document: Document, rows: list[Line], source: str) -> tuple[list[Line], list[Problem]]:
    """Give the rows of one document their text, and check them against its source.

    Every non-blank line must have a row, every row a line, every text the
    hash that was recorded, and every number the place that its class gives it.
    """
    problems: list[Problem] = []
    lines = dict(split(source))
    found: list[Line] = []
    for row in rows:
        if row.line not in lines:
            problems.append(
                Problem(
                    LINES,
                    row.row,
                    "L06",
                    f"{document.slug} has no text in line {row.line}.",
                    "Remove the row.",
                )
            )
            continue
        raw = lines.pop(row.line)
        if row.cut and row.cut not in raw:
            problems.append(
                Problem(
                    LINES,
                    row.row,
                    "L07",
                    f"the line does not hold '{row.cut}'.",
                    "Correct the column 'cut'.",
                )
            )
        text = without(raw, row.cut)
        if digest(text) != row.sha256:
            problems.append(
                Problem(
                    LINES,
                    row.row,
                    "L08",
                    f"line {row.line} of {document.slug} is not the text whose hash stands here.",
                    "A numbered paragraph never changes: restore the source and this row.",
                )
            )
        found.append(replace(row, text=text))
    problems += [
        Problem(
            LINES,
            0,
            "L09",
            f"line {line} of {document.slug} has no row.",
            "Run: python -m edition import",
        )
        for line in lines
    ]
    for row, right in zip(found, numbered(found), strict=True):
        if row.number != right.number:
            problems.append(
                Problem(
                    LINES,
                    row.row,
                    "L10",
                    f"the paragraph number '{row.number}' should be '{right.number}' by its place.",
                    "Numbers are permanent: restore the table rather than renumber.",
                )
            )
    if [r.line for r in found] != sorted({r.line for r in found}):
        problems.append(
            Problem(
                LINES,
                found[0].row,
                "L11",
                f"the rows of {document.slug} are not in the order of its lines.",
                "Sort them by 'line'.",
            )
        )
    return found, problems
