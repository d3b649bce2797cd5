"""Search: from any page, with the paragraphs that hold the words, also from a folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scripts.web import serving
from tests.conftest import Visit


def test_the_box_on_a_page_leads_to_paragraphs(visit: Visit, chapter: str) -> None:
    """Typed on a chapter's page: pages are found, and in them numbered paragraphs with links."""
    page = visit(chapter)
    page.get_by_role("searchbox", name="Search the book").fill("Martov")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=Martov")
    hits = page.locator(".ed-hits a[href*='all-power-to-the-soviets/index.html#ap']")
    hit = hits.filter(has_text=re.compile(r"^AP \d")).first
    expect(hit).to_be_visible()
    assert "Martov" in hit.locator("xpath=..").inner_text()
    label = hit.inner_text()
    hit.click()
    assert f"Paragraph {label}" == page.locator(":target .ed-num").first.get_attribute("aria-label")


def test_a_part_is_named_with_its_document(visit: Visit) -> None:
    """ "Part III" alone would tell nothing."""
    page = visit("search.html?q=Kerensky")
    part = page.locator(".search > li > a", has_text="Part III")
    expect(part.first).to_be_visible()
    assert "Brest-Litovsk ›" in part.first.inner_text()


@pytest.mark.parametrize(
    ("typed", "label", "address", "group"),
    [
        ("Tshkheidze", "Chkheidze, Nikolai Semyonovich", "persons.html#name-chkheidze", "Persons"),
        ("Kadets", "Kadets", "glossary.html#term-kadets", "Glossary"),
        ("the cadet party", "Kadets", "glossary.html#term-kadets", "Glossary"),
        (
            "RMC",
            "Military Revolutionary Committee",
            "glossary.html#term-military-revolutionary-committee",
            "Glossary",
        ),
    ],
)
def test_a_name_is_answered_first_by_any_spelling(
    visit: Visit, typed: str, label: str, address: str, group: str
) -> None:
    """Then come the texts, in their order, then all other pages; and the entry is there."""
    page = visit(f"search.html?q={typed}")
    entry = page.locator(".search > li").first
    link = entry.locator("a").first
    expect(link).to_have_text(label)
    expect(entry.locator(".ed-kind")).to_have_text(group)
    heads = page.locator("#search-results h2").all_inner_texts()
    assert heads == ["In the indexes", "In the texts", "On other pages"]
    texts = page.locator("#search-results ul.search").nth(1).locator("> li > a")
    hrefs = texts.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    order = page.locator(".ed-toc a").evaluate_all("links => links.map(link => link.href)")
    assert hrefs
    assert hrefs == sorted(hrefs, key=order.index)
    assert (link.get_attribute("href") or "").endswith(address)
    link.click()
    expect(page.locator(":target")).to_have_count(1)


def test_what_was_found_is_said_in_plain_words(visit: Visit) -> None:
    """In the singular, in the plural, and where there is nothing."""
    status = "#search-progress"
    expect(visit("search.html?q=Tshkheidze").locator(status)).to_have_text(
        re.compile(r"^Found: 1 entry and \d+ pages\.$")
    )
    one = visit("search.html?q=Shakespearean sonneteer").locator(status)
    expect(one).to_have_text("Nothing was found. Try fewer words, or another spelling.")
    few = visit("search.html?q=cookies").locator(status)
    expect(few).to_have_text(re.compile(r"^Found: (1 page|[2-9] pages)\.$"))


def test_a_note_is_named_with_its_paragraph(visit: Visit) -> None:
    """ "note 20" alone would not say of which text."""
    page = visit("search.html?q=Tshkheidze")
    note = page.locator(".ed-hits a", has_text="note").first
    expect(note).to_have_text(re.compile(r"^BL 53, note \d+$"))
    note.click()
    expect(page.locator(":target")).to_contain_text("Tshkheidze")


def test_each_page_that_is_listed_shows_the_words(visit: Visit) -> None:
    """What stands in a card only is answered by its entry, and an ending hides no passage."""
    for typed, shown in (("RMC", "rmc"), ("army", "arm")):
        page = visit(f"search.html?q={typed}")
        page.wait_for_load_state("networkidle")
        items = page.locator("#search-results ul.search:not(:first-of-type) > li")
        words = items.evaluate_all(
            "all => all.map(one => (one.querySelector('.ed-hits') || one).innerText.toLowerCase())"
        )
        assert len(words) > 3
        assert [one for one in words if shown not in one] == []
        found = page.locator("#search-progress").inner_text()
        assert f"{len(words)} pages" in found


def test_the_small_edition_is_searched_too(visit: Visit, small_book: Path) -> None:
    """Its index answers, and the engine knows its texts from its other pages."""
    with serving(small_book) as address:
        page = visit(f"{address}search.html?q=keeper")
        expect(page.locator("#search-results h2").first).to_have_text("In the indexes")
        expect(page.locator(".search > li").first).to_contain_text("eeper")
        page.wait_for_load_state("networkidle")
        assert "In the texts" in page.locator("#search-results h2").all_inner_texts()


def test_a_misprint_and_its_correction_are_both_found(visit: Visit) -> None:
    """The index holds both readings of an emended word."""
    for word in ("governmetn", "government"):
        page = visit(f"search.html?q={word}")
        expect(page.locator(".search a[href*='how-we-made-october']").first).to_be_visible()


def test_a_book_opened_from_a_folder_can_be_searched(chromium: Browser, book: Path) -> None:
    """Without a server a page may not read another: pages are listed, and nothing complains."""
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else 0)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((book / "search.html").as_uri() + "?q=Martov")
    expect(page.locator(".search > li > a").first).to_be_visible()
    assert said == []
    page.close()


def test_without_script_the_page_says_what_to_use_instead(visit: Visit) -> None:
    """The indexes need none."""
    page = visit("search.html", script=False)
    assert "indexes" in page.locator("noscript").inner_text()
