"""The table of contents against the files: each page stands in it, and each entry has its page."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from edition.report import Problem, nearest
from edition.text.settings import Unread, parse, read_settings

CONTENTS = "_toc.yml"
#: What the builder makes a page of.
ENDINGS = (".md", ".ipynb", ".rst")
# What the builder leaves out besides what the book's configuration names.
_ALWAYS = ("_build", "Thumbs.db", ".DS_Store", "**.ipynb_checkpoints")
_PART = re.compile(r"\*\*|\*|\?|\[!?\]?[^\]]*\]|.", re.DOTALL)


@dataclass(frozen=True)
class _Entry:
    name: str
    line: int
    is_pattern: bool = False


def matcher(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Return whether a path fits one of the builder's patterns; one star does not match a slash."""
    sound = [found for found in map(_expression, patterns) if found]
    together = re.compile("|".join(f"(?:{found})\\Z" for found in sound) or r"(?!)")
    return lambda path: together.match(path) is not None


def _expression(pattern: str) -> str:
    """Return a pattern as a regular expression, or ``""`` where it is none."""
    parts = []
    for part in _PART.findall(pattern):
        if len(part) > 2 and part[0] == "[":
            stuff = part[1:-1].replace("\\", "\\\\")
            kept = f"\\{stuff}" if stuff[0] == "^" else stuff
            parts.append(f"[^/{stuff[1:]}]" if stuff[0] == "!" else f"[{kept}]")
        else:
            parts.append({"**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part)))
    found = "".join(parts)
    try:
        re.compile(found)
    except re.error:  # a range such as [b-a]
        return ""
    return found


def _entries(node: yaml.Node | None) -> Iterator[_Entry]:
    """Yield the entries of a table of contents, in the order in which they stand."""
    waiting = [node]
    seen: set[int] = set()
    while waiting:
        here = waiting.pop()
        if here is None or id(here) in seen:
            continue
        seen.add(id(here))
        if isinstance(here, yaml.SequenceNode):
            waiting += reversed(here.value)
        elif isinstance(here, yaml.MappingNode):
            for key, value in here.value:
                if key.value in ("root", "file", "glob") and isinstance(value, yaml.ScalarNode):
                    yield _Entry(value.value, value.start_mark.line + 1, key.value == "glob")
            waiting += [value for _, value in reversed(here.value)]


def _left_out(config: dict[str, Any]) -> Callable[[str], bool]:
    given = config.get("exclude_patterns")
    patterns = [one for one in given if isinstance(one, str)] if isinstance(given, list) else []
    return matcher([*_ALWAYS, *patterns])


def pages(root: Path, left_out: Callable[[str], bool]) -> list[str]:
    """Return the files below ``root`` that the builder makes pages of."""
    found = []
    for folder, folders, files in os.walk(root):
        place = Path(folder).relative_to(root).as_posix()
        before = "" if place == "." else f"{place}/"
        folders[:] = sorted(name for name in folders if not left_out(before + name))
        found += [
            before + name
            for name in files
            if name.endswith(ENDINGS) and not left_out(before + name)
        ]
    return sorted(found)


def _bare(name: str) -> str:
    """Return a page's name as the table of contents may have it: without its ending."""
    return next((name.removesuffix(end) for end in ENDINGS if name.endswith(end)), name)


def check_contents(root: Path, known: Callable[[str], bool]) -> list[Problem]:
    """Compare the table of contents with the pages that are there.

    ``known`` says of which files another check tells why they are no pages.
    """
    config = read_settings(root, "_config.yml")[0]
    try:
        _, node = parse((root / CONTENTS).read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, Unread):
        return []  # told as a file of settings
    if not isinstance(node, yaml.MappingNode) or config.get("only_build_toc_files") is True:
        return []
    left_out = _left_out(config)
    files = pages(root, left_out)
    entries = list(_entries(node))
    listed = {_bare(entry.name) for entry in entries if not entry.is_pattern}
    globs = matcher([entry.name for entry in entries if entry.is_pattern])
    return [
        *(
            problem
            for problem, name in _entries_without_a_page(root, entries, files, left_out)
            if not known(name + ".md")
        ),
        *(
            _in_no_list(name)
            for name in files
            if _bare(name) not in listed and not globs(_bare(name)) and not known(name)
        ),
    ]


def _in_no_list(name: str) -> Problem:
    bare = _bare(name)
    remedy = (
        f"Put this line into {CONTENTS} where it belongs: - file: {bare}, "
        "or take the file away if it is no page of the book."
    )
    if Path(bare).name.startswith("Untitled"):
        remedy = f"Jupyter gave it its name: take it away, or rename it and put it into {CONTENTS}."
    return Problem(name, 0, "K02", f"the page stands in no list of {CONTENTS}.", remedy)


def _entries_without_a_page(
    root: Path, entries: list[_Entry], files: list[str], left_out: Callable[[str], bool]
) -> Iterator[tuple[Problem, str]]:
    """Yield what is wrong with entries, and which page each names."""
    bare = {_bare(name) for name in files}
    first: dict[str, int] = {}
    for entry in entries:
        name = _bare(entry.name)
        if entry.is_pattern:
            continue
        if name in first:
            message = f"'{entry.name}' stands in line {first[name]} too."
            yield Problem(CONTENTS, entry.line, "K04", message, "Take one of them away."), name
        elif name not in bare:
            there = [name + end for end in ENDINGS if os.path.isfile(root / f"{name}{end}")]
            if there and any(map(left_out, there)):
                remedy = "The book leaves it out, by 'exclude_patterns' in _config.yml."
            else:
                remedy = nearest(name, bare - {_bare(e.name) for e in entries} or bare)
            message = f"there is no page '{entry.name}'."
            remedy = remedy or "Take the line away."
            yield Problem(CONTENTS, entry.line, "K03", message, remedy), name
        first.setdefault(name, entry.line)
