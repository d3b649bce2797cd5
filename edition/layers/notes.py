"""Notes: one Markdown file each, in ``chapters/<document>/notes/``."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from edition.anchors import Anchor, Locus, resolve
from edition.layers.fences import FENCE, find_head
from edition.layers.notebody import check_body
from edition.layers.schema import CERTAINTIES
from edition.layers.sourcing import split_sources
from edition.layers.tables import HIDDEN
from edition.report import Problem, nearest, relative
from edition.text import Document, Texts

KINDS = ("context", "person", "body", "term", "place", "date", "figure", "variant", "source")
_KEYS = (
    "document", "paragraph", "quote", "prefix", "suffix", "kind", "sources", "certainty", "author",
    "reviewed",
)  # fmt: skip
_REQUIRED = ("document", "paragraph", "quote", "kind", "author")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}\Z")
_LOOKS_LIKE_A_NOTE = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t\r]*\n(?:[^\n]*\n)*?quote:")
_ABOUT = re.compile(rb"^document:[ \t]*(\S+)", re.MULTILINE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_HEAD_LINE = re.compile(r"([A-Za-z_]+):[ \t]*(.*?)[ \t]*\Z")
DEFAULT_AUTHOR = "The editors"
# Which line of the head is to be mended where its words are not found.
_BLAMED = {"A01": "document", "A02": "paragraph", "A07": "paragraph"}


@dataclass(frozen=True)
class Note:
    """An annotation of words of a document.

    ``id`` is its file name and permanent.  ``body`` is Markdown, ``offset``
    the number of lines of the file before it.  ``reviewed`` is the day of the
    second reading (ISO) or empty.  ``lines`` says where each key of the head
    stands.
    """

    id: str
    file: str
    anchor: Anchor
    kind: str
    sources: tuple[str, ...]
    certainty: str
    author: str
    reviewed: str
    body: str
    offset: int
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)


def _plain_value(raw: str) -> str:
    """Return the value of a head's line: unquoted where it is quoted as a whole.

    A quotation with a colon, a quotation mark or a hash works as it is: what
    stands behind the key is taken to the letter unless YAML's own quotation
    marks enclose all of it.
    """
    if len(raw) > 1 and raw[0] == raw[-1] and raw[0] in "'\"":
        try:
            value = yaml.safe_load(raw)
        except yaml.YAMLError:
            return raw
        return value if isinstance(value, str) else raw
    return raw


def read_head(
    lines: list[str], file: str, before: int = 1
) -> tuple[dict[str, tuple[str, int]], list[Problem]]:
    """Read the head of a note, line by line: ``key: value``.

    ``before`` is the number of lines of the file before it.  Returns each key's
    value and line.  Nothing of YAML but this is read, so that no tag, alias or
    nested object can stand in a contributor's file.
    """
    head: dict[str, tuple[str, int]] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, before + 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _HEAD_LINE.match(line)
        if not found:
            problems.append(
                Problem(
                    file,
                    number,
                    "N03",
                    f"the head's line is not of the form 'key: value': {line.strip()!r}.",
                    "Write the value on the same line as its key.",
                )
            )
            continue
        key, value = found.group(1), _without_comment(found.group(1), found.group(2))
        if key not in _KEYS:
            problems.append(
                Problem(
                    file,
                    number,
                    "N04",
                    f"unknown key '{key}' in the head.",
                    nearest(key, list(_KEYS)),
                )
            )
        elif key in head:
            problems.append(
                Problem(
                    file, number, "N05", f"'{key}' stands twice in the head.", "Remove one of them."
                )
            )
        else:
            head[key] = (_plain_value(value), number)
    return head, problems


def _without_comment(key: str, value: str) -> str:
    """Return a value without a trailing comment.

    In the words of an anchor a hash is part of the words; behind a name it
    begins a comment only after two spaces.
    """
    if key in ("quote", "prefix", "suffix"):
        return value
    if value.startswith("# "):
        return ""
    return re.sub(r"\s{2,}#.*\Z" if key == "author" else r"\s+#.*\Z", "", value)


def _check_head(head: Mapping[str, tuple[str, int]], file: str) -> list[Problem]:
    problems = []

    def complain(key: str, code: str, message: str, remedy: str) -> None:
        problems.append(Problem(file, head[key][1] if key in head else 1, code, message, remedy))

    for key in _REQUIRED:
        if not head.get(key, ("", 0))[0]:
            remedy = f"Write it behind '{key}:'." if key in head else f"Add a line '{key}: …'."
            complain(key, "N06", f"the head lacks '{key}'.", remedy)
    kind = head.get("kind", ("", 0))[0]
    if kind and kind not in KINDS:
        complain(
            "kind",
            "N07",
            f"unknown kind '{kind}'.",
            f"Write one of {', '.join(KINDS)}.",
        )
    certainty = head.get("certainty", ("", 0))[0]
    if certainty and certainty not in CERTAINTIES:
        complain(
            "certainty", "N08", f"unknown certainty '{certainty}'.", "Write high, medium or low."
        )
    reviewed = head.get("reviewed", ("", 0))[0]
    if reviewed:
        try:
            # The library reads other forms too, which no list would sort.
            date.fromisoformat(reviewed if _DAY.match(reviewed) else "")
        except ValueError:
            complain(
                "reviewed",
                "N09",
                f"'{reviewed}' is no day.",
                "Write it as 1710-03-03, or leave it empty.",
            )
    if not split_sources(head.get("sources", ("", 0))[0]) and not certainty:
        complain(
            "sources",
            "N10",
            "the note names no source and no certainty.",
            "Write the key of a source, as 'sources: [key]', or how sure you are, as 'certainty: medium'.",
        )
    for key, (value, line) in head.items():
        if HIDDEN.search(value) and key not in ("quote", "prefix", "suffix"):
            problems.append(
                Problem(
                    file, line, "N11", f"'{key}' holds a hidden character.", "Type the line again."
                )
            )
    return problems


def _form(path: Path) -> str:
    """Return an empty head for the note at ``path``, in one line."""
    about = path.parent.parent.name if path.parent.name == "notes" else ""
    given = {"document": about, "kind": "context"}
    lines = [f"{key}: {given.get(key, '')}".strip() for key in (*_REQUIRED, "certainty")]
    return " ⏎ ".join([FENCE, *lines, FENCE]) + " (each ⏎ is the end of a line)."


def read_note(path: Path, root: Path) -> tuple[Note | None, list[Problem]]:
    """Read one note; return it, or ``None`` and why it cannot be used."""
    note, problems = _read(path, root)
    return (None if problems else note), problems


def _read(path: Path, root: Path) -> tuple[Note | None, list[Problem]]:
    """Read one note, its head also where its text is wrong; return it, and what is wrong with it."""
    file = relative(path, root)
    if not _NAME.match(path.stem):
        return None, [
            Problem(
                file,
                0,
                "N12",
                "the file's name is not usable as an identifier.",
                "Use lower-case letters, digits and hyphens, and end it in .md.",
            )
        ]
    if path.is_symlink() or not path.is_file():
        return None, [
            Problem(
                file,
                0,
                "N13",
                "this is no ordinary file.",
                "Put the note's text into a file of its own.",
            )
        ]
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [
            Problem(
                file,
                0,
                "N01",
                f"the file is not UTF-8 at byte {error.start}.",
                "Save it as plain text in UTF-8.",
            )
        ]
    return parse_note(text, path, file)


def parse_note(text: str, path: Path, file: str) -> tuple[Note | None, list[Problem]]:
    """Return the note that ``text`` is, to lie at ``path``, and what is wrong with it.

    With a head that cannot be used there is no note.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = find_head(lines, file, _KEYS, _form(path))
    if isinstance(found, Problem):
        return None, [found]
    head, problems = read_head(lines[found.lines], file, found.lines.start)
    problems += _check_head(head, file)
    offset = found.body.start
    body = "\n".join(lines[found.body])
    wrong = [*found.problems, *problems, *check_body(body, file, offset)]
    if problems:
        return None, wrong
    value: dict[str, Any] = {key: content for key, (content, _) in head.items()}
    anchor = Anchor(
        value["document"],
        value["paragraph"],
        value["quote"],
        value.get("prefix", ""),
        value.get("suffix", ""),
    )
    note = Note(
        id=path.stem,
        file=file,
        anchor=anchor,
        kind=value["kind"],
        sources=split_sources(value.get("sources", "")),
        certainty=value.get("certainty", ""),
        author=value["author"],
        reviewed=value.get("reviewed", ""),
        body=body,
        offset=offset,
        lines={key: line for key, (_, line) in head.items()},
    )
    return note, wrong


