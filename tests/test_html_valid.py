"""Every built page is valid HTML."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from tests.tools.html import WAIVERS, Message, errors


@pytest.fixture(scope="module")
def found(book: Path) -> list[Message]:
    """All errors of all pages, waived or not."""
    return errors(book)


def test_every_page_is_valid(found: list[Message]) -> None:
    """The Nu HTML checker finds nothing but what is waived.

    The same error on many pages is told once, with where it is seen.
    """
    groups: dict[str, list[Message]] = defaultdict(list)
    for message in found:
        if not message.waiver:
            groups[message.text].append(message)
    said = [f"{len(group)} times, first at {group[0]}" for group in groups.values()]
    assert not said, "\n".join(said)


def test_no_waiver_is_left_over(found: list[Message]) -> None:
    """A waiver that covers nothing is taken out of the list."""
    used = {message.waiver for message in found}
    assert [waiver for waiver in WAIVERS if waiver not in used] == []


def test_the_checker_sees_an_error(tmp_path: Path) -> None:
    """The checker is really run: a page with a fault in it is not passed."""
    page = tmp_path / "page.html"
    page.write_text(
        '<!DOCTYPE html>\n<html lang="en"><head><title>x</title></head>\n<body><p><div></div></p>',
        encoding="utf-8",
    )
    assert [(one.file, one.line) for one in errors(tmp_path)] == [("page.html", 3)]
