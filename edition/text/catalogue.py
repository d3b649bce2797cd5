"""The documents of an edition and who they are: ``data/documents.yml``."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from edition.report import EditionError, Problem, nearest
from edition.text.settings import Unread, parse

CATALOGUE = "data/documents.yml"
CALENDARS = ("OS", "NS")
_REQUIRED = ("slug", "siglum", "title", "author", "calendar", "sha256", "rights")
# No longer than any file system takes as a name, endings included.
_SLUG = re.compile(r"(?=.{1,80}\Z)[a-z0-9]+(-[a-z0-9]+)*\Z")
# An alias in YAML may stand for more than could ever be printed.
_SHORT = reprlib.Repr()
_SHORT.maxlevel = 2
_SIGLUM = re.compile(r"[A-Z][A-Za-z0-9]{0,7}\Z")


@dataclass(frozen=True)
class Fact:
    """One statement of a document's identity.

    ``inferred`` is empty where the document says so itself; otherwise it is
    the reason for which the editors conclude it.
    """

    what: str
    value: str
    inferred: str = ""


@dataclass(frozen=True)
class Document:
    """One text of the edition.

    ``slug`` names its files, ``siglum`` its passages (``AB 57``).
    ``calendar`` is the one that its dates use as a rule: ``OS`` or ``NS``.
    ``published`` is False where the text must be left out of a build because
    the publisher lacks the right to print it.  ``short_title`` is what lists and
    navigation call it, if its title is too long for them.
    """

    slug: str
    siglum: str
    title: str
    author: str
    calendar: str
    sha256: str
    rights: str
    year: int | None = None
    public_domain: bool = False
    published: bool = True
    language: str = "en"
    subjects: tuple[str, ...] = ()
    about: str = ""
    short_title: str = ""
    facts: tuple[Fact, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """What lists and navigation call the document: its short title, or its title."""
        return self.short_title or self.title

    @property
    def source(self) -> str:
        """Path of the frozen source, relative to the edition's root."""
        return f"data/sources/{self.slug}.txt"

    @property
    def folder(self) -> str:
        """Path of the chapter's folder, relative to the edition's root."""
        return f"chapters/{self.slug}"

    def label(self, number: str) -> str:
        """Return the citation of a paragraph, as in ``AB 57``."""
        return f"{self.siglum} {number}"

    def target(self, number: str) -> str:
        """Return the HTML id and reference label of a paragraph.

        The siglum keeps it unique in a book set as one page: ``ab57``,
        ``ab-h3``.
        """
        joint = "" if number.isdigit() else "-"
        return f"{self.siglum.lower()}{joint}{number}"


@dataclass(frozen=True)
class _Kind:
    """What a key's value must be: in words, as a test, and what to do where it is not."""

    name: str
    holds: Callable[[Any], bool]
    remedy: str


def _is_words(value: Any) -> bool:
    return isinstance(value, str)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(_is_words(one) for one in value)


_WORDS = _Kind("words", _is_words, "Put it between quotation marks.")
_SWITCH = _Kind(
    "true or false", lambda value: isinstance(value, bool), "Write it without quotation marks."
)
_YEAR = _Kind(
    "a year",
    lambda value: type(value) is int and 0 < value < 10000,
    "Write it in digits, without quotation marks.",
)
_LIST = _Kind("a list of words", _is_list, "Write each on a line of its own, behind '- '.")
_FACTS = _Kind(
    "a list of facts",
    lambda value: isinstance(value, list),
    "Begin each with '- what: …'.",
)
_KINDS = {
    "slug": _WORDS,
    "siglum": _WORDS,
    "title": _WORDS,
    "short_title": _WORDS,
    "author": _WORDS,
    "calendar": _WORDS,
    "sha256": _WORDS,
    "rights": _WORDS,
    "year": _YEAR,
    "public_domain": _SWITCH,
    "published": _SWITCH,
    "language": _WORDS,
    "subjects": _LIST,
    "about": _WORDS,
    "facts": _FACTS,
}


def _what(value: Any) -> str:
    """Return in words as what YAML read a value."""
    if value is None:
        return "empty"
    # A bool is an int as well: it stands before it.
    names: tuple[tuple[type, str], ...] = (
        (bool, "true or false"),
        (str, "words"),
        (int, "a number"),
        (float, "a number"),
        (list, "a list"),
        (dict, "a set of keys"),
        (date, "a day"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), "something else")


@dataclass(frozen=True)
class _Entry:
    """An entry as YAML read it, with the line on which it starts and those of its keys."""

    values: dict[Any, Any]
    line: int
    lines: dict[str, int]

    def problem(self, code: str, message: str, remedy: str, key: str = "") -> Problem:
        return Problem(CATALOGUE, self.lines.get(key, self.line), code, message, remedy)


def _check_keys(entry: _Entry) -> Iterator[Problem]:
    for key in _REQUIRED:
        if entry.values.get(key) in (None, ""):
            yield entry.problem("D03", f"the entry lacks '{key}'.", f"Add a line '{key}: …' to it.")
    for key in entry.values:
        if key not in _KINDS:
            yield entry.problem("D04", f"unknown key '{key}'.", nearest(str(key), set(_KINDS)))


def _check_kinds(entry: _Entry) -> Iterator[Problem]:
    for key, kind in _KINDS.items():
        value = entry.values.get(key)
        if key not in entry.values or (key in _REQUIRED and value in (None, "")):
            continue
        if not kind.holds(value):
            remedy = "Fill it, or remove the line." if value is None else kind.remedy
            message = f"'{key}' should be {kind.name}, and is {_what(value)}."
            yield entry.problem("D11", message, remedy, key)


