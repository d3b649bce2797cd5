"""Charts of time: days on an axis that shows both calendars.

Across, the axes count days (proleptic Gregorian ordinals, so that both
calendars can be marked on them); down, they count pixels from the top.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from edition.calendar import interval, new_style
from edition.calendar.days import MONTHS
from edition.charts.forms import EM, LINE, TEXT, canvas, link, write
from edition.charts.reading import Data
from edition.charts.svg import INK, PAPER, RULE, SOFT

#: The colour of days in charts of time; a slip has another, and another shape.
DAY, SLIP = "#4a6fa5", "#d1495b"
_STYLES = {"OS": "Old Style", "NS": "New Style", "": "no calendar"}


def ordinal(new: str) -> int:
    """Return the place of a New Style day on the axis."""
    return date.fromisoformat(new).toordinal()


def both(row: Any) -> str:
    """Return the days of a row in both calendars: ``3–5 July (16–18 July) 1710``."""
    old, new = interval(row.os_start, row.os_end), interval(row.ns_start, row.ns_end)
    return f"{old} Old Style, {new} New Style"


def dated(rows: pd.DataFrame, data: Data) -> pd.DataFrame:
    """Return the date expressions that name days as marks of time, in the order of ``rows``."""
    with_days = rows[rows["ns_start"] != ""]
    made: list[dict[str, Any]] = []
    for row in with_days.itertuples():
        last = row.ns_end or row.ns_start
        made.append(
            {
                "what": f"“{row.quote}”",
                "says": both(row) + (f" (slip: {row.slip})" if row.slip else ""),
                "low": row.ns_start,
                "high": last,
                "of": "",
                "unit": f"New Style days; the words use {_STYLES[row.calendar]}",
                "source": f"{data.sigla[row.document]} {row.paragraph}",
                "start": ordinal(row.ns_start),
                "end": ordinal(last),
                "document": row.document,
                "paragraph": row.paragraph,
                "calendar": row.calendar,
                "slip": row.slip,
                "right": ordinal(new_style(row.right_os_start)) if row.right_os_start else None,
                "event": row.event,
                "id": row.id,
            }
        )
    return pd.DataFrame(made)


def months(first: int, last: int) -> Iterable[tuple[str, int, str, int]]:
    """Yield calendar, day on the axis, name and year of each month that begins between two days."""
    for year in range(date.fromordinal(first).year - 1, date.fromordinal(last).year + 1):
        for index, name in enumerate(MONTHS, 1):
            for style, day in (
                ("OS", ordinal(new_style(f"{year}-{index:02d}-01"))),
                ("NS", date(year, index, 1).toordinal()),
            ):
                if first <= day <= last:
                    yield style, day, name, year


def calendar_axis(axes: Axes, first: int, last: int, top: float, bottom: float) -> None:
    """Mark the months of the Old Style above a drawing and those of the New Style below it.

    The first year stands beside the calendar's name, each later one at its January.
    """
    axes.set_xlim(first, last)
    begun = {"OS": 0, "NS": 0}
    for style, day, name, year in months(first, last):
        old = style == "OS"
        y = top if old else bottom
        axes.plot([day, day], [y, y + (-4 if old else 4)], color=SOFT, lw=1)
        if old:
            axes.plot([day, day], [top, bottom], color=RULE, lw=0.8, zorder=0)
        short = name[: 1 if last - first > 500 else 3]
        if last - day > 20:
            write(axes, day + 2, y - 4 if old else y + 13, short, color=SOFT, size=10)
        begins, begun[style] = begun[style], begun[style] or year
        if begins and name == MONTHS[0] and last - day > 5 * EM * (last - first) / TEXT:
            write(axes, day, top - 17 if old else bottom + 26, str(year), color=SOFT, size=10)
    axes.plot([first, last], [top, top], color=SOFT, lw=1)
    axes.plot([first, last], [bottom, bottom], color=SOFT, lw=1)
    for style, name, y in (("OS", "Old Style", top - 17), ("NS", "New Style", bottom + 26)):
        since = f", {begun[style]}" if begun[style] else ""
        write(axes, first, y, name + since, color=SOFT, size=10)


def span_of(rows: pd.DataFrame) -> tuple[int, int]:
    """Return the first and last day of marks with room around them."""
    return int(rows["start"].min()) - 10, int(rows["end"].max()) + 16


def lanes(rows: pd.DataFrame, names: Mapping[str, str], width: float = TEXT) -> Figure:
    """Draw a lane for each document: a dot for each date that names a week or less, in its week.

    Longer spans of time lie under the dots as lines.  ``names`` says what each
    lane is called.
    """
    first, last = span_of(rows)
    each = {slug: _lane_height(rows[rows["document"] == slug]) for slug in names}
    figure, axes = canvas(width, 34 + sum(each.values()) + 34)
    top = 34.0
    calendar_axis(axes, first, last, top, top + sum(each.values()))
    for slug, name in names.items():
        own = rows[rows["document"] == slug]
        write(axes, first + 2, top + LINE, name, weight="bold")
        _lane(axes, own, top + each[slug])
        axes.plot([first, last], [top + each[slug]] * 2, color=RULE, lw=1)
        top += each[slug]
    return figure


_DOT = 5.6
#: The days that one column of dots holds.
WEEK = 7


def _stacked(own: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the short dates with their week and place in it, and the long ones."""
    short = own[own["end"] - own["start"] < WEEK].copy()
    short["week"] = short["start"] // WEEK
    short["place"] = short.groupby("week").cumcount()
    return short, own[own["end"] - own["start"] >= WEEK]


