"""Notes: under their line on a telephone, announced, closed by Escape, readable without script."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import BOXES
from tests.conftest import Visit


def test_a_tap_opens_the_note_under_its_line(visit: Visit, chapter: str) -> None:
    """The line itself is not broken; a second tap closes the note."""
    page = visit(chapter, width=390)
    sign = page.locator("p.ed-text .ed-ref").nth(2)
    note = page.locator(f"[id='{(sign.get_attribute('href') or '')[1:]}']")
    expect(note).to_be_hidden()
    before = sign.bounding_box()
    sign.tap()
    expect(note).to_be_visible()
    after, box = sign.bounding_box(), note.bounding_box()
    assert before is not None
    assert after is not None
    assert box is not None
    assert abs(after["x"] - before["x"]) < 1, "the line was broken"
    assert 0 <= box["y"] - after["y"] < 60
    assert box["width"] > 300
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    sign.tap()
    expect(note).to_be_hidden()


def test_it_is_a_button_that_says_what_it_controls(visit: Visit, chapter: str) -> None:
    """On a telephone the sign is a button; on a desk, where the note is in view, a link."""
    page = visit(chapter, width=390)
    sign = page.locator(".ed-ref").first
    assert sign.get_attribute("role") == "button"
    assert sign.get_attribute("aria-expanded") == "false"
    controlled = page.locator(f"[id='{sign.get_attribute('aria-controls')}']")
    assert controlled.get_attribute("role") == "note"
    sign.tap()
    assert sign.get_attribute("aria-expanded") == "true"
    desk = visit(chapter).locator(".ed-ref").first
    assert desk.get_attribute("role") is None
    assert desk.get_attribute("aria-expanded") is None


def test_keyboard_enter_space_and_escape(visit: Visit, chapter: str) -> None:
    """In a narrow window: Enter and Space open, Escape closes and leaves the focus on the sign."""
    page = visit(chapter, width=800)
    sign = page.locator(".ed-ref").first
    note = page.locator(f"[id='{(sign.get_attribute('href') or '')[1:]}']")
    for key in ("Enter", " "):
        sign.focus()
        page.keyboard.press(key)
        expect(note).to_be_visible()
        page.keyboard.press("Tab")
        assert note.evaluate("n => n.contains(document.activeElement)"), "the note does not follow"
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        assert sign.evaluate("s => s === document.activeElement")


def test_the_address_of_a_note_opens_it(visit: Visit, chapter: str) -> None:
    """From another page, on a telephone."""
    page = visit(chapter, width=390)
    href = page.locator(".ed-ref").nth(3).get_attribute("href")
    other = visit(f"{chapter}{href}", width=390)
    note = other.locator(f"[id='{(href or '')[1:]}']")
    expect(note).to_be_visible()
    expect(note).to_be_in_viewport()


def test_a_wider_window_takes_open_notes_back_into_the_margin(visit: Visit, chapter: str) -> None:
    """A telephone that is turned, a window that is drawn out."""
    page = visit(chapter, width=800)
    page.locator(".ed-ref").first.click()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_timeout(200)
    assert page.locator(".ed-open").count() == 0
    assert page.locator("p div.ed-note").count() == 0
    text = page.evaluate(BOXES, "article")[0]
    assert all(n["left"] > text["right"] for n in page.evaluate(BOXES, "div.ed-note"))


def _all_read(page: Page) -> None:
    notes = page.locator("div.ed-note")
    assert notes.count() > 5
    for place in range(notes.count()):
        expect(notes.nth(place)).to_be_visible()


def test_without_script_every_note_can_be_read_at_both_widths(visit: Visit, chapter: str) -> None:
    """In the margin on a desk, after its paragraph on a telephone; the signs are links there and back."""
    for width in (390, 1440):
        page = visit(chapter, width=width, script=False)
        _all_read(page)
        sign = page.locator(".ed-ref").first
        note = page.locator(f"[id='{(sign.get_attribute('href') or '')[1:]}']")
        back = note.locator(".ed-back").get_attribute("href") or ""
        assert back[1:] == sign.get_attribute("id")


def test_kinds_of_notes_are_told_apart_in_words(visit: Visit, chapter: str) -> None:
    """Not by colour alone, and each note says who wrote it."""
    page = visit(chapter)
    kinds = page.locator("div.ed-note:not(.ed-margin-chart) .ed-kind").all_inner_texts()
    assert len({kind.lower() for kind in kinds}) > 1
    notes = page.locator("div.ed-note:not(.ed-margin-chart)").count()
    assert page.locator("div.ed-note .ed-author").count() == notes
    assert len(kinds) == notes


def test_numbers_rise_in_the_order_of_the_signs(visit: Visit, chapters: list[str]) -> None:
    """1, 2, 3 as the eye meets them."""
    page = visit("index.html")
    root = page.url.removesuffix("index.html")
    for name in chapters:
        page.goto(root + name)
        numbers = page.locator(".ed-ref:not(.ed-chart-ref)").evaluate_all(
            "all => all.map(one => +one.dataset.n)"
        )
        assert numbers == list(range(1, len(numbers) + 1)), name
