"""The engine's elements are written as HTML before the page is handed on."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document

from edition.book.nodes import block, tag
from edition.book.serializing import Serializer, Written


class Builder:
    """A builder that knows two pages in one folder."""

    name, current_docname = "html", "texts/one"
    env = SimpleNamespace(edition_pages={"names": "lists/names"})

    def get_relative_uri(self, one: str, other: str) -> str:
        """Return an address that tells both pages."""
        return f"{one}-to-{other}.html"


def content() -> nodes.Element:
    """Return elements with everything that a start tag can have."""
    return block(
        "div",
        block("p", 'a < b & "c"', tag("a", "there", todoc="texts/two", tofrag="p1")),
        tag("a", "here", tofrag="p2", title='line\nand "quote"'),
        tag("a", "list", tolist="names", tofrag="x", classes=["ed-b", "ed-a", "ed-b"]),
        tag("a", "not listed", tolist="terms", tofrag="x"),
        tag("span", "two", ids=["first", "second"]),
        tag("br"),
        classes=["ed-list"],
        aria_label="All",
        tabindex="0",
    )


def written(*content: nodes.Node, name: str = "html") -> nodes.document:
    """Return a document whose elements have been written for the builder ``name``."""
    document = new_document("page")
    document += list(content)
    builder = Builder()
    builder.name = name
    Serializer(builder, "texts/one").replace(document)  # type: ignore[arg-type]
    return document


def test_elements_are_written_with_sorted_attributes_and_relative_addresses() -> None:
    (node,) = written(content()).children
    assert isinstance(node, Written)
    assert node["html"] == (
        '<div aria-label="All" class="ed-list" tabindex="0">\n'
        "<p>\na &lt; b &amp; &quot;c&quot;"
        '<a href="texts/one-to-texts/two.html#p1">there</a></p>\n'
        '<a href="#p2" title="line and &quot;quote&quot;">here</a>'
        '<a class="ed-b ed-a" href="texts/one-to-lists/names.html#x">list</a>'
        "<a>not listed</a>"
        '<span id="first"><span id="second"></span>two</span>'
        "<br></div>\n"
    )


def test_search_finds_the_words_and_no_tag() -> None:
    (node,) = written(content()).children
    assert node["format"] == "html"
    assert node.astext().split() == [
        *("a", "b", "&", '"c"', "there", "here", "list", "not", "listed", "two")
    ]


@pytest.mark.parametrize("name", ["html", "singlehtml"])
def test_the_common_elements_of_docutils_are_written_unless_their_addresses_change(
    name: str,
) -> None:
    inline = nodes.inline("", "two", classes=["b-c", "std-ref"], ids=["i1", "i2"])
    page = nodes.reference("", "", nodes.strong("", "FA 6"), refuri="../two.html#fa6")
    page["internal"] = True
    paragraph = nodes.paragraph(
        "",
        "In ",
        nodes.emphasis("", "Smolny"),
        inline,
        page,
        nodes.reference("", "here", refid="here"),
        nodes.reference("", "there", refuri="https://example.org/?a=1&b", reftitle="A <b>"),
        classes=["x"],
    )
    document = written(block("div", paragraph), name=name)
    if name == "singlehtml":
        assert list(document.findall(nodes.reference))
        return
    (node,) = document.children
    assert node["html"] == (
        '<div>\n<p class="x">In <em>Smolny</em>'
        '<span class="b-c std-ref" id="i1"><span id="i2"></span>two</span>'
        '<a class="reference internal" href="../two.html#fa6"><strong>FA 6</strong></a>'
        '<a class="reference internal" href="#here">here</a>'
        '<a class="reference external" href="https://example.org/?a=1&amp;b" title="A &lt;b&gt;">'
        "there</a></p>\n</div>\n"
    )


@pytest.mark.parametrize(
    "node",
    [
        nodes.reference("", "mail", refuri="mailto:a@example.org"),
        nodes.reference("", "chapter", refid="a", secnumber=(1, 2)),
        nodes.inline("", "mot", classes=["language-fr"]),
        nodes.literal("", "code"),
        nodes.image(uri="a.png"),
    ],
)
def test_what_its_writer_does_more_for_is_left_to_it(node: nodes.Element) -> None:
    document = written(block("p", tag("b", "bold"), node))
    assert list(document.findall(type(node)))


def test_the_words_of_a_numbered_paragraph_are_one_and_the_paragraph_stays() -> None:
    words: list[nodes.Node] = [tag("a", "1"), nodes.Text("In "), tag("b", "Smolny")]
    numbered = nodes.paragraph("", "", *words, ed_line=("fa", "3"))
    other = nodes.paragraph("", "", nodes.Text("In "), tag("b", "Smolny"))
    one, two = written(numbered, other).children
    assert [type(child).__name__ for child in one.children] == ["Written"]
    assert one.children[0]["html"] == "<a>1</a>In <b>Smolny</b>"
    assert [type(child).__name__ for child in two.children] == ["Text", "Written"]


def test_what_only_the_writer_can_write_stays_and_what_stands_beside_it_is_written() -> None:
    image = nodes.image(uri="a.png")
    literal = nodes.literal("", "", tag("b", "code"))
    document = written(block("p", tag("b", "bold"), image), literal)
    kept, code = document.children
    assert [type(child).__name__ for child in kept.children] == ["Written", "image"]
    assert not list(code.findall(Written))
