"""``python -m edition new note``: write a note, asked for on the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from edition.anchors import Anchor, resolve
from edition.layers.drafting import draft, note_id, unambiguous
from edition.layers.notes import DEFAULT_AUTHOR, KINDS, read_note
from edition.layers.schema import CERTAINTIES
from edition.report import EditionError, Problem
from edition.text import Texts, read_texts

Ask = Callable[[str], str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments; what is not given is asked for."""
    parser.add_argument("what", choices=["note"], help="what to make")
    for name, words in (
        ("document", "slug or siglum of the document"),
        ("paragraph", "number of the paragraph"),
        ("quote", "the words that the note is about"),
        ("kind", f"one of {', '.join(KINDS)}"),
        ("sources", "keys of the bibliography, separated by commas"),
        ("certainty", "high, medium or low"),
        ("author", "who signs the note"),
        ("text", "the note itself"),
    ):
        parser.add_argument(f"--{name}", help=words)
    parser.add_argument("--root", type=Path, default=Path("."), help="the edition's folder")


def _choose(ask: Ask, question: str, choices: list[str]) -> str:
    while True:
        answer = ask(f"{question} ({', '.join(choices)}): ").strip()
        if answer in choices:
            return answer


def _document(texts: Texts, given: str) -> str:
    for document in texts.documents:
        if given.lower() in (document.slug, document.siglum.lower()):
            return document.slug
    return given


def _pick(ask: Ask, anchors: list[Anchor]) -> Anchor:
    if len(anchors) == 1:
        return anchors[0]
    for number, anchor in enumerate(anchors, 1):
        print(
            f"  {number}: after '{anchor.prefix}'"
            if anchor.prefix
            else f"  {number}: before '{anchor.suffix}'"
        )
    answer = _choose(
        ask,
        "The words stand more than once. Which do you mean",
        [str(n) for n in range(1, len(anchors) + 1)],
    )
    return anchors[int(answer) - 1]


def make(arguments: argparse.Namespace, ask: Ask) -> tuple[list[Problem], str]:
    """Ask for what is missing, write the note, and return what is wrong with it and its path."""
    texts, problems = read_texts(arguments.root)
    if problems:
        raise EditionError(problems)

    def value(name: str, question: str) -> str:
        given: str | None = getattr(arguments, name)
        return given if given is not None else ask(question).strip()

    slug = _document(
        texts, value("document", f"Document ({', '.join(d.siglum for d in texts.documents)}): ")
    )
    anchor = Anchor(
        slug,
        value("paragraph", "Number of the paragraph: "),
        value("quote", "The words, copied from the page: "),
    )
    line = texts.paragraphs.get((anchor.document, anchor.paragraph))
    if line is not None and anchor.quote and anchor.quote in line.text:
        anchor = _pick(ask, unambiguous(anchor, texts))
    found = resolve(anchor, texts, "the quotation", 0)
    if isinstance(found, Problem):
        return [found], ""
    content = draft(
        anchor,
        arguments.kind or _choose(ask, "Kind", list(KINDS)),
        value("sources", "Sources, keys of the bibliography (empty if the note is your own): "),
        arguments.certainty or _choose(ask, "Certainty", list(CERTAINTIES)),
        value("author", f"Signed (empty for '{DEFAULT_AUTHOR}'): "),
        value("text", "The note, 20 to 120 words: "),
    )
    return _write(arguments.root, texts, anchor, content)


def _write(root: Path, texts: Texts, anchor: Anchor, content: str) -> tuple[list[Problem], str]:
    document = texts.by_slug[anchor.document]
    folder = root / document.folder / "notes"
    folder.mkdir(parents=True, exist_ok=True)
    stem = note_id(document, anchor.paragraph, anchor.quote)
    path = folder / f"{stem}.md"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.md"
    path.write_text(content, encoding="utf-8")
    _, problems = read_note(path, root)
    if problems:
        path.unlink()
        return problems, ""
    return [], f"written: {path}"


def run(arguments: argparse.Namespace) -> tuple[list[Problem], str]:
    """Make the note."""
    return make(arguments, input)
