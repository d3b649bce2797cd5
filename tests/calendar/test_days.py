"""Old Style and New Style."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.calendar import (
    both_styles,
    day_in_both,
    interval,
    new_style,
    old_style,
    valid,
    weekday,
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1917-02-23", "1917-03-08"),
        ("1917-10-25", "1917-11-07"),
        ("1918-01-31", "1918-02-13"),
        ("1918-02-01", "1918-02-14"),
        ("1900-02-28", "1900-03-12"),
        ("1900-02-29", "1900-03-13"),
        ("1700-02-18", "1700-02-28"),
    ],
)
def test_known_days(old: str, new: str) -> None:
    assert new_style(old) == new
    assert old_style(new) == old


@given(st.dates(date(1900, 3, 14), date(2100, 2, 28)))
def test_thirteen_days_in_the_twentieth_century(day: date) -> None:
    assert old_style(day.isoformat()) == (day - timedelta(days=13)).isoformat() or day.month == 3
    assert new_style(old_style(day.isoformat())) == day.isoformat()
    assert weekday(day.isoformat()) == day.strftime("%A")


def test_days_that_do_not_exist() -> None:
    assert valid("1900-02-29", "OS")
    assert not valid("1900-02-29", "NS")
    assert not valid("1917-02-29", "OS")
    assert not valid("1917-13-01", "NS")


def test_words() -> None:
    assert interval("1917-07-03", "1917-07-05") == "3–5 July 1917"
    assert interval("1917-08-31", "1917-09-02") == "31 August – 2 September 1917"
    assert interval("1917-12-31", "1918-01-02") == "31 December 1917 – 2 January 1918"
    assert both_styles("1917-10-25", "1917-10-25", "1917-11-07", "1917-11-07") == (
        "25 October 1917 Old Style, 7 November 1917 New Style"
    )
    assert day_in_both("1917-10-04") == "4 (17) October 1917"
    assert day_in_both("1917-10-25") == "25 October (7 November) 1917"
    assert day_in_both("1917-12-31") == "31 December 1917 (13 January 1918)"
