"""Write the engine's own elements as HTML before the page is handed on.

A page of the edition has up to twenty thousand elements that only the engine knows.  The handlers
of other extensions, the search index and the writer would each walk over all of them; written
beforehand, a whole list is one node, and so are a note and the words of a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.book.nodes import Block, Tag, end_tag, escaped, start_tag, written_tag


class Written(nodes.raw):
    """The HTML of an element and all that it holds; to whoever reads the page, its words."""

    def astext(self) -> str:
        """Return the words, those of each element apart."""
        words: str = self["words"]
        return words


#: Elements of docutils that may stand among the engine's own, and their names in HTML.
_COMMON: dict[type[nodes.Node], str] = {
    nodes.paragraph: "p",
    nodes.emphasis: "em",
    nodes.strong: "strong",
    nodes.inline: "span",
    nodes.reference: "a",
}


class Serializer:
    """Writes the elements of the page ``docname``."""

    def __init__(self, builder: Builder, docname: str) -> None:
        self.builder, self.docname = builder, docname
        # A book on one page mends the addresses of links only when it is written.
        self._common = _COMMON if builder.name != "singlehtml" else {}
        self._html: list[str] = []
        self._words: list[str] = []

    def replace(self, parent: nodes.Element) -> None:
        """Put HTML in place of each element that holds nothing that only the writer can write.

        The words of a numbered paragraph, which has elements among them, are written together.
        """
        if "ed_line" in parent and isinstance(parent, nodes.paragraph):
            whole = self._written(parent.children)
            if whole is not None:
                parent.children = []
                parent += whole
                return
        for child in list(parent.children):
            if isinstance(child, (Tag, Block)):
                whole = self._written([child])
                if whole is not None:
                    parent.replace(child, whole)
                    continue
            if isinstance(child, nodes.Element) and not isinstance(child, nodes.literal):
                self.replace(child)

    def _written(self, content: Sequence[nodes.Node]) -> Written | None:
        """Return nodes as written, or None if only the writer can write them."""
        self._html, self._words = [], []
        if not self._write(content):
            return None
        words = " ".join(self._words).replace("<", " ")
        return Written(format="html", html="".join(self._html), words=words)

    def _write(self, content: Sequence[nodes.Node]) -> bool:
        """Write nodes; return whether they, and all that they hold, could be written."""
        for node in content:
            if isinstance(node, nodes.Text):
                # Where docutils has hidden nothing among the words, it need not take it out.
                words = node.astext() if "\0" in node else str(node)
                self._words.append(words)
                self._html.append(escaped(words))
                continue
            if isinstance(node, (Tag, Block)):
                start, end = start_tag(self.builder, self.docname, node), end_tag(node)
            else:
                tags = self._tags(node)
                if tags is None:
                    return False
                start, end = tags
            self._html.append(start)
            if not self._write(node.children):
                return False
            self._html.append(end)
        return True

    def _tags(self, node: nodes.Node) -> tuple[str, str] | None:
        """Return the tags of an element of docutils as its writer writes them, if it is a plain one."""
        name = self._common.get(type(node))
        if name is None or not isinstance(node, nodes.Element):
            return None
        classes: list[str] = node["classes"]
        attributes: dict[str, str] = {}
        if name == "a":
            link = _link(node)
            if link is None:
                return None
            attributes, classes = link, [*classes, *link.pop("class").split()]
        if any(one.startswith("language-") for one in classes):
            return None
        end = f"</{name}>\n" if name == "p" else f"</{name}>"
        return written_tag(name, attributes, classes, node["ids"]), end


def _link(node: nodes.Element) -> dict[str, str] | None:
    """Return the attributes of a link, or None for one that the writer does more for."""
    own = node.attributes
    address = own.get("refuri", "")
    if "secnumber" in own or address.startswith("mailto:"):
        return None
    if not isinstance(node.parent, (nodes.TextElement, Tag, Block)):
        return None
    inner = own.get("internal") or "refuri" not in own
    found = {
        "class": "reference internal" if inner else "reference external",
        "href": (address or "#") if "refuri" in own else "#" + own["refid"],
    }
    named = {"title": "reftitle", "target": "target", "rel": "rel"}
    return found | {name: own[key] for name, key in named.items() if key in own}


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
