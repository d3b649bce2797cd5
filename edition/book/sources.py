"""Keep the words of a withheld document out of everything that is built."""

from __future__ import annotations

from sphinx.application import Sphinx

from edition.book.state import state
from edition.text import Document


def _notice(document: Document) -> str:
    return (
        f"# {document.title}\n\n"
        "The text of this document is not printed in this build. "
        "What is known of it stands on the page on the documents.\n"
    )


def withhold(app: Sphinx, docname: str, content: list[str]) -> None:
    """Replace the pages of a document that is not published by a notice.

    It is done before anything parses the page, so that no search index,
    navigation or download can hold its words.
    """
    for document in state(app).withheld:
        if docname.startswith(document.folder + "/"):
            content[0] = _notice(document)


def setup(app: Sphinx) -> None:
    """Register the event, before any other may look at the source."""
    app.connect("source-read", withhold, priority=1)
