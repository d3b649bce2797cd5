"""Tables as files: CSV in UTF-8, read in one place and with one set of complaints."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from edition.report import Problem

#: The longest cell. It is csv's own limit, which any library of the process may have lifted.
LONGEST = 131_072


@dataclass(frozen=True)
class Codes:
    """The codes under which a table's reader complains.

    ``unread``: the file is not UTF-8; ``header``: a column is missing or
    stands twice; ``cells``: a row has too many or too few; ``syntax``: a row
    is not CSV.
    """

    unread: str
    header: str
    cells: str
    syntax: str


@dataclass(frozen=True)
class Sheet:
    """A table as its file has it: the header, and each row with the line on which it ends."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[int, dict[str, str]], ...] = ()


def read_csv(
    root: Path, name: str, needed: Sequence[str], codes: Codes
) -> tuple[Sheet, list[Problem]]:
    """Return the file ``name`` below ``root``, and what is wrong with it.

    ``needed`` are the columns that it must have.  A file that is missing is an
    empty sheet without a problem: whether it may be missing its reader knows.
    """
    try:
        text = (root / name).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Sheet(), []
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8 at byte {error.start}."
        return Sheet(), [Problem(name, 0, codes.unread, message, "Save it as CSV in UTF-8.")]
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}."
        return Sheet(), [Problem(name, 0, codes.unread, message, "Put the table in its place.")]
    return _parsed(text, name, needed, codes)


def _parsed(
    text: str, name: str, needed: Sequence[str], codes: Codes
) -> tuple[Sheet, list[Problem]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    problems: list[Problem] = []
    header: list[str] = []
    try:
        header = _short(next(reader, []))
        wrong = _header(header, name, needed, codes)
        if wrong:
            return Sheet(), wrong
        for cells in map(_short, filter(None, reader)):
            if len(cells) == len(header):
                rows.append((reader.line_num, dict(zip(header, cells, strict=True))))
                continue
            message = f"the row has {len(cells)} cells, the header {len(header)}."
            remedy = "Put cells that hold a comma between double quotation marks."
            problems.append(Problem(name, reader.line_num, codes.cells, message, remedy))
    except csv.Error as error:
        message = f"the row cannot be read: {error}."
        remedy = "Double each quotation mark inside a cell."
        problems.append(Problem(name, reader.line_num, codes.syntax, message, remedy))
    return Sheet(tuple(header), tuple(rows)), problems


def _short(cells: list[str]) -> list[str]:
    """Return the cells; raise csv's own error if one is too long."""
    if any(len(cell) > LONGEST for cell in cells):
        raise csv.Error(f"field larger than field limit ({LONGEST})")
    return cells


def _header(header: list[str], name: str, needed: Sequence[str], codes: Codes) -> list[Problem]:
    missing = [column for column in needed if column not in header]
    if missing:
        message = f"columns are missing: {', '.join(missing)}."
        return [Problem(name, 1, codes.header, message, "Restore the header.")]
    if len(set(header)) != len(header):
        message = "a column stands twice in the header."
        return [Problem(name, 1, codes.header, message, "Remove one.")]
    return []


def read_header(root: Path, name: str) -> list[str]:
    """Return the columns that a table names; none where that cannot be read.

    What is wrong with the table :func:`read_csv` says.
    """
    try:
        with (root / name).open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return next(csv.reader(file), [])
    except (OSError, csv.Error):
        return []
