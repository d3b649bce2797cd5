"""The shapes that charts take, drawn with matplotlib from marks.

Across, every axis is in the unit of what is counted; down, in pixels from the
top.  A mark is drawn solid where the edited text gives the number, outlined
where others do, hatched where it is only generally known.  What the words
leave open stays open: an arrow where there is no upper bound, a dashed outline
where there is no lower one, the words themselves where there is no number.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import Circle, Rectangle

from edition.charts.marks import KNOWN, TEXT_BASIS
from edition.charts.svg import CLEAR, INK, PAPER, RULE, SETTINGS, SOFT
from edition.charts.words import has, number

#: Width of a chart that stands in the margin, and of one in the text, in pixels.
MARGIN, TEXT = 256, 360
#: About the width of a character, and the height of a line, in pixels.
EM, LINE = 6.7, 15
_THICK, _GAP = 11, 9


def panels(heights: Sequence[float], width: float) -> tuple[Figure, list[Axes]]:
    """Return a figure with one empty drawing for each height, below each other, all in pixels.

    From then on matplotlib draws with the settings of the edition.
    """
    rcParams.update(SETTINGS)
    size = (width / 72, sum(heights) / 72)
    engine = ConstrainedLayoutEngine(w_pad=0.01, h_pad=0, hspace=0, wspace=0)
    figure = Figure(figsize=size, layout=engine)
    figure.patch.set_visible(False)
    drawings = figure.subplots(len(heights), 1, height_ratios=list(heights), squeeze=False)
    for axes, height in zip(drawings[:, 0], heights, strict=True):
        axes.patch.set_visible(False)
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.set(xticks=[], yticks=[], ylim=(height, 0))
    return figure, list(drawings[:, 0])


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a figure with one empty drawing, in pixels."""
    figure, axes = panels([height], width)
    return figure, axes[0]


def link(axes: Axes, ids: str, left: float, top: float, width: float, height: float) -> None:
    """Make a part of the drawing lead to the words of a row."""
    area = Rectangle((left, top), width, height, facecolor=CLEAR, linewidth=0, zorder=9)
    area.set_url("#" + ids.split(";")[0])
    axes.add_patch(area)


def wrapped(words: str, width: float) -> list[str]:
    """Return words as lines that fit a width in pixels."""
    return textwrap.wrap(words, max(8, int(width / EM))) or [""]


def write(axes: Axes, x: float, y: float, words: str, **style: Any) -> None:
    """Write words with their baseline at ``y``; they take no room from the drawing."""
    axes.text(x, y, words, **{"va": "baseline", "ha": "left", "color": INK, **style}).set_in_layout(
        False
    )


def fill(row: Any) -> dict[str, Any]:
    """Return how a mark is filled: solid, outlined or hatched."""
    if row.basis == TEXT_BASIS:
        return {"facecolor": row.colour, "linewidth": 0}
    outline = {"facecolor": "none", "edgecolor": row.colour, "linewidth": 1.3}
    return {**outline, "hatch": "////", "hatchcolor": row.colour} if row.basis == KNOWN else outline


def _span(axes: Axes, row: Any, left: float, right: float, top: float, sure: bool) -> None:
    """Draw the part of a bar that is sure, or that only may be."""
    style = (
        fill(row)
        if sure
        else {"facecolor": "none", "edgecolor": row.colour, "linestyle": (0, (2, 2))}
    )
    axes.add_patch(
        Rectangle(
            (left, top), right - left, _THICK, gid=f"{'bar' if sure else 'open'}-{row.id}", **style
        )
    )


def _arrow(axes: Axes, start: float, end: float, y: float) -> None:
    style = {"arrowstyle": "->", "color": INK, "shrinkA": 0, "shrinkB": 0, "lw": 1.2}
    axes.annotate(
        "", xy=(end, y), xytext=(start, y), arrowprops=style, annotation_clip=False
    ).set_in_layout(False)


def bar(axes: Axes, row: Any, top: float, start: float, step: float, unit: float = 1.0) -> float:
    """Draw a mark as a bar that begins at ``start`` and return where its number may stand.

    ``step`` is the length of a pixel; bounds are divided by ``unit``.
    """
    low = row.low / unit if has(row.low) else 0.0
    high = row.high / unit if has(row.high) else None
    if low:
        _span(axes, row, start, start + low, top, True)
    if high is not None and high > low:
        _span(axes, row, start + low, start + high, top, False)
    if has(row.low) and high is None:
        _arrow(axes, start + low, start + low + 16 * step, top + _THICK / 2)
        return start + low + 20 * step
    if high is not None and not has(row.low):
        _arrow(axes, start + high, start + max(high - 16 * step, 0.3 * high), top + _THICK / 2)
    return start + (high if high is not None else low) + 4 * step


