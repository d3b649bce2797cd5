"""The documents of an edition and who they are: ``data/documents.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from edition.report import EditionError, Problem, nearest

CATALOGUE = "data/documents.yml"
CALENDARS = ("OS", "NS")
_REQUIRED = ("slug", "siglum", "title", "author", "calendar", "sha256", "rights")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
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
    the publisher lacks the right to print it.
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
    facts: tuple[Fact, ...] = field(default=(), repr=False)

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
        ``bl-h3``.
        """
        joint = "" if number.isdigit() else "-"
        return f"{self.siglum.lower()}{joint}{number}"


def _key_line(text: str, index: int) -> int:
    """Return the line (1-based) on which the ``index``-th entry of the list starts."""
    starts = [n for n, line in enumerate(text.split("\n"), 1) if line.startswith("- ")]
    return starts[index] if index < len(starts) else 0


def _entry(raw: Any, line: int) -> tuple[Document | None, list[Problem]]:
    if not isinstance(raw, dict):
        return None, [
            Problem(
                CATALOGUE,
                line,
                "D02",
                "an entry is not a list of 'key: value' lines.",
                "Copy the shape of another entry.",
            )
        ]
    problems = [
        Problem(
            CATALOGUE, line, "D03", f"the entry lacks '{key}'.", f"Add a line '{key}: …' to it."
        )
        for key in _REQUIRED
        if not raw.get(key)
    ]
    known = set(Document.__dataclass_fields__)
    for key in raw:
        if key not in known:
            hint = nearest(str(key), known)
            problems.append(Problem(CATALOGUE, line, "D04", f"unknown key '{key}'.", hint))
    if raw.get("slug") and not _SLUG.match(str(raw["slug"])):
        problems.append(
            Problem(
                CATALOGUE,
                line,
                "D05",
                f"'{raw['slug']}' is no slug.",
                "Use lower-case letters, digits and single hyphens.",
            )
        )
    if raw.get("siglum") and not _SIGLUM.match(str(raw["siglum"])):
        problems.append(
            Problem(
                CATALOGUE,
                line,
                "D06",
                f"'{raw['siglum']}' is no siglum.",
                "Use one to eight letters or digits, the first a capital.",
            )
        )
    if raw.get("calendar") and raw["calendar"] not in CALENDARS:
        problems.append(
            Problem(
                CATALOGUE,
                line,
                "D07",
                f"unknown calendar '{raw['calendar']}'.",
                "Write OS (Old Style) or NS (New Style).",
            )
        )
    facts: list[Fact] = []
    for fact in raw.get("facts") or []:
        if isinstance(fact, dict) and {"what", "value"} <= set(fact) <= {
            "what",
            "value",
            "inferred",
        }:
            facts.append(Fact(**{k: str(v) for k, v in fact.items()}))
        else:
            problems.append(
                Problem(
                    CATALOGUE,
                    line,
                    "D08",
                    f"a fact is not of the form 'what, value, inferred': {fact!r}.",
                    "Give 'what' and 'value', and 'inferred' with the reason where the document does not say it.",
                )
            )
    if problems:
        return None, problems
    values = {k: v for k, v in raw.items() if k not in ("facts", "subjects")}
    return Document(**values, facts=tuple(facts), subjects=tuple(raw.get("subjects") or ())), []


def read_catalogue(root: Path) -> tuple[list[Document], list[Problem]]:
    """Read ``data/documents.yml`` below ``root``.

    Returns the documents in the order of the file, and what is wrong with
    those that could not be read.
    """
    try:
        text = (root / CATALOGUE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return [], [
            Problem(
                CATALOGUE, 0, "D01", "the file is missing.", "It lists the edition's documents."
            )
        ]
    except UnicodeDecodeError as error:
        return [], [_unread(0, error.reason)]
    return parse_catalogue(text)


def _unread(line: int, reason: str) -> Problem:
    return Problem(CATALOGUE, line, "D01", f"the file cannot be read: {reason}.", "Mend its YAML.")


def parse_catalogue(text: str) -> tuple[list[Document], list[Problem]]:
    """Return the documents that a catalogue's text lists, and what is wrong with the others."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        reason = " ".join(str(getattr(error, "problem", error)).split())
        return [], [_unread(line, reason)]
    if not isinstance(raw, list):
        return [], [
            Problem(
                CATALOGUE,
                1,
                "D02",
                "the file is not a list of documents.",
                "Start each with '- slug: …'.",
            )
        ]
    documents: list[Document] = []
    problems: list[Problem] = []
    for index, entry in enumerate(raw):
        line = _key_line(text, index)
        document, found = _entry(entry, line)
        problems += found
        if document is None:
            continue
        for other in documents:
            for key in ("slug", "siglum"):
                if getattr(other, key).lower() == getattr(document, key).lower():
                    problems.append(
                        Problem(
                            CATALOGUE,
                            line,
                            "D09",
                            f"two documents have the {key} '{getattr(document, key)}'.",
                            "Give one of them another.",
                        )
                    )
        documents.append(document)
    return documents, problems


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
