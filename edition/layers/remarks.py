"""What an editor would say to the author of a note: nothing that stops a build.

``make check`` refuses what is wrong; this is what is not as notes here are.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from edition.anchors import Locus
from edition.layers.edition import Layers
from edition.layers.names import variants
from edition.layers.notes import Note

SHORTEST, LONGEST = 20, 120
#: How many words of a paragraph each of its notes needs, where it has more than two.
SPACE = 15
_ROLE = re.compile(r"\{[a-z:]+\}`(?:([^`<]*?)\s*<[^`]*>|([^`]*))`")
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|\*[^*]*\*")


def plain(note: Note) -> str:
    """Return a note's words, its roles as they are shown."""
    return _shown(note.body)


def _shown(body: str) -> str:
    return _ROLE.sub(lambda found: found.group(1) or found.group(2) or "", body)


def length(body: str) -> str:
    """Return what is to be said of how long the text of a note is, or ``""``."""
    words = sum(any(map(str.isalnum, word)) for word in _shown(body).split())
    if SHORTEST <= words <= LONGEST:
        return ""
    return f"It has {words} word{'s' * (words != 1)}; notes have {SHORTEST} to {LONGEST}."


def other_spellings(layers: Layers) -> dict[str, str]:
    """Return the spellings of persons that the documents print and the notes do not use."""
    rows = [row for row in layers.tables["names"] if row["kind"] == "person"]
    standard = {word for row in rows for word in re.findall(r"\w+", row["label"])}
    found = {}
    for row in rows:
        for variant in variants(row["variants"]):
            if " " in variant or not variant.istitle() or variant in standard:
                continue
            if get_close_matches(variant, re.findall(r"\w+", row["label"]), cutoff=0.6):
                found[variant] = row["label"]
    return found


def crowded(layers: Layers, locus: Locus) -> int:
    """Return how many notes a paragraph has if they are too many for its margin, or 0."""
    place = (locus.document, locus.paragraph)
    count = sum((at.document, at.paragraph) == place for _, at in layers.notes)
    words = len(layers.texts.paragraphs[place].text.split())
    return count if count > 2 and words / count < SPACE else 0


def remarks(layers: Layers, note: Note, locus: Locus, spellings: dict[str, str]) -> list[str]:
    """Return what is to be said of a note, as sentences."""
    said = list(filter(None, [length(note.body)]))
    own = _QUOTED.sub("", plain(note))
    for word in dict.fromkeys(re.findall(r"\w+", own)):
        if word in spellings:
            said.append(f"'{word}' is a document's spelling; the index has '{spellings[word]}'.")
    many = crowded(layers, locus)
    if many:
        said.append(f"The paragraph has {many} notes with it, more than its margin holds.")
    if not note.reviewed:
        said.append("It has not been read a second time: an editor does that, and enters the day.")
    return said
