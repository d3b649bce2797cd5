"""What must hold between rows, beyond what each table's description says."""

from __future__ import annotations

import re

from edition.anchors import Locus
from edition.calendar import new_style, valid
from edition.calendar.days import MONTHS
from edition.layers.bibliography import check_sources
from edition.layers.edition import Layers
from edition.layers.numbers import numbers_in
from edition.layers.parallels import aligned
from edition.layers.tables import Row
from edition.report import Problem

# The tables whose ids are targets in the book as they stand, with no word before them.
MARKED = (
    "emendations",
    "dates",
    "figures",
    "quotations",
    "chart_places",
    "disagreements",
    "parallels",
)
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!:\d| ?[ap]\.?m)", re.IGNORECASE)


def _sound(layers: Layers, table: str) -> list[Row]:
    """Return the rows of a table whose cells can be read."""
    return [row for row in layers.tables[table] if row.sound]


def check_dates(layers: Layers) -> list[Problem]:
    """Dates exist, differ by what the calendars differ, and stand in their words."""
    problems: list[Problem] = []
    for table in ("dates", "events"):
        for row in _sound(layers, table):
            problems += _calendars(row)
    for row in _sound(layers, "dates"):
        if row["precision"] == "day" and row["use"] == "date" and not row["calendar"]:
            problems.append(
                row.problem(
                    "Y04",
                    "the row names a day but no calendar.",
                    "Write OS or NS: the calendar that the words use.",
                )
            )
        if row["slip"] and not row["right_os_start"] and not row["note"]:
            problems.append(
                row.problem(
                    "Y05", "the slip has neither a right date nor a note.", "Say what is so."
                )
            )
        problems += _words_hold_date(row)
    return problems


def _calendars(row: Row) -> list[Problem]:
    problems = []
    for column, calendar in (
        ("os_start", "OS"),
        ("os_end", "OS"),
        ("ns_start", "NS"),
        ("ns_end", "NS"),
    ):
        if row[column] and not valid(row[column], calendar):
            problems.append(
                row.problem(
                    "Y01",
                    f"'{column}' is no day of its calendar: '{row[column]}'.",
                    "Correct the day.",
                )
            )
    if problems:
        return problems
    for end in ("start", "end"):
        old, new = row[f"os_{end}"], row[f"ns_{end}"]
        if old and new and new_style(old) != new:
            problems.append(
                row.problem(
                    "Y02",
                    f"{old} Old Style is {new_style(old)} New Style, not {new}.",
                    "Correct one of the two.",
                )
            )
        if bool(old) != bool(new):
            problems.append(
                row.problem("Y02", f"only one calendar is given for the {end}.", "Fill both.")
            )
    if row["os_end"] and row["os_start"] and row["os_end"] < row["os_start"]:
        problems.append(
            row.problem("Y03", "the interval ends before it starts.", "Exchange start and end.")
        )
    return problems


def _words_hold_date(row: Row) -> list[Problem]:
    """A day number and a month that the words print must be the row's own."""
    calendar = row["calendar"].lower()
    start, end = (
        row[f"{calendar}_start"] if calendar else "",
        row[f"{calendar}_end"] if calendar else "",
    )
    if row["use"] != "date" or not start or row["relative_to"]:
        return []
    end = end or start
    words = row["quote"]
    months = {
        n
        for n, month in enumerate(MONTHS, 1)
        if re.search(month[:3], words, re.IGNORECASE)
        and re.search(month if len(month) < 5 else month[:4], words, re.IGNORECASE)
    }
    months -= {5} if not re.search(r"\bmay\b", words, re.IGNORECASE) else set()
    own_months = {int(start[5:7]), int(end[5:7])} | set(range(int(start[5:7]), int(end[5:7]) + 1))
    if months and start[:4] == end[:4] and not months & own_months:
        return [
            row.problem(
                "Y06",
                f"the words '{words}' name another month than {start}.",
                "Correct the days or the quotation.",
            )
        ]
    days = {int(number) for number in _DAY.findall(words) if int(number) <= 31}
    if row["precision"] == "day" and days and int(start[8:10]) not in days:
        return [
            row.problem(
                "Y06",
                f"the words '{words}' name another day than {start}.",
                "Correct the days or the quotation.",
            )
        ]
    return []


def check_events(layers: Layers) -> list[Problem]:
    """Each event is told by a passage, or is context."""
    told = {row["event"] for row in _sound(layers, "event_passages")}
    return [
        row.problem(
            "Y07",
            f"no passage tells '{row['label']}'.",
            "Add one to data/event_passages.csv, or write 'context' as its kind.",
        )
        for row in _sound(layers, "events")
        if row["kind"] != "context" and row.id not in told
    ]


