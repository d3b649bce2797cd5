"""Names and terms are found as whole words, the longest spelling first."""

from __future__ import annotations

import re

from hypothesis import example, given, strategies

from edition.layers.names import matcher

WORDS = strategies.text(alphabet="ab-. (", min_size=1, max_size=5).filter(str.strip)


def one_by_one(spellings: list[str]) -> re.Pattern[str]:
    """Return a pattern that tries each spelling by itself, the longest first."""
    words = sorted(spellings, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


@given(strategies.lists(WORDS, min_size=1, max_size=6), strategies.text("ab-. (", max_size=30))
@example(["Central Committee", "Central", "Central Executive Committee"], "the Central Committee's")
@example(["a", "a a", "a a a"], "a a ab")
@example(["a-a", "a"], "a-ab a-a")
def test_spellings_that_begin_alike_are_found_as_if_each_stood_by_itself(
    spellings: list[str], text: str
) -> None:
    ours, theirs = (
        [match.span() for match in pattern.finditer(text)]
        for pattern in (matcher(spellings), one_by_one(spellings))
    )
    assert ours == theirs
