"""When everything is written: lay the downloads beside the pages."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from edition.book.state import state
from edition.exports import export_data, export_texts


def write_downloads(app: Sphinx, exception: Exception | None) -> None:
    """Write the texts into ``downloads/`` and the tables into ``data/``."""
    if exception is not None or app.builder.name != "html":
        return
    layers = state(app).layers
    for folder, files in (("downloads", export_texts(layers)), ("data", export_data(layers))):
        place = Path(app.outdir) / folder
        place.mkdir(parents=True, exist_ok=True)
        for stale in set(place.iterdir()) - {place / name for name in files}:
            if stale.is_file():
                stale.unlink()
        for name, content in files.items():
            if not (place / name).exists() or (place / name).read_bytes() != content:
                (place / name).write_bytes(content)


def setup(app: Sphinx) -> None:
    """Register the event."""
    app.connect("build-finished", write_downloads)
