"""Quotations and where they stand."""

from edition.anchors.resolve import (
    Anchor,
    Locus,
    as_printed,
    from_mapping,
    occurrences,
    resolve,
    told_apart,
)

__all__ = [
    "Anchor",
    "Locus",
    "as_printed",
    "from_mapping",
    "occurrences",
    "resolve",
    "told_apart",
]
