"""A chart as a page shows it: the drawing, what it finds, its words, its numbers and its rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from edition.charts.svg import render
from edition.text import Document

#: With more marks than this, the keyboard reaches them through the table only.
MANY = 16
#: The columns of a chart's table; the file that a reader downloads has all of them.
COLUMNS = ("what", "says", "low", "high", "of", "unit", "source", "id")


@dataclass(frozen=True)
class Chart:
    """A drawing and everything that goes with it.

    ``key`` names it throughout the edition.  ``title`` states what it finds;
    ``description`` says in words what it shows.  ``table`` has every number
    that is drawn, in :data:`COLUMNS`: ``what`` is counted, what the row
    ``says``, its bounds and unit, its ``source`` (a passage or a work) and the
    ``id`` of the row.  ``chapter`` is the slug of the document whose chapter
    shows it, if any.
    """

    key: str
    title: str
    description: str
    table: pd.DataFrame
    figure: Figure | None = field(default=None, repr=False)
    chapter: str = ""
    note: str = ""

    @property
    def rows(self) -> list[str]:
        """Ids of the rows that the chart shows, each once."""
        return list(dict.fromkeys(i for cell in self.table["id"] for i in cell.split(";") if i))

    @property
    def csv(self) -> str:
        """The table as CSV."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(
            [_plain(value) for value in row]
            for row in self.table[list(COLUMNS)].itertuples(index=False)
        )
        return buffer.getvalue()

    @property
    def svg(self) -> str:
        """The drawing, or ``""`` for a chart that is a table only."""
        if self.figure is None:
            return ""
        names = {
            row.id.split(";")[0]: f"{row.what}: {row.says} ({row.source})"
            for row in self.table.itertuples()
        }
        return render(
            self.figure,
            self.key,
            self.description,
            names,
            len(self.rows) <= MANY,
        )

    def _table(self) -> str:
        head = "".join(f'<th scope="col">{name}</th>' for name in ("What", "Says", "Source", "Row"))
        lines = []
        for row in self.table.itertuples():
            ids = [escape(one, quote=True) for one in row.id.split(";")]
            source = f'<a href="#{ids[0]}">{escape(row.source)}</a>'
            codes = " ".join(f'<a href="#{one}"><code>{one}</code></a>' for one in ids)
            lines.append(
                f'<tr><th scope="row">{escape(row.what)}</th><td>{escape(row.says)}</td><td>{source}</td><td>{codes}</td></tr>'
            )
        return (
            f'<div class="ed-scroll" role="region" tabindex="0" aria-label="{escape(self.title, quote=True)}: the numbers">'
            f'<table class="ed-table"><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table></div>'
        )

    def _repr_html_(self) -> str:
        """The figure with its title, words, table and rows; a script element holds them for the book."""
        facts = {
            "key": self.key,
            "title": self.title,
            "description": self.description,
            "rows": self.rows,
            "csv": self.csv,
            "chapter": self.chapter,
        }
        data = json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c")
        note = f'<p class="ed-chart-note">{escape(self.note)}</p>' if self.note else ""
        open_ = "" if self.figure is not None else " open"
        words = f'<p class="ed-chart-words">{escape(self.description)}</p>' if self.figure else ""
        return (
            f'<figure class="ed-chart" id="chart-{escape(self.key, quote=True)}">'
            f'<figcaption class="ed-chart-title">{escape(self.title)}</figcaption>'
            f"{self.svg}"
            f'{note}<details class="ed-chart-data"{open_}><summary>In words and numbers</summary>'
            f"{words}{self._table()}</details>"
            "</figure>"
            f'<script type="application/json" class="ed-chart-facts">{data}</script>'
        )

    def __repr__(self) -> str:
        return f"{self.title}. {self.description}"


def _plain(value: Any) -> str:
    """Return a cell as CSV has it: whole numbers without a point, what is missing empty."""
    if isinstance(value, float):
        return "" if value != value else f"{value:.10g}"
    return str(value)


#: Where a frame of rows notes whether some of them are left out with their document.
WITHHELD = "withheld"
_NONE = "the tables have no rows for it"
_HIDDEN = "a document that this chart needs is not printed in this build"


class NotDrawn:
    """What stands in a notebook in place of a chart that has no rows, with the reason."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __repr__(self) -> str:
        return f"Not drawn: {self.reason}."

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>"


def draw(function: Callable[..., Chart], *frames: pd.DataFrame, **options: Any) -> Chart | NotDrawn:
    """Call ``function`` with rows and return its chart, or a notice where rows are missing.

    Where ``document`` is among the options the rows are one document's, which
    is printed, or the chart would not be asked for.
    """
    empty = [frame for frame in frames if len(frame) == 0]
    if not empty:
        return function(*frames, **options)
    document = options.get("document")
    if isinstance(document, Document):
        return NotDrawn(f"{document.siglum} has nothing that this chart would show")
    known = [frame.attrs.get(WITHHELD) for frame in empty]
    if any(known):
        return NotDrawn(_HIDDEN)
    return NotDrawn(_NONE if None not in known else f"{_NONE}, or {_HIDDEN}")
