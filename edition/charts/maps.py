"""Maps: points on outlines of land, and the distances between them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from edition.charts.forms import EM, TEXT, canvas, write
from edition.charts.reading import Data
from edition.charts.svg import CLEAR, PAPER, RULE, SOFT
from edition.layers.wording import coordinates

#: Kilometres of the Earth's mean radius.
RADIUS = 6371.0
Box = tuple[float, float, float, float]


def distance(here: Any, there: Any) -> float:
    """Return the kilometres between two points, along a great circle."""
    one, other = math.radians(here.lat), math.radians(there.lat)
    across = math.radians(there.lon - here.lon)
    half = (
        math.sin((other - one) / 2) ** 2
        + math.cos(one) * math.cos(other) * math.sin(across / 2) ** 2
    )
    return 2 * RADIUS * math.asin(math.sqrt(half))


def places(data: Data) -> pd.DataFrame:
    """Return the places with coordinates as marks, by id."""
    names = data.names
    found = names[(names["kind"] == "place") & names["lat"].notna() & names["lon"].notna()].copy()
    found["what"] = found["label"]
    found["says"] = [
        coordinates(lat, lon, digits=2) for lat, lon in zip(found["lat"], found["lon"], strict=True)
    ]
    found["low"], found["high"] = found["lat"], found["lon"]
    found["of"] = ""
    found["unit"] = "degrees north and east"
    found["source"] = [_works(row.source, data) for row in found.itertuples()]
    return found.set_index("id", drop=False)


def _works(keys: str, data: Data) -> str:
    return "; ".join(data.works.get(key, key) for key in keys.split(";"))


def outline(data: Data, name: str) -> list[list[tuple[float, float]]]:
    """Return the outlines of land of ``data/outlines/<name>.json``."""
    path = data.root / "data" / "outlines" / f"{name}.json"
    shape = json.loads(path.read_text(encoding="utf-8"))["geometry"]["coordinates"]
    return [[(x, y) for x, y in polygon[0]] for polygon in shape]


def ground(box: Box, width: float = TEXT) -> tuple[Figure, Axes]:
    """Return an empty map of a box (west, south, east, north), in degrees, true to scale in its middle."""
    west, south, east, north = box
    squeeze = math.cos(math.radians((south + north) / 2))
    height = width * (north - south) / ((east - west) * squeeze)
    figure, axes = canvas(width, height)
    axes.set(xlim=(west, east), ylim=(south, north))
    axes.add_patch(
        Rectangle((west, south), east - west, north - south, facecolor="none", edgecolor=RULE, lw=1)
    )
    return figure, axes


def land(axes: Axes, shapes: list[list[tuple[float, float]]]) -> None:
    """Draw land."""
    for shape in shapes:
        axes.add_patch(
            Polygon(shape, closed=True, facecolor=RULE, edgecolor="none", alpha=0.6, zorder=0)
        )


def spot(
    axes: Axes, row: Any, side: str = "right", lift: float = 0.0, colour: str = "#b3261e"
) -> None:
    """Draw a place with its name at one side, ``lift`` pixels higher, and lead from it to the index."""
    axes.plot(
        [row.lon],
        [row.lat],
        "o",
        ms=6,
        mfc=colour,
        mec=PAPER,
        mew=0.8,
        gid=f"spot-{row.id}",
        zorder=4,
    )
    across = {"right": (7, "left"), "left": (-7, "right"), "over": (0, "center")}[side]
    label = axes.annotate(
        row.what,
        (row.lon, row.lat),
        (across[0], -4 + lift + (10 if side == "over" else 0)),
        textcoords="offset points",
        ha=across[1],
        size=11,
        annotation_clip=False,
    )
    label.set_in_layout(False)
    axes.plot([row.lon], [row.lat], "o", ms=16, mfc=CLEAR, mew=0, url=f"#{row.id}", zorder=9)


def scale_bar(axes: Axes, kilometres: float) -> None:
    """Draw a bar as long as so many kilometres at the lower left."""
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    degrees = kilometres / (math.pi * RADIUS / 180 * math.cos(math.radians((south + north) / 2)))
    x, y = west + 0.03 * (east - west), south + 0.035 * (north - south)
    axes.plot([x, x + degrees], [y, y], color=SOFT, lw=2)
    write(axes, x, y + 0.015 * (north - south), f"{kilometres:g} km", color=SOFT, size=11)


def labelled(
    axes: Axes, rows: pd.DataFrame, sides: Mapping[str, str], lifts: Mapping[str, float]
) -> None:
    """Draw places, each with its name on the side that ``sides`` gives, else to the right."""
    for row in rows.itertuples():
        spot(axes, row, sides.get(row.id, "right"), lifts.get(row.id, 0.0))


__all__ = ["EM", "distance", "ground", "labelled", "land", "outline", "places", "scale_bar", "spot"]
