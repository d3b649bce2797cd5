"""What is said about the text: notes, names, terms, dates, figures and the rest, read from their files and checked."""

from edition.layers.checking import check_edition, hindering
from edition.layers.edition import Layers, published, read_layers, summary
from edition.layers.schema import TABLES, Field, Table
from edition.layers.spans import Span
from edition.layers.tables import Row

__all__ = [
    "TABLES",
    "Field",
    "Layers",
    "Row",
    "Span",
    "Table",
    "check_edition",
    "hindering",
    "published",
    "read_layers",
    "summary",
]
