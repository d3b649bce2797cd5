"""Each shape draws what its marks say, open where they are open, and the same each time."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.figure import Figure

from edition.charts import Chart, bars, cascade, quotes, rivals, seats, shares, tell, versus
from tests.tools.drawing import drawn, targets

NAN = float("nan")


def mark(id_: str, low: float = NAN, high: float = NAN, **more: object) -> dict[str, object]:
    words = f"{low:g}" if low == low else f"at most {high:g}" if high == high else "“many”"
    return {
        "what": f"Group {id_}",
        "says": words,
        "short": words,
        "low": low,
        "high": high,
        "of": NAN,
        "unit": "votes",
        "source": "XX 1",
        "option": "for",
        "basis": "text",
        "colour": "#123456",
        "id": id_,
        **more,
    }


ROWS = pd.DataFrame(
    [
        mark("a", 40, 40),
        mark("b", 20, 30),
        mark("c", 10),
        mark("d", high=25),
        mark("e"),
        mark("f", 5, 5, basis="read"),
        mark("g", 7, 7, basis="general knowledge"),
    ]
)


def widths(figure: Figure, kind: str) -> dict[str, float]:
    return {row: artist.get_width() for k, row, artist in drawn(figure) if k == kind}


def test_a_bar_is_as_long_as_its_number() -> None:
    figure = bars(ROWS)
    assert widths(figure, "bar") == {"a": 40, "b": 20, "c": 10, "f": 5, "g": 7}


def test_what_is_open_is_drawn_open() -> None:
    """The part that may be, dashed; an arrow where a bound is missing; words where there is none."""
    figure = bars(ROWS)
    assert widths(figure, "open") == {"b": 10, "d": 25}
    arrows = [text for text in figure.axes[0].texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == 2
    assert "“many”" in {text.get_text() for text in figure.axes[0].texts}


def test_what_others_count_is_outlined_and_hatched_where_only_known() -> None:
    artists = {row: artist for kind, row, artist in drawn(bars(ROWS)) if kind == "bar"}
    assert artists["a"].get_facecolor()[3] == 1
    assert artists["f"].get_facecolor()[3] == 0
    assert artists["g"].get_hatch()


def test_a_share_is_its_part_of_the_whole() -> None:
    rows = ROWS.iloc[:2].assign(of=80.0)
    assert widths(shares(rows), "bar") == {"a": 0.5, "b": 0.25}


def test_parts_follow_each_other_to_their_sum() -> None:
    rows = pd.DataFrame([mark("a", 40, 40), mark("b", 20, 20)])
    whole = pd.Series(mark("w", 50, 50))
    figure = cascade(rows, whole)
    found = {row: (p.get_x(), p.get_width()) for kind, row, p in drawn(figure) if kind == "bar"}
    assert found == {"a": (0, 40), "b": (40, 20)}
    line = next(artist for kind, _, artist in drawn(figure) if kind == "whole")
    assert set(line.get_xdata()) == {50}


def test_there_are_as_many_dots_as_seats() -> None:
    rows = pd.DataFrame([mark("a", 14, 14, taken=True), mark("b", 3, 3, taken=False)])
    dots = [(row, bool(dot.get_facecolor()[3])) for _, row, dot in drawn(seats(rows))]
    assert dots == [("a", True)] * 14 + [("b", False)] * 3


@pytest.mark.parametrize("log", [False, True])
def test_rivals_stand_where_their_numbers_are(log: bool) -> None:
    figure = rivals(ROWS, log=log)
    found: dict[str, set[float]] = {}
    for kind, row, artist in drawn(figure):
        if kind == "dot":
            found.setdefault(row, set()).update(artist.get_xdata())
    assert found == {"a": {40}, "b": {20, 30}, "c": {10}, "d": {25}, "f": {5}, "g": {7}}
    spans = {row: set(artist.get_xdata()) for kind, row, artist in drawn(figure) if kind == "span"}
    left, right = figure.axes[0].get_xlim()
    assert spans == {"b": {20, 30}, "c": {10, right}, "d": {left, 25}}


def test_votes_go_to_both_sides() -> None:
    rows = pd.DataFrame(
        [
            mark("a", 60, 60, what="Peace?", option="for", share=0.6),
            mark("b", 40, 40, what="Peace?", option="against", share=0.4),
            mark("c", 9, 9, what="Peace?", option="abstained", share=0.09),
        ]
    )
    assert widths(versus(rows), "bar") == {"a": -0.6, "b": 0.4}


def test_words_are_written_as_they_are() -> None:
    rows = pd.DataFrame([mark("a", short="“without a shot, $0 or <b>”")])
    chart = Chart("x", "T", "D", rows, quotes(rows, 600))
    assert "“without a shot, $0 or &lt;b&gt;”" in chart.svg


SHAPES: list[Callable[[], Figure]] = [
    lambda: bars(ROWS),
    lambda: shares(ROWS.assign(of=80.0)),
    lambda: cascade(ROWS.iloc[:2], pd.Series(mark("a", 50, 50))),
    lambda: seats(ROWS.iloc[[0, 5]]),
    lambda: rivals(ROWS),
    lambda: versus(ROWS.iloc[:2].assign(share=0.5)),
    lambda: quotes(ROWS),
]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_chart_is_the_same_each_time(shape: Callable[[], Figure]) -> None:
    first, second = (Chart("k", "T", tell(ROWS), ROWS, shape())._repr_html_() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("shape", SHAPES)
def test_a_chart_fits_into_a_page(shape: Callable[[], Figure]) -> None:
    """Its ids are its own, its colours the page's, its links stay in the window and have names."""
    figure = shape()
    svg = Chart("key", "T", tell(ROWS), ROWS, figure).svg
    for id_ in re.findall(r' id="([^"]+)"', svg):
        assert id_.startswith("c-key-")
    for used in re.findall(r"url\(#([^)]+)\)", svg):
        assert f'id="{used}"' in svg
    for word in ("target=", "<style", "#01020", "DejaVu", "<?xml", "<metadata"):
        assert word not in svg
    assert "currentColor" in svg
    assert svg.startswith("<svg ")
    assert 'role="group"' in svg
    assert targets(figure) <= set(ROWS["id"])
    for target in targets(figure):
        assert re.search(rf'<a xlink:href="#{target}"[^>]*><title>Group {target}: ', svg)