def check_figures(layers: Layers) -> list[Problem]:
    """Numbers stand in their words, bounds fit their qualifier, parts fit their wholes."""
    problems: list[Problem] = []
    for row in _sound(layers, "figures"):
        problems += _bounds(row)
        problems += _words_hold_number(row)
    return problems + _wholes(layers)


def _bounds(row: Row) -> list[Problem]:
    low, high, qualifier = row["low"], row["high"], row["qualifier"]
    if low and high and float(low) > float(high):
        return [
            row.problem(
                "F01", f"the lower bound {low} is above the upper bound {high}.", "Exchange them."
            )
        ]
    if not low and not high and qualifier != "in words":
        return [
            row.problem(
                "F02", f"'{qualifier}' needs a number.", "Give a bound, or write 'in words'."
            )
        ]
    one_sided = {
        "more than": "high",
        "at least": "high",
        "nearly": "low",
        "less than": "low",
        "at most": "low",
    }
    if qualifier in one_sided and row[one_sided[qualifier]]:
        return [
            row.problem(
                "F02", f"'{qualifier}' leaves '{one_sided[qualifier]}' open.", "Empty that bound."
            )
        ]
    return []


def _words_hold_number(row: Row) -> list[Problem]:
    held = numbers_in(row["quote"]) | {n / 100 for n in numbers_in(row["quote"])}
    for bound in ("low", "high"):
        if row[bound] and not any(abs(float(row[bound]) - number) < 0.00006 for number in held):
            return [
                row.problem(
                    "F03",
                    f"the words '{row['quote']}' do not hold the number {row[bound]}.",
                    "Correct the bound, or quote the words that hold it.",
                )
            ]
    return []


def _overlap(a: Locus, b: Locus) -> bool:
    return (
        (a.document, a.paragraph) == (b.document, b.paragraph)
        and a.start < b.end
        and b.start < a.end
    )


def _owned(layers: Layers, row: Row) -> bool:
    """Whether a disagreement says something of the words of a figure."""
    locus = layers.locus(row)
    places = (layers.locus(place) for place in _sound(layers, "disagreement_places"))
    return locus is not None and any(p is not None and _overlap(p, locus) for p in places)


def _wholes(layers: Layers) -> list[Problem]:
    problems = []
    rows = layers.rows["figures"]
    parts: dict[tuple[str, str, str], list[Row]] = {}
    for row in _sound(layers, "figures"):
        whole = rows.get(row["whole"])
        if whole is None or not row["low"] or not whole["high"] or row["unit"] != whole["unit"]:
            continue
        if float(row["low"]) > float(whole["high"]) and not _owned(layers, row):
            problems.append(
                row.problem(
                    "F04",
                    f"the part {row['low']} exceeds its whole {whole['high']} ('{whole.id}').",
                    "Correct it, or own the excess in data/disagreements.csv.",
                )
            )
        parts.setdefault((whole.id, row["series"], row["question"]), []).append(row)
    for (whole_id, _, _), group in parts.items():
        total = sum(float(row["low"]) for row in group)
        whole = rows[whole_id]
        if total > float(whole["high"]) and not any(_owned(layers, row) for row in [*group, whole]):
            problems.append(
                whole.problem(
                    "F05",
                    f"its parts add up to {total:g}, more than {whole['high']}.",
                    "Correct one, or own the sum in data/disagreements.csv.",
                )
            )
    return problems


def check_disagreements(layers: Layers) -> list[Problem]:
    """Each disagreement has the places that its kind needs."""
    places: dict[str, int] = {}
    for row in _sound(layers, "disagreement_places"):
        places[row["disagreement"]] = places.get(row["disagreement"], 0) + 1
    problems = []
    for row in _sound(layers, "disagreements"):
        count = places.get(row.id, 0)
        needed = 1 if row["kind"] == "against the record" else 2
        if count < needed:
            problems.append(
                row.problem(
                    "G01",
                    f"the disagreement has {count} place{'s' if count != 1 else ''}, its kind needs {needed}.",
                    "Add the words to data/disagreement_places.csv.",
                )
            )
        if row["kind"] == "against the record" and not row["source"]:
            problems.append(
                row.problem(
                    "G02", "what the record says has no source.", "Name the source of the fact."
                )
            )
    return problems


