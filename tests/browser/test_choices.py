"""What a reader may choose: readings, calendars, notes, marks and colours; kept from page to page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Visit


def choose(page: Page, **choices: str | bool) -> None:
    """Set switches in the panel, as a reader does, and close it."""
    page.get_by_role("button", name="Reading").click()
    for name, value in choices.items():
        if isinstance(value, bool):
            page.locator(f"#reading [name={name}]").set_checked(value)
        else:
            page.locator(f"#reading [name={name}][value='{value}']").check()
    page.keyboard.press("Escape")
    expect(page.locator("#reading")).to_be_hidden()


def test_the_readings_are_the_corrected_ones_until_the_source_is_asked_for(
    visit: Visit, chapters: list[str]
) -> None:
    """And the choice holds on the next page."""
    page = visit(chapters[0])
    corrected, source = page.locator("ins.ed-cor > *").first, page.locator(".ed-src").first
    expect(corrected).to_be_visible()
    expect(source).to_be_hidden()
    choose(page, source=True)
    expect(corrected).to_be_hidden()
    expect(source).to_be_visible()
    page.goto(page.url.replace(chapters[0], chapters[1]))
    expect(page.locator(".ed-src").first).to_be_visible()
    choose(page, source=False)
    expect(page.locator(".ed-src").first).to_be_hidden()


def test_the_other_calendar_is_added_and_nothing_printed_is_replaced(
    visit: Visit, chapter: str
) -> None:
    """After the printed words, never in their place."""
    page = visit(chapter)
    words = page.locator("p.ed-text").all_inner_texts()
    content = "one => getComputedStyle(one, '::after').content"
    other = page.locator(".ed-other").first
    assert other.evaluate(content) in ("none", "normal")
    choose(page, both=True)
    assert "S.]" in other.evaluate(content)
    assert page.locator("p.ed-text").all_inner_texts() == words


def test_notes_can_be_hidden(visit: Visit, chapter: str) -> None:
    """Their signs and tints with them."""
    page = visit(chapter)
    choose(page, unnoted=True)
    assert page.locator("div.ed-note:visible").count() == 0
    assert page.locator(".ed-ref:visible").count() == 0
    tint = "s => getComputedStyle(s).backgroundColor"
    assert page.locator("span.ed-note").first.evaluate(tint) == "rgba(0, 0, 0, 0)"


def test_hidden_marks_leave_plain_text_and_no_stops_for_the_keyboard(
    visit: Visit, chapter: str
) -> None:
    """Neither line nor card nor tab stop; and they come back."""
    page = visit(chapter)
    stops = "all => all.filter(one => one.matches('[href], [tabindex]')).length"
    marks = page.locator("article [data-card]")
    before = marks.evaluate_all(stops)
    choose(page, plain=True)
    mark = page.locator("article p .ed-m").first
    assert mark.evaluate("m => getComputedStyle(m).textDecorationLine") == "none"
    assert marks.evaluate_all(stops) == 0
    mark.hover()
    page.wait_for_timeout(400)
    expect(page.locator("[role=tooltip]")).to_be_hidden()
    choose(page, plain=False)
    assert marks.evaluate_all(stops) == before


TRANSLATED = "chapters/how-we-made-october/index.html"


def test_a_sign_says_of_what_kind_a_disagreement_is(visit: Visit) -> None:
    """To the eye, by its name, and in its card; of several kinds it is the gravest."""
    page = visit(TRANSLATED)
    signs = page.locator(".ed-sign-disagreement")
    drawn = "all => all.map(s => [getComputedStyle(s, '::before').content, s.ariaLabel])"
    assert {(sign.strip('"'), name) for sign, name in signs.evaluate_all(drawn)} == {
        ("≠", "The record contradicts these words"),
        ("≠", "The documents contradict each other here"),
        ("≠", "The document contradicts itself here"),
        ("⇄", "The translations differ here"),
        ("≈", "A contradiction here that is only apparent"),
    }
    page.get_by_role("link", name="The translations differ here").first.hover()
    expect(page.locator("[role=tooltip]")).to_contain_text("The translations differ here.")
    cards = signs.evaluate_all(
        """all => all.map(sign => [sign.ariaLabel, sign.dataset.card.split(" ").map(
            id => document.getElementById(id).textContent)])"""
    )
    several = [one for one in cards if len(one[1]) > 1]
    assert several
    assert [one for one in cards if not any(one[0] in card for card in one[1])] == []
    lesser = ("The translations differ here", "A contradiction here that is only apparent")
    assert [
        name
        for name, texts in several
        if name in lesser and any("contradicts these" in text for text in texts)
    ] == []


def test_the_signs_of_translations_can_be_hidden_alone(visit: Visit) -> None:
    """What contradicts stays; and a book without translations is not asked."""
    page = visit(TRANSLATED)
    of = ".ed-sign-disagreement.ed-between-translations"
    others = page.locator(f".ed-sign-disagreement:not({of}):visible")
    before = others.count()
    assert before > 5
    assert page.locator(f"{of}:visible").count() > 50
    choose(page, unvaried=True)
    assert page.locator(f"{of}:visible").count() == 0
    assert others.count() == before
    page.reload()
    assert page.locator(f"{of}:visible").count() == 0


@pytest.mark.parametrize("dark", [False, True])
def test_the_colours_follow_the_device_unless_chosen(
    visit: Visit, chapter: str, dark: bool
) -> None:
    """The choice wins over the device, and is there before the next page is drawn."""
    paper = "getComputedStyle(document.body).backgroundColor"
    page = visit(chapter, dark=dark)
    light_first = sum(map(int, page.evaluate(paper)[4:-1].split(",")[:3])) > 380
    assert light_first is not dark
    choose(page, theme="light" if dark else "dark")
    assert (sum(map(int, page.evaluate(paper)[4:-1].split(",")[:3])) > 380) is dark
    # Held at the first script after the head: the colours are chosen already.
    page.route("**/_static/*.js", lambda route: route.abort())
    address = page.url
    fresh = page.context.new_page()
    fresh.route("**/_static/*.js", lambda route: route.abort())
    fresh.goto(address)
    assert (sum(map(int, fresh.evaluate(paper)[4:-1].split(",")[:3])) > 380) is dark


def test_the_panel_works_by_keyboard_alone(visit: Visit, chapter: str) -> None:
    """Opened, set and closed without a mouse; the focus goes back to its button."""
    page = visit(chapter)
    page.get_by_role("button", name="Reading").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#reading")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("html.ed-source").count() == 1
    page.keyboard.press("Escape")
    expect(page.locator("#reading")).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent").strip() == "Reading"


def test_without_script_no_switch_is_offered(visit: Visit, chapter: str) -> None:
    """A switch that does nothing would be worse than none."""
    page = visit(chapter, script=False)
    assert not page.get_by_role("button", name="Reading").is_visible()


def test_where_nothing_can_be_stored_the_switches_still_work(visit: Visit, chapter: str) -> None:
    """A private window may refuse the storage."""
    page = visit("search.html")
    page.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})"
    )
    page.goto(page.url.replace("search.html", chapter))
    choose(page, source=True)
    expect(page.locator(".ed-src").first).to_be_visible()
