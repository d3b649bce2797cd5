"""What a row says in words: bounds, numbers, places."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

_AT_MOST = ("nearly", "less than", "at most")


def number(value: float) -> str:
    """Return a number as people write it: ``505``, ``17,256,911``, ``0.25``."""
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


_SMALL = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spell(value: float) -> str:
    """Return a whole number below a hundred as a word, any other as digits."""
    if value != int(value) or not 0 <= value < 100:
        return number(value)
    tens, ones = divmod(int(value), 10)
    if tens < 2:
        return _SMALL[int(value)]
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")


def upper(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def listed(items: Iterable[str]) -> str:
    """Return words as a list in a sentence: ``AP, FA and ST``."""
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last


def percent(value: float) -> str:
    """Return a share of one as a whole per cent."""
    return f"{value:.0%}"


def has(value: Any) -> bool:
    """Whether a bound is given."""
    return (
        value is not None and value != "" and not (isinstance(value, float) and math.isnan(value))
    )


def bounds(row: pd.Series) -> str:
    """Return the bounds of a row in words: ``505``, ``2 to 3``, ``more than 100``, ``“a handful”``."""
    low, high = row["low"], row["high"]
    qualifier = row.get("qualifier", "exact")
    say = percent if row.get("unit") == "share" else number
    if has(low) and has(high):
        words = say(low) if low == high else f"{say(low)} to {say(high)}"
        return f"{qualifier} {words}" if qualifier in ("about",) else words
    if has(low):
        return f"{qualifier if qualifier in ('more than', 'at least') else 'at least'} {say(low)}"
    if has(high):
        return f"{qualifier if qualifier in _AT_MOST else 'at most'} {say(high)}"
    return f"“{row['quote']}”" if row.get("quote") else "no number"


def with_unit(row: pd.Series) -> str:
    """Return the bounds of a row with what one of them is."""
    words = bounds(row)
    unit = row.get("unit", "")
    return words if unit in ("", "share") or words.startswith("“") else f"{words} {unit}"