def check_quotations(layers: Layers) -> list[Problem]:
    """The parts of a broken quotation are counted from 1, and a quotation stands inside the one it names."""
    problems = []
    parts: dict[str, list[Row]] = {}
    for row in _sound(layers, "quotations"):
        parts.setdefault(row.id, []).append(row)
    for group in parts.values():
        for index, row in enumerate(group, 1):
            if len(group) > 1 and row["part"] != str(index):
                problems.append(
                    row.problem(
                        "Q01",
                        f"this is part {index} of '{row.id}', not '{row['part']}'.",
                        "Count the parts from 1.",
                    )
                )
    for row in _sound(layers, "quotations"):
        outer = [layers.locus(other) for other in parts.get(row["within"], [])]
        inner = layers.locus(row)
        if row["within"] and inner and not any(o and _overlap(o, inner) for o in outer):
            problems.append(
                row.problem(
                    "Q02", f"its words do not stand within '{row['within']}'.", "Correct 'within'."
                )
            )
    return problems


def check_parallels(layers: Layers) -> list[Problem]:
    """Units stand in order on both sides, cover everything between their ends and do not overlap.

    This holds for the rows that align two documents; rows of the relations
    ``same event`` and ``quotes`` only point across.
    """
    problems: list[Problem] = []
    for row in _sound(layers, "parallels"):
        problems += _sides(row)
    for rows in aligned(layers).values():
        for side in ("left_", "right_"):
            problems += _cover(layers, rows, side)
    return problems


def _sides(row: Row) -> list[Problem]:
    left, right = row.has_anchor("left_"), row.has_anchor("right_")
    wanted = {"only left": (True, False), "only right": (False, True)}.get(
        row["relation"], (True, True)
    )
    if (left, right) != wanted:
        return [
            row.problem(
                "P01",
                f"the relation '{row['relation']}' does not fit the sides that are filled.",
                "Fill or empty the columns of a side.",
            )
        ]
    return []


def _cover(layers: Layers, rows: list[Row], side: str) -> list[Problem]:
    problems: list[Problem] = []
    units: dict[str, list[tuple[int, Locus, Row]]] = {}
    for row in rows:
        locus = layers.locus(row, side) if row.has_anchor(side) else None
        if locus:
            rank = layers.texts.order[locus.document, locus.paragraph]
            units.setdefault(row["unit"], []).append((rank, locus, row))
    end: tuple[int, int] | None = None
    last: Locus | None = None
    for group in units.values():
        for rank, locus, row in sorted(group, key=lambda item: (item[0], item[1].start)):
            if end and (rank, locus.start) < end:
                if last == locus:
                    continue
                code, what = (
                    ("P03", "stands before the unit that precedes it")
                    if (rank, locus.end) <= end
                    else ("P02", "overlaps the words before it")
                )
                problems.append(
                    row.problem(
                        code,
                        f"the {side[:-1]} side {what}: '{row[side + 'quote'][:40]}'.",
                        "Units stand in the order of the text and do not overlap.",
                    )
                )
                continue
            missed = _between(layers, end, last, rank, locus)
            if missed:
                problems.append(
                    row.problem(
                        "P04",
                        f"words before this row's {side[:-1]} side are in no unit: '{missed[:40]}'.",
                        "Add them to a unit, or a row of their own.",
                    )
                )
            end, last = (rank, locus.end), locus
    return problems


def _between(
    layers: Layers, end: tuple[int, int] | None, last: Locus | None, rank: int, locus: Locus
) -> str:
    """Return the words between the end of one unit and the start of the next, on one side."""
    if end is None or last is None:
        return ""
    texts = layers.texts
    if end[0] == rank:
        return texts.paragraphs[locus.document, locus.paragraph].text[end[1] : locus.start].strip()
    words = texts.paragraphs[last.document, last.paragraph].text[end[1] :]
    between = [
        line.text
        for line in texts.numbered(locus.document)
        if end[0] < texts.order[line.document, line.number] < rank
    ]
    return (
        words
        + "".join(between)
        + texts.paragraphs[locus.document, locus.paragraph].text[: locus.start]
    ).strip()


def check_ids(layers: Layers) -> list[Problem]:
    """Each id that becomes a target of its own in the book names one thing."""
    texts = layers.texts
    places = {texts.by_slug[slug].target(number) for slug, number in texts.paragraphs}
    owners: dict[str, Row] = {}
    problems = []
    for row in (row for name in MARKED for row in layers.tables[name] if row.id):
        other = owners.setdefault(row.id, row)
        if row.id in places:
            message = f"the id '{row.id}' is the address of a paragraph."
        elif other.table.name != row.table.name:
            message = f"the id '{row.id}' stands in {other.table.path} too, line {other.line}."
        else:
            continue
        problems.append(row.problem("T14", message, "Give the row another."))
    return problems


def check_rules(layers: Layers) -> list[Problem]:
    """Return everything that is wrong between rows."""
    problems: list[Problem] = []
    for check in (
        check_ids,
        check_dates,
        check_events,
        check_figures,
        check_quotations,
        check_disagreements,
        check_sources,
        check_parallels,
    ):
        problems += check(layers)
    return problems
