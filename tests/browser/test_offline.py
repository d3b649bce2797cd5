"""Without a network, and what a page costs with one."""

from __future__ import annotations

import gzip
from pathlib import Path

from playwright.sync_api import Browser, Response, expect

from tests.conftest import Visit

#: What the longest page may weigh, gzipped, with everything that it loads, and in how many requests.
WEIGHT = 300_000
REQUESTS = 15


def test_a_book_opened_from_a_folder_is_whole(chromium: Browser, book: Path, chapter: str) -> None:
    """Type, style, script, notes and cards; nothing is asked of any host."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else 0)
    page.goto((book / chapter).as_uri())
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('16px Literata')")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.locator("article p a.ed-m").first.hover()
    expect(page.locator("[role=tooltip]")).to_be_visible()
    assert said == []
    context.close()


def test_the_longest_pages_are_light(chromium: Browser, site: str, chapters: list[str]) -> None:
    """Everything that a first visit loads, as a server with gzip sends it."""
    for name in chapters[:3]:
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        loaded: list[Response] = []
        page.on("response", lambda response, found=loaded: found.append(response))
        page.goto(site + name)
        page.evaluate("document.fonts.ready")
        page.wait_for_load_state("networkidle")
        weight = sum(
            len(r.body() if r.url.endswith("woff2") else gzip.compress(r.body())) for r in loaded
        )
        assert all(r.ok for r in loaded)
        assert weight <= WEIGHT, f"{name}: {weight}"
        assert len(loaded) <= REQUESTS, name
        context.close()


def test_nothing_moves_while_the_page_loads(visit: Visit, chapter: str) -> None:
    """The stand-in faces have the width of the book's own, and the script shifts nothing."""
    for width in (390, 1440):
        page = visit("search.html", width=width)
        page.context.add_init_script(
            "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
            "entry => { window.moved += entry.value })).observe({type: 'layout-shift', buffered: true})"
        )
        page.goto(page.url.replace("search.html", chapter))
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(300)
        assert page.evaluate("window.moved") < 0.05
