"""What the engine tells a person who made a mistake.

Every check collects :class:`Problem` objects and goes on, so that one run
names everything that is wrong.  The codes are stable: each stands in
``docs/messages.md`` with an example.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it.

    ``file`` is relative to the edition's root, ``line`` counts from 1 and is 0
    where the whole file is meant.  ``remedy`` is a full sentence.
    """

    file: str
    line: int
    code: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place} {self.code} {self.message}" + (f" {self.remedy}" if self.remedy else "")


class EditionError(Exception):
    """Raised where work cannot go on; carries the problems that stopped it."""

    def __init__(self, problems: list[Problem] | Problem) -> None:
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


def alike(word: str, known: Iterable[str], many: int = 1, cutoff: float = 0.5) -> list[str]:
    """Return the known words nearest to ``word``, capitals overlooked, the nearest first."""
    folded: dict[str, str] = {}
    for one in known:
        folded.setdefault(one.lower(), one)
    return [folded[found] for found in get_close_matches(word.lower(), folded, many, cutoff)]


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a sentence that offers the known word nearest to ``word``, or ``""``."""
    found = alike(word, known)
    return f"Did you mean '{found[0]}'?" if found else ""


@lru_cache
def _resolved(folder: Path) -> Path:
    """Return where a folder really lies: asked once, not for each of the hundreds of notes in it."""
    return folder.resolve()


def relative(path: Path, root: Path) -> str:
    """Return ``path`` as a message names it: relative to ``root``, with slashes."""
    if path.name in ("", ".."):
        path = path.resolve()
    try:
        return (_resolved(path.parent) / path.name).relative_to(_resolved(root)).as_posix()
    except ValueError:
        return path.as_posix()
