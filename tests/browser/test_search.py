"""Search: from any page, with the paragraphs that hold the words, also from a folder."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

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
