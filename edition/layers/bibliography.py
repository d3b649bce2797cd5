"""The bibliography as the layers need it: which works there are, and what each is worth.

What the pages show is made of the entries by ``sphinxcontrib-bibtex``.  ``keywords`` says what an entry is worth:
``document`` (edited here), ``consulted`` (opened by the editors), ``further``
(named as further reading, which proves nothing) or ``none``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from edition.layers.bibtex import BibEntry, Value, line_of, read_entries
from edition.layers.edition import Layers
from edition.layers.sourcing import FURTHER, Work, meant, nearest_place, split_sources
from edition.layers.tables import Row
from edition.report import Problem
from edition.text import Texts

BIBLIOGRAPHY = "data/references.bib"
CITATION = re.compile(r"\{cite(?::[pt])?\}`([^`]+)`")
#: What a contributor does whose book is not in the bibliography.
NOT_THERE = (
    "leave 'sources' empty, write 'certainty: high', 'medium' or 'low', "
    "and name it in the pull request: we enter it."
)
_PASTE = "Paste this in its place:"
_LINK = re.compile(
    r"\b(?:javascript|data|vbscript|file):|\\(?:url|href)\b(?!\s*\{\s*https?://)", re.IGNORECASE
)
_BROKEN_UP = re.compile(r"(?:javascript|vbscript):", re.IGNORECASE)
_TEX = re.compile(r"[\s{}\\]")
_BRACE = re.compile(r"[{}]")
_WEB = re.compile(r"\s*https?://", re.IGNORECASE)


def read_works(root: Path) -> tuple[dict[str, Work], list[Problem]]:
    """Return the works by key, and what is wrong with their entries."""
    try:
        text = (root / BIBLIOGRAPHY).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return {}, []
    except UnicodeDecodeError as error:
        return {}, [_unread(0, f"it is not UTF-8 at byte {error.start}")]
    works: dict[str, Work] = {}
    entries, wrong = read_entries(text)
    problems = [_unread(line, reason) for line, reason in wrong]
    seen: set[str] = set()
    for entry in entries:
        line = line_of(text, entry.place)
        if entry.key.lower() in seen:
            message = f"the key '{entry.key}' stands twice."
            problems.append(Problem(BIBLIOGRAPHY, line, "R04", message, "Rename one."))
        seen.add(entry.key.lower())
        works[entry.key] = _work(entry, line)
        problems += _links(text, entry)
    return works, problems


def _work(entry: BibEntry, line: int) -> Work:
    said = {name: " ".join(_BRACE.sub("", f.value).split()) for name, f in entry.fields.items()}
    label = ", ".join(filter(None, (said.get("author") or said.get("editor"), said.get("title"))))
    return Work(entry.key, line, said.get("keywords", ""), label, said.get("year", ""))


def _unread(line: int, reason: str) -> Problem:
    message = f"the bibliography cannot be read: {reason}."
    return Problem(BIBLIOGRAPHY, line, "R07", message, "Copy the shape of another entry.")


def _links(text: str, entry: BibEntry) -> Iterator[Problem]:
    """Return a problem for each value that leads to something other than a web page."""
    for name, field in entry.fields.items():
        place = _foreign(name, field)
        if place is not None:
            yield Problem(
                BIBLIOGRAPHY,
                line_of(text, field.place) + field.value.count("\n", 0, place),
                "R05",
                "the entry links to something other than a web page.",
                "Give an address that begins with https:// or http://.",
            )


def _foreign(name: str, field: Value) -> int | None:
    """Return where in a value a forbidden link stands, or ``None``."""
    found = _LINK.search(field.value)
    if found:
        return found.start()
    # Braces and commands of TeX vanish before the page is written.
    broken_up = _BROKEN_UP.search(_TEX.sub("", field.value))
    return 0 if broken_up or (name == "url" and not _WEB.match(field.value)) else None


@dataclass(frozen=True)
class _Use:
    """A place that names works: a cell, the head of a note, or words in a note.

    ``proves`` is False where a work is only named, not used as a source;
    ``around`` is what stands before and behind the keys in a note.
    """

    where: Row | tuple[str, int]
    keys: tuple[str, ...]
    proves: bool
    around: tuple[str, str] = ("", "")

    def problem(self, code: str, message: str, remedy: str) -> Problem:
        if isinstance(self.where, Row):
            return self.where.problem(code, message, remedy)
        file, line = self.where
        return Problem(file, line, code, message, remedy)


def _split(cell: str, mark: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in cell.split(mark) if piece.strip())


def _uses(layers: Layers) -> Iterator[_Use]:
    for rows in layers.tables.values():
        for row in rows:
            for column, proves in (("source", True), ("work", False)):
                if row[column]:
                    yield _Use(row, _split(row[column], ";"), proves)
    for note in layers.written:
        line = note.lines.get("sources", 0)
        yield _Use((note.file, line), note.sources, proves=True, around=("sources: [", "]"))
        yield from _cited(note.body, note.file, note.offset)


def _cited(body: str, file: str, offset: int) -> Iterator[_Use]:
    for found in CITATION.finditer(body):
        line = offset + body[: found.start()].count("\n") + 1
        opening = found.group()[: found.start(1) - found.start()]
        keys = _split(found.group(1), ",")
        yield _Use((file, line), keys, proves=False, around=(opening, "`"))


def wrong_sources(value: str, works: dict[str, Work], texts: Texts) -> list[Problem]:
    """Return what is wrong with sources as somebody types them."""
    use = _Use(("the sources", 0), split_sources(value), proves=True)
    return list(_check_use(texts, works, use))


def wrong_citations(body: str, works: dict[str, Work], texts: Texts) -> list[Problem]:
    """Return what is wrong with the works that the text of a note cites."""
    uses = _cited(body, "the note", 0)
    return [problem for use in uses for problem in _check_use(texts, works, use)]


def _check_use(texts: Texts, works: dict[str, Work], use: _Use) -> Iterable[Problem]:
    sigla = {d.siglum: d.slug for d in texts.documents}
    for key in use.keys:
        siglum, _, number = key.partition(" ")
        if key in works:
            if use.proves and works[key].status == FURTHER:
                yield use.problem(
                    "R06",
                    f"'{key}' is named as further reading: it cannot prove anything.",
                    "Cite a work that was opened, or mark the statement as your own.",
                )
        elif siglum in sigla and number:
            if (sigla[siglum], number) not in texts.paragraphs:
                place = nearest_place(key, texts)
                remedy = f"Did you mean '{place}'?" if place else "Correct the locus."
                yield use.problem("R02", f"{siglum} has no paragraph '{number}'.", remedy)
        else:
            message = f"'{key}' is no key of the bibliography, and no place such as AB 57."
            yield use.problem("R01", message, _instead(key, use, works, texts))


def _instead(key: str, use: _Use, works: dict[str, Work], texts: Texts) -> str:
    """Return what to write in place of an unknown source, and what to do about a work that is new."""
    if isinstance(use.where, Row):
        question = meant(key, works, texts)[0]
        return f"{question} A work that is new there is added to {BIBLIOGRAPHY}.".strip()
    if ";" in key:
        keys = ",".join(one.replace(";", ",") for one in use.keys)
        return f"Commas part keys. {_PASTE} {use.around[0]}{keys}{use.around[1]}"
    question, right = meant(key, works, texts)
    # The others as they are right too, so that one paste mends the line.
    mended = [one if one in works else meant(one, works, texts)[1] or one for one in use.keys]
    keys = ", ".join(mended)
    paste = f"{_PASTE} {use.around[0]}{keys}{use.around[1]}" if right else ""
    if right and right not in works:
        return f"{question} {paste}"
    other = NOT_THERE if use.proves else "name it here in plain words."
    otherwise = f"If your work is {'another' if question else 'not there'}, {other}"
    return " ".join(filter(None, (question, otherwise, paste.replace("Paste", "Else paste"))))


def check_sources(layers: Layers) -> list[Problem]:
    """Every source is a work that was opened, or a locus; and every work is cited somewhere."""
    works, problems = read_works(layers.texts.root)
    cited: set[str] = set()
    for use in _uses(layers):
        cited.update(use.keys)
        problems += _check_use(layers.texts, works, use)
    for path in sorted((layers.texts.root / "chapters").glob("*/*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        cited.update(key for found in CITATION.findall(text) for key in _split(found, ","))
    problems += [
        Problem(
            BIBLIOGRAPHY,
            work.line,
            "R03",
            f"nothing cites '{key}'.",
            "Cite it, or remove the entry.",
        )
        for key, work in works.items()
        if key not in cited
    ]
    return problems
