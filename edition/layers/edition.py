"""Everything that is said about the texts of an edition, read and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from edition.anchors import Locus
from edition.layers.emendations import (
    Corrected,
    Emendation,
    by_paragraph,
    corrected,
    read_emendations,
)
from edition.layers.footnotes import footnotes
from edition.layers.names import Entry, Mention, find_mentions, read_entries, term_of_name
from edition.layers.notes import Note, anchor_notes, read_note_files
from edition.layers.spans import Span
from edition.layers.tables import (
    Loci,
    Row,
    check_order,
    check_references,
    read_tables,
    resolve_anchors,
)
from edition.report import Problem
from edition.text import Texts, read_texts

Place = tuple[str, str]
# Layers whose rows are marked in the text where their own words stand.
_ANCHORED = {
    "dates": "date",
    "figures": "figure",
    "quotations": "quotation",
    "chart_places": "chart",
}
_TABLE_OF = {
    "emendation": "emendations",
    "date": "dates",
    "figure": "figures",
    "name": "names",
    "term": "terms",
    "quotation": "quotations",
    "disagreement": "disagreements",
    "chart": "chart_places",
}


@dataclass(frozen=True)
class Layers:
    """The tables and notes of an edition, resolved against its texts.

    ``refused`` are notes that nothing shows because of what is wrong with
    them; what else is wrong with them is told all the same.
    """

    texts: Texts
    tables: Mapping[str, list[Row]]
    loci: Loci
    notes: tuple[tuple[Note, Locus], ...]
    emendations: tuple[Emendation, ...]
    corrections: Mapping[Place, Corrected]
    mentions: tuple[Mention, ...]
    refused: tuple[Note, ...] = ()

    @property
    def written(self) -> list[Note]:
        """Every note whose head could be read, those that are refused too."""
        return [*(note for note, _ in self.notes), *self.refused]

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Names and terms by key (``name:…``, ``term:…``)."""
        return read_entries(self.tables)

    @cached_property
    def term_of_name(self) -> dict[str, str]:
        """The term that explains a name, by keys."""
        return term_of_name(self.tables)

    @cached_property
    def rows(self) -> dict[str, dict[str, Row]]:
        """Rows by table and id."""
        return {name: {row.id: row for row in rows if row.id} for name, rows in self.tables.items()}

    @cached_property
    def notes_by_id(self) -> dict[str, Note]:
        """Notes by their ids."""
        return {note.id: note for note, _ in self.notes}

    def row_of(self, layer: str, id_: str) -> Row:
        """Return the row behind a mark of ``layer`` (see :class:`Span`)."""
        return self.rows[_TABLE_OF[layer]][id_]

    def locus(self, row: Row, side: str = "") -> Locus | None:
        """Return where a row's words stand."""
        return self.loci.get((row.table.name, row.line, side))

    def corrected_text(self, place: Place) -> str:
        """Return a paragraph's text with its emendations applied."""
        correction = self.corrections.get(place)
        return correction.text if correction else self.texts.paragraphs[place].text

    def mentions_of(self, key: str) -> list[Mention]:
        """Return the mentions of an entry; of a term that is a name, those of the name."""
        return self._mentions_by_entry.get(key, [])

    @cached_property
    def _mentions_by_entry(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault(mention.key, []).append(mention)
            term = self.term_of_name.get(mention.key)
            if term:
                found.setdefault(term, []).append(mention)
        return found

    @cached_property
    def spans(self) -> dict[Place, list[Span]]:
        """Marks by paragraph: all notes, emendations, dates, figures, quotations and
        charts, and the first mention of each name or term in a section."""
        found: dict[Place, list[Span]] = {}

        def add(locus: Locus, layer: str, id_: str) -> None:
            span = Span(locus.start, locus.end, layer, id_)
            found.setdefault((locus.document, locus.paragraph), []).append(span)

        for note, locus in self.notes:
            add(locus, "note", note.id)
        for emendation in self.emendations:
            add(emendation.locus, "emendation", emendation.id)
        for table, layer in _ANCHORED.items():
            for row in self.tables[table]:
                place = self.locus(row)
                if place:
                    add(place, layer, row.id)
        for row in self.tables["disagreement_places"]:
            place = self.locus(row)
            if place:
                add(place, "disagreement", row["disagreement"])
        for footnote in footnotes(self.texts):
            add(footnote.sign, "footnote", footnote.note.paragraph)
            add(footnote.note, "footnote", footnote.sign.paragraph)
        for mention in self.first_mentions:
            key = self.term_of_name.get(mention.key, mention.key)
            add(mention.locus, *key.split(":", 1))
        return found

    @cached_property
    def section_of(self) -> dict[Place, Place]:
        """The heading or title that opens the section of each paragraph."""
        found: dict[Place, Place] = {}
        for slug in self.texts.lines:
            current: Place | None = None
            for line in self.texts.numbered(slug):
                if line.level or current is None:
                    current = (slug, line.number)
                found[slug, line.number] = current
        return found

    @cached_property
    def first_mentions(self) -> list[Mention]:
        """The first mention of each entry in each section of a document, headings left out."""
        seen: set[tuple[Place, str]] = set()
        first = []
        for mention in self.mentions:
            place = (mention.locus.document, mention.locus.paragraph)
            if self.texts.paragraphs[place].level:
                continue
            key = (self.section_of[place], self.term_of_name.get(mention.key, mention.key))
            if key not in seen:
                seen.add(key)
                first.append(mention)
        return first


def read_layers(root: Path) -> tuple[Layers, list[Problem]]:
    """Read and check the edition at ``root``.

    Returns what could be read, and every problem found.
    """
    texts, wrong_texts = read_texts(root)
    tables, problems = read_tables(root)
    files, refused, wrong = read_note_files(texts)
    problems += wrong + check_references(tables)
    if wrong_texts:
        # Nothing can be anchored in texts that are not whole: what would
        # follow from that is no news to whoever has to mend it.
        return Layers(texts, tables, {}, (), (), {}, ()), wrong_texts + problems
    loci, wrong = resolve_anchors(tables, texts)
    problems += wrong + check_order(tables, loci, texts)
    emendations, wrong = read_emendations(tables["emendations"], loci)
    problems += wrong
    corrections = {
        place: corrected(texts.paragraphs[place].text, group)
        for place, group in by_paragraph(emendations).items()
    }
    notes, wrong = anchor_notes(files, texts)
    problems += wrong + anchor_notes(refused, texts)[1]
    placed = {note.id for note, _ in notes}
    refused += [note for note in files if note.id not in placed]
    mentions, wrong = find_mentions(tables, loci, texts, corrections)
    problems += wrong
    return (
        Layers(
            texts,
            tables,
            loci,
            tuple(notes),
            tuple(emendations),
            corrections,
            tuple(mentions),
            tuple(refused),
        ),
        problems,
    )


def summary(layers: Layers) -> str:
    """Return a sentence that says what an edition holds."""
    rows = sum(len(rows) for rows in layers.tables.values())
    return (
        f"{len(layers.texts.documents)} documents, {len(layers.texts.paragraphs)} paragraphs, "
        f"{len(layers.notes)} notes, {rows} rows and {len(layers.loci)} anchors: no problem found"
    )


def published(layers: Layers) -> Layers:
    """Return the layers without the words of the documents that are not published.

    Every row that quotes such a document is left out, and every disagreement
    and parallel of which a side is gone.
    """
    gone = {d.slug for d in layers.texts.documents if not d.published}
    if not gone:
        return layers
    texts = Texts(
        layers.texts.root,
        tuple(d for d in layers.texts.documents if d.slug not in gone),
        {slug: lines for slug, lines in layers.texts.lines.items() if slug not in gone},
    )
    tables = {
        name: [
            row
            for row in rows
            if not gone & {row["document"], row["left_document"], row["right_document"]}
        ]
        for name, rows in layers.tables.items()
    }
    touched = {
        row["disagreement"]
        for row in layers.tables["disagreement_places"]
        if row["document"] in gone
    }
    for name, column in (("disagreements", "id"), ("disagreement_places", "disagreement")):
        tables[name] = [row for row in tables[name] if row[column] not in touched]
    kept = {(row.table.name, row.line) for rows in tables.values() for row in rows}
    return Layers(
        texts,
        tables,
        {key: locus for key, locus in layers.loci.items() if key[:2] in kept},
        tuple(pair for pair in layers.notes if pair[1].document not in gone),
        tuple(e for e in layers.emendations if e.locus.document not in gone),
        {place: text for place, text in layers.corrections.items() if place[0] not in gone},
        tuple(m for m in layers.mentions if m.locus.document not in gone),
    )
