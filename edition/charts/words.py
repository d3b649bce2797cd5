"""What a row says in words: bounds, numbers, places."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from edition.layers import wording
from edition.layers.wording import has, number, percent

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


def bounds(row: pd.Series) -> str:
    """Return the bounds of a row in words, or where it has none the words themselves: ``“a handful”``."""
    words = wording.bounds(row["low"], row["high"], row.get("qualifier", ""), row.get("unit", ""))
    return words or (f"“{row['quote']}”" if row.get("quote") else "no number")


def with_unit(row: pd.Series) -> str:
    """Return the bounds of a row with what one of them is."""
    words = bounds(row)
    return words if words.startswith("“") else wording.with_unit(words, row.get("unit", ""))


__all__ = ["bounds", "has", "listed", "number", "percent", "spell", "upper", "with_unit"]
