"""The nodes that the book adds to a document, and how HTML shows them."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.writers.html5 import HTML5Translator

# Elements without content: HTML has no end tag for them.
_VOID = {"br", "hr", "img"}
#: What stands for a character among the words of a page, and in an attribute.
ESCAPES: dict[int, str] = HTML5Translator.special_characters
_IN_ATTRIBUTES = ESCAPES | {ord(space): " " for space in "\n\r\t\v\f"}


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


def address(builder: Builder, docname: str, todoc: str, fragment: str) -> str:
    """Return the address of a place in the book, seen from the page ``docname``."""
    if builder.name == "singlehtml":
        return "#" + fragment if fragment else ""
    uri = builder.get_relative_uri(docname, todoc)
    return f"{uri}#{fragment}" if fragment else uri


def _href(builder: Builder, docname: str, node: nodes.Element) -> str | None:
    own = node.attributes
    fragment: str = own.get("tofrag", "")
    listed = own.get("tolist")
    todoc = own.get("todoc")
    if listed and not todoc:
        todoc = getattr(builder.env, "edition_pages", {}).get(listed)
    if todoc:
        return address(builder, docname, todoc, fragment)
    return "#" + fragment if fragment and not listed else None


def start_tag(builder: Builder, docname: str, node: nodes.Element) -> str:
    """Return the start tag of an element on the page ``docname``.

    As docutils writes it: attributes sorted, each class once, an id that is not the first one
    on an element of its own.
    """
    own = node.attributes
    attributes: dict[str, Any] = dict(own["attrs"])
    href = _href(builder, docname, node)
    if href is not None:
        attributes["href"] = href
    if own["classes"]:
        attributes["class"] = " ".join(dict.fromkeys(own["classes"]))
    anchors = ""
    if own["ids"]:
        attributes["id"], *more = own["ids"]
        anchors = "".join(f'<span id="{one}"></span>' for one in more)
    parts = [
        f' {name}="{str(value).translate(_IN_ATTRIBUTES)}"'
        for name, value in sorted(attributes.items())
    ]
    return f"<{own['tag']}{''.join(parts)}>{_after(node)}{anchors}"


def end_tag(node: nodes.Element) -> str:
    """Return the end tag of an element, or nothing where HTML has none."""
    return "" if node["tag"] in _VOID else f"</{node['tag']}>{_after(node)}"


def _after(node: nodes.Element) -> str:
    return "" if isinstance(node, Tag) else "\n"


def _start(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(start_tag(self.builder, self.builder.current_docname, node))


def _end(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(end_tag(node))


def _pass(self: Any, node: nodes.Element) -> None:
    """Write nothing of the element itself, only its content."""


def _skip(self: Any, node: nodes.Element) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the nodes with every writer (never ``epub=``: Sphinx would then ignore ``html=``)."""
    plain: dict[str, Any] = dict.fromkeys(("latex", "text", "man", "texinfo"), (_pass, _pass))
    app.add_node(Tag, html=(_start, _end), **plain)
    app.add_node(Block, html=(_start, _end), **plain)
    hidden: dict[str, Any] = dict.fromkeys(
        ("html", "latex", "text", "man", "texinfo"), (_skip, None)
    )
    app.add_node(NoteHolder, **hidden)
    app.add_node(NoteBody, **plain, html=(_pass, _pass))
