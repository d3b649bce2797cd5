"""The nodes that the book adds to a document, and how HTML shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.writers.html5 import HTML5Translator

# Elements without content: HTML has no end tag for them.
_VOID = {"br", "hr", "img"}
#: What stands for a character among the words of a page, and in an attribute.
_ESCAPES: dict[int, str] = HTML5Translator.special_characters
_IN_ATTRIBUTES = _ESCAPES | {ord(space): " " for space in "\n\r\t\v\f"}
# Few words have anything to escape, and to look is cheaper than to translate.
_SPECIAL = re.compile(f"[{re.escape(''.join(map(chr, _IN_ATTRIBUTES)))}]")


# Attributes that are not written as they stand.
_KEPT_APART = {"classes", "ids", "todoc", "tofrag", "tolist"}


class _Own(nodes.Element):
    """An element of the engine."""

    def setup_child(self, child: nodes.Node) -> None:
        """Take a child in, which learns of its document from here if anybody asks."""
        child.parent = self


class Tag(_Own, nodes.Inline, nodes.TextElement):
    """An inline HTML element.

    ``tag`` is its name, ``attrs`` its attributes.  ``todoc`` and ``tofrag``,
    where set, make its ``href`` once the builder knows where the page lies;
    ``tolist`` names a list (see :func:`edition.book.state.kept`) in place of a
    page, for links that are made before every page has been read.
    """

    tagname = "Tag"


class Block(_Own, nodes.General):
    """A block HTML element; attributes as in :class:`Tag`."""

    tagname = "Block"


_E = TypeVar("_E", Tag, Block)


class NoteHolder(nodes.General, nodes.Element):
    """The parsed notes of a page, at its end until they are put beside their words."""


class NoteBody(nodes.General, nodes.Element):
    """The parsed body of one note; ``note`` is its id."""


class Sealed(nodes.General, nodes.Element):
    """What is kept in place of a part of a page.

    ``kept`` is the part, which no walk enters, ``waiting`` what in it is still to be filled or
    resolved.
    """

    def deepcopy(self) -> Sealed:
        """Return a copy with a copy of the part."""
        kept = self["kept"].deepcopy()
        pairs = zip(self["kept"].findall(), kept.findall(), strict=True)
        waiting = {id(one) for one in self["waiting"]}
        return sealed(kept, [new for old, new in pairs if id(old) in waiting])


def sealed(part: nodes.Element, waiting: Sequence[nodes.Element] = ()) -> Sealed:
    """Return a node without children that keeps a part of a page."""
    node = Sealed()
    node["kept"], node["waiting"] = part, waiting
    return node


def tag(name: str, *children: nodes.Node | str, **attributes: Any) -> Tag:
    """Return an inline element; ``classes``, ``ids``, ``todoc`` and ``tofrag`` are kept apart."""
    return _made(Tag, name, children, attributes)


def block(name: str, *children: nodes.Node | str, **attributes: Any) -> Block:
    """Return a block element, as :func:`tag` does an inline one."""
    return _made(Block, name, children, attributes)


def _made(
    kind: type[_E],
    name: str,
    children: tuple[nodes.Node | str, ...],
    attributes: dict[str, Any],
) -> _E:
    """Return an element as docutils makes it, in little more than half the time: a page has thousands.

    As long as it is in no document, its children have nothing to learn from it but their parent.
    """
    node = kind.__new__(kind)
    node.rawsource = ""
    own: dict[str, Any]
    own = {"ids": [], "classes": [], "names": [], "dupnames": [], "backrefs": [], "tag": name}
    node.attributes = own
    node.children = [nodes.Text(one) if isinstance(one, str) else one for one in children]
    for child in node.children:
        child.parent = node
    own["attrs"] = written = {}
    for key, value in attributes.items():
        if key in _KEPT_APART:
            own[key] = value
        else:
            written[key.rstrip("_").replace("_", "-")] = value
    return node


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
    """Return the start tag of an element on the page ``docname``."""
    own = node.attributes
    after = "" if isinstance(node, Tag) else "\n"
    attributes: dict[str, Any] = own["attrs"]
    if "todoc" in own or "tofrag" in own or "tolist" in own:
        href = _href(builder, docname, node)
        if href is not None:
            attributes = attributes | {"href": href}
    elif not attributes and not own["ids"]:  # as most are
        classes = own["classes"]
        return f"<{own['tag']}{_class(*classes) if classes else ''}>{after}"
    return written_tag(own["tag"], attributes, own["classes"], own["ids"], after)


def written_tag(
    name: str,
    attributes: Mapping[str, object],
    classes: Sequence[str] = (),
    ids: Sequence[str] = (),
    after: str = "",
) -> str:
    """Return a start tag as docutils writes it.

    Its attributes are sorted, each class stands once, and an id that is not the first one stands
    on an element of its own behind the tag and what comes ``after`` it.
    """
    given = dict(attributes)
    if classes:
        given["class"] = " ".join(dict.fromkeys(classes))
    if ids:
        given["id"] = ids[0]
    parts = [_attribute(key, str(given[key])) for key in sorted(given)]
    anchors = [f'<span id="{one}"></span>' for one in ids[1:]]
    return f"<{name}{''.join(parts)}>{after}{''.join(anchors)}"


def _attribute(name: str, value: str) -> str:
    if _SPECIAL.search(value):
        value = value.translate(_IN_ATTRIBUTES)
    return f' {name}="{value}"'


@lru_cache(maxsize=2**10)
def _class(*classes: str) -> str:
    return _attribute("class", " ".join(dict.fromkeys(classes)))


def escaped(words: str) -> str:
    """Return words of a page as HTML has them."""
    return words.translate(_ESCAPES) if _SPECIAL.search(words) else words


def end_tag(node: nodes.Element) -> str:
    """Return the end tag of an element, or nothing where HTML has none."""
    name = node.attributes["tag"]
    if name in _VOID:
        return ""
    return f"</{name}>" if isinstance(node, Tag) else f"</{name}>\n"


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
