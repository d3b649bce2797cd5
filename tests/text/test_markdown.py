"""A chapter shows exactly its source, whatever the source holds."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from myst_parser.parsers.docutils_ import Parser

from edition.text.chapters import write_page
from edition.text.lines import Line
from edition.text.markdown import blocks, escape, unprintable

MARKS = [
    "*", "**", "_", "`", "```", "~~~", ":::", "$", "$$", "[", "]", "(x)=", "{ref}`a`", "{{ x }}", "<b>", "<!--",
    "&amp;", "&#65;", "#", "# ", "- ", "+ ", "1. ", "1) ", "> ", "| a |", "\\", "%", "+++", "---", "===",
    "[^1]", "[^1]: x", "![a](b)", "[a]: b", "http://a.example", "www.a.example", "a@b.example", ":name: x",
    "...", "--", "“", "”", "’", "…", "\u00a0", "\u2028", "\u200b", "\u202e", "é", "e\u0301", "\U0001f600", "\t", "  ",
]  # fmt: skip
HOSTILE = st.lists(
    st.one_of(st.sampled_from(MARKS), st.text(max_size=8), st.sampled_from("ab 19.")), max_size=12
).map("".join)
SHOWABLE = HOSTILE.map(lambda s: s.replace("\n", " ").replace("\r", " ")).filter(
    lambda s: s.strip() and not unprintable(s)
)


def line(text: str, number: int, level: int = 0) -> Line:
    kind = "heading" if level else "text"
    return Line("d", number, kind, str(number), level, "author", "", "", "index", "", "", "", text)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(SHOWABLE, st.integers(0, 3)), min_size=1, max_size=6))
@example([("1. [^1]: a # b #", 1), ("    code", 0), ("a\\", 0), ("\u2028x\u2029", 0)])
@example([("x" * 200_000, 0)])
def test_a_page_reads_back_as_its_lines(content: list[tuple[str, int]]) -> None:
    lines = [line(text, n, level) for n, (text, level) in enumerate(content, 1)]
    found = blocks(write_page(lines))
    assert [b.text for b in found] == [text for text, _ in content]
    assert not any(b.foreign for b in found)


def myst_paragraphs(markdown: str) -> list[str]:
    """Return what MyST, with the extensions that a book may turn on, makes of a page."""
    document = new_document("page", get_default_settings(Parser))
    document.settings.myst_enable_extensions = ["colon_fence", "dollarmath", "attrs_inline"]
    document.settings.report_level = 5
    Parser().parse(markdown, document)
    return [node.astext() for node in document.findall(nodes.paragraph)]


@settings(max_examples=150, deadline=None)
@given(SHOWABLE)
@example("(target)= $x$ {ref}`y` [a]{.b} ::: {{ z }}")
def test_myst_shows_the_same(text: str) -> None:
    assert myst_paragraphs(escape(text) + "\n") == [text]


def test_escape_is_needed() -> None:
    """The test above can fail: unescaped, these texts are not themselves."""
    parsed = MarkdownIt("commonmark").render("*a* <b> 1")
    assert "<em>" in parsed
    assert [b.text for b in blocks("# a #\n\n1. b\n")] != ["# a #", "1. b"]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0c", "\x85", "\ufffe"])
def test_what_no_page_can_show_is_refused(character: str) -> None:
    assert unprintable(f"a{character}b") == character
    with pytest.raises(ValueError, match="cannot be shown"):
        escape(f"a{character}b")


def test_foreign_markup_is_named() -> None:
    found = blocks("A *b*\n\n- item\n\n<div>x</div>\n\n```{note}\nfree\n```\n\n```python\nx\n```\n")
    assert [b.foreign for b in found] == ["em_open", "bullet_list_open", "html_block", "fence"]
