"""Read the tables and check each against its description."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from edition.anchors import Anchor, Locus, from_mapping, resolve
from edition.layers.schema import TABLES, Field, Table
from edition.report import Problem, nearest
from edition.text import Texts
from edition.text.sheets import Codes, read_csv

# Characters that reorder or hide what a reviewer sees (Unicode TR 36, TR 39).
HIDDEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
# Not \d: that is every script's digits.
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_INTEGER = re.compile(r"[0-9]{1,9}\Z")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?\Z")
_CODES = Codes(unread="T01", header="T02", cells="T03", syntax="T04")


@dataclass(frozen=True)
class Row:
    """A row of a table, with the line of the file on which it ends.

    ``sound`` is False where a cell is not what its column's description says.
    """

    table: Table
    line: int
    values: Mapping[str, str]
    sound: bool = True

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    @property
    def id(self) -> str:
        """The row's identifier, or ``""``."""
        return self.values.get("id", "")

    def problem(self, code: str, message: str, remedy: str = "") -> Problem:
        """Return a problem of this row."""
        return Problem(self.table.path, self.line, code, message, remedy)

    def anchor(self, side: str = "") -> Anchor:
        """Return the row's anchor, or one of its two."""
        return from_mapping(self.values, side)

    def has_anchor(self, side: str = "") -> bool:
        """Whether the columns of an anchor are filled."""
        return bool(self[side + "document"] or self[side + "quote"])


def _bounded(field: Field, value: str) -> bool:
    return field.bounds is None or field.bounds[0] <= float(value) <= field.bounds[1]


def is_day(cell: str) -> bool:
    """Whether a cell is a day that exists, as ``1710-03-03``."""
    if not _ISO_DAY.match(cell):
        return False
    try:
        date.fromisoformat(cell)
    except ValueError:
        # 29 February 1900 and its like exist in the Old Style only.
        year, month, day = (int(part) for part in cell.split("-"))
        return (month, day) == (2, 29) and year % 4 == 0
    return True


def _cell(row: Row, field: Field) -> Problem | None:
    value = row[field.name]
    if not value:
        return (
            row.problem("T05", f"'{field.name}' is empty.", field.description)
            if field.required
            else None
        )
    if field.choices and value not in field.choices:
        hint = nearest(value, [c for c in field.choices if c])
        allowed = ", ".join(f"'{c}'" for c in field.choices if c)
        return row.problem(
            "T06", f"'{field.name}' cannot be '{value}'.", hint or f"It is one of {allowed}."
        )
    if field.kind == "date" and not is_day(value):
        return row.problem(
            "T07",
            f"'{field.name}' is no day that exists: '{value}'.",
            "Write year, month and day as 1710-03-03.",
        )
    if field.kind == "integer" and not _INTEGER.match(value):
        return row.problem(
            "T08", f"'{field.name}' is no whole number: '{value}'.", "Write digits only."
        )
    if field.kind == "number" and not _NUMBER.match(value):
        return row.problem(
            "T08",
            f"'{field.name}' is no number: '{value}'.",
            "Write digits, with a point before decimals.",
        )
    hidden = HIDDEN.search(value)
    if hidden and not field.name.endswith(("quote", "prefix", "suffix")):
        return row.problem(
            "T09",
            f"'{field.name}' holds the hidden character U+{ord(hidden.group()):04X}.",
            "Type the cell again.",
        )
    if (field.pattern and not re.fullmatch(field.pattern, value)) or not _bounded(field, value):
        return row.problem(
            "T13", f"'{field.name}' cannot be '{_shortened(value)}'.", field.description
        )
    return None


def _shortened(value: str, width: int = 60) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= width else flat[:width] + "…"


def read_table(root: Path, table: Table) -> tuple[list[Row], list[Problem]]:
    """Read one table below ``root``; a table that is not there has no rows.

    Returns its rows that could be read and what is wrong with the others.
    References to other tables are not looked up here (:func:`check_references`).
    """
    needed = [field.name for field in table.fields if not field.optional]
    sheet, problems = read_csv(root, table.path, needed, _CODES)
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for line, values in sheet.rows:
        record = Row(table, line, values)
        filled = [field for field in table.fields if field.required or values.get(field.name)]
        wrong = [p for p in (_cell(record, field) for field in filled) if p]
        problems += wrong
        if table.unique and record.id:
            if record.id in seen:
                problems.append(
                    record.problem(
                        "T10",
                        f"the id '{record.id}' stands in line {seen[record.id]} too.",
                        "Give the new row another.",
                    )
                )
            seen[record.id] = record.line
        rows.append(replace(record, sound=not wrong))
    return rows, problems


def read_tables(root: Path) -> tuple[dict[str, list[Row]], list[Problem]]:
    """Read every table but that of the lines, which the text room reads."""
    tables: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for name, table in TABLES.items():
        if name != "lines":
            tables[name], wrong = read_table(root, table)
            problems += wrong
    return tables, problems


def check_references(tables: Mapping[str, list[Row]]) -> list[Problem]:
    """Return a problem for each cell that names a row which is not there.

    A reference to a table that is not among ``tables`` is not looked up.
    """
    ids = {name: {row.id for row in rows} for name, rows in tables.items()}
    problems = []
    for name, rows in tables.items():
        for field in TABLES[name].fields:
            if field.refers not in ids:
                continue
            known = ids[field.refers]
            for row in rows:
                cell = row[field.name]
                for value in cell.split(";") if field.many else [cell]:
                    if value and value not in known:
                        problems.append(
                            row.problem(
                                "T11",
                                f"'{field.name}' names '{value}', which {TABLES[field.refers].path} does not hold.",
                                nearest(value, known),
                            )
                        )
    return problems


Loci = dict[tuple[str, int, str], Locus]


def resolve_anchors(tables: Mapping[str, list[Row]], texts: Texts) -> tuple[Loci, list[Problem]]:
    """Resolve every anchor of the tables.

    Returns loci by table name, line and side, and the anchors that failed.
    """
    loci: Loci = {}
    problems: list[Problem] = []
    for name, rows in tables.items():
        table = TABLES[name]
        for row in rows:
            for side in table.sides:
                if len(table.sides) > 1 and not row.has_anchor(side):
                    continue
                found = resolve(row.anchor(side), texts, table.path, row.line)
                if isinstance(found, Problem):
                    problems.append(found)
                else:
                    loci[name, row.line, side] = found
    return loci, problems


def check_order(tables: Mapping[str, list[Row]], loci: Loci, texts: Texts) -> list[Problem]:
    """Return a problem for each table whose rows do not follow the texts: its first row out of place."""
    problems = []
    for name, rows in tables.items():
        if not TABLES[name].ordered:
            continue
        last = (-1, -1)
        for row in rows:
            locus = loci.get((name, row.line, ""))
            if locus is None:
                continue
            place = (texts.order[locus.document, locus.paragraph], locus.start)
            if place < last:
                problems.append(
                    row.problem(
                        "T12",
                        "the row stands after one that comes later in the text.",
                        "Sort the rows by document, paragraph and place.",
                    )
                )
                break
            last = place
    return problems