def _reach(rows: pd.DataFrame, unit: float = 1.0) -> float:
    """Return the highest bound of marks, or 1."""
    top = rows[["low", "high"]].max(axis=1).max()
    return float(top) / unit if has(top) and top else 1.0


def _scale(rows: pd.DataFrame, width: float, most: float) -> float:
    """Return the length of a pixel on a scale to ``most`` that leaves room for the numbers behind the bars."""
    room = max(
        (len(row.short) * (EM + 0.8) + (22 if not (has(row.high)) else 6))
        * (0 if row.short.startswith("“") else 1)
        for row in rows.itertuples()
    )
    return most / max(width - room - 4, 0.25 * width)


def bars(rows: pd.DataFrame, width: float = TEXT, most: float | None = None) -> Figure:
    """Draw one bar for each mark, its name above it and its number at its end.

    ``most`` is the length of the scale; by default the longest bar sets it.
    """
    figure, axes = canvas(width, sum(bar_height(row, width) for row in rows.itertuples()) + 2)
    bar_group(axes, rows, width, 0, most)
    return figure


def shares(rows: pd.DataFrame, width: float = MARGIN, half: bool = True) -> Figure:
    """Draw each mark as its share of a whole that fills the width; ``half`` marks the half."""
    heads = [_head(row, width) for row in rows.itertuples()]
    heights = [LINE * head + _THICK + _GAP for head in heads]
    figure, axes = canvas(width, sum(heights) + (LINE if half else 2))
    axes.set_xlim(0, 1)
    top = 0.0
    for row, head, height in zip(rows.itertuples(), heads, heights, strict=True):
        for index, words in enumerate(wrapped(row.what, width)):
            write(axes, 0, top + LINE * (index + 1) - 4, words)
        apart = head > len(wrapped(row.what, width))
        write(
            axes,
            0 if apart else 1,
            top + LINE * head - 4,
            row.short,
            weight="bold",
            ha="left" if apart else "right",
        )
        _share(axes, row, top + LINE * head, width, half)
        link(axes, row.id, 0, top, 1, height - _GAP / 2)
        top += height
    if half:
        write(axes, 0.5, top + LINE - 8, "half", color=SOFT, ha="center")
    return figure


def _head(row: Any, width: float) -> int:
    """Return the number of lines above a share: its number stands behind its name if both fit."""
    names = wrapped(row.what, width)
    together = len(names) == 1 and (len(row.what) + 1.15 * len(row.short) + 2) * EM < width
    return len(names) + (0 if together else 1)


def _share(axes: Axes, row: Any, top: float, width: float, half: bool) -> None:
    axes.add_patch(Rectangle((0, top), 1, _THICK, facecolor="none", edgecolor=RULE, linewidth=1))
    bar(axes, row, top, 0, 1 / width, row.of if has(row.of) else 1.0)
    if half:
        axes.plot([0.5, 0.5], [top - 2, top + _THICK + 2], color=INK, lw=1.2, zorder=4)


def bar_height(row: Any, width: float) -> float:
    """Return the height of a bar with its name, in pixels."""
    lines = len(wrapped(row.what, width))
    words = len(wrapped(row.short, width)) * LINE if row.short.startswith("“") else _THICK
    return lines * LINE + words + _GAP


def bar_group(
    axes: Axes, rows: pd.DataFrame, width: float, top: float, most: float | None = None
) -> None:
    """Draw bars into a drawing from ``top`` down, on one scale."""
    most = most or _reach(rows)
    step = _scale(rows, width, most)
    axes.set_xlim(0, step * width)
    for row in rows.itertuples():
        start = top
        for words in wrapped(row.what, width):
            top += LINE
            write(axes, 0, top - 4, words)
        top = _number(axes, row, top, step, width) + _GAP
        link(axes, row.id, 0, start, step * width, top - start - _GAP / 2)


