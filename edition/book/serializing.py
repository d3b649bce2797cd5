"""Write the engine's own elements as HTML before the page is handed on.

A page of the edition has up to twenty thousand elements that only the engine knows.  The handlers
of other extensions, the search index and the writer would each walk over all of them; written
beforehand, a whole list is one node.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.book.nodes import ESCAPES, Block, Tag, end_tag, start_tag


class Written(nodes.raw):
    """The HTML of an element and all that it holds; to whoever reads the page, its words."""

    def astext(self) -> str:
        """Return the words, those of each element apart."""
        words: str = self["words"]
        return words


class Serializer:
    """Writes the elements of the page ``docname``."""

    def __init__(self, builder: Builder, docname: str) -> None:
        self.builder, self.docname = builder, docname
        self._html: list[str] = []
        self._words: list[str] = []

    def replace(self, parent: nodes.Element) -> None:
        """Put HTML in place of each element that holds nothing that only the writer can write."""
        for child in list(parent.children):
            if isinstance(child, (Tag, Block)):
                self._html, self._words = [], []
                if self._write(child):
                    words = " ".join(self._words).replace("<", " ")
                    html = "".join(self._html)
                    parent.replace(child, Written(format="html", html=html, words=words))
                    continue
            if isinstance(child, nodes.Element) and not isinstance(child, nodes.literal):
                self.replace(child)

    def _write(self, node: nodes.Node) -> bool:
        """Write a node; return whether it, and all that it holds, could be written."""
        if isinstance(node, nodes.Text):
            words = node.astext()
            self._words.append(words)
            self._html.append(words.translate(ESCAPES))
            return True
        if isinstance(node, (Tag, Block)):
            self._html.append(start_tag(self.builder, self.docname, node))
            for child in node.children:
                if not self._write(child):
                    return False
            self._html.append(end_tag(node))
            return True
        return False


class WriteElements(SphinxPostTransform):
    """Write the elements of a page once its layers are laid and its lists are back."""

    default_priority = 950

    def run(self, **kwargs: object) -> None:
        """Put HTML in their place, where HTML is what is built."""
        if self.app.builder.format == "html":
            Serializer(self.app.builder, self.env.docname).replace(self.document)


def _write(self: Any, node: Written) -> None:
    self.body.append(node["html"])
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the node and the transform."""
    app.add_node(Written, html=(_write, None))
    app.add_post_transform(WriteElements)
