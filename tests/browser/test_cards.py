"""Cards: what a date, a figure, a name or a term says on hover, on focus and at a tap."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.conftest import Visit

CARD = "[role=tooltip]"
LINK = "article p a.ed-m[data-card]"


def test_hover_shows_the_rows_card_and_leaving_hides_it(visit: Visit, chapter: str) -> None:
    """The card holds what stands in the page's own element for the row."""
    page = visit(chapter)
    mark = page.locator("article p a.ed-date").first
    mark.hover()
    card = page.locator(CARD)
    expect(card).to_be_visible()
    first = (mark.get_attribute("data-card") or "").split()[0]
    told = page.locator(f"#{first} b").first.text_content() or "?"
    expect(card).to_contain_text(told)
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_the_card_stays_while_the_pointer_is_on_it(visit: Visit, chapter: str) -> None:
    """So that its words can be read, selected and followed."""
    page = visit(chapter)
    page.locator(LINK).first.hover()
    card = page.locator(CARD)
    expect(card).to_be_visible()
    card.hover()
    page.wait_for_timeout(700)
    expect(card).to_be_visible()


def test_the_keyboard_opens_it_and_escape_closes_it(visit: Visit, chapter: str) -> None:
    """Focus stays where it was; the next tab shows the next card."""
    page = visit(chapter)
    page.locator("p.ed-text .ed-num").first.focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-card]')"):
            break
    card = page.locator(CARD)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('[data-card]')")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(card).to_be_visible()


def test_every_mark_can_be_reached_and_is_described(visit: Visit, chapters: list[str]) -> None:
    """What the mouse finds, the keyboard and a screen reader find: the mark or one around it."""
    page = visit("index.html")
    root = page.url.removesuffix("index.html")
    for name in chapters:
        page.goto(root + name)
        problems = page.evaluate(
            """() => [...document.querySelectorAll("article [data-card]")].flatMap(mark => {
              // A piece of a mark may hold nothing but the source's words, hidden as a rule.
              if (!mark.getClientRects().length) return [];
              if (!mark.innerText.trim() && !mark.matches(".ed-sign")) return [];
              const stop = mark.closest("a[href], [tabindex='0']");
              const ids = mark.dataset.card.split(" ");
              const wrong = [];
              if (!stop) wrong.push("no stop for " + mark.outerHTML.slice(0, 160));
              if (!ids.every(id => document.getElementById(id)?.textContent.trim()))
                wrong.push("no card for " + ids);
              if (stop === mark && mark.getAttribute("aria-describedby") !== mark.dataset.card)
                wrong.push("not described: " + ids);
              return wrong;
            })"""
        )
        assert problems == [], name


def test_no_card_only_repeats_its_words(visit: Visit, chapters: list[str]) -> None:
    """Words of no certain day have the event, what is said of them, or from where they count."""
    page = visit("index.html")
    root = page.url.removesuffix("index.html")
    told: dict[str, str] = {}
    bare: list[str] = []
    for name in chapters:
        page.goto(root + name)
        bare += page.evaluate(
            """() => [...document.querySelectorAll("span.ed-date:not(.ed-m)")].map(d => d.id)"""
        )
        told |= page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll("article a.ed-date")].map(
              mark => [mark.id, [mark.innerText, document.getElementById(
                mark.dataset.card.split(" ")[0]).textContent].map(one => one.trim()).join("|")]))"""
        )
    repeating = [id_ for id_, pair in told.items() if len(set(pair.split("|"))) == 1]
    assert repeating == []
    # These say nothing more, and have no mark; their place is found from the list all the same.
    assert [id_ for id_ in bare if id_]
    page.goto(f"{root}chapters/editorial/chronology.html")
    assert page.locator(f"a[href$='#{bare[0]}']").count() == 1
    page.goto(f"{root}chapters/how-we-made-october/index.html")
    card = page.locator("#card-date-d-hm12-2").text_content() or ""
    assert "Counted from “" in card
    assert "a few months later" not in card


def test_the_card_lies_within_the_window(visit: Visit, chapter: str) -> None:
    """Whichever mark it belongs to, on a desk and on a telephone."""
    page = visit(chapter)
    marks = page.locator(LINK)
    for place in range(0, marks.count(), max(1, marks.count() // 12)):
        marks.nth(place).hover()
        expect(page.locator(CARD)).to_be_visible()
        box = page.locator(CARD).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= 1440
        assert box["y"] + box["height"] <= 900
        page.mouse.move(5, 5)
        expect(page.locator(CARD)).to_be_hidden()


def test_a_card_scrolled_away_does_not_keep_the_next_from_opening(
    visit: Visit, chapter: str
) -> None:
    """The pointer goes from one mark to another that the page must scroll to."""
    page = visit(chapter)
    marks = page.locator(LINK)
    marks.first.hover()
    expect(page.locator(CARD)).to_be_visible()
    far = marks.nth(marks.count() // 2)
    far.hover()
    page.wait_for_timeout(400)
    expect(page.locator(CARD)).to_be_visible()
    assert page.locator(CARD).inner_text() != ""
    box, mark = page.locator(CARD).bounding_box(), far.bounding_box()
    assert box is not None
    assert mark is not None
    assert (
        min(abs(box["y"] - mark["y"] - mark["height"]), abs(box["y"] + box["height"] - mark["y"]))
        < 20
    )


def shown_by_tap(page: Page) -> None:
    """Tap the first mark."""
    page.locator(LINK).first.tap()
    expect(page.locator(CARD)).to_be_visible()


def test_a_tap_opens_the_card_and_another_closes_it(visit: Visit, chapter: str) -> None:
    """A finger cannot hover: the page behind the mark is a link in the card."""
    page = visit(chapter, width=390)
    address = page.url
    shown_by_tap(page)
    assert page.url == address
    box = page.locator(CARD).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    more = page.locator(f"{CARD} a", has_text="More")
    href = page.locator(LINK).first.get_attribute("href")
    assert more.get_attribute("href") == href
    page.locator(LINK).first.tap()
    expect(page.locator(CARD)).to_be_hidden()
    shown_by_tap(page)
    page.locator("article h1").first.tap()
    expect(page.locator(CARD)).to_be_hidden()


def test_without_script_a_mark_is_a_link_to_where_its_row_is_listed(
    visit: Visit, chapter: str
) -> None:
    """And the place exists."""
    page = visit(chapter, script=False)
    hrefs = page.locator(LINK).evaluate_all("links => links.map(link => link.href)")
    for href in hrefs[:: max(1, len(hrefs) // 8)]:
        page.goto(href)
        assert page.locator(f"[id='{href.partition('#')[2]}']").count() == 1, href
