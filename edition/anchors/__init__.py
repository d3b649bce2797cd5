"""Quotations and where they stand."""

from edition.anchors.resolve import (
    Anchor,
    Locus,
    as_printed,
    fitting,
    from_mapping,
    occurrences,
    resolve,
)

__all__ = ["Anchor", "Locus", "as_printed", "fitting", "from_mapping", "occurrences", "resolve"]
