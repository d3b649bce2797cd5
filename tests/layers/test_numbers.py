"""The numbers that words hold."""

from __future__ import annotations

import pytest

from edition.layers.numbers import numbers_in


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("505 soviets", 505),
        ("sixty-eight", 68),
        ("one hundred and fifty", 150),
        ("eighty thousand", 80_000),
        ("2,000 roubles", 2000),
        ("tens of thousands", 10_000),
        ("six to eight or even ten thousand million", 6_000_000_000),
        ("three and a half years", 3.5),
        ("two-thirds of the garrison", 0.6667),
        ("not a single shot", 0),
        ("the 25th", 25),
        ("the twenty-fifth", 25),
        ("one million two thousand three hundred and five", 1_002_305),
    ],
)
def test_held(words: str, number: float) -> None:
    assert any(abs(found - number) < 0.0001 for found in numbers_in(words))


@pytest.mark.parametrize(
    ("words", "number"), [("505 soviets", 550), ("sixty-eight", 86), ("two thirds", 0.75)]
)
def test_not_held(words: str, number: float) -> None:
    assert number not in numbers_in(words)
