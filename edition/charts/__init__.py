"""Figures drawn from the tables, shared by all notebooks.

A notebook reads tables (:func:`read`), draws with matplotlib or one of the
shapes here, and shows a :class:`Chart`: inline SVG with its finding as title,
its words, its numbers as a table and a link from each mark to its sentence.
"""

from edition.charts.chart import Chart, NotDrawn, draw
from edition.charts.forms import (
    MARGIN,
    TEXT,
    bars,
    canvas,
    cascade,
    link,
    panels,
    quotes,
    rivals,
    seats,
    shares,
    versus,
    write,
)
from edition.charts.marks import computed, marks, share, tell
from edition.charts.reading import Data, find_root, read
from edition.charts.words import bounds, listed, number, percent, spell, upper

__all__ = [
    "MARGIN",
    "TEXT",
    "Chart",
    "Data",
    "NotDrawn",
    "bars",
    "bounds",
    "canvas",
    "cascade",
    "computed",
    "draw",
    "find_root",
    "link",
    "listed",
    "marks",
    "number",
    "panels",
    "percent",
    "quotes",
    "read",
    "rivals",
    "seats",
    "share",
    "shares",
    "spell",
    "tell",
    "upper",
    "versus",
    "write",
]