def _unread(texts: Texts, document: Document) -> list[Problem]:
    """Return a problem for each file that was meant as a note and that nothing would read."""
    folder = texts.root / document.folder
    notes = folder / "notes"
    found = [
        (path, "End its name in .md, or take it away.")
        for path in sorted(notes.glob("*"))
        if path.suffix != ".md" and not path.name.startswith(".")
    ]
    if notes.exists() and not notes.is_dir():
        found.append((notes, "Make a folder of this name, and put each note into a file in it."))
    return [
        Problem(relative(path, texts.root), 0, "N16", "this file is not read as a note.", remedy)
        for path, remedy in found
    ]


def looks_like_a_note(path: Path) -> bool:
    """Whether a file begins as a note does, wherever it lies."""
    # Unlike the path's own test this one bears a name that no system takes.
    return os.path.isfile(path) and _LOOKS_LIKE_A_NOTE.match(path.read_bytes()) is not None


def _astray(texts: Texts) -> list[Problem]:
    """Return a problem for each note that lies anywhere but in a folder of notes."""
    problems = []
    folders = sorted({texts.root / Path(d.folder).parts[0] for d in texts.documents})
    pages = [*texts.root.glob("*.md"), *(path for top in folders for path in top.rglob("*.md"))]
    for path in sorted(pages):
        if path.parent.name == "notes" or not path.is_file():
            continue
        head = _LOOKS_LIKE_A_NOTE.match(path.read_bytes())
        if head is None:
            continue
        about = _ABOUT.search(head.group())
        document = texts.by_slug.get(about.group(1).decode(errors="replace")) if about else None
        place = f"{document.folder}/notes/" if document else "the folder notes of its document"
        problems.append(
            Problem(
                relative(path, texts.root),
                0,
                "N16",
                "this file is not read as a note.",
                f"Move it to {place}.",
            )
        )
    return problems


