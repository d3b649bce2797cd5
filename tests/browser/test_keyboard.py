"""The keyboard alone: into the text, along it, and back."""

from __future__ import annotations

from tests.conftest import Visit


def test_the_first_stop_leads_to_the_text(visit: Visit, chapter: str) -> None:
    """And is seen when it is reached."""
    page = visit(chapter)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    box = page.locator(".ed-skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_every_stop_on_the_way_is_seen(visit: Visit, chapter: str) -> None:
    """Each has an outline and lies in the window."""
    page = visit(chapter)
    for _ in range(60):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => {
              const one = document.activeElement, style = getComputedStyle(one);
              const box = [...one.getClientRects()].find(b => b.width && b.height);
              return {what: one.outerHTML.slice(0, 120), line: style.outlineStyle,
                      seen: !!box && box.bottom > 0 && box.top < innerHeight};
            }"""
        )
        assert state["line"] != "none", state["what"]
        assert state["seen"], state["what"]


def test_previous_and_next_lead_through_the_book(visit: Visit) -> None:
    """From the front page to the last, each page once."""
    page = visit("index.html")
    seen = []
    while page.url not in seen:
        seen.append(page.url)
        following = page.locator("a.ed-next")
        if following.count() == 0:
            break
        page.goto(following.evaluate("a => a.href"))
    assert page.locator("a.ed-next").count() == 0
    linked = page.locator(".ed-toc li a:not(.ed-here a)").evaluate_all(
        "all => all.map(a => a.href)"
    )
    assert set(linked) <= set(seen)


def test_every_page_says_where_it_is(visit: Visit, page_names: list[str]) -> None:
    """The table of contents marks it, once; a part names its document."""
    page = visit("index.html")
    root = page.url.removesuffix("index.html")
    for name in page_names:
        page.goto(root + name)
        if name in ("index.html", "search.html"):
            continue
        assert page.locator(".ed-toc [aria-current=page]").count() == 1, name
    page.goto(root + "chapters/to-brest-litovsk/part-3.html")
    assert "Brest-Litovsk" in page.locator(".ed-where").inner_text()
