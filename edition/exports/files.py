"""Files that a reader can download: texts and data, without the words of a withheld document."""

from __future__ import annotations

import csv
import io
import json

from edition.layers import TABLES, Layers
from edition.layers.notes import Note
from edition.text import Document
from edition.text.lines import read_sheet
from edition.text.sheets import read_header

SCHEMA = "1"


def _plain(layers: Layers, document: Document, corrected: bool) -> str:
    """Return a document as plain text: one paragraph a line, a blank line between."""
    lines = []
    for line in layers.texts.numbered(document.slug):
        place = (document.slug, line.number)
        lines.append(layers.corrected_text(place) if corrected else line.text)
    return "\n\n".join(lines) + "\n"


def _note(note: Note) -> dict[str, object]:
    return {
        "id": note.id,
        "kind": note.kind,
        "quote": note.anchor.quote,
        "body": note.body.strip(),
        "sources": list(note.sources),
        "certainty": note.certainty,
        "author": note.author,
        "reviewed": note.reviewed,
    }


def as_json(layers: Layers, document: Document) -> str:
    """Return a document with everything said about it as JSON.

    Each paragraph has its number, class, text and corrected text, and its
    marks with their layer, row id and character offsets in ``text``.  It stands
    on a line of its own.
    """
    notes: dict[str, list[dict[str, object]]] = {}
    for note, locus in layers.notes:
        if locus.document == document.slug:
            notes.setdefault(locus.paragraph, []).append(_note(note))
    paragraphs = []
    for line in layers.texts.numbered(document.slug):
        place = (document.slug, line.number)
        paragraphs.append(
            {
                "number": line.number,
                "id": document.target(line.number),
                "class": line.kind,
                "voice": line.voice,
                "text": line.text,
                "corrected": layers.corrected_text(place),
                "marks": [
                    {"start": s.start, "end": s.end, "layer": s.layer, "id": s.id}
                    for s in sorted(layers.spans.get(place, []))
                ],
                "notes": notes.get(line.number, []),
            }
        )
    about = {
        "slug": document.slug,
        "siglum": document.siglum,
        "title": document.title,
        "author": document.author,
        "calendar": document.calendar,
        "rights": document.rights,
        "sha256": document.sha256,
    }
    head = json.dumps({"schema": SCHEMA, "document": about}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in paragraphs)
    return f'{head[:-1]}, "paragraphs": [\n{lines}\n]}}\n'


def export_texts(layers: Layers) -> dict[str, bytes]:
    """Return the downloads of every published document by file name."""
    files: dict[str, bytes] = {}
    for document in layers.texts.documents:
        source = layers.texts.root / document.source
        files[f"{document.slug}.txt"] = source.read_bytes()
        files[f"{document.slug}-corrected.txt"] = _plain(layers, document, corrected=True).encode()
        files[f"{document.slug}.json"] = as_json(layers, document).encode()
    return files


def _lines(layers: Layers) -> list[dict[str, str]]:
    return [values for _, values in read_sheet(layers.texts.root)[0].rows]


def export_data(layers: Layers) -> dict[str, bytes]:
    """Return the tables by file name, with the rows of published documents only."""
    files: dict[str, bytes] = {}
    slugs = {d.slug for d in layers.texts.documents}
    for name, table in TABLES.items():
        header = read_header(layers.texts.root, table.path)
        if not header:
            continue
        if name == "lines":
            values = [row for row in _lines(layers) if row["document"] in slugs]
        else:
            values = [dict(row.values) for row in layers.tables[name]]
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(values)
        files[f"{name}.csv"] = out.getvalue().encode()
    package = layers.texts.root / "data" / "datapackage.json"
    if package.exists():
        files["datapackage.json"] = package.read_bytes()
    return files
