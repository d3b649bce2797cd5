"""Which words of a paragraph carry which mark."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Span:
    """Characters ``start`` to ``end`` of a paragraph's source, marked by a layer.

    ``layer`` is ``note``, ``emendation``, ``date``, ``figure``, ``name``,
    ``term``, ``quotation``, ``disagreement`` or ``chart``; ``id`` the row or
    file.  Of a ``footnote``'s sign, ``id`` is the number of the paragraph to which
    it leads.
    """

    start: int
    end: int
    layer: str
    id: str