def _check_words(entry: _Entry) -> Iterator[Problem]:
    """Return what is wrong with values that have a form of their own."""
    slug, siglum, calendar = (
        value if isinstance(value, str) else ""
        for value in (entry.values.get(key) for key in ("slug", "siglum", "calendar"))
    )
    if slug and not _SLUG.match(slug):
        remedy = "Use lower-case letters, digits and single hyphens, 80 at most."
        yield entry.problem("D05", f"'{slug[:100]}' is no slug.", remedy)
    if siglum and not _SIGLUM.match(siglum):
        remedy = "Use one to eight letters or digits, the first a capital."
        yield entry.problem("D06", f"'{siglum}' is no siglum.", remedy)
    if calendar and calendar not in CALENDARS:
        remedy = "Write OS (Old Style) or NS (New Style)."
        yield entry.problem("D07", f"unknown calendar '{calendar}'.", remedy)


def _facts(entry: _Entry) -> tuple[list[Fact], list[Problem]]:
    facts: list[Fact] = []
    problems: list[Problem] = []
    raw = entry.values.get("facts")
    for fact in raw if isinstance(raw, list) else ():
        if _is_fact(fact):
            facts.append(Fact(**fact))
            continue
        message = f"a fact is not of the form 'what, value, inferred': {_SHORT.repr(fact)}."
        remedy = "Give 'what' and 'value', and 'inferred' with the reason where the document does not say it."
        problems.append(entry.problem("D08", message, remedy))
    return facts, problems


def _is_fact(fact: Any) -> bool:
    return (
        isinstance(fact, dict)
        and {"what", "value"} <= set(fact) <= {"what", "value", "inferred"}
        and all(_is_words(value) for value in fact.values())
    )


def _document(entry: _Entry) -> tuple[Document | None, list[Problem]]:
    facts, wrong = _facts(entry)
    problems = [*_check_keys(entry), *_check_kinds(entry), *_check_words(entry), *wrong]
    if problems:
        return None, problems
    values = {k: v for k, v in entry.values.items() if k not in ("facts", "subjects")}
    subjects = tuple(entry.values.get("subjects", ()))
    return Document(**values, facts=tuple(facts), subjects=subjects), []


def read_catalogue(root: Path) -> tuple[list[Document], list[Problem]]:
    """Read ``data/documents.yml`` below ``root``.

    Returns the documents in the order of the file, and what is wrong with
    those that could not be read.
    """
    try:
        text = (root / CATALOGUE).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return [], [
            Problem(
                CATALOGUE, 0, "D01", "the file is missing.", "It lists the edition's documents."
            )
        ]
    except UnicodeDecodeError as error:
        return [], [_unread(0, error.reason)]
    except OSError as error:
        return [], [_unread(0, error.strerror or "it is no file")]
    return parse_catalogue(text)


def _unread(line: int, reason: str) -> Problem:
    return Problem(CATALOGUE, line, "D01", f"the file cannot be read: {reason}.", "Mend its YAML.")


def parse_catalogue(text: str) -> tuple[list[Document], list[Problem]]:
    """Return the documents that a catalogue's text lists, and what is wrong with the others."""
    try:
        raw, node = parse(text)
    except Unread as error:
        return [], [_unread(error.line, error.reason)]
    if not isinstance(raw, list) or not isinstance(node, yaml.SequenceNode):
        message = "the file is not a list of documents."
        return [], [Problem(CATALOGUE, 1, "D02", message, "Start each with '- slug: …'.")]
    documents: list[Document] = []
    problems = _repeated(node, set())
    for values, tree in zip(raw, node.value, strict=True):
        line = tree.start_mark.line + 1
        if not isinstance(values, dict):
            message = "an entry is not a list of 'key: value' lines."
            problems.append(
                Problem(CATALOGUE, line, "D02", message, "Copy the shape of another entry.")
            )
            continue
        document, found = _document(_Entry(values, line, _key_lines(tree)))
        problems += found
        if document is not None:
            problems += _shared(document, documents, line)
            documents.append(document)
    return documents, problems


def _key_lines(tree: yaml.Node) -> dict[str, int]:
    pairs = tree.value if isinstance(tree, yaml.MappingNode) else []
    return {str(key.value): key.start_mark.line + 1 for key, _ in pairs}


def _repeated(node: yaml.Node, seen: set[int]) -> list[Problem]:
    """Return a problem for each key that stands twice: YAML would take the last without a word."""
    if id(node) in seen or not isinstance(node, yaml.CollectionNode):
        return []
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [problem for child in node.value for problem in _repeated(child, seen)]
    keys: set[str] = set()
    problems: list[Problem] = []
    for key, value in node.value:
        name = str(key.value)
        if name in keys:
            line = key.start_mark.line + 1
            message = f"'{name}' stands twice in one entry."
            problems.append(Problem(CATALOGUE, line, "D11", message, "Remove one of them."))
        keys.add(name)
        problems += _repeated(value, seen)
    return problems


def _shared(document: Document, others: list[Document], line: int) -> list[Problem]:
    """Return a problem for each name that the document shares with another."""
    return [
        Problem(
            CATALOGUE,
            line,
            "D09",
            f"two documents have the {key} '{getattr(document, key)}'.",
            "Give one of them another.",
        )
        for other in others
        for key in ("slug", "siglum")
        if getattr(other, key).lower() == getattr(document, key).lower()
    ]


def find(documents: list[Document], slug: str) -> Document:
    """Return the document named ``slug``; raise :class:`EditionError` (D10) if there is none."""
    for document in documents:
        if document.slug == slug:
            return document
    raise EditionError(
        Problem(
            CATALOGUE,
            0,
            "D10",
            f"there is no document '{slug}'.",
            nearest(slug, [d.slug for d in documents]) or "Add its entry first.",
        )
    )
