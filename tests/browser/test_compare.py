"""Two texts side by side, and the counterpart of a paragraph in its panel."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BOXES
from tests.conftest import Visit
from tests.tools.axe import complain, violations

FACING = "chapters/editorial/translations.html"
COLLATED = "chapters/editorial/abridgements.html"
CHAPTERS = {
    "chapters/how-we-made-october/index.html": ("#hm13", "#panel-hm13-bl", "BL 30"),
    "chapters/to-brest-litovsk/part-1.html": ("#bl30", "#panel-bl30-hm", "HM 13"),
    "chapters/all-power-to-the-soviets/index.html": ("#ap33", "#panel-ap33-fa", "FA 8"),
    "chapters/first-acts/index.html": ("#fa8", "#panel-fa8-ap", "AP 33"),
}
PANEL = "dialog.ed-beside"


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    found: list[dict[str, float]] = page.evaluate(BOXES, selector)
    return found


# ------------------------------------------------------------- the facing page


@pytest.mark.parametrize("width", [900, 1440])
@pytest.mark.parametrize("name", [FACING, COLLATED])
def test_the_columns_are_level_at_every_unit(visit: Visit, name: str, width: int) -> None:
    page = visit(name, width=width)
    left = boxes(page, ".ed-unit > .ed-cell:first-child")
    right = boxes(page, ".ed-unit > .ed-cell:last-child")
    assert len(left) == len(right) > 20
    for one, two in zip(left, right, strict=True):
        assert abs(one["top"] - two["top"]) < 1
        assert one["right"] < two["left"]
    bottoms = [max(one["bottom"], two["bottom"]) for one, two in zip(left, right, strict=True)]
    tops = [one["top"] for one in left]
    assert all(below >= above - 1 for above, below in zip(bottoms, tops[1:], strict=False))


@pytest.mark.parametrize("name", [FACING, COLLATED])
def test_on_a_telephone_they_are_stacked_and_labelled(visit: Visit, name: str) -> None:
    page = visit(name, width=390)
    left = boxes(page, ".ed-unit > .ed-cell:first-child")
    right = boxes(page, ".ed-unit > .ed-cell:last-child")
    assert all(two["top"] >= one["bottom"] - 1 for one, two in zip(left, right, strict=True))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    unlabelled = page.evaluate("""() => [...document.querySelectorAll('.ed-unit > .ed-cell')].filter(cell => {
      const sign = getComputedStyle(cell, '::before').content.replaceAll('"', '');
      return !cell.querySelector('.ed-label-number') && sign !== cell.dataset.siglum;
    }).map(cell => cell.parentElement.id)""")
    assert unlabelled == []


def test_without_a_script_and_on_paper_it_is_whole(visit: Visit) -> None:
    screen = visit(FACING).locator(".ed-facing").inner_text()
    assert visit(FACING, script=False).locator(".ed-facing").inner_text() == screen
    paper = visit(FACING, paper=True, width=794)
    assert paper.locator(".ed-facing .ed-unit").count() > 300
    hidden = paper.evaluate("""() => [...document.querySelectorAll('.ed-unit .ed-line')]
      .filter(line => !line.getClientRects().length).length""")
    assert hidden == 0
    left, right = (
        boxes(paper, ".ed-unit .ed-cell:first-child"),
        boxes(paper, ".ed-unit .ed-cell:last-child"),
    )
    assert all(one["right"] <= two["left"] for one, two in zip(left, right, strict=True))


def test_the_switch_for_readings_works_in_the_columns(visit: Visit) -> None:
    page = visit(FACING)
    source, corrected = (
        page.locator(".ed-facing .ed-src").first,
        page.locator(".ed-facing .ed-cor > *").first,
    )
    expect(corrected).to_be_visible()
    expect(source).to_be_hidden()
    page.evaluate("document.documentElement.classList.add('ed-source')")
    expect(source).to_be_visible()
    expect(corrected).to_be_hidden()


def test_a_mark_leads_to_its_entry_and_back(visit: Visit) -> None:
    page = visit(FACING)
    page.locator(".ed-unit a.ed-disagreement").first.click()
    entry = page.locator(".ed-entry:target")
    expect(entry).to_be_visible()
    entry.get_by_role("link", name="Side by side").click()
    expect(page.locator(".ed-unit:target")).to_be_visible()


def test_it_is_light(book: Path) -> None:
    for name in (FACING, COLLATED):
        assert len(gzip.compress((book / name).read_bytes())) < 400_000


# -------------------------------------------------------------- the disagreements


@pytest.mark.parametrize("script", [True, False])
def test_the_filter_needs_no_script(visit: Visit, script: bool) -> None:
    page = visit("chapters/editorial/disagreements.html", script=script)
    entries = page.locator(".ed-entry")
    whole = entries.count()
    assert entries.filter(visible=True).count() == whole
    label = page.locator(".ed-filter label").nth(3)
    told = int((label.text_content() or "").split("(")[1].rstrip(") \n"))
    label.click()
    assert entries.filter(visible=True).count() == told < whole
    page.locator(".ed-filter label").first.click()
    assert entries.filter(visible=True).count() == whole


# --------------------------------------------------------------------- the panel


@pytest.mark.parametrize("name", list(CHAPTERS))
@pytest.mark.parametrize("width", [390, 1440])
def test_the_counterpart_at_a_click(visit: Visit, name: str, width: int) -> None:
    paragraph, panel, label = CHAPTERS[name]
    page = visit(name, width=width)
    before = page.url
    words = " ".join((page.locator(panel).text_content() or "").split())
    sign = page.locator(f"{paragraph} a.ed-parallel").first
    sign.tap() if width < 700 else sign.click()
    opened = page.locator(PANEL)
    expect(opened).to_be_visible()
    expect(opened).to_contain_text(label)
    shown = " ".join((opened.text_content() or "").replace("Close", "").split())
    assert words.replace(" ", "") in shown.replace(" ", "")
    assert page.url == before, "the reader stays on the page"
    expect(sign).to_have_attribute("aria-expanded", "true")
    place = opened.bounding_box()
    assert place
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= width
    assert complain(violations(page, PANEL)) == ""
    page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    expect(sign).to_be_focused()
    expect(sign).to_have_attribute("aria-expanded", "false")


def test_the_panel_with_the_keyboard(visit: Visit) -> None:
    page = visit("chapters/how-we-made-october/index.html")
    signs = page.locator("a.ed-parallel[role=button]")
    panel = page.locator(PANEL)
    for key, nth in (("Enter", 3), ("Space", 4)):
        signs.nth(nth).focus()
        page.keyboard.press(key)
        expect(panel).to_be_visible()
        expect(panel.get_by_role("button", name="Close")).to_be_focused()
    # A second one takes the place of the first.
    assert page.locator("a.ed-parallel[aria-expanded=true]").count() == 1
    page.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    expect(signs.nth(4)).to_be_focused()


def test_the_panel_leads_to_both_texts(visit: Visit) -> None:
    page = visit("chapters/how-we-made-october/index.html")
    page.locator("#hm13 a.ed-parallel").click()
    page.locator(PANEL).get_by_role("link", name="Both texts side by side").click()
    expect(page.locator(".ed-unit:target")).to_contain_text("The fear experienced")


def test_without_a_script_the_sign_leads_to_both_texts(visit: Visit) -> None:
    page = visit("chapters/how-we-made-october/index.html", script=False)
    page.locator("#hm13 a.ed-parallel").click()
    expect(page.locator(".ed-unit:target")).to_contain_text("The fear experienced")


def test_on_paper_there_is_no_panel(visit: Visit) -> None:
    page = visit("chapters/how-we-made-october/index.html")
    page.locator("#hm13 a.ed-parallel").click()
    page.emulate_media(media="print")
    expect(page.locator(PANEL)).to_be_hidden()
    expect(page.locator("#hm13 a.ed-parallel")).to_be_hidden()
