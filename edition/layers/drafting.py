"""Make a new note's file: what *Annotate* does on the page, for the terminal."""

from __future__ import annotations

import re
import unicodedata

from edition.anchors import Anchor, occurrences, told_apart
from edition.layers.notes import DEFAULT_AUTHOR
from edition.text import Document, Texts


def note_id(document: Document, paragraph: str, quote: str) -> str:
    """Return a file name for a note: siglum, paragraph and the first words of its quotation."""
    plain = unicodedata.normalize("NFKD", quote).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)[:4]
    return "-".join([document.target(paragraph), *words])


def unambiguous(anchor: Anchor, texts: Texts) -> list[Anchor]:
    """Return the anchors that ``anchor`` may mean, one for each place where its words stand.

    Each has the shortest prefix that makes it unique, or suffix, or both.
    """
    text = texts.paragraphs[anchor.document, anchor.paragraph].text
    places = occurrences(text, anchor.quote)
    if len(places) < 2:
        return [anchor]
    return [told_apart(anchor, text, place) for place in places]


def _head_value(value: str) -> str:
    """Return a value as a line of the head takes it: between quotation marks only where it must be."""
    if (
        value != value.strip()
        or value.startswith("# ")
        or (len(value) > 1 and value[0] == value[-1] and value[0] in "'\"")
    ):
        return "'" + value.replace("'", "''") + "'"
    return value


def draft(anchor: Anchor, kind: str, sources: str, certainty: str, author: str, body: str) -> str:
    """Return the content of a note's file."""
    head = [
        ("document", anchor.document),
        ("paragraph", anchor.paragraph),
        ("quote", anchor.quote),
        ("prefix", anchor.prefix),
        ("suffix", anchor.suffix),
        ("kind", kind),
        ("sources", f"[{sources}]" if sources else ""),
        ("certainty", certainty),
        ("author", author or DEFAULT_AUTHOR),
    ]
    lines = [f"{key}: {_head_value(value)}" for key, value in head if value]
    return "---\n" + "\n".join([*lines, "reviewed:"]) + "\n---\n" + body.strip() + "\n"
