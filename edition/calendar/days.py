"""Conversion of days between the calendars, by ``convertdate``.

Days are ISO strings (``1710-02-20``); which calendar one is in is said by the
name of the argument.  The Old Style is counted on after any state's change of
calendar, since texts go on using it.  A text names the same days again and
again: each is worked out once.
"""

from __future__ import annotations

from functools import lru_cache

from convertdate import gregorian, julian

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@lru_cache(maxsize=2**12)
def _parts(day: str) -> tuple[int, int, int]:
    year, month, number = (int(part) for part in day.split("-"))
    return year, month, number


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"


@lru_cache(maxsize=2**12)
def new_style(old: str) -> str:
    """Return the New Style day of an Old Style day; raise ``ValueError`` if it does not exist."""
    return _iso(*julian.to_gregorian(*_parts(old)))


@lru_cache(maxsize=2**12)
def old_style(new: str) -> str:
    """Return the Old Style day of a New Style day; raise ``ValueError`` if it does not exist."""
    return _iso(*julian.from_gregorian(*_parts(new)))


@lru_cache(maxsize=2**12)
def valid(day: str, calendar: str) -> bool:
    """Whether an ISO day exists in the calendar ``OS`` or ``NS``."""
    try:
        module = julian if calendar == "OS" else gregorian
        module.to_jd(*_parts(day))
        back = new_style(day) if calendar == "OS" else old_style(day)
        return (old_style(back) if calendar == "OS" else new_style(back)) == day
    except ValueError:
        return False


def weekday(new: str) -> str:
    """Return the English name of the weekday of a New Style day."""
    return WEEKDAYS[int(gregorian.to_jd(*_parts(new)) + 1.5) % 7 - 1]


def long_day(day: str, year: bool = True) -> str:
    """Return ``20 February 1710`` for ``1710-02-20``."""
    y, month, number = _parts(day)
    return f"{number} {MONTHS[month - 1]}" + (f" {y}" if year else "")


def interval(start: str, end: str) -> str:
    """Return a day or span as words: ``3–5 July 1710``, ``31 August – 2 September 1710``."""
    if not end or end == start:
        return long_day(start)
    first, last = _parts(start), _parts(end)
    if first[:2] == last[:2]:
        return f"{first[2]}–{long_day(end)}"
    return f"{long_day(start, year=first[0] != last[0])} – {long_day(end)}"


def both_styles(os_start: str, os_end: str, ns_start: str, ns_end: str) -> str:
    """Return a span in both calendars, the Old Style first."""
    return f"{interval(os_start, os_end)} Old Style, {interval(ns_start, ns_end)} New Style"


def day_in_both(old: str) -> str:
    """Return an Old Style day with the New Style one in brackets: ``20 February (3 March) 1710``."""
    new = new_style(old)
    if new[:4] != old[:4]:
        return f"{long_day(old)} ({long_day(new)})"
    day, month, year = long_day(old).split(" ")
    if new[:7] == old[:7]:
        return f"{day} ({int(new[8:])}) {month} {year}"
    return f"{day} {month} ({long_day(new, year=False)}) {year}"