def test_many_marks_are_reached_through_the_table_only() -> None:
    """A reader with a keyboard need not step through a hundred dots."""
    rows = pd.DataFrame([mark(f"m{n}", n + 1, n + 1) for n in range(40)])
    assert 'tabindex="-1"' in Chart("k", "T", "D", rows, bars(rows)).svg
    assert "tabindex" not in Chart("k", "T", "D", rows[:5], bars(rows[:5])).svg


def test_the_table_has_every_mark_and_its_file_every_bound() -> None:
    chart = Chart("k", "T", tell(ROWS), ROWS, bars(ROWS))
    html = chart._repr_html_()
    for row in ROWS.itertuples():
        assert f'<th scope="row">{row.what}</th><td>{row.says}</td><td><a href="#{row.id}">' in html
    lines = chart.csv.split("\n")
    assert lines[0] == "what,says,low,high,of,unit,source,id"
    assert lines[2] == "Group b,20,20,30,,votes,XX 1,b"
    assert lines[3] == "Group c,10,10,,,votes,XX 1,c"


def test_a_table_alone_is_open() -> None:
    html = Chart("k", "T", tell(ROWS), ROWS)._repr_html_()
    assert '<details class="ed-chart-data" open>' in html
    assert "<svg" not in html


def test_words_of_a_table_cannot_leave_their_place() -> None:
    """What a cell says is shown, not run, and cannot end the element that carries the facts."""
    bad = "</script><script>pwned()</script>"
    rows = pd.DataFrame([mark("a", 4, 4, what=bad)])
    html = Chart("k", bad, bad, rows, bars(rows))._repr_html_()
    assert "<script>pwned" not in html
    assert html.count("</script>") == 1
