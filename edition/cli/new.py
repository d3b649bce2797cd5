"""``python -m edition new note``: write a note, asked for on the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from edition.anchors import Anchor, resolve
from edition.layers.drafting import draft, note_id, unambiguous
from edition.layers.notebody import check_body
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


def _choose(ask: Ask, question: str, choices: list[str], empty: str = "") -> str:
    """Ask until the answer is one of ``choices``; ``empty`` says when it may be left out."""
    said = f"{question} ({', '.join(choices)}{'; ' + empty if empty else ''}): "
    while True:
        answer = ask(said).strip()
        if answer in choices or (empty and not answer):
            return answer
        print("  Please type one of these words.")


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


def _place(arguments: argparse.Namespace, texts: Texts, ask: Ask) -> Anchor | Problem:
    """Ask for words of the texts until they are found; a problem where nobody can be asked again."""
    given = (arguments.document, arguments.paragraph, arguments.quote)
    questions = (
        f"Document ({', '.join(d.siglum for d in texts.documents)}): ",
        "Number of the paragraph: ",
        "The words, copied from the page: ",
    )
    while True:
        document, paragraph, quote = (
            value if value is not None else ask(question).strip()
            for value, question in zip(given, questions, strict=True)
        )
        anchor = Anchor(_document(texts, document), paragraph, quote)
        line = texts.paragraphs.get((anchor.document, anchor.paragraph))
        if line is not None and quote and quote in line.text:
            anchor = _pick(ask, unambiguous(anchor, texts))
        found = resolve(anchor, texts, "the quotation", 0)
        if not isinstance(found, Problem):
            return anchor
        if None not in given:
            return found
        print(f"  {found.message} {found.remedy}")


def _text(ask: Ask) -> str:
    while True:
        text = ask("The note, 20 to 120 words: ").strip()
        problems = check_body(text, "the note")
        if not problems:
            return text
        for problem in problems:
            print(f"  {problem.message} {problem.remedy}")


def make(arguments: argparse.Namespace, ask: Ask) -> tuple[list[Problem], str]:
    """Ask for what is missing, write the note, and return what is wrong with it and its path."""
    texts, problems = read_texts(arguments.root)
    if problems:
        raise EditionError(problems)

    def value(name: str, question: str) -> str:
        given: str | None = getattr(arguments, name)
        return given if given is not None else ask(question).strip()

    anchor = _place(arguments, texts, ask)
    if isinstance(anchor, Problem):
        return [anchor], ""
    kind = arguments.kind or _choose(ask, "Kind", list(KINDS))
    sources = value(
        "sources", "Sources, keys of the bibliography (empty if the note is your own): "
    )
    certainty = arguments.certainty
    if certainty is None:
        empty = "empty, as you name a source" if sources else ""
        certainty = _choose(ask, "How certain it is", list(CERTAINTIES), empty)
    content = draft(
        anchor,
        kind,
        sources,
        certainty,
        value("author", f"Signed, with your name (empty for '{DEFAULT_AUTHOR}'): "),
        arguments.text if arguments.text is not None else _text(ask),
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
    return (
        [],
        f"written: {path}\nIt is a plain text file; 'make check' says whether anything is wrong.",
    )


def run(arguments: argparse.Namespace) -> tuple[list[Problem], str]:
    """Make the note."""
    return make(arguments, input)
