"""The shapes that charts take, drawn with matplotlib from marks.

A *mark* is one number as it is drawn: a row of a figure or of a reference
with its name, words, colour and source.  :func:`marks` makes them.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import Rectangle

from edition.charts.reading import Data
from edition.charts.svg import CLEAR, INK, PAPER, SETTINGS, SOFT
from edition.charts.words import bounds, has, with_unit

#: Width of a chart that stands in the margin, and of one in the text, in pixels.
MARGIN, TEXT = 256, 360


def marks(rows: pd.DataFrame, data: Data) -> pd.DataFrame:
    """Return figures and reference figures as marks, in the order of ``rows``."""
    parties = data.parties.set_index("id")
    made: list[dict[str, Any]] = []
    for _, row in rows.iterrows():
        party = row["option"] if row["option"] in parties.index else "others"
        stated = row["id"].startswith("f-")
        name = (
            row.get("option_name")
            if stated and has(row.get("option_name"))
            else parties["label"].get(row["option"], row["option"].replace("-", " "))
        )
        made.append(
            {
                "what": _upper(str(name)),
                "says": with_unit(row),
                "short": bounds(row),
                "low": row["low"],
                "high": row["high"],
                "unit": row["unit"],
                "qualifier": row["qualifier"] if stated else "exact",
                "source": data.place(row) if stated else _works(row, data),
                "series": row["series"],
                "question": row["question"],
                "option": row["option"],
                "basis": "text" if stated else row["basis"],
                "colour": parties["colour"][party],
                "id": row["id"],
            }
        )
    return pd.DataFrame(made)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _works(row: pd.Series, data: Data) -> str:
    if row["basis"] != "read":
        return "general knowledge"
    return "; ".join(data.works.get(key, key) for key in row["source"].split(";"))


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """Return an empty figure of a size in pixels, without frame or ticks.

    From then on matplotlib draws with the settings of the edition.
    """
    rcParams.update(SETTINGS)
    figure = Figure(
        figsize=(width / 72, height / 72), layout=ConstrainedLayoutEngine(w_pad=0.02, h_pad=0.02)
    )
    figure.patch.set_visible(False)
    axes = figure.add_subplot()
    axes.patch.set_visible(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_xticks([])
    axes.set_yticks([])
    return figure, axes


def link(axes: Axes, id_: str, x: float, y: float, width: float, height: float) -> None:
    """Make a part of the drawing lead to a row's words."""
    area = Rectangle(
        (x, y), width, height, facecolor=CLEAR, edgecolor="none", linewidth=0, zorder=9
    )
    area.set_url(f"#{id_}")
    axes.add_patch(area)


def bars(rows: pd.DataFrame, width: float = TEXT, most: float | None = None) -> Figure:
    """Draw one bar for each mark, its name above and what it says at its end.

    ``most`` is the length of the whole scale; by default the longest bar sets it.
    """
    figure, axes = canvas(width, 40 * len(rows) + 4)
    ends = rows[["low", "high"]].max(axis=1)
    most = most or float(ends.max())
    for place, row in enumerate(rows.itertuples()):
        bar(axes, row, -place, most)
    axes.set_xlim(0, most * 1.16)
    axes.set_ylim(-len(rows) + 0.36, 0.66)
    return figure


def bar(axes: Axes, row: Any, y: float, most: float) -> None:
    """Draw one mark as a bar at ``y``, with what is open about it drawn open."""
    low, high = row.low, row.high
    sure = low if has(low) else 0.0
    style = _style(row)
    axes.barh(y, sure, height=0.36, align="center", gid=f"bar-{row.id}", **style)
    end = sure
    if has(high) and high > sure:
        axes.barh(
            y,
            high - sure,
            left=sure,
            height=0.36,
            fill=False,
            edgecolor=row.colour,
            linestyle=(0, (2, 2)),
            gid=f"open-{row.id}",
        )
        end = high
    if has(low) and not has(high):
        end = sure + 0.07 * most
        axes.annotate(
            "",
            xy=(end, y),
            xytext=(sure, y),
            arrowprops={"arrowstyle": "->", "color": INK, "shrinkA": 0, "shrinkB": 0},
        )
    axes.text(0, y + 0.26, row.what, va="bottom", ha="left", color=INK)
    axes.text(end + 0.015 * most, y, row.short, va="center", ha="left", color=INK, weight="bold")
    link(axes, row.id, 0, y - 0.3, most * 1.16, 0.92)


def _style(row: Any) -> dict[str, Any]:
    """Return how a bar is filled: solid for the text, hatched for what is only generally known."""
    if row.basis == "general knowledge":
        return {"facecolor": row.colour, "hatch": "////", "edgecolor": PAPER, "linewidth": 0}
    return {"facecolor": row.colour, "linewidth": 0}


__all__ = ["MARGIN", "SOFT", "TEXT", "bar", "bars", "canvas", "link", "marks"]
