"""Where things stand: text, numbers, notes and contents, at every width and on paper."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import BOXES
from tests.conftest import Visit

#: Characters of each full line of the running text.
LINES = """() => [...document.querySelectorAll("p.ed-text.ed-author")].slice(0, 40).flatMap(p => {
  const found = [];
  const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let top = null, count = 0;
  for (let node; (node = walker.nextNode());) {
    if (node.parentElement.closest(".ed-src, .ed-notes")) continue;
    for (let i = 0; i < node.length; i++) {
      range.setStart(node, i); range.setEnd(node, i + 1);
      const box = range.getClientRects()[0];
      if (!box) continue;
      if (top !== null && box.top - top > 8) { found.push(count); count = 0; top = box.top; }
      top ??= box.top;
      count++;
    }
  }
  return found;  // without the last line, which is not full
})"""


def sideways(page: Page) -> int:
    """Return how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def overlaps(boxes: list[dict[str, float]]) -> list[tuple[object, object]]:
    """Return the pairs of boxes, ordered from the top, that lie over one another."""
    ordered = sorted(boxes, key=lambda box: box["top"])
    return [(a["id"], b["id"]) for a, b in pairwise(ordered) if a["bottom"] > b["top"] + 0.5]


def test_a_line_holds_sixty_to_seventy_five_characters(visit: Visit, chapter: str) -> None:
    """The measure of the design, on a desk."""
    counts = sorted(visit(chapter).evaluate(LINES))
    assert len(counts) > 50
    assert 60 <= counts[len(counts) // 2] <= 75
    assert counts[len(counts) * 9 // 10] <= 78


@pytest.mark.parametrize("width", [1200, 1440, 1920])
def test_notes_stand_in_the_margin_beside_their_words(
    visit: Visit, chapters: list[str], width: int
) -> None:
    """None over another, none outside the window, each below the words or as near as it can be."""
    for name in chapters:
        page = visit(name, width=width)
        notes = page.evaluate(BOXES, "div.ed-note")
        if not notes:
            continue
        text = page.evaluate(BOXES, "article")[0]
        signs = {box["id"][4:]: box for box in page.evaluate(BOXES, ".ed-ref")}
        assert overlaps(notes) == []
        assert all(note["left"] > text["right"] and note["right"] <= width for note in notes)
        free = 0.0
        for note in notes:
            sign = signs[note["id"][5:]]
            wanted = max(sign["top"], free)
            assert note["top"] >= sign["top"] - 12, f"{note['id']} stands above its words"
            assert note["top"] <= wanted + 24, f"{note['id']} stands lower than it must"
            free = note["bottom"]


def test_folded_notes_open_where_they_are_and_drive_no_other_away(
    visit: Visit, chapters: list[str]
) -> None:
    """Where notes crowd, long ones show their beginning; pointer, focus and address show the rest."""
    page = visit("index.html")
    root = page.url.removesuffix("index.html")
    for name in chapters[:3]:
        page.goto(root + name)
        page.evaluate("document.fonts.ready")
        signs = {box["id"][4:]: box["top"] for box in page.evaluate(BOXES, ".ed-ref")}
        notes = page.evaluate(BOXES, "div.ed-note")
        far = sorted(note["top"] - signs[note["id"][5:]] for note in notes)
        assert far[len(far) * 9 // 10] < 300, "notes stand far from their words"
    folded = page.locator("div.ed-fold")
    assert folded.count() > 3
    cut = "n => n.scrollHeight - n.clientHeight > 1"
    note = folded.nth(2)
    assert note.evaluate(cut)
    note.scroll_into_view_if_needed()
    before = page.evaluate(BOXES, "div.ed-note")
    note.hover(position={"x": 20, "y": 10})
    assert not note.evaluate(cut)
    after = page.evaluate(BOXES, "div.ed-note")
    assert [box["top"] for box in after] == [box["top"] for box in before]
    page.mouse.move(5, 5)
    assert note.evaluate(cut)
    sign = page.locator(f"#{(note.get_attribute('id') or '').replace('note-', 'ref-')}")
    sign.focus()
    assert not note.evaluate(cut)
    page.locator(".ed-skip").focus()
    assert note.evaluate(cut)
    note.locator("a").last.focus()
    assert not note.evaluate(cut)


def test_without_script_the_style_sheet_places_the_notes(visit: Visit, chapters: list[str]) -> None:
    """By CSS anchors: below their words and below one another; a long one opens when pointed at."""
    for name in chapters[:2]:
        page = visit(name, script=False)
        notes = page.evaluate(BOXES, "div.ed-note")
        text = page.evaluate(BOXES, "article")[0]
        signs = {box["id"][4:]: box for box in page.evaluate(BOXES, ".ed-ref")}
        assert overlaps(notes) == []
        assert all(note["left"] > text["right"] for note in notes)
        assert all(note["top"] >= signs[note["id"][5:]]["top"] - 12 for note in notes)
        assert min(note["top"] - signs[note["id"][5:]]["top"] for note in notes) < 24
    cut = "n => n.scrollHeight - n.clientHeight > 1"
    long = page.locator("div.ed-note").evaluate_all(f"all => all.findIndex({cut})")
    note = page.locator("div.ed-note").nth(long)
    note.hover(position={"x": 20, "y": 10})
    assert not note.evaluate(cut)


@pytest.mark.parametrize("width", [390, 820, 1024, 1440])
def test_numbers_stand_at_the_left_of_their_paragraphs(
    visit: Visit, chapter: str, width: int
) -> None:
    """Visible at every width, never over the words, never over one another."""
    page = visit(chapter, width=width)
    text = page.evaluate(
        "() => Math.min(...[...document.querySelectorAll('p.ed-text')].map(p => {"
        "const range = document.createRange(); range.selectNodeContents(p);"
        "return p.getBoundingClientRect().left + parseFloat(getComputedStyle(p).paddingLeft)}))"
    )
    numbers = page.evaluate(BOXES, "p.ed-text > .ed-num")
    assert numbers
    assert all(box["left"] >= 0 and box["right"] <= text + 0.5 for box in numbers)
    assert all(box["right"] - box["left"] >= 12 for box in numbers)
    assert overlaps(numbers) == []


@pytest.mark.parametrize("width", [320, 390, 820, 1024, 1440])
def test_no_page_scrolls_sideways(visit: Visit, page_names: list[str], width: int) -> None:
    """Wide tables scroll in a box of their own."""
    page = visit("index.html", width=width)
    root = page.url.removesuffix("index.html")
    wide = {}
    for name in page_names:
        page.goto(root + name)
        if sideways(page) > 0:
            wide[name] = sideways(page)
    assert wide == {}


def test_the_table_of_contents_names_the_parts_and_the_headings_of_this_one(
    visit: Visit, book: object
) -> None:
    """Parts stand within their chapter, and the headings of the open one below it."""
    page = visit("chapters/to-brest-litovsk/part-3.html")
    here = page.locator(".ed-toc [aria-current=page]")
    assert here.inner_text() == "Part III"
    assert (
        "Brest-Litovsk" in page.locator(".ed-toc li:has(> ul > li > [aria-current])").inner_text()
    )
    headings = page.locator(".ed-toc .ed-here a")
    assert headings.count() == page.locator("article h2").count()
    # The source's capitals: set small, the words untouched.
    first = headings.first
    assert first.text_content() == page.locator("article h2 >> nth=0").evaluate(
        "h => [...h.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('')"
    )
    size = "a => parseFloat(getComputedStyle(a).fontSize)"
    others = page.locator(".ed-toc a:not(.ed-caps)").first
    assert first.evaluate(size) <= 0.85 * others.evaluate(size)


def test_a_document_has_one_name_in_lists_and_navigation(visit: Visit) -> None:
    """On the front page, in the contents, in what is before and after, and above a part."""
    page = visit("index.html")
    for name in ("All Power to the Soviets", "The Soviets take power", "To Brest-Litovsk"):
        assert page.locator("article li a", has_text=name).count() == 1, name
    contents = page.locator(".ed-toc a").all_inner_texts()
    links = page.locator("article h2:has-text('Read') ~ ul a").all_inner_texts()
    documents = [link for link in links if link not in ("Chronology", "Glossary")][:5]
    assert [name for name in contents if name in documents] == documents
    root = page.url.removesuffix("index.html")
    page.goto(root + "chapters/to-brest-litovsk/part-4.html")
    assert page.locator(".ed-where").inner_text().endswith("To Brest-Litovsk")
    assert page.locator(".ed-prev b").inner_text() == "To Brest-Litovsk › Part III"
    page.goto(root + "chapters/editorial/figures.html")
    assert "To Brest-Litovsk" in page.locator("article h2").all_inner_texts()
    # Its own page keeps the document's words.
    page.goto(root + "chapters/all-power-to-the-soviets/index.html")
    assert "Leon Trotsky: All power to the soviets!" in page.locator("article h1").inner_text()
    assert page.locator("[aria-current=page]").inner_text() == "All Power to the Soviets"


@pytest.mark.parametrize("script", [True, False])
def test_on_a_telephone_the_head_names_the_page(visit: Visit, script: bool) -> None:
    """Below the book's title, in full, and it stays when the page is scrolled."""
    page = visit("chapters/to-brest-litovsk/part-2.html", width=390, script=script)
    name = page.locator(".ed-bar .ed-here-name")
    assert name.inner_text() == "To Brest-Litovsk › Part II"
    assert name.evaluate("one => one.scrollWidth <= one.clientWidth")
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(200)
    box = name.bounding_box()
    assert box
    assert 0 <= box["y"] < 60
    home = page.get_by_role("link", name="Five Documents on the Russian Revolution of 1917").first
    assert home.is_visible()
    front = page.url.replace("chapters/to-brest-litovsk/part-2.html", "index.html")
    page.goto(front)
    assert page.locator(".ed-bar .ed-here-name").count() == 0


def test_on_a_telephone_the_contents_are_behind_a_button(visit: Visit, chapter: str) -> None:
    """They open over the text, and a link within the page puts them away."""
    page = visit(chapter, width=390)
    contents = page.locator(".ed-toc")
    assert not contents.is_visible()
    page.get_by_role("button", name="Contents").tap()
    assert contents.is_visible()
    page.keyboard.press("Escape")
    assert not contents.is_visible()
    page.get_by_role("button", name="Contents").tap()
    page.locator(".ed-here a").last.tap()
    assert not contents.is_visible()
    assert page.evaluate("scrollY") > 500


def test_on_a_telephone_without_script_the_contents_open_too(visit: Visit, chapter: str) -> None:
    """The button needs none."""
    page = visit(chapter, width=390, script=False)
    page.get_by_role("button", name="Contents").tap()
    page.locator(".ed-toc").wait_for(state="visible")


def test_a_margin_block_stands_at_every_width(visit: Visit) -> None:
    """Jupyter Book's own margin directive: in the margin on a desk, in the text on a telephone."""
    block = '<aside class="margin sidebar"><p class="sidebar-title">A</p><p>Words aside</p></aside>'
    for width in (390, 1440):
        page = visit("chapters/editorial/about.html", width=width)
        page.evaluate(
            "html => document.querySelector('article p').insertAdjacentHTML('beforebegin', html)",
            block,
        )
        aside = page.evaluate(BOXES, "aside.margin")[0]
        text = page.evaluate(BOXES, "article p:not(aside p)")[0]
        assert sideways(page) <= 0
        assert aside["right"] <= width
        assert (aside["left"] >= text["right"]) == (width == 1440)


def test_paper_has_every_note_after_its_paragraph_and_no_navigation(
    visit: Visit, chapter: str
) -> None:
    """Also when printed from a telephone on which one note was open."""
    for width in (390, 1440):
        page = visit(chapter, width=width)
        if width == 390:
            page.locator(".ed-ref").first.tap()
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        for hidden in (".ed-toc", ".ed-turn", ".ed-bar", ".ed-search"):
            assert not page.locator(hidden).first.is_visible(), hidden
        notes = page.locator("div.ed-note")
        for place in range(notes.count()):
            note = notes.nth(place)
            assert note.is_visible()
            assert note.evaluate("n => getComputedStyle(n).position") == "static"
        order = page.evaluate(
            "() => [...document.querySelectorAll('div.ed-note')].every(note => {"
            "const sign = document.getElementById('ref-' + note.id.slice(5));"
            "return sign.getBoundingClientRect().top <= note.getBoundingClientRect().top})"
        )
        assert order


def test_paper_is_paged_with_the_text_in_black_on_white(visit: Visit, chapter: str) -> None:
    """A reader's dark screen prints on white paper."""
    page = visit(chapter, dark=True)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "light"
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 3


def test_paper_has_the_books_own_type(visit: Visit, chapter: str) -> None:
    """Regular, italic and semibold; a font that was fetched ahead would be missing on paper."""
    page = visit(chapter)
    page.evaluate("document.fonts.ready")
    pdf = page.pdf(prefer_css_page_size=True)
    for style in (b"Regular", b"Italic", b"SemiBold"):
        assert re.search(rb"/FontName\s*/[A-Z]+\+Literata-" + style, pdf), style
