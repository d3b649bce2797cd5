"""Make a chapter from a plain text file: ``python -m edition import``."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from edition.report import EditionError, Problem, nearest, relative
from edition.text.catalogue import CATALOGUE, Document, find, parse_catalogue, read_catalogue
from edition.text.chapters import chapter_path, write_page
from edition.text.lines import (
    LINES,
    Line,
    digest,
    join,
    numbered,
    read_lines,
    split,
    without,
    write_lines,
)
from edition.text.markdown import unprintable

FIRST_PAGE = "index"


@dataclass(frozen=True)
class Change:
    """A file that an import writes: its path below the root and its bytes."""

    path: str
    content: bytes


def _decoded(path: Path, root: Path) -> str:
    name = relative(path, root)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise EditionError(
            Problem(
                name, 0, "I01", f"the file cannot be read: {error.strerror}.", "Check its name."
            )
        ) from error
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise EditionError(
            Problem(
                name,
                line,
                "I02",
                f"byte {error.start} is not UTF-8.",
                "Save the file as UTF-8 and import it again.",
            )
        ) from error
    lines = split(text)
    problems = [
        Problem(
            name,
            number,
            "I03",
            f"the line holds U+{ord(unprintable(line)):04X}, a character that no page can show.",
            "Find out what stood there before you import the file.",
        )
        for number, line in lines
        if unprintable(line)
    ]
    if not lines:
        problems.append(
            Problem(name, 0, "I04", "the file holds no text.", "Check that it is the right one.")
        )
    if problems:
        raise EditionError(problems)
    return text


def proposed(slug: str, source: str) -> list[Line]:
    """Return rows for a source that has none yet.

    The first line is taken for the title and everything else for text; the
    editor corrects the classes in ``data/lines.csv`` before publication and
    imports again.
    """
    rows = [
        Line(slug, number, "text", "", 0, "author", "", "", FIRST_PAGE, "", "", digest(text))
        for number, text in split(source)
    ]
    return numbered([replace(rows[0], kind="title", level=1), *rows[1:]])


def _refreshed(rows: list[Line], source: str) -> list[Line]:
    """Return rows whose classes an editor set, with the numbers and hashes that follow."""
    texts = dict(split(source))
    return numbered(
        [replace(r, sha256=digest(without(texts.get(r.line, ""), r.cut))) for r in rows]
    )


def _new_entry(slug: str, siglum: str, source: str, content: bytes) -> dict[str, object]:
    return {
        "slug": slug,
        "siglum": siglum,
        "title": split(source)[0][1].strip(),
        "author": "unknown",
        "calendar": "NS",
        "sha256": hashlib.sha256(content).hexdigest(),
        "rights": "Not yet examined.",
        "published": False,
    }


def _begun(root: Path) -> str:
    """Return the catalogue's text, empty where an edition has no document yet."""
    path = root / CATALOGUE
    text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    return "" if text.strip() in ("", "[]") else text


def _document(
    root: Path, slug: str, siglum: str, source: str, content: bytes
) -> tuple[Document, list[Document], list[Change]]:
    old = _begun(root)
    documents, problems = read_catalogue(root) if old else ([], [])
    if problems:
        raise EditionError(problems)
    known = {d.slug: d for d in documents}
    if slug in known:
        if siglum and siglum != known[slug].siglum:
            raise EditionError(
                Problem(
                    CATALOGUE,
                    0,
                    "I05",
                    f"'{slug}' has the siglum {known[slug].siglum}, not {siglum}.",
                    "Leave --siglum out.",
                )
            )
        return known[slug], documents, []
    if not siglum:
        hint = nearest(slug, list(known))
        raise EditionError(
            Problem(
                CATALOGUE,
                0,
                "D10",
                f"there is no document '{slug}'.",
                f"{hint} To add a new one, give it a siglum: --siglum XY".strip(),
            )
        )
    entry = _new_entry(slug, siglum, source, content)
    added = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True)
    new = old.rstrip("\n") + "\n\n" + added if old else added
    problems = parse_catalogue(new)[1]
    if problems:
        raise EditionError(problems)
    document = Document(**entry)  # type: ignore[arg-type]
    return document, [*documents, document], [Change(CATALOGUE, new.encode())]


def plan(
    root: Path, slug: str, file: Path | None = None, siglum: str = "", renumber: bool = False
) -> list[Change]:
    """Return the files that importing ``file`` as document ``slug`` would write.

    ``file`` may be omitted for a document whose source is frozen already: its
    chapter is made anew.  ``siglum`` is needed for a new document only.
    ``renumber`` allows paragraph numbers to change, before publication.

    Raises :class:`EditionError` with every problem found; nothing is written.
    """
    if file is None:
        documents, problems = read_catalogue(root)
        if problems:
            raise EditionError(problems)
        find(documents, slug)
    path = file or root / "data" / "sources" / f"{slug}.txt"
    source = _decoded(path, root)
    content = path.read_bytes()
    document, documents, changes = _document(root, slug, siglum, source, content)
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise EditionError(
            Problem(
                relative(path, root),
                0,
                "S03",
                f"the file is not the source of {slug} that was frozen: its SHA-256 differs.",
                "A frozen source never changes; import another text under another name.",
            )
        )
    everything, problems = read_lines(root)
    if problems and (root / LINES).exists():
        raise EditionError(problems)
    own = [row for row in everything if row.document == slug]
    rows = _refreshed(own, source) if own else proposed(slug, source)
    moved = [
        Problem(
            LINES,
            old.row,
            "L10",
            f"the paragraph number '{old.number}' would become '{new.number}'.",
            "Numbers are permanent; before publication give --renumber.",
        )
        for old, new in zip(own, rows, strict=False)
        if old.number != new.number and not renumber
    ]
    joined, problems = join(document, rows, source)
    if moved or problems:
        raise EditionError(moved + problems)
    tables: list[Line] = []
    for other in documents:
        tables += (
            rows if other.slug == slug else [r for r in everything if r.document == other.slug]
        )
    changes.append(Change(LINES, write_lines(tables).encode()))
    changes.append(Change(document.source, content))
    numbered_lines = [line for line in joined if line.number]
    for page in dict.fromkeys(line.page for line in numbered_lines):
        own_page = [line for line in numbered_lines if line.page == page]
        changes.append(Change(chapter_path(document, page), write_page(own_page).encode()))
    return changes


def carry_out(root: Path, changes: list[Change]) -> list[str]:
    """Write ``changes`` below ``root``; return the paths whose content changed.

    Every file is written beside its place first and moved there at the end,
    so that a failure leaves all of them as they were.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for change in changes:
            path = root / change.path
            if path.exists() and path.read_bytes() == change.content:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(path.name + ".new")
            beside.write_bytes(change.content)
            staged.append((beside, path))
    except OSError:
        for beside, _ in staged:
            beside.unlink(missing_ok=True)
        raise
    for beside, path in staged:
        os.replace(beside, path)
    return [relative(path, root) for _, path in staged]
