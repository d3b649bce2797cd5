"""Marks nest, cross and touch without the loss of a character."""

from __future__ import annotations

from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from edition.book.marking import Piece, lay
from edition.book.nodes import Tag, tag
from edition.layers import Span

TEXT = "abcdefghijklmnopqrst"
LAYERS = ["note", "date", "emendation", "name", "quotation"]
SPANS = st.lists(
    st.tuples(
        st.integers(0, 19), st.integers(1, 20), st.sampled_from(LAYERS), st.sampled_from("abc")
    ).filter(lambda s: s[0] < s[1]),
    max_size=8,
).map(lambda found: [Span(*s) for s in found])


def wrap(piece: Piece, linked: bool) -> Tag:
    name = "span" if linked or piece.span.layer != "name" else "a"
    return tag(name, key=repr(piece.span), first=str(piece.first), last=str(piece.last))


def after(span: Span, linked: bool) -> list[nodes.Node]:
    return [tag("i", key=repr(span))]


@given(SPANS)
def test_every_character_once_and_every_span_whole(spans: list[Span]) -> None:
    root = nodes.paragraph("", "", *lay(TEXT, spans, wrap, after))
    assert root.astext() == TEXT
    for span in set(spans):
        pieces = [
            t for t in root.findall(Tag) if t["attrs"]["key"] == repr(span) and t["tag"] != "i"
        ]
        assert "".join(p.astext() for p in pieces) == TEXT[span.start : span.end]
        assert [p["attrs"]["first"] for p in pieces].count("True") == 1
        assert [p["attrs"]["last"] for p in pieces].count("True") == 1
        assert (
            sum(t["tag"] == "i" and t["attrs"]["key"] == repr(span) for t in root.findall(Tag)) == 1
        )


@given(SPANS)
def test_no_link_in_a_link(spans: list[Span]) -> None:
    root = nodes.paragraph("", "", *lay(TEXT, spans, wrap, after))
    for link in (t for t in root.findall(Tag) if t["tag"] == "a"):
        assert not [t for t in link.findall(Tag) if t["tag"] == "a" and t is not link]


def wrap_hiding(piece: Piece, linked: bool) -> Tag:
    element = wrap(piece, linked)
    element["classes"] = ["ed-src"] if piece.span.layer == "emendation" else []
    return element


@given(SPANS, st.tuples(st.integers(0, 17), st.integers(2, 3)))
def test_no_sign_stands_within_words_that_are_corrected(
    spans: list[Span], hidden: tuple[int, int]
) -> None:
    """What ends within them has its sign behind the correction, also where it began before them."""
    correction = Span(hidden[0], sum(hidden), "emendation", "e")
    spans = [s for s in spans if s.layer != "emendation"] + [correction]
    root = nodes.paragraph("", "", *lay(TEXT, spans, wrap_hiding, after))
    assert root.astext() == TEXT
    order = list(root.findall(Tag))
    source = [at for at, one in enumerate(order) if one["classes"] == ["ed-src"]]
    signs = [at for at, one in enumerate(order) if one["tag"] == "i"]
    assert len(signs) == len(set(spans))
    inside = [at for at in signs if source[0] < at < source[-1]]
    for at in signs:
        within = order[at].parent
        while within is not None and within is not root:
            assert within.get("classes") != ["ed-src"]
            within = within.parent
    ends = {repr(s): s.end for s in spans}
    assert [at for at in inside if ends[order[at]["attrs"]["key"]] > correction.start] == []


@given(SPANS, st.tuples(st.integers(0, 17), st.integers(2, 3)))
def test_no_sign_is_a_link_in_a_link(spans: list[Span], hidden: tuple[int, int]) -> None:
    """Also where it has waited for a correction, and the correction stands in a link."""
    spans = [s for s in spans if s.layer != "emendation"]
    spans.append(Span(hidden[0], sum(hidden), "emendation", "e"))

    def sign(span: Span, linked: bool) -> list[nodes.Node]:
        return [tag("i" if linked else "a", key=repr(span))]

    root = nodes.paragraph("", "", *lay(TEXT, spans, wrap_hiding, sign))
    for link in (t for t in root.findall(Tag) if t["tag"] == "a"):
        assert not [t for t in link.findall(Tag) if t["tag"] == "a" and t is not link]
