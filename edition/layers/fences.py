"""Where the head of a note begins and ends, and which mistake it is where that cannot be read.

A head stands between two lines of three hyphens at the beginning of the file.
Where one of them is missing or mistyped the head is guessed all the same, so
that one run names what is wrong inside it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.layers.tables import HIDDEN
from edition.report import Problem

FENCE = "---"
_PASTE = f"Paste this in its place: {FENCE}"
# What a phone or a word processor makes of three hyphens, and other languages' fences.
_MEANT = re.compile(r"[-‐‑‒–—―−_=*+~.•][-‐‑‒–—―−_=*+~.• ]*\Z")
_CODE = re.compile(r"\s*(?:`{3,}|~{3,})")
_KEY = re.compile(r"\s*([A-Za-z_]+):")
_SHOWN = 40


@dataclass(frozen=True)
class Head:
    """A head's lines and the body's, as slices of the file's lines, and what is wrong with its ends."""

    lines: slice
    body: slice
    problems: tuple[Problem, ...] = ()


def find_head(lines: Sequence[str], file: str, keys: Sequence[str], form: str) -> Head | Problem:
    """Return where the head of a note is, or the problem that there is none.

    ``keys`` are those that a head may have, ``form`` an empty head, its lines
    divided as a message of one line needs it.
    """
    first = next((n for n, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return Problem(file, 1, "N18", "the file is empty.", f"Begin it with these lines: {form}")
    end = len(lines)
    if lines[0].rstrip() == FENCE:
        return _closed(lines, 1, end, file, keys, [])
    known = next(_known(lines, first, end, keys), None)
    if _CODE.match(lines[first]):
        return _out_of_code(lines, first, file, keys)
    if known is None and not any(_is_fence(line) for line in lines[first:]):
        message = "the note has no head: its first line is "
        return Problem(
            file,
            first + 1,
            "N18",
            f"{message}'{_short(lines[first])}'.",
            f"Put these lines before it: {form}",
        )
    start, problem = _opening(lines, first, known, file)
    return _closed(lines, start, end, file, keys, [problem])


def _out_of_code(lines: Sequence[str], first: int, file: str, keys: Sequence[str]) -> Head:
    """Return the head of a note that was pasted with the marks of the block it was shown in."""
    last = next(
        (n for n in range(len(lines) - 1, first, -1) if lines[n].strip()),
        first,
    )
    closed = last > first and bool(_CODE.match(lines[last]))
    too = f", and line {last + 1}, which ends it" if closed else ""
    problem = Problem(
        file,
        first + 1,
        "N02",
        f"the note stands in a code block: '{_short(lines[first])}'.",
        f"Take this line away{too}, so that the first line of the file is: {FENCE}",
    )
    start = next((n for n in range(first + 1, len(lines)) if lines[n].strip()), first + 1)
    if start < len(lines) and _is_fence(lines[start]):
        start += 1
    return _closed(lines, start, last if closed else len(lines), file, keys, [problem])


def _opening(lines: Sequence[str], first: int, known: int | None, file: str) -> tuple[int, Problem]:
    """Return where a head's lines begin whose first line is not three hyphens, and why it is not."""
    line = lines[first]
    bare = HIDDEN.sub("", line).strip()

    def wrong(at: int, message: str, remedy: str) -> Problem:
        return Problem(file, at + 1, "N02", message, remedy)

    if line.rstrip() == FENCE:
        many = f"{first} empty lines stand" if first > 1 else "an empty line stands"
        return first + 1, wrong(
            0,
            f"{many} before the head.",
            f"Take away what stands before it, so that the first line of the file is: {FENCE}",
        )
    if line.strip() == FENCE:
        return first + 1, wrong(first, "spaces stand before the line that opens the head.", _PASTE)
    if bare == FENCE:
        message = "a hidden character stands in the line that opens the head."
        return first + 1, wrong(first, message, _PASTE)
    if _MEANT.match(bare):
        message = f"the head is opened by '{_short(line)}', not by three hyphens."
        return first + 1, wrong(first, message, _PASTE)
    if bare.startswith(FENCE):
        return first + 1, wrong(
            first,
            f"the line that opens the head holds more than three hyphens: '{_short(line)}'.",
            f"Put what follows them on a line of its own, each key on one; this line is: {FENCE}",
        )
    if known == first:
        return first, wrong(
            first, "the line that opens the head is missing.", f"Put this line before it: {FENCE}"
        )
    fence = next((n for n in range(first, len(lines)) if _is_fence(lines[n])), None)
    begins = known if known is not None and (fence is None or known < fence) else (fence or 0) + 1
    return begins, wrong(
        first,
        f"words stand before the head: '{_short(line)}'.",
        f"Move them behind the head, so that the first line of the file is: {FENCE}",
    )


def _closed(
    lines: Sequence[str],
    start: int,
    end: int,
    file: str,
    keys: Sequence[str],
    problems: list[Problem],
) -> Head:
    """Return the head that begins at ``start``, and what is wrong with the line that closes it."""
    close = next((n for n in range(start, end) if lines[n].rstrip() == FENCE), None)
    if close is not None:
        return Head(slice(start, close), slice(close + 1, end), tuple(problems))
    last = max(_known(lines, start, end, keys), default=start - 1)
    meant = next((n for n in range(start, end) if _is_fence(lines[n])), None)
    if meant is not None:
        message = f"the head is closed by '{_short(lines[meant])}', not by three hyphens."
        if lines[meant].strip() == FENCE:
            message = "spaces stand before the line that closes the head."
        problems.append(Problem(file, meant + 1, "N17", message, _PASTE))
        return Head(slice(start, meant), slice(meant + 1, end), tuple(problems))
    body = next((n for n in range(last + 1, end) if lines[n].strip()), None)
    at = last if body is None else body
    remedy = f"Put this line {'behind' if body is None else 'before'} it: {FENCE}"
    message = "the line that closes the head is missing."
    problems.append(Problem(file, max(at, 0) + 1, "N17", message, remedy))
    return Head(slice(start, last + 1), slice(last + 1, end), tuple(problems))


def _known(lines: Sequence[str], start: int, end: int, keys: Sequence[str]) -> Iterator[int]:
    """Yield the lines that begin with a key of a head, each key once."""
    seen: set[str] = set()
    for number in range(start, end):
        found = _KEY.match(lines[number])
        if found and found.group(1) in keys and found.group(1) not in seen:
            seen.add(found.group(1))
            yield number


def _is_fence(line: str) -> bool:
    """Whether a line is three hyphens, or was meant as such."""
    return bool(_MEANT.match(HIDDEN.sub("", line).strip()))


def _short(line: str) -> str:
    shown = line.strip()
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
