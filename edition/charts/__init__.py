"""Figures drawn from the tables, shared by all notebooks.

A notebook reads tables (:func:`read`), draws with matplotlib or one of the
shapes here, and shows a :class:`Chart`: inline SVG with its finding as title,
its words, its numbers as a table and a link from each mark to its sentence.
"""

from edition.charts.chart import Chart, draw, sentence
from edition.charts.forms import MARGIN, TEXT, bars, canvas, link, marks
from edition.charts.reading import Data, find_root, read
from edition.charts.words import bounds, number, percent

__all__ = [
    "MARGIN",
    "TEXT",
    "Chart",
    "Data",
    "bars",
    "bounds",
    "canvas",
    "draw",
    "find_root",
    "link",
    "marks",
    "number",
    "percent",
    "read",
    "sentence",
]
