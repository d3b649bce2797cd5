"""Keep a page's long lists and its notes out of the way of everything that walks over it.

Sphinx, docutils and the extensions of Jupyter Book walk over each document some hundred times,
looking for what a list of rows or a note never holds.  Such a list is taken out when the page has
been parsed, and put back right before the page is written, its citations resolved.  The notes of
a page come back for their references to be resolved, and once more when they are laid beside it.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.book.charts import ChartLinks
from edition.book.nodes import Block, NoteHolder, Sealed, Tag, sealed
from edition.book.works import Citations

#: A list with fewer elements is not worth the trouble.
MANY = 200
_OWN = (Block, Tag, nodes.Text, nodes.raw)


def _waiting(node: Block) -> list[nodes.Element] | None:
    """Return what is still to be filled in a long list of the engine's own elements and words.

    These are citations and links to charts, in the order of the page.  An element that is short,
    or that holds anything else, is no such list: None.
    """
    count, left = 0, node.children[::-1]
    waiting: list[nodes.Element] = []
    while left:
        one = left.pop()
        count += 1
        if isinstance(one, ChartLinks) or (isinstance(one, pending_xref) and _is_citation(one)):
            waiting.append(one)
        elif isinstance(one, _OWN):
            left.extend(one.children[::-1])
        else:
            return None
    return waiting if count >= MANY else None


def _is_citation(node: nodes.Element) -> bool:
    return isinstance(node, pending_xref) and node.get("refdomain") == "cite"


class Seal(SphinxTransform):
    """Take the lists out of the page that was just parsed."""

    default_priority = 1

    def apply(self, **kwargs: object) -> None:
        """Put each list of the page, outside of paragraphs, behind a node without children."""
        self._walk(self.document)

    def _walk(self, parent: nodes.Element) -> None:
        for child in list(parent.children):
            if isinstance(child, nodes.section):
                self._walk(child)
            elif isinstance(child, Block):
                waiting = _waiting(child)
                if waiting is not None:
                    parent.replace(child, sealed(child, waiting))


class UnsealNotes(SphinxPostTransform):
    """Put the notes back for their references to be resolved."""

    default_priority = 8  # before the citations and all else that is resolved

    def run(self, **kwargs: object) -> None:
        """Replace what was kept of notes by itself."""
        for node in list(self.document.findall(Sealed)):
            if isinstance(node["kept"], NoteHolder):
                node.replace_self(node["kept"])


class SealNotes(SphinxPostTransform):
    """Take the notes out again."""

    default_priority = 11  # right after Sphinx has resolved the references

    def run(self, **kwargs: object) -> None:
        """Put the notes behind a node without children."""
        for holder in list(self.document.findall(NoteHolder)):
            holder.replace_self(sealed(holder))


class Unseal(SphinxPostTransform):
    """Put the lists back."""

    default_priority = 940  # right before all elements are written

    def run(self, **kwargs: object) -> None:
        """Replace what was kept by itself, with its citations resolved."""
        citations = Citations(self.env, self.app.builder)
        for node in _put_away(self.document):
            node.replace_self(node["kept"])
            citations.resolve(filter(_is_citation, node["waiting"]))


def _put_away(document: nodes.document) -> list[Sealed]:
    """Return the lists of a page that are kept apart; none stands among words or in a list."""
    found: list[Sealed] = []
    left: list[nodes.Node] = [document]
    while left:
        node = left.pop()
        if isinstance(node, Sealed):
            found.append(node)
        elif not isinstance(node, (nodes.TextElement, Block)):
            left.extend(node.children)
    return found


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(Seal)
    app.add_post_transform(UnsealNotes)
    app.add_post_transform(SealNotes)
    app.add_post_transform(Unseal)
