"""``python -m edition new note``: write a note, asked for on the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path

from edition.anchors import Anchor, resolve
from edition.layers import read_layers
from edition.layers.bibliography import read_works, wrong_citations, wrong_sources
from edition.layers.drafting import draft, note_id, unambiguous
from edition.layers.notebody import check_body
from edition.layers.notes import DEFAULT_AUTHOR, KINDS, parse_note
from edition.layers.remarks import LONGEST, SHORTEST, length
from edition.layers.roles import Known, wrong_roles
from edition.layers.schema import CERTAINTIES
from edition.layers.sourcing import split_sources
from edition.layers.tables import HIDDEN
from edition.report import EditionError, Problem, nearest, relative
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
        for choice in choices:
            if answer.lower() == choice.lower():
                return choice
        if empty and not answer:
            return ""
        hint = "" if choices[0].isdigit() else nearest(answer, choices)
        print(f"  Please type one of these words. {hint}".rstrip())


def _until_right(ask: Ask, question: str, wrong: Callable[[str], list[Problem]]) -> str:
    """Ask until nothing is wrong with the answer, and say each time what is."""
    while True:
        answer = ask(question).strip()
        problems = wrong(answer)
        if not problems:
            return answer
        for problem in problems:
            print(f"  {problem.message} {problem.remedy}".rstrip())


def _document(texts: Texts, given: str) -> str:
    for document in texts.documents:
        if given.lower() in (document.slug, document.siglum.lower()):
            return document.slug
    return given


def _wrong_place(texts: Texts, document: str, paragraph: str | None = None) -> list[Problem]:
    """Return what is wrong with a document, or with a paragraph of one that is there."""
    slug = _document(texts, document)
    if slug in texts.by_slug and (paragraph is None or (slug, paragraph) in texts.paragraphs):
        return []
    found = resolve(Anchor(slug, paragraph or "", ""), texts, "the place", 0)
    return [found] if isinstance(found, Problem) else []


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


def _place(arguments: argparse.Namespace, texts: Texts, ask: Ask) -> Anchor | list[Problem]:
    """Ask for words of the texts until they are found; problems where nobody can be asked again."""
    sigla = ", ".join(d.siglum for d in texts.documents)
    while True:
        document = arguments.document
        if document is None:
            document = _until_right(ask, f"Document ({sigla}): ", lambda d: _wrong_place(texts, d))
        paragraph = arguments.paragraph
        if paragraph is None and not _wrong_place(texts, document):
            place = partial(_wrong_place, texts, document)
            paragraph = _until_right(ask, "Number of the paragraph: ", place)
        problems = _wrong_place(texts, document, paragraph)
        if problems:
            return problems
        quote = arguments.quote
        if quote is None:
            quote = ask("The words, copied from the page: ").strip()
        anchor = Anchor(_document(texts, document), paragraph, quote)
        line = texts.paragraphs[anchor.document, anchor.paragraph]
        if quote and quote in line.text:
            anchor = _pick(ask, unambiguous(anchor, texts))
        found = resolve(anchor, texts, "the quotation", 0)
        if not isinstance(found, Problem):
            return anchor
        if arguments.quote is not None:
            return [found]
        print(f"  {found.message} {found.remedy}")


def _text(ask: Ask, wrong: Callable[[str], list[Problem]]) -> str:
    """Ask for the note until it can stand; its length is only remarked upon."""
    text = _until_right(ask, f"The note, {SHORTEST} to {LONGEST} words: ", wrong)
    while said := length(text):
        print(f"  {said}")
        question = "Type it again, or nothing to keep it as it is: "
        again = _until_right(ask, question, lambda typed: wrong(typed) if typed else [])
        if not again:
            return text
        text = again
    return text


class _Judge:
    """Says what is wrong with an answer, as the checks would say it of the file."""

    def __init__(self, root: Path, texts: Texts) -> None:
        self.root, self.texts = root, texts
        self.works = read_works(root)[0]

    @cached_property
    def known(self) -> Known:
        """What the note can point at; only read once there is a note."""
        return Known(read_layers(self.root)[0])

    def sources(self, value: str) -> list[Problem]:
        """Each is a work that was opened, or a place."""
        return wrong_sources(value, self.works, self.texts)

    def author(self, value: str) -> list[Problem]:
        """It has no character that cannot be seen."""
        if not HIDDEN.search(value):
            return []
        message = "'author' holds a hidden character."
        return [Problem("the author", 0, "N11", message, "Type it again.")]

    def text(self, anchor: Anchor, value: str) -> list[Problem]:
        """It holds what a note may hold, and what it points at is there."""
        problems = check_body(value, "the note")
        if "{" in value:
            folder = self.texts.by_slug[anchor.document].folder
            problems += wrong_roles(self.known, value, folder, "the note")
            problems += wrong_citations(value, self.works, self.texts)
        return problems

    def given(self, arguments: argparse.Namespace, anchor: Anchor) -> list[Problem]:
        """Return what is wrong with the answers that stand on the command line."""
        problems = []
        for name, choices in (("kind", KINDS), ("certainty", CERTAINTIES)):
            value = getattr(arguments, name)
            if value and value not in choices:
                remedy = nearest(value, choices) or f"Write one of {', '.join(choices)}."
                code = "N07" if name == "kind" else "N08"
                problems.append(Problem(f"--{name}", 0, code, f"unknown {name} '{value}'.", remedy))
        return [
            *problems,
            *self.sources(arguments.sources or ""),
            *self.author(arguments.author or ""),
            *(self.text(anchor, arguments.text) if arguments.text is not None else ()),
        ]


def make(arguments: argparse.Namespace, ask: Ask) -> tuple[list[Problem], str]:
    """Ask for what is missing, write the note, and return what is wrong with it and its path."""
    texts, problems = read_texts(arguments.root)
    if problems:
        raise EditionError(problems)
    anchor = _place(arguments, texts, ask)
    if not isinstance(anchor, Anchor):
        return anchor, ""
    judge = _Judge(arguments.root, texts)
    problems = judge.given(arguments, anchor)
    if problems:
        return problems, ""
    kind = arguments.kind or _choose(ask, "Kind", list(KINDS))
    sources = arguments.sources
    if sources is None:
        question = "Sources, keys of the bibliography (empty if the note is your own): "
        sources = _until_right(ask, question, judge.sources)
    certainty = arguments.certainty
    if certainty is None:
        empty = "empty, as you name a source" if sources else ""
        certainty = _choose(ask, "How certain it is", list(CERTAINTIES), empty)
    author = arguments.author
    if author is None:
        question = f"Signed, with your name (empty for '{DEFAULT_AUTHOR}'): "
        author = _until_right(ask, question, judge.author)
    text = arguments.text
    if text is None:
        text = _text(ask, partial(judge.text, anchor))
    keys = ", ".join(split_sources(sources))
    content = draft(anchor, kind, keys, certainty, author, text)
    return _write(arguments.root, texts, anchor, content)


def _write(root: Path, texts: Texts, anchor: Anchor, content: str) -> tuple[list[Problem], str]:
    document = texts.by_slug[anchor.document]
    folder = root / document.folder / "notes"
    stem = note_id(document, anchor.paragraph, anchor.quote)
    path = folder / f"{stem}.md"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.md"
    _, problems = parse_note(content, path, relative(path, root))
    if problems:
        return problems, ""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        path.write_text(content, encoding="utf-8")
    except BaseException:  # stopped by hand or by the system: no half of a note
        path.unlink(missing_ok=True)
        raise
    return (
        [],
        f"written: {path}\nIt is a plain text file; 'make check' says whether anything is wrong.",
    )


def run(arguments: argparse.Namespace) -> tuple[list[Problem], str]:
    """Make the note."""
    return make(arguments, input)
