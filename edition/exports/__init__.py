"""The edition in other formats."""

from edition.exports.files import export_data, export_texts

__all__ = ["export_data", "export_texts"]
