"""Lay spans over a text: nest those that nest, cut those that cross."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from docutils import nodes

from edition.layers import Span

# Of spans over the same words, the outer first.
_RANK = {
    layer: rank
    for rank, layer in enumerate(
        (
            "chart",
            "quotation",
            "disagreement",
            "note",
            "date",
            "figure",
            "term",
            "name",
            "emendation",
        )
    )
}


@dataclass(frozen=True)
class Piece:
    """A part of a span between two cuts; ``first`` and ``last`` say which of its parts."""

    span: Span
    first: bool
    last: bool


Wrap = Callable[[Piece, bool], nodes.Element | None]
After = Callable[[Span, bool], list[nodes.Node]]


def _key(span: Span) -> tuple[int, int, int, str]:
    return (span.start, -span.end, _RANK.get(span.layer, 99), span.id)


def lay(text: str, spans: list[Span], wrap: Wrap, after: After) -> list[nodes.Node]:
    """Return ``text`` as nodes, with each span wrapped.

    ``wrap`` returns the element for a piece of a span (it is told whether an
    ancestor is a link already) or ``None`` for none; ``after`` the nodes that
    stand behind a span's last piece (it is told the same).
    """
    spans = sorted({s for s in spans if 0 <= s.start < s.end <= len(text)}, key=_key)
    cuts = sorted({0, len(text), *(s.start for s in spans), *(s.end for s in spans)})
    segments = [
        (start, end, [s for s in spans if s.start <= start and end <= s.end])
        for start, end in pairwise(cuts)
    ]
    return _nest(text, segments, 0, wrap, after, {}, hidden=None, linked=False)


def _going_on(
    last: tuple[int, int, list[Span]], span: Span, held: dict[Span, list[Span]]
) -> Span | None:
    """Return a span that hides its words and goes on where ``span`` ends, within them."""
    return next((s for s in last[2] if s in held and s.end > span.end), None)


def _nest(
    text: str,
    segments: list[tuple[int, int, list[Span]]],
    depth: int,
    wrap: Wrap,
    after: After,
    held: dict[Span, list[Span]],
    hidden: Span | None,
    linked: bool,
) -> list[nodes.Node]:
    """Return the segments as nodes, those spans wrapped that are ``depth`` deep or deeper.

    Within words that are ``hidden`` as a rule (a source's reading), what would
    stand behind a span is ``held`` until it can stand behind the correction.
    Every span that hides its words is a key of ``held`` until then.
    """
    out: list[nodes.Node] = []
    index = 0
    while index < len(segments):
        start, end, active = segments[index]
        if len(active) <= depth:
            out.append(nodes.Text(text[start:end]))
            index += 1
            continue
        span = active[depth]
        run = index
        while (
            run < len(segments)
            and len(segments[run][2]) > depth
            and segments[run][2][depth] == span
        ):
            run += 1
        piece = Piece(span, start == span.start, segments[run - 1][1] == span.end)
        element = wrap(piece, linked)
        hides = element is not None and "ed-src" in element["classes"]
        if hides:
            held.setdefault(span, [])
        closed = linked or (element is not None and (hides or element.get("tag") == "a"))
        around = hidden or (span if hides else None)
        inner = _nest(
            text, segments[index:run], depth + 1, wrap, after, held, hidden=around, linked=closed
        )
        if element is None:
            out += inner
        else:
            element += inner
            out.append(element)
        waits = hidden or _going_on(segments[run - 1], span, held)
        ending = [span, *held.pop(span, [])] if piece.last else []
        if waits is None:
            out += [node for one in ending for node in after(one, linked)]
        else:
            held[waits] += ending
        index = run
    return out
