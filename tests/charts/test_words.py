"""Numbers and bounds in words."""

from __future__ import annotations

import pandas as pd
import pytest

from edition.charts import bounds, listed, number, percent, spell


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "unit", "words"),
    [
        (505, 505, "exact", "soviets", "505"),
        (17256911, 17256911, "exact", "votes", "17,256,911"),
        (2, 3, "exact", "people", "2 to 3"),
        (60, 60, "about", "people", "about 60"),
        (100, None, "more than", "votes", "more than 100"),
        (0.3333, None, "at least", "share", "at least 33%"),
        (None, 100, "nearly", "votes", "nearly 100"),
        (None, 0.25, "less than", "share", "less than 25%"),
        (None, None, "in words", "share", "“a handful”"),
        (0, 0, "exact", "shots", "0"),
    ],
)
def test_bounds(
    low: float | None, high: float | None, qualifier: str, unit: str, words: str
) -> None:
    row = {"low": low, "high": high, "qualifier": qualifier, "unit": unit, "quote": "a handful"}
    assert bounds(pd.Series(row)) == words


def test_numbers() -> None:
    assert [number(n) for n in (0, 12, 1000.0, 0.25, 2.5)] == ["0", "12", "1,000", "0.25", "2.5"]
    assert [spell(n) for n in (0, 4, 12, 25, 40, 99, 100, 2.5)] == [
        "no",
        "four",
        "twelve",
        "twenty-five",
        "forty",
        "ninety-nine",
        "100",
        "2.5",
    ]
    assert percent(0.757) == "76%"
    assert listed(["AP"]) == "AP"
    assert listed(["AP", "FA", "ST"]) == "AP, FA and ST"
