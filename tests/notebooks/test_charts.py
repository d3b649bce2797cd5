"""The charts of the notebooks: what is drawn is what the tables say, and the words say it too."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
import yaml

from edition.charts import Chart, NotDrawn, number, percent
from edition.charts.timeline import ordinal
from tests.tools.building import ROOT
from tests.tools.drawing import drawn, run, targets

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CATALOGUE = yaml.safe_load((ROOT / "data" / "documents.yml").read_text(encoding="utf-8"))


@cache
def shown(notebook: Path) -> dict[str, Chart]:
    """Return the charts that a notebook shows, by key."""
    charts = run(notebook)
    assert not [chart for chart in charts if isinstance(chart, NotDrawn)]
    return {chart.key: chart for chart in charts if isinstance(chart, Chart)}


@cache
def everything() -> dict[str, Chart]:
    """Return the charts of all notebooks; each key is used once."""
    found: dict[str, Chart] = {}
    for notebook in NOTEBOOKS:
        assert not found.keys() & shown(notebook).keys()
        found |= shown(notebook)
    return found


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(chart: Chart) -> dict[str, pd.Series]:
    return {row["id"]: row for _, row in chart.table.iterrows()}


def same(one: float, other: float) -> bool:
    return abs(one - other) < 1e-9 * max(1.0, abs(other))


def check_bars(chart: Chart) -> int:
    """Every bar is as long as its row says, or as its share of the whole."""
    rows, seen = rows_of(chart), 0
    for kind, id_, artist in drawn(chart.figure):
        if kind in ("bar", "open") and id_ in rows:
            row, seen = rows[id_], seen + 1
            whole = row["of"] if pd.notna(row["of"]) and row["of"] else 1.0
            length = abs(artist.get_width())
            if kind == "bar":
                assert same(length, row["low"] / whole), (chart.key, id_)
            else:
                low = row["low"] if pd.notna(row["low"]) else 0.0
                assert same(length, (row["high"] - low) / whole), (chart.key, id_)
    return seen


def check_dots(chart: Chart) -> int:
    """Every dot stands where its row says; there are as many seats as the row says."""
    rows, seats, seen = rows_of(chart), dict[str, int](), 0
    for kind, id_, artist in drawn(chart.figure):
        if kind == "dot" and hasattr(artist, "get_xdata") and chart.key != "text-and-others":
            row, seen = rows[id_], seen + 1
            assert artist.get_xdata()[0] in (row["low"], row["high"]), (chart.key, id_)
        elif kind == "dot" and not hasattr(artist, "get_xdata"):
            seats[id_] = seats.get(id_, 0) + 1
        elif kind == "slip":
            seen += 1
            assert artist.get_xdata()[0] == rows[id_]["low"]
        elif kind == "spot":
            seen += 1
            assert (artist.get_ydata()[0], artist.get_xdata()[0]) == (
                rows[id_]["low"],
                rows[id_]["high"],
            )
    assert seats == {id_: int(rows[id_]["high"]) for id_ in seats}
    return seen + len(seats)


def check_days(chart: Chart) -> int:
    """Every day and span of time lies where its row says."""
    rows, seen = rows_of(chart), 0
    for kind, _, artist in drawn(chart.figure):
        if kind not in ("days", "spans"):
            continue
        places = artist.get_offsets() if kind == "days" else artist.get_segments()
        for url, place in zip(artist.get_urls(), places, strict=True):
            row, seen = rows[url.lstrip("#")], seen + 1
            start, end = ordinal(row["low"]), ordinal(row["high"])
            if kind == "spans":
                assert (place[0][0], place[1][0]) == (start, end)
            elif chart.key == "timeline":
                assert place[0] == start // 7 * 7 + 3.5
            else:
                assert place[0] == (start + end) / 2
    return seen


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
class TestEachNotebook:
    """What holds for the charts of every notebook."""

    def test_what_is_plotted_is_what_the_table_says(self, notebook: Path) -> None:
        for chart in shown(notebook).values():
            if chart.figure is None or chart.key in ("bloodless", "namings"):
                continue
            seen = check_bars(chart) + check_dots(chart) + check_days(chart)
            if chart.key not in ("exactness", "calendars", "text-and-others"):
                assert seen, chart.key

    def test_the_words_have_every_number(self, notebook: Path) -> None:
        """The text alternative, tested against the rows; of long series it gives the sums."""
        for chart in shown(notebook).values():
            if chart.key.startswith(("timeline", "namings")):
                assert re.search(rf"\b{len(chart.table)} dates", chart.description)
                continue
            for row in chart.table.itertuples():
                for bound in (row.low, row.high):
                    if (
                        not isinstance(bound, str)
                        and pd.notna(bound)
                        and row.unit != "degrees north and east"
                    ):
                        words = {number(bound), percent(bound), f"{bound:+.0f}"}
                        assert any(word in chart.description for word in words), (chart.key, row.id)
                assert str(row.says) in chart.description, (chart.key, row.id)

    def test_every_mark_leads_to_its_row(self, notebook: Path) -> None:
        for chart in shown(notebook).values():
            if chart.figure is None:
                continue
            ids = {id_ for cell in chart.table["id"] for id_ in cell.split(";")}
            assert targets(chart.figure) <= ids, chart.key
            if chart.key not in ("exactness", "calendars"):
                assert targets(chart.figure), chart.key

    def test_every_row_is_a_row_of_the_tables(self, notebook: Path) -> None:
        known = {
            row["id"]
            for name in ("figures", "reference", "dates", "events", "names", "parallels")
            for row in table(name)
        }
        lists = {
            f"{kind}-{d['siglum'].lower()}" for kind in ("figures", "dates") for d in CATALOGUE
        }
        for chart in shown(notebook).values():
            assert set(chart.rows) <= known | lists, chart.key

    def test_a_chart_states_its_finding(self, notebook: Path) -> None:
        for chart in shown(notebook).values():
            assert 15 < len(chart.title) < 120, chart.title
            assert not chart.title.endswith("."), chart.title
            assert not re.search(r"\bnan\b", f"{chart.title} {chart.description}", re.IGNORECASE)

    def test_it_gives_the_same_each_time(self, notebook: Path) -> None:
        again = {chart.key: chart for chart in run(notebook) if isinstance(chart, Chart)}
        for key, chart in shown(notebook).items():
            assert chart._repr_html_() == again[key]._repr_html_(), key


def test_numbers_come_from_their_rows() -> None:
    """A sample by hand, so that a mistake in the test's own reading cannot hide one in the charts'."""
    bars = {
        id_: artist.get_width()
        for kind, id_, artist in drawn(everything()["straw-vote"].figure)
        if kind == "bar"
    }
    assert bars == {
        "f-ap7-1": 505,
        "f-ap7-2": 86,
        "f-ap7-3": 55,
        "f-ap7-4": 21,
        "r-c2-svt-total": 402,
    }


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("sum-of-parts", "390 + 80 + 190 make 660, 10 more than the 650 delegates"),
        (
            "bolshevik-share",
            "Four counts of the Second Congress: a Bolshevik majority in two of them",
        ),
        ("compromisers-fall", "From 600 of 832 in June to less than 25% in October"),
        ("presidium", "Fourteen of twenty-five seats for the Bolsheviks; four left empty"),
        ("boycott", "Fifty to seventy, or fifty to seventy-seven: two accounts by one author"),
        ("central-committee", "Ten to two, and called unanimous"),
        ("northern-congress", "A “solid” or “definite” majority: fifty-one of ninety"),
        ("notice", "Seven days’ notice agreed, two given"),
        (
            "constituent-assembly",
            "The Socialist Revolutionaries have more than half of the seats in one count of three",
        ),
    ],
)
def test_sums_and_shares_are_computed_as_one_would(key: str, title: str) -> None:
    assert everything()[key].title == title


def test_what_titles_say_without_a_number_is_so() -> None:
    """The findings that are typed as words still hold of the rows."""
    figures = {row["id"]: row for row in table("figures")}
    reference = {row["id"]: row for row in table("reference")}
    assert float(figures["f-bl55-1"]["low"]) == 0.6667
    counts = everything()["congress-counts"].table
    for start in range(0, len(counts), 4):
        total, *parts = counts.iloc[start : start + 4].itertuples()
        assert (total.option, parts[0].option) == ("total", "bolsheviks")
        assert parts[0].low == max(part.low for part in parts)
    for vote, side in (("v1", "for"), ("v3", "for"), ("v4", "against")):
        cast = {s: float(reference[f"r-dc-{vote}-{s}"]["low"]) for s in ("for", "against")}
        assert max(cast, key=lambda s: cast[s]) == side
    assert float(reference["r-br-0111-for"]["low"]) > float(reference["r-br-0111-against"]["low"])
    assert figures["f-hm27-2"]["high"] == figures["f-bl38-5"]["low"] == "100"


def test_a_changed_row_changes_the_chart(tmp_path: Path) -> None:
    """Nothing in the notebooks repeats a number of the tables."""
    import shutil

    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    path = tmp_path / "data" / "figures.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",505,505,", ",707,707,"), encoding="utf-8")
    charts = run(tmp_path / "notebooks" / "second-congress.ipynb")
    chart = next(c for c in charts if isinstance(c, Chart) and c.key == "straw-vote")
    assert "707" in chart.title
    assert "707 soviets" in chart.description
    assert "505" not in chart.title + chart.description


@pytest.mark.parametrize("document", CATALOGUE, ids=lambda d: d["siglum"])
def test_each_chapter_has_its_timeline_and_its_counts(document: dict[str, str]) -> None:
    own = [chart for chart in everything().values() if chart.chapter == document["slug"]]
    assert {chart.key for chart in own} == {
        f"timeline-{document['slug']}",
        f"votes-{document['slug']}",
    }
    votes = everything()[f"votes-{document['slug']}"]
    figures = [
        row
        for row in table("figures")
        if row["document"] == document["slug"] and row["kind"] not in ("other", "money")
    ]
    assert list(votes.table["id"]) == [row["id"] for row in figures]
    words = sum(row["qualifier"] == "in words" for row in figures)
    assert votes.title == f"{len(figures)} votes and counts, {words} of them in words only"
    dates = [r for r in table("dates") if r["document"] == document["slug"] and r["ns_start"]]
    timeline = everything()[f"timeline-{document['slug']}"]
    assert set(timeline.table["id"]) == {row["id"] for row in dates}
    slips = sum(bool(row["slip"]) for row in dates)
    assert timeline.title.startswith(f"{len(dates)} dates, ")
    assert timeline.title.endswith(f"; {slips} slip" + "s" * (slips > 1)) == bool(slips)
    marks = {id_ for kind, id_, _ in drawn(votes.figure)} if votes.figure else set()
    assert votes.figure is None or len(marks) >= 5


def test_small_charts_stand_beside_at_least_a_dozen_passages() -> None:
    places = table("chart_places")
    assert len(places) >= 12
    for place in places:
        notebook = ROOT / "notebooks" / f"{place['notebook']}.ipynb"
        chart = shown(notebook)[place["chart"]]
        width = chart.figure.get_size_inches()[0] * 72
        assert width <= 256, place["id"]
        own = [row for row in table("figures") if row["id"] in chart.rows]
        assert place["paragraph"] in {
            row["paragraph"] for row in own if row["document"] == place["document"]
        }, place["id"]


def test_a_party_has_one_colour_throughout() -> None:
    """Whatever chart a group stands in, it has the colour that data/parties.csv gives it."""
    colours = {row["id"]: row["colour"] for row in table("parties")}
    seen = 0
    for chart in everything().values():
        if {"option", "colour"} <= set(chart.table.columns):
            for row in chart.table.itertuples():
                if isinstance(row.option, str) and row.option in colours:
                    seen += 1
                    assert row.colour == colours[row.option], (chart.key, row.id)
    assert seen > 300
