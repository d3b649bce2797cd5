"""Names and terms: their entries, and where the texts mention them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from operator import itemgetter

from edition.anchors import Locus
from edition.layers.emendations import Corrected
from edition.layers.tables import Loci, Row
from edition.report import Problem, nearest
from edition.text import Texts


@dataclass(frozen=True)
class Entry:
    """An entry of the names or of the glossary.

    ``key`` is ``name:<id>`` or ``term:<id>``, unique over both.
    """

    key: str
    id: str
    label: str
    kind: str
    variants: tuple[str, ...]
    row: Row = field(compare=False)


@dataclass(frozen=True, order=True)
class Mention:
    """A place where the text mentions an entry; ``form`` is the corrected text's spelling."""

    locus: Locus
    key: str
    form: str


def variants(cell: str) -> tuple[str, ...]:
    """Return the spellings of a cell that separates them by semicolons."""
    return tuple(piece.strip() for piece in cell.split(";") if piece.strip())


def read_entries(tables: Mapping[str, list[Row]]) -> dict[str, Entry]:
    """Return all names and terms by key.

    A term that is a name has no variants of its own: its name's serve.
    """
    entries: dict[str, Entry] = {}
    for row in tables["names"]:
        entries["name:" + row.id] = Entry(
            "name:" + row.id, row.id, row["label"], row["kind"], variants(row["variants"]), row
        )
    for row in tables["terms"]:
        entries["term:" + row.id] = Entry(
            "term:" + row.id, row.id, row["label"], "term", variants(row["variants"]), row
        )
    return entries


def term_of_name(tables: Mapping[str, list[Row]]) -> dict[str, str]:
    """Return the key of the term for each key of a name that the glossary explains."""
    return {"name:" + row["name"]: "term:" + row.id for row in tables["terms"] if row["name"]}


def matcher(spellings: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds whole words, the longest spelling first.

    Spellings that begin alike share what they begin with: of a thousand the search would otherwise
    try each one at each word.
    """
    return re.compile(rf"(?<!\w){_branches(sorted(set(spellings)))}(?!\w)")


def _branches(words: list[str]) -> str:
    """Return a pattern of one of some words, the longest that fits first; they are sorted."""
    first, last = words[0], words[-1]
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    shared = "".join(one for one, _ in same)
    rest = [word[len(shared) :] for word in words]
    longer = [list(group) for _, group in groupby(filter(None, rest), key=itemgetter(0))]
    if not longer:
        return re.escape(shared)
    either = f"(?:{'|'.join(map(_branches, longer))})"
    return re.escape(shared) + either + ("" if all(rest) else "?")


@dataclass(frozen=True)
class Explicit:
    """A row of ``mentions.csv`` with its locus; ``key`` is empty where the words are no name."""

    locus: Locus
    key: str


def _explicit(
    tables: Mapping[str, list[Row]], loci: Loci, entries: Mapping[str, Entry]
) -> tuple[dict[tuple[str, str], list[Explicit]], list[Problem]]:
    found: dict[tuple[str, str], list[Explicit]] = {}
    problems = []
    ids = {entry.id for entry in entries.values()}
    for row in tables["mentions"]:
        name = row["name"]
        key = (
            next((k for k in ("name:" + name, "term:" + name) if k in entries), "") if name else ""
        )
        if name and not key:
            problems.append(
                row.problem(
                    "T11",
                    f"'name' names '{name}', which is no name and no term.",
                    nearest(name, ids),
                )
            )
        locus = loci.get(("mentions", row.line, ""))
        if locus:
            found.setdefault((locus.document, locus.paragraph), []).append(Explicit(locus, key))
    return found, problems


def find_mentions(
    tables: Mapping[str, list[Row]],
    loci: Loci,
    texts: Texts,
    corrections: Mapping[tuple[str, str], Corrected],
) -> tuple[list[Mention], list[Problem]]:
    """Find every mention of every entry in the corrected texts.

    What a row of ``mentions.csv`` decides is taken from there.  A variant that
    two entries share is a problem wherever no such row decides it, and an
    entry that no text mentions is a problem too.
    """
    entries = read_entries(tables)
    by_variant: dict[str, list[str]] = {}
    for key, entry in entries.items():
        for variant in entry.variants:
            by_variant.setdefault(variant, []).append(key)
    explicit, problems = _explicit(tables, loci, entries)
    found: list[Mention] = []
    pattern = matcher(list(by_variant)) if by_variant else None
    used: set[tuple[str, str]] = set()
    for place, line in texts.paragraphs.items():
        correction = corrections.get(place)
        text = correction.text if correction else line.text
        decided = explicit.get(place, [])
        for row in decided:
            if row.key:
                found.append(
                    Mention(row.locus, row.key, line.text[row.locus.start : row.locus.end])
                )
        if correction and pattern:
            # A misspelling that an emendation corrects stays a way to find the entry.
            used.update(
                (key, form) for form in pattern.findall(line.text) for key in by_variant[form]
            )
        for match in pattern.finditer(text) if pattern else ():
            start, end = correction.to_source(*match.span()) if correction else match.span()
            keys = by_variant[match.group()]
            used.update((key, match.group()) for key in keys)
            if any(row.locus.start < end and start < row.locus.end for row in decided):
                continue
            if len(keys) > 1:
                label = texts.by_slug[place[0]].label(place[1])
                both = " and ".join(f"'{entries[key].id}'" for key in keys)
                problems.append(
                    entries[keys[0]].row.problem(
                        "M01",
                        f"'{match.group()}' in {label} may be {both}.",
                        "Decide it by a row in data/mentions.csv.",
                    )
                )
                continue
            found.append(Mention(Locus(*place, start, end), keys[0], match.group()))
    problems += _unused(tables, entries, found, used)
    found.sort(
        key=lambda m: (
            texts.order[m.locus.document, m.locus.paragraph],
            m.locus.start,
            -m.locus.end,
        )
    )
    return found, problems


def _unused(
    tables: Mapping[str, list[Row]],
    entries: Mapping[str, Entry],
    found: list[Mention],
    used: set[tuple[str, str]],
) -> list[Problem]:
    problems = []
    mentioned = {mention.key for mention in found}
    terms = term_of_name(tables)
    mentioned |= {terms[key] for key in mentioned if key in terms}
    for key, entry in entries.items():
        if key not in mentioned:
            problems.append(
                entry.row.problem(
                    "M02",
                    f"'{entry.label}' is mentioned nowhere in the texts.",
                    "Correct its variants, or remove the entry.",
                )
            )
            continue
        for variant in entry.variants:
            if (key, variant) not in used:
                problems.append(
                    entry.row.problem(
                        "M03",
                        f"the variant '{variant}' stands nowhere in the texts.",
                        "Remove it or correct it.",
                    )
                )
    return problems
