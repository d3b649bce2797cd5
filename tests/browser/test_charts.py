"""Charts on the pages: every mark leads to its words, and every number to its charts."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.conftest import Visit
from tests.tools.building import ROOT

# Every link of every chart of the page, as the browser resolves it.
LINKS = """() => [...document.querySelectorAll("figure.ed-chart")].flatMap(figure =>
  [...figure.querySelectorAll("svg a, td a")].map(a => ({
    chart: figure.id,
    address: new URL(a.getAttribute("href") || a.getAttribute("xlink:href"), location.href).href,
  })))"""
# Every link from a card to a chart, with the row whose card it is.
CARDS = """() => [...document.querySelectorAll(".ed-cards > div")].flatMap(card =>
  [...card.querySelectorAll(".ed-card-chart a")].map(a => ({
    row: card.id.replace(/^card-[a-z]+-/, ""), address: a.href})))"""
# What stands at each of some places of the page: its words, and the rows that its charts show.
PLACES = """ids => ids.map(id => {
  const place = document.getElementById(id);
  if (!place) return null;
  const code = [...place.querySelectorAll("details code")].map(c => c.textContent);
  return {words: place.textContent, rows: code};
})"""


def quotes() -> dict[str, str]:
    """Return the words of each figure and date."""
    found = {}
    for name in ("figures", "dates"):
        with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found |= {row["id"]: row["quote"] for row in csv.DictReader(file)}
    return found


def by_page(links: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Group links by the page that they lead to."""
    pages: dict[str, list[dict[str, Any]]] = {}
    for link in links:
        address, _, link["place"] = link["address"].partition("#")
        pages.setdefault(address, []).append(link)
    return pages


def follow(page: Page, links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Open each page that links lead to, and say what stands at their places."""
    for address, group in by_page(links).items():
        page.goto(address)
        places = sorted({link["place"] for link in group})
        found = dict(zip(places, page.evaluate(PLACES, places), strict=True))
        for link in group:
            link["found"] = found[link["place"]]
    return links


@pytest.fixture(scope="module")
def charted(book: Path) -> list[str]:
    """The pages that show charts."""
    return [
        path.relative_to(book).as_posix()
        for path in sorted(book.rglob("*.html"))
        if 'class="ed-chart"' in path.read_text(encoding="utf-8")
    ]


@pytest.mark.slow
def test_every_mark_of_a_chart_leads_to_its_words(visit: Visit, charted: list[str]) -> None:
    said = quotes()
    links: list[dict[str, Any]] = []
    page = visit()
    base = page.url.rpartition("/")[0]
    for name in charted:
        page.goto(f"{base}/{name}")
        links += page.evaluate(LINKS)
    assert len(links) > 1000
    for link in follow(page, links):
        assert link["found"], f"{link['chart']}: {link['address']} leads nowhere"
        row = link["place"]
        if row in said:
            # A mark that is cut in pieces holds the beginning of its words.
            start = link["found"]["words"].split(" [")[0].strip()[:5]
            assert start in said[row] or said[row] in link["found"]["words"], link


@pytest.mark.slow
def test_every_number_leads_to_its_charts(visit: Visit, book: Path) -> None:
    """From its card on the page, and each chart that it leads to shows its row."""
    page = visit()
    base = page.url.rpartition("/")[0]
    links: list[dict[str, Any]] = []
    for path in sorted(book.glob("chapters/*/*.html")):
        page.goto(f"{base}/{path.relative_to(book).as_posix()}")
        links += page.evaluate(CARDS)
    assert len({link["row"] for link in links}) > 400
    for link in follow(page, links):
        assert link["found"], f"{link['row']}: {link['address']} leads nowhere"
        assert link["row"] in link["found"]["rows"], (
            f"{link['address']} does not show {link['row']}"
        )


def test_the_list_of_every_number_leads_to_the_charts(visit: Visit) -> None:
    """For those who reach a card's row with the keyboard: the mark leads there."""
    page = visit("chapters/editorial/figures.html")
    row = page.locator("#row-f-ap7-1")
    assert row.get_by_role("link", name="more than the 402 soviets").count() == 1
    assert page.locator("#row-r-cc-1010-for").get_by_role("link", name="called unanimous").count()


def test_the_chart_of_most_rows_is_named_once(visit: Visit) -> None:
    """Above the table, not on each of its rows; a table whose rows share none says nothing."""
    page = visit("chapters/editorial/figures.html")
    lines = page.locator("article p.ed-related")
    assert lines.count() > 3
    for line in lines.all():
        chart = line.locator("a").first.inner_text()
        table = line.locator("xpath=following-sibling::div[1]")
        assert table.locator("tbody tr").count() > 4
        assert table.get_by_role("link", name=chart, exact=True).count() == 0
    assert page.get_by_text("stand together in .").count() == 0
    cells = page.locator("td a[href*='#chart-']").count()
    assert cells > 20


def test_a_chapter_shows_its_charts_behind_the_headnote(visit: Visit) -> None:
    page = visit("chapters/all-power-to-the-soviets/index.html")
    section = page.locator("section.ed-charts")
    assert section.locator("figure.ed-chart").count() == 2
    order = page.evaluate(
        """() => [".ed-headnote", ".ed-charts", "#ap1"].map(s =>
            document.querySelector(s).getBoundingClientRect().top)"""
    )
    assert order == sorted(order)
    for link in section.locator(".ed-chart-run a").all():
        assert "/notebooks/" in f"/{link.get_attribute('href')}"


# A chapter whose chart is a tall picture, and one whose chart is a long table.
TALL = {"all-power-to-the-soviets": "ap1", "how-we-made-october": "hm1"}


@pytest.mark.parametrize("slug", list(TALL))
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [1440, 390])
def test_a_tall_chart_does_not_stand_between_reader_and_text(
    visit: Visit, slug: str, width: int, script: bool
) -> None:
    """Its upper part is shown, and all of it at a choice; the text is a click away."""
    page = visit(f"chapters/{slug}/index.html", width=width, script=script)
    part = page.locator(f"#own-votes-{slug} .ed-tall-part")

    def height() -> float:
        box = part.bounding_box()
        assert box
        return box["height"]

    choice = page.locator(f"label[for=own-votes-{slug}-whole]")
    whole = part.evaluate("part => part.scrollHeight")
    assert height() < 330 < 800 < whole
    choice.click()
    assert height() == pytest.approx(whole, abs=2)
    choice.click()
    assert height() < 330
    part.locator("a").last.focus()
    assert height() == pytest.approx(whole, abs=2), "what has the focus is seen"
    page.get_by_role("link", name="On to the text").click()
    assert page.url.endswith(f"#{TALL[slug]}")


