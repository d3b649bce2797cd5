"""Bounds and coordinates, said alike in the book and in its charts."""

from __future__ import annotations

import pandas as pd
import pytest

from edition import charts
from edition.book.cards import amount
from edition.layers import TABLES, Row
from edition.layers.wording import bounds, coordinates


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        (55.5, 12.25, "55.5° N, 12.25° E"),
        (-33.86785, 151.0, "33.86785° S, 151° E"),
        (40.71427, -74.00597, "40.71427° N, 74.00597° W"),
        (0, 0, "0° N, 0° E"),
        (100, 10, "100° N, 10° E"),
    ],
)
def test_coordinates(lat: float, lon: float, words: str) -> None:
    assert coordinates(lat, lon) == words


def test_coordinates_may_be_rounded() -> None:
    assert coordinates(59.93863, -30.31413, digits=2) == "59.94° N, 30.31° W"


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "unit", "words"),
    [
        ("10000", "", "more than", "people", "more than 10,000 people"),
        ("17256911", "17256911", "exact", "votes", "17,256,911 votes"),
        ("0.6667", "0.6667", "exact", "share", "67%"),
        ("", "0.25", "less than", "share", "less than 25%"),
        ("2", "3", "exact", "", "2 to 3"),
        ("60", "60", "about", "people", "about 60 people"),
    ],
)
def test_the_book_and_its_charts_say_the_same(
    low: str, high: str, qualifier: str, unit: str, words: str
) -> None:
    values = {"low": low, "high": high, "qualifier": qualifier, "unit": unit, "quote": ""}
    assert amount(Row(TABLES["figures"], 2, values)) == words
    numbers = {key: float(values[key] or "nan") for key in ("low", "high")}
    shown = charts.bounds(pd.Series({**values, **numbers}))
    assert shown == words.removesuffix(f" {unit}")


def test_nothing_is_said_where_there_are_no_bounds() -> None:
    assert bounds("", "", "in words", "votes") == bounds(float("nan"), None) == ""
    assert amount(Row(TABLES["reference"], 2, {"unit": "votes"})) == ""
