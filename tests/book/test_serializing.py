"""The engine's elements are written as HTML before the page is handed on."""

from __future__ import annotations

from types import SimpleNamespace

import pybtex.richtext
from docutils import nodes
from docutils.utils import new_document
from pybtex.database import parse_file

import edition.book
from edition.book.nodes import block, tag
from edition.book.serializing import Serializer, Written
from tests.tools.building import ROOT


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


def written(*content: nodes.Node) -> nodes.document:
    """Return a document whose elements have been written."""
    document = new_document("page")
    document += list(content)
    Serializer(Builder(), "texts/one").replace(document)  # type: ignore[arg-type]
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


def test_what_only_the_writer_can_write_stays_and_what_stands_beside_it_is_written() -> None:
    link = nodes.reference("", "elsewhere", refuri="https://example.org")
    literal = nodes.literal("", "", tag("b", "code"))
    document = written(block("p", tag("b", "bold"), link), literal)
    kept, code = document.children
    assert [type(child).__name__ for child in kept.children] == ["Written", "reference"]
    assert not list(code.findall(Written))


def test_a_field_of_plain_words_is_what_latex_makes_of_it() -> None:
    edition.book._take_plain_words()
    spared = pybtex.richtext.Text.from_latex
    decode = spared.__closure__[0].cell_contents
    fields = {
        words
        for path in ("data/references.bib",)
        for entry in parse_file(str(ROOT / path)).entries.values()
        for words in entry.fields.values()
    }
    fields |= {
        "a -- b",
        "``quoted''",
        "a~b",
        "two  spaces",
        "{\\'e}t\\'e",
        " edge ",
        "100\\%",
        "$x$",
    }
    plain = {words for words in fields if edition.book._PLAIN.fullmatch(words)}
    assert len(plain) > 300
    assert len(fields - plain) > 100
    for words in sorted(fields):
        assert repr(spared(words)) == repr(decode(words)), words