@pytest.mark.parametrize("slug", list(TALL))
def test_on_paper_a_tall_chart_is_whole(visit: Visit, slug: str) -> None:
    page = visit(f"chapters/{slug}/index.html", paper=True, width=794)
    part = page.locator(f"#own-votes-{slug} .ed-tall-part")
    box = part.bounding_box()
    assert box
    assert box["height"] == pytest.approx(part.evaluate("part => part.scrollHeight"), abs=2)
    assert not page.get_by_text("Show all of it").first.is_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_mark_can_be_clicked(visit: Visit, width: int) -> None:
    page = visit("chapters/all-power-to-the-soviets/index.html", width=width)
    page.locator('section.ed-charts svg a[*|href="#f-ap5-2"]').first.click()
    assert page.url.endswith("#f-ap5-2")
    assert page.evaluate("document.querySelector('#f-ap5-2').textContent").startswith("390 fell")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_table_is_one_click_away_and_can_be_downloaded(visit: Visit, width: int) -> None:
    page = visit("notebooks/second-congress.html", width=width)
    figure = page.locator("#chart-straw-vote")
    table = figure.locator("table")
    assert not table.is_visible()
    figure.locator("summary").click()
    assert table.is_visible()
    assert "505 soviets" in table.inner_text()
    link = figure.get_by_role("link", name="Download as CSV")
    answer = page.request.get(link.evaluate("a => a.href"))
    lines = answer.text().splitlines()
    assert lines[0].startswith("what,says,low,high")
    assert lines[1] == "All power to the soviets,505 soviets,505,505,,soviets,AP 7,f-ap7-1"


@pytest.mark.parametrize("theme", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_charts_are_legible(visit: Visit, width: int, theme: bool) -> None:
    """Words of nine pixels or more, in the page's colour, within the screen."""
    page = visit("notebooks/votes-and-counts.html", width=width, dark=theme)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("svg.ed-chart-drawing text")].map(t =>
            parseFloat(getComputedStyle(t).fontSize) * t.ownerSVGElement.getScreenCTM().a)"""
    )
    assert len(sizes) > 100
    assert min(sizes) >= 9
    colours = page.evaluate(
        """() => { const text = document.querySelector("svg.ed-chart-drawing text");
            return [getComputedStyle(text).fill, getComputedStyle(document.body).color]; }"""
    )
    assert colours[0] == colours[1]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_words_of_a_chart_stay_within_it(visit: Visit) -> None:
    """With the reader's own type, no label is cut off."""
    for name in ("votes-and-counts", "second-congress", "two-calendars", "timeline", "places"):
        page = visit(f"notebooks/{name}.html")
        outside = page.evaluate(
            """() => [...document.querySelectorAll("svg.ed-chart-drawing text")].filter(t => {
                const box = t.getBoundingClientRect(), svg = t.ownerSVGElement.getBoundingClientRect();
                return box.left < svg.left - 2 || box.right > svg.right + 2;
            }).map(t => t.closest("figure").id + ": " + t.textContent)"""
        )
        assert outside == [], name


def test_charts_are_printed(visit: Visit) -> None:
    page = visit("chapters/to-brest-litovsk/part-2.html", width=794, paper=True)  # A4
    chart = page.locator("#note-c-bl62-1 svg")
    assert chart.is_visible()
    assert chart.bounding_box()["width"] > 150


def test_a_notebook_page_offers_its_download_and_no_host_without_an_address(visit: Visit) -> None:
    page = visit("notebooks/places.html")
    links = {a.inner_text(): a.get_attribute("href") for a in page.locator(".ed-launch a").all()}
    assert links == {"Download the notebook": "places.ipynb"}
    answer = page.request.get(page.url.replace(".html", ".ipynb"))
    assert all(not cell.get("outputs") for cell in answer.json()["cells"])
