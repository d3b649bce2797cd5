"""The signs behind words: what each says to who cannot see it, and which of several is shown."""

from __future__ import annotations

from collections.abc import Iterable

from edition.layers import Row

QUOTATION = "About this quotation"
TRANSLATIONS = "between translations"
#: What a disagreement's sign says of its words, by kind; the gravest first.
DISAGREEMENTS = {
    "against the record": "The record contradicts these words",
    "between documents": "The documents contradict each other here",
    "within a document": "The document contradicts itself here",
    TRANSLATIONS: "The translations differ here",
    "only apparent": "A contradiction here that is only apparent",
}


def sign_of(rows: Iterable[Row]) -> tuple[str, str]:
    """Return the class and the words of the one sign that stands for some disagreements.

    It is that of the gravest, so that none that matters hides behind a lesser one.
    """
    kinds = {row["kind"] for row in rows}
    kind = next(kind for kind in DISAGREEMENTS if kind in kinds)
    return f"ed-{kind.replace(' ', '-')}", DISAGREEMENTS[kind]