def read_note_files(texts: Texts) -> tuple[list[Note], list[Note], list[Problem]]:
    """Read the notes of all documents.

    Returns those that can be used, those that cannot because of their text,
    and what is wrong.
    """
    found: list[Note] = []
    refused: list[Note] = []
    problems: list[Problem] = _astray(texts)
    seen: dict[str, str] = {}
    for document in texts.documents:
        problems += _unread(texts, document)
        for path in sorted((texts.root / document.folder / "notes").glob("*.md")):
            note, wrong = _read(path, texts.root)
            problems += wrong
            if note is None:
                continue
            if note.id in seen:
                problems.append(
                    Problem(
                        note.file,
                        0,
                        "N14",
                        f"{seen[note.id]} has the same name.",
                        "Rename the newer of the two.",
                    )
                )
            elif note.anchor.document != document.slug and note.anchor.document in texts.by_slug:
                problems.append(
                    Problem(
                        note.file,
                        2,
                        "N15",
                        f"the note lies in the folder of '{document.slug}' but is about '{note.anchor.document}'.",
                        "Move it, or correct its head.",
                    )
                )
            else:
                seen[note.id] = note.file
                (refused if wrong else found).append(note)
    return found, refused, problems


def anchor_notes(notes: list[Note], texts: Texts) -> tuple[list[tuple[Note, Locus]], list[Problem]]:
    """Resolve the anchors of notes; return them in the order of the text, and what failed."""
    found: list[tuple[Note, Locus]] = []
    problems: list[Problem] = []
    for note in notes:
        locus = resolve(note.anchor, texts, note.file, 0)
        if isinstance(locus, Problem):
            key = _BLAMED.get(locus.code, "quote")
            problems.append(replace(locus, line=note.lines.get(key, 0)))
        else:
            found.append((note, locus))

    def place(pair: tuple[Note, Locus]) -> tuple[int, int, int, str]:
        note, locus = pair
        return texts.order[locus.document, locus.paragraph], locus.start, locus.end, note.id

    return sorted(found, key=place), problems
