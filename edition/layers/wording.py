"""What the cells of a row say in words: numbers, bounds, coordinates."""

from __future__ import annotations

import math
from typing import Any

_AT_LEAST = ("more than", "at least")
_AT_MOST = ("nearly", "less than", "at most")


def number(value: float) -> str:
    """Return a number as people write it: ``505``, ``17,256,911``, ``0.25``."""
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """Return a share of one as a whole per cent."""
    return f"{value:.0%}"


def has(value: Any) -> bool:
    """Whether a bound is given."""
    return (
        value is not None and value != "" and not (isinstance(value, float) and math.isnan(value))
    )


def bounds(low: Any, high: Any, qualifier: str = "", unit: str = "") -> str:
    """Return bounds in words, or ``""`` where there are none: ``505``, ``2 to 3``, ``more than 100``.

    They are numbers, or cells of a table.  ``qualifier`` is how exactly the
    words give them; of a ``unit`` that is a share they are said in per cent.
    """
    speak = percent if unit == "share" else number
    least, most = (speak(float(end)) if has(end) else "" for end in (low, high))
    if least and most:
        words = least if float(low) == float(high) else f"{least} to {most}"
        return f"about {words}" if qualifier == "about" else words
    if least:
        return f"{qualifier if qualifier in _AT_LEAST else 'at least'} {least}"
    return f"{qualifier if qualifier in _AT_MOST else 'at most'} {most}" if most else ""


def with_unit(words: str, unit: str) -> str:
    """Return bounds in words with what one of them is; a share is a part of one, and of nothing else."""
    return words if unit in ("", "share") or not words else f"{words} {unit}"


def coordinates(lat: float, lon: float, digits: int = 5) -> str:
    """Return a place on the Earth as people write it: ``55.5° N, 12.25° E``."""
    north, east = (f"{abs(value):.{digits}f}".rstrip("0").rstrip(".") for value in (lat, lon))
    return f"{north}° {'S' if lat < 0 else 'N'}, {east}° {'W' if lon < 0 else 'E'}"