def _number(axes: Axes, row: Any, top: float, step: float, width: float) -> float:
    """Draw a bar with its number, or the words that stand for one; return where it ends."""
    if row.short.startswith("“"):
        for words in wrapped(row.short, width):
            top += LINE
            write(axes, 0, top - 4, words, style="italic", color=SOFT)
        return top
    of = row.of if has(row.of) else 1.0
    end = bar(axes, row, top, 0, step, of)
    write(axes, end, top + _THICK - 1, row.short, weight="bold")
    return top + _THICK


def cascade(rows: pd.DataFrame, whole: Any, width: float = MARGIN) -> Figure:
    """Draw parts one behind the other, each beginning where the last ended, against their whole."""
    most = max(_reach(rows.assign(low=rows["low"].sum(), high=rows["high"].sum())), whole.high)
    heights = [bar_height(row, width) for row in rows.itertuples()]
    figure, axes = canvas(width, sum(heights) + LINE + 6)
    step = most / (width - 6)
    axes.set_xlim(0, step * width)
    start, top = 0.0, LINE + 4.0
    write(axes, whole.high, LINE - 4, f"{whole.what}: {whole.short}", ha="right", color=SOFT)
    for row, height in zip(rows.itertuples(), heights, strict=True):
        write(
            axes,
            min(start, most - step * EM * (len(row.what) + len(row.short) + 2)),
            top + LINE - 4,
            f"{row.what} {row.short}",
        )
        bar(axes, row, top + LINE, start, step)
        link(axes, row.id, 0, top, step * width, height)
        start += row.low
        top += height
    axes.plot([whole.high] * 2, [LINE, top], color=INK, lw=1.2, zorder=3, gid=f"whole-{whole.id}")
    return figure


