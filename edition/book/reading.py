"""When a chapter is read: number its paragraphs, register their names, parse its notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from docutils import nodes
from markdown_it import MarkdownIt
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import LoggingReporter, new_document

from edition.book.nodes import NoteBody, NoteHolder, block, sealed
from edition.book.state import State, remember, state
from edition.layers.notes import Note
from edition.text import Document, Line
from edition.text.chapters import first_difference
from edition.text.importing import FIRST_PAGE


class WordsDiffer(SphinxError):
    """Raised where a chapter as parsed is not its source, character for character."""

    category = "Edition error"


def text_blocks(node: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the paragraphs and titles of a chapter that stand outside every directive."""
    for child in node.children:
        if isinstance(child, nodes.section):
            yield from text_blocks(child)
        elif isinstance(child, nodes.paragraph | nodes.title):
            yield child


def register(env: BuildEnvironment, label: str, docname: str, target: str, title: str) -> None:
    """Make ``{ref}`` find a place by ``label`` and show ``title``."""
    domain = cast(StandardDomain, env.get_domain("std"))
    domain.anonlabels[label] = (docname, target)
    domain.labels[label] = (docname, target, title)


class NumberParagraphs(SphinxTransform):
    """Give each paragraph of a chapter its permanent number, its spans and its notes."""

    default_priority = 5

    def apply(self, **kwargs: object) -> None:
        """Number the document that was just parsed, if it is a chapter."""
        docname = self.env.docname
        now = state(self.app)
        if docname not in now.docnames:
            self._withheld(now, docname)
            return
        slug, page = now.docnames[docname]
        document = now.layers.texts.by_slug[slug]
        lines = now.layers.texts.page_lines(slug, page)
        blocks = list(text_blocks(self.document))
        _compare(docname, document, lines, blocks)
        for line, element in zip(lines, blocks, strict=True):
            self._number(now, document, line, element)
        _group(lines, blocks)
        self._notes(now, docname)
        remember(self.env, docname, now.digests[docname])

    def _withheld(self, now: State, docname: str) -> None:
        """Let references to a withheld document lead to the notice in its place."""
        for document in now.withheld:
            if docname == f"{document.folder}/{FIRST_PAGE}":
                for number in now.withheld_numbers[document.slug]:
                    register(self.env, document.target(number), docname, "", document.label(number))

    def _number(self, now: State, document: Document, line: Line, element: nodes.Element) -> None:
        target = document.target(line.number)
        holder = element.parent if isinstance(element, nodes.title) else element
        assert holder is not None
        holder["ids"] = [target]
        holder["names"] = []
        element["ed_line"] = (line.document, line.number)
        element["ed_target"] = target
        element["ed_spans"] = now.layers.spans.get((line.document, line.number), [])
        classes = ["ed-p", f"ed-{line.kind}"]
        classes += [f"ed-{value}" for value in (line.form, line.voice) if value]
        if isinstance(element, nodes.paragraph):
            element["classes"] += classes
        register(self.env, target, self.env.docname, target, document.label(line.number))

    def _notes(self, now: State, docname: str) -> None:
        holder = NoteHolder()
        for note, locus in now.layers.notes:
            if now.docname_of[locus.document, locus.paragraph] == docname:
                body = parse_note(note, self.document)
                register(self.env, f"note-{note.id}", docname, f"note-{note.id}", f"note {note.id}")
                holder += body
        if holder.children:
            self.document += sealed(holder)


def _compare(
    docname: str, document: Document, lines: list[Line], blocks: list[nodes.Element]
) -> None:
    """Raise :class:`WordsDiffer` unless the parsed blocks are the lines of the source."""
    for line, element in zip(lines, blocks, strict=False):
        words = element.astext()
        if words != line.text:
            place, ours, theirs = first_difference(line.text, words)
            raise WordsDiffer(
                f"{docname}.md:{element.line or 0} C04 {document.label(line.number)} is shown as "
                f"'{theirs}' where the source has '{ours}' (character {place}). "
                "Turn off the Markdown extension that changes it."
            )
    if len(lines) != len(blocks):
        raise WordsDiffer(
            f"{docname}.md C05 {len(blocks)} paragraphs are shown, the source has {len(lines)}."
        )


def _group(lines: list[Line], blocks: list[nodes.Element]) -> None:
    """Put the lines of a quoted document, and runs of points, into an element of their own."""
    index = 0
    while index < len(lines):
        kind = lines[index].group
        end = index + 1
        if kind:
            while (
                end < len(lines)
                and lines[end].group == kind
                and blocks[end].parent is blocks[index].parent
            ):
                end += 1
            parent = blocks[index].parent
            assert parent is not None
            wrapper = block("blockquote", classes=["ed-group", f"ed-{kind}"])
            parent.replace(blocks[index], wrapper)
            for element in blocks[index:end]:
                if element.parent is parent and element in parent.children:
                    parent.remove(element)
                wrapper += element
        index = end


def _parser(env: BuildEnvironment) -> MarkdownIt:
    """Return the parser that the notes of a page share: making one takes longer than a note."""
    found = env.temp_data.get("edition_parser")
    if found is None:
        found = create_md_parser(env.myst_config, SphinxRenderer)  # type: ignore[attr-defined]
        env.temp_data["edition_parser"] = found
    return cast(MarkdownIt, found)


def parse_markdown(
    text: str, source: str, document: nodes.document, offset: int = 0
) -> list[nodes.Node]:
    """Parse Markdown that lies in a file of its own as if it stood in ``document``.

    ``offset`` lines stand before it in its file, so that warnings name the
    right line.  The nodes are made part of ``document``: with their own they
    would carry a whole build environment into its pickle.
    """
    inner = new_document(source, document.settings)
    reporter = document.reporter
    inner.reporter = LoggingReporter(
        source,
        reporter.report_level,
        reporter.halt_level,
        reporter.debug_flag,
        reporter.error_handler,
    )
    # One register of ids, or two citations would both be "id1".
    inner.ids, inner.id_counter = document.ids, document.id_counter
    parser = _parser(document.settings.env)
    parser.options["document"] = inner
    parser.render("\n" * offset + text)
    for node in inner.findall():
        node.document = document
    children = list(inner.children)
    inner.children = []
    return children


def parse_note(note: Note, document: nodes.document) -> NoteBody:
    """Return the parsed body of a note, its sources cited at the end."""
    body = note.body.rstrip("\n")
    if note.sources:
        body += "\n\n{cite:p}`" + ",".join(note.sources) + "`"
    holder = NoteBody()
    holder["note"] = note.id
    holder.extend(parse_markdown(body, note.file, document, note.offset))
    return holder
