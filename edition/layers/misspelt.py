"""Roles that are not written as roles are, and would be printed as they stand: ``{ref}'bl57'``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from edition.report import alike

ROLES = ("term", "cite", "cite:t", "cite:p", "ref", "name", "date", "doc")
# What else the builder knows and may look like one of these.
_OTHERS = {
    "abbr", "any", "code", "dfn", "download", "eq", "file", "index", "kbd", "math", "numref",
    "option", "pep", "raw", "rfc", "samp", "strong", "sub", "sup", "title", "token",
}  # fmt: skip
_BRACED = re.compile(r"\{\s*([A-Za-z][\w:]*)\s*\}")
_NAMES = "|".join(sorted(ROLES, key=len, reverse=True))
_WITHIN = re.compile(rf"\{{\s*({_NAMES})(?:\s*[:|]\s*|\s+)([^{{}}`]+)\}}")
_OPEN = re.compile(rf"(?:\{{\s*({_NAMES})\s*|(?<![\w`])[(\[]?({_NAMES})[)\]]?)\Z")
_MARKS = "'\"‘’‚“”„´`′″«»"
_QUOTED = re.compile(rf"\s*([{_MARKS}]+)\s*([^{_MARKS}\n]{{1,60}}?)\s*[{_MARKS}]+")
_BRACKETED = re.compile(r"\s*[(\[<{]+\s*([^()\[\]<>{}\n]{1,60}?)\s*[)\]>}]+")
_LOOSE = rf"[ ]?[{_MARKS}(\[<]*"
# What is a target where no mark says how far it goes.
_TARGET = {
    "term": r"[^\W\d_][\w’-]*(?: [A-ZÀ-Þ][\w’-]*)*",
    "ref": r"[A-Za-z]+(?:-[a-z])?[ ]?[0-9]+|[\w-]+",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "doc": r"[\w./-]*\w",
}
_KEY = r"[\w-]+(?:,[\w-]+)*"


@dataclass(frozen=True)
class Misspelt:
    """A role that is not one: as it was written, as it is right, and which pieces it takes up.

    ``right`` is ``""`` where nothing says what the role was to lead to.
    """

    index: int
    written: str
    right: str
    role: str
    code: int = -1


def role_of(name: str) -> str:
    """Return the role that was meant by ``name``, or ``""`` where it was none."""
    if name.lower() in ROLES:
        return name.lower()
    if name.lower() in _OTHERS or name.lower().startswith("cite:"):
        return ""
    return next(iter(alike(name, ROLES, 1, cutoff=0.7)), "")


def written_right(role: str, target: str) -> str:
    """Return a role as it is written; of a paragraph the letters are small, and nothing parts them."""
    if role == "ref" and re.fullmatch(r"[A-Za-z]+ ?[0-9]+", target):
        target = target.replace(" ", "").lower()
    return f"{{{role}}}`{target}`"


def misspelt_roles(children: Sequence[Token]) -> Iterator[Misspelt]:
    """Yield the roles in the pieces of a paragraph that are not written as roles are."""
    for index, words, last in _texts(children):
        following = children[last + 1] if last + 1 < len(children) else None
        code = following if following is not None and following.type == "code_inline" else None
        at = 0
        while found := _BRACED.search(words, at):
            at = found.end()
            yield from _braced(found, words, index, code, last + 1)
        for within in _WITHIN.finditer(words):
            if within[1] != "cite" or within[2] not in ("t", "p"):
                right = written_right(within[1], within[2].strip())
                yield Misspelt(index, within[0], right, within[1])
        bare = _OPEN.search(words) if code is not None else None
        if code is not None and bare:
            role = bare[1] or bare[2]
            yield Misspelt(
                index,
                f"{bare[0]}`{code.content}`",
                written_right(role, code.content),
                role,
                last + 1,
            )


def _texts(children: Sequence[Token]) -> Iterator[tuple[int, str, int]]:
    """Yield runs of plain text with the first and last of their pieces."""
    start: int | None = None
    for index, child in enumerate([*children, None]):
        plain = child is not None and child.type in ("text", "text_special")
        if plain and start is None:
            start = index
        if not plain and start is not None:
            yield start, "".join(c.content for c in children[start:index]), index - 1
            start = None


def _braced(
    found: re.Match[str], words: str, index: int, code: Token | None, place: int
) -> Iterator[Misspelt]:
    """Yield the role that a word in braces was meant to begin, unless it does."""
    name, rest = found[1], words[found.end() :]
    role = role_of(name)
    if not role:
        return
    if code is not None and not rest.strip():
        if rest or found[0] != f"{{{role}}}":
            written = f"{found[0]}{rest}`{code.content}`"
            yield Misspelt(index, written, written_right(role, code.content), role, place)
        return
    for pattern, group in ((_QUOTED, 2), (_BRACKETED, 1)):
        marked = pattern.match(rest)
        if marked:
            right = written_right(role, marked[group])
            yield Misspelt(index, found[0] + marked[0], right, role)
            return
    if name.lower() != role:  # a word in braces that only comes near
        return
    bare = re.match(rf"{_LOOSE}({_TARGET.get(role, _KEY)})", rest)
    if bare:
        yield Misspelt(index, found[0] + bare[0], written_right(role, bare[1]), role)
    else:
        yield Misspelt(index, found[0], "", role)


def remedy(wrong: Misspelt) -> str:
    """Return what to write in place of a role that is none."""
    if wrong.right:
        return f"Paste this in its place: {wrong.right}"
    return f"What it leads to stands between two backticks, as {{{wrong.role}}}`…`."