def seats(groups: pd.DataFrame, width: float = MARGIN) -> Figure:
    """Draw each seat as a dot, with a line of dots or more for each mark; empty where ``taken`` is false."""
    across = int((width - 4) // 16)
    heads = [wrapped(f"{row.what}: {row.short}", width) for row in groups.itertuples()]
    heights = [
        LINE * len(head) + 17 * -(-int(row.high) // across) + 6
        for head, row in zip(heads, groups.itertuples(), strict=True)
    ]
    figure, axes = canvas(width, sum(heights))
    axes.set_xlim(0, width)
    top = 0.0
    for row, head, height in zip(groups.itertuples(), heads, heights, strict=True):
        for index, words in enumerate(head):
            write(axes, 0, top + LINE * (index + 1) - 4, words)
        _dots(axes, row, top + LINE * len(head), across)
        link(axes, row.id, 0, top, width, height)
        top += height
    return figure


def _dots(axes: Axes, row: Any, top: float, across: int) -> None:
    empty = {"facecolor": "none", "edgecolor": row.colour, "linewidth": 1.5}
    style = fill(row) if getattr(row, "taken", True) else empty
    for place in range(int(row.high)):
        x, y = 8 + 16 * (place % across), top + 8 + 17 * (place // across)
        axes.add_patch(Circle((x, y), 6, gid=f"dot-{row.id}", **style))


def rivals(
    rows: pd.DataFrame,
    width: float = MARGIN,
    log: bool = False,
    ticks: Sequence[float] = (),
    least: float | None = None,
) -> Figure:
    """Draw rival counts of one thing below each other on one scale, a dot or an open span each."""
    numbers = rows[["low", "high"]].stack().dropna()
    heights = [
        LINE * (len(wrapped(row.what, width)) + len(_said(row, width))) + 4
        for row in rows.itertuples()
    ]
    figure, axes = canvas(width, sum(heights) + 2 * LINE + 4)
    if log:
        axes.set_xscale("log")
        axes.minorticks_off()
        axes.set(xticks=[], yticks=[])
        axes.set_xlim(numbers.min() / 3, numbers.max() * 30)
    else:
        low, high = least if least is not None else numbers.min(), numbers.max()
        pad = (high - low or high) * 0.25
        axes.set_xlim(low if least is not None else low - pad, high + 1.8 * pad)
    left, right = axes.get_xlim()
    top = 0.0
    for row, height in zip(rows.itertuples(), heights, strict=True):
        end = top + height - LINE / 2 - 4
        for index, words in enumerate(wrapped(row.what, width)):
            write(axes, left, top + LINE * (index + 1) - 4, words)
        _rival(axes, row, end, width)
        link(axes, row.id, left, top, right - left, height)
        top += height
    for tick in ticks:
        if left <= tick <= right:
            axes.plot([tick] * 2, [top, top + 4], color=SOFT, lw=1, zorder=0)
            side = "left" if tick == left else "center"
            write(axes, tick, top + LINE + 2, number(tick), ha=side, color=SOFT)
    axes.plot([left, right], [top, top], color=RULE, lw=1, zorder=0)
    return figure


def _said(row: Any, width: float) -> list[str]:
    return wrapped(row.short, width) if row.short.startswith("“") else [row.short]


def _rival(axes: Axes, row: Any, y: float, width: float) -> None:
    left, right = axes.get_xlim()
    if row.short.startswith("“"):
        for index, words in enumerate(reversed(_said(row, width))):
            write(axes, left, y - LINE * index + 4, words, style="italic", color=SOFT)
        return
    low = row.low if has(row.low) else left
    high = row.high if has(row.high) else right
    if low != high:
        axes.plot(
            [low, high], [y, y], color=row.colour, lw=3, solid_capstyle="butt", gid=f"span-{row.id}"
        )
        if not has(row.low):
            _arrow(axes, high, left, y)
        if not has(row.high):
            _arrow(axes, low, right, y)
    for value in {v for v in (row.low, row.high) if has(v)}:
        style = {
            "mfc": row.colour if row.basis == TEXT_BASIS else PAPER,
            "mec": row.colour,
            "mew": 1.6,
            "ms": 9,
        }
        axes.plot([value], [y], "o", gid=f"dot-{row.id}", **style)
    if has(row.high):
        label = axes.annotate(
            row.short,
            (high, y),
            (9, 0),
            textcoords="offset points",
            va="center",
            weight="bold",
            annotation_clip=False,
        )
        label.set_in_layout(False)
    else:
        write(axes, right, y - LINE / 2, row.short, ha="right", weight="bold")


def versus(
    rows: pd.DataFrame, width: float = MARGIN, left: str = "for", right: str = "against"
) -> Figure:
    """Draw votes as bars to both sides of a line: ``for`` to the left, ``against`` to the right.

    ``rows`` are marks; those of one ``what`` are one vote, in the order given.
    """
    votes = list(dict.fromkeys(rows["what"]))
    heights = [LINE * (len(wrapped(what, width)) + 1) + _THICK + _GAP for what in votes]
    figure, axes = canvas(width, sum(heights))
    most = float(rows[rows["option"].isin([left, right])].groupby("what")["share"].max().max())
    axes.set_xlim(-most * 1.02, most * 1.02)
    top = 0.0
    for what, height in zip(votes, heights, strict=True):
        start = top
        for words in wrapped(what, width):
            top += LINE
            write(axes, -most, top - 4, words)
        for row in rows[rows["what"] == what].itertuples():
            if row.option in (left, right):
                side = -1 if row.option == left else 1
                axes.add_patch(
                    Rectangle((0, top), side * row.share, _THICK, gid=f"bar-{row.id}", **fill(row))
                )
                write(
                    axes,
                    side * most,
                    top + _THICK + LINE - 4,
                    f"{row.option} {row.short}",
                    ha="left" if side < 0 else "right",
                )
                link(axes, row.id, min(0, side * most), start, most, height)
        axes.plot([0, 0], [top - 3, top + _THICK + 3], color=INK, lw=1.2)
        top = start + height
    return figure


def quotes(rows: pd.DataFrame, width: float = MARGIN) -> Figure:
    """Write the words of marks below each other, each behind its place in the text."""
    lines = [wrapped(row.short, width - 58) for row in rows.itertuples()]
    figure, axes = canvas(width, sum(LINE * len(one) + 5 for one in lines))
    axes.set_xlim(0, width)
    top = 0.0
    for row, one in zip(rows.itertuples(), lines, strict=True):
        start = top
        write(axes, 0, top + LINE - 4, row.source, color=SOFT)
        for words in one:
            top += LINE
            write(axes, 58, top - 4, words)
        top += 5
        link(axes, row.id, 0, start, width, top - start)
    return figure


__all__ = [
    "EM",
    "LINE",
    "MARGIN",
    "TEXT",
    "bar_group",
    "bar_height",
    "bars",
    "canvas",
    "cascade",
    "link",
    "panels",
    "quotes",
    "rivals",
    "seats",
    "versus",
    "wrapped",
    "write",
]