def _lane_height(own: pd.DataFrame) -> float:
    short, long = _stacked(own)
    return (
        max(LINE + 8 + _DOT * (short["place"].max() + 1 if len(short) else 0), 2 * LINE)
        + 3 * min(len(long), 12)
        + 4
    )


def _lane(axes: Axes, own: pd.DataFrame, bottom: float) -> None:
    short, long = _stacked(own)
    base = bottom - 3 * min(len(long), 12) - 4
    lines = [
        (row.start, row.end, base + 3 + 3 * (index % 12), row)
        for index, row in enumerate(long.sort_values(["start", "end"]).itertuples())
    ]
    _spans(axes, lines)
    points = [
        (row.week * WEEK + WEEK / 2, base - _DOT * (row.place + 0.5), row)
        for row in short.itertuples()
    ]
    _days(axes, points, 4.8)


def _days(axes: Axes, points: Sequence[tuple[float, float, Any]], size: float) -> None:
    """Draw days as dots, and slips as diamonds; each leads to its words."""
    for slip, marker, colour in ((False, "o", DAY), (True, "D", SLIP)):
        own = [point for point in points if bool(point[2].slip) == slip]
        if own:
            drawn = axes.scatter(
                [x for x, _, _ in own],
                [y for _, y, _ in own],
                s=size**2,
                marker=marker,
                color=colour,
                edgecolor=PAPER,
                linewidth=0.5,
                zorder=4,
                gid="days",
            )
            drawn.set_urls([f"#{row.id}" for _, _, row in own])


def _spans(axes: Axes, lines: Sequence[tuple[float, float, float, Any]]) -> None:
    """Draw spans of time as lines; each leads to its words."""
    if lines:
        drawn = LineCollection(
            [[(start, y), (end, y)] for start, end, y, _ in lines],
            colors=[SLIP if row.slip else DAY for *_, row in lines],
            linewidths=1.6,
            gid="spans",
            zorder=2,
        )
        drawn.set_urls([f"#{row.id}" for *_, row in lines])
        axes.add_collection(drawn, autolim=False)


def course(
    rows: pd.DataFrame, order: Mapping[str, int], guides: Mapping[str, int], width: float = TEXT
) -> Figure:
    """Draw the dates of one document: time across, the order of reading down.

    ``order`` ranks its paragraphs, ``guides`` gives the days that are named at
    the top.  A line shows a span; a diamond a slip, with a line to the right day.
    """
    first, last = span_of(rows)
    depth = max(130.0, min(1.6 * len(order), 430.0))
    top = 34 + LINE * len(guides) + 4.0
    figure, axes = canvas(width, top + depth + 34)
    calendar_axis(axes, first, last, top, top + depth)
    _guides(axes, guides, first, last, 34.0 - 17, top, depth, width)
    _ladder(axes, order, top, depth, first, last)
    points, lines = [], []
    for row in rows.itertuples():
        y = top + 6 + (depth - 12) * order[row.paragraph] / max(len(order) - 1, 1)
        middle = (row.start + row.end) / 2
        if row.end - row.start > 1:
            lines.append((row.start, row.end, y, row))
        if row.end - row.start <= 8:
            points.append((middle, y, row))
        if row.slip and pd.notna(row.right):
            axes.plot([middle, row.right], [y, y], color=SLIP, lw=0.8, ls=(0, (1, 1)), zorder=3)
    _spans(axes, lines)
    _days(axes, points, 5.5)
    return figure


def _ladder(
    axes: Axes, order: Mapping[str, int], top: float, depth: float, first: int, last: int
) -> None:
    """Mark every so many paragraphs at the right edge."""
    numbers = [n for n in order if n.isdigit()]
    step = next(s for s in (5, 10, 25, 50, 100, 10**9) if len(numbers) / s <= 8)
    for number in numbers:
        if int(number) % step == 0:
            y = top + 6 + (depth - 12) * order[number] / max(len(order) - 1, 1)
            write(axes, last, y + 4, number, ha="right", color=SOFT, size=10)


def _guides(
    axes: Axes,
    guides: Mapping[str, int],
    first: int,
    last: int,
    start: float,
    top: float,
    depth: float,
    width: float,
) -> None:
    """Write the names of days above the drawing, each with a line down to its day."""
    step = (last - first) / width
    for index, (name, day) in enumerate(guides.items()):
        y = start + LINE * (index + 1) - 13
        right = day + (len(name) + 1) * EM * step > last
        write(
            axes,
            day - 3 * step if right else day + 3 * step,
            y,
            name,
            ha="right" if right else "left",
            size=11,
        )
        axes.plot([day, day], [y - 9, top + depth], color=INK, lw=0.8, alpha=0.55, zorder=1)


__all__ = [
    "DAY",
    "SLIP",
    "both",
    "calendar_axis",
    "course",
    "dated",
    "lanes",
    "link",
    "months",
    "ordinal",
]
