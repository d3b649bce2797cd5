"""The nodes that the book adds to a document, and how HTML shows them."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

# Elements without content: HTML has no end tag for them.
_VOID = {"br", "hr", "img"}


class Tag(nodes.Inline, nodes.TextElement):
    """An inline HTML element.

    ``tag`` is its name, ``attrs`` its attributes.  ``todoc`` and ``tofrag``,
    where set, make its ``href`` once the builder knows where the page lies;
    ``tolist`` names a list (see :func:`edition.book.state.kept`) in place of a
    page, for links that are made before every page has been read.
    """


class Block(nodes.General, nodes.Element):
    """A block HTML element; attributes as in :class:`Tag`."""


class NoteHolder(nodes.General, nodes.Element):
    """The parsed notes of a page, at its end until they are put beside their words."""


class NoteBody(nodes.General, nodes.Element):
    """The parsed body of one note; ``note`` is its id."""


def tag(name: str, *children: nodes.Node | str, **attributes: Any) -> Tag:
    """Return an inline element; ``classes``, ``ids``, ``todoc`` and ``tofrag`` are kept apart."""
    node = Tag()
    _fill(node, name, children, attributes)
    return node


def block(name: str, *children: nodes.Node | str, **attributes: Any) -> Block:
    """Return a block element, as :func:`tag` does an inline one."""
    node = Block()
    _fill(node, name, children, attributes)
    return node


def _fill(
    node: nodes.Element,
    name: str,
    children: tuple[nodes.Node | str, ...],
    attributes: dict[str, Any],
) -> None:
    node["tag"] = name
    for own in ("classes", "ids", "todoc", "tofrag", "tolist"):
        if own in attributes:
            node[own] = attributes.pop(own)
    node["attrs"] = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    for child in children:
        node += nodes.Text(child) if isinstance(child, str) else child


def address(translator: HTML5Translator, todoc: str, fragment: str) -> str:
    """Return the address of a place in the book, from the page that is being written."""
    builder = translator.builder
    if builder.name == "singlehtml":
        return "#" + fragment if fragment else ""
    uri = builder.get_relative_uri(builder.current_docname, todoc)
    return f"{uri}#{fragment}" if fragment else uri


def visit_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the start tag."""
    attributes = dict(node["attrs"])
    pages: dict[str, str] = getattr(self.builder.env, "edition_pages", {})
    todoc = node.get("todoc") or pages.get(node.get("tolist", ""), "")
    if todoc:
        attributes["href"] = address(self, todoc, node.get("tofrag", ""))
    elif node.get("tofrag") and not node.get("tolist"):
        attributes["href"] = "#" + node["tofrag"]
    suffix = "" if isinstance(node, Tag) else "\n"
    self.body.append(self.starttag(node, node["tag"], suffix, **attributes))


def depart_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the end tag."""
    if node["tag"] not in _VOID:
        self.body.append(f"</{node['tag']}>" + ("" if isinstance(node, Tag) else "\n"))


def _pass(self: Any, node: nodes.Element) -> None:
    """Write nothing of the element itself, only its content."""


def _skip(self: Any, node: nodes.Element) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the nodes with every writer (never ``epub=``: Sphinx would then ignore ``html=``)."""
    plain: dict[str, Any] = dict.fromkeys(("latex", "text", "man", "texinfo"), (_pass, _pass))
    app.add_node(Tag, html=(visit_element, depart_element), **plain)
    app.add_node(Block, html=(visit_element, depart_element), **plain)
    hidden: dict[str, Any] = dict.fromkeys(
        ("html", "latex", "text", "man", "texinfo"), (_skip, None)
    )
    app.add_node(NoteHolder, **hidden)
    app.add_node(NoteBody, **plain, html=(_pass, _pass))
