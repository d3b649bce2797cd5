"""Documents, their lines and permanent numbers, sources and fidelity."""

from edition.text.catalogue import CATALOGUE, Document, Fact, find
from edition.text.edition import Texts, read_texts
from edition.text.lines import LINES, Line

__all__ = ["CATALOGUE", "LINES", "Document", "Fact", "Line", "Texts", "find", "read_texts"]
