"""Old Style (Julian) and New Style (Gregorian) days, and how they are written."""

from edition.calendar.days import (
    both_styles,
    day_in_both,
    interval,
    long_day,
    new_style,
    old_style,
    valid,
    weekday,
)

__all__ = [
    "both_styles",
    "day_in_both",
    "interval",
    "long_day",
    "new_style",
    "old_style",
    "valid",
    "weekday",
]
