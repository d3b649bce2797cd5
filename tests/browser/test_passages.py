"""Choosing words: what is copied, annotated and cited is the source's characters."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from edition.anchors import Locus, resolve
from edition.layers import read_layers
from edition.layers.notebody import PROMPT
from edition.layers.notes import read_note
from edition.text import Texts
from tests.conftest import Visit

CLIPBOARD = ["clipboard-read", "clipboard-write"]

#: Select from one place to another: a selector each, and how many characters of its text to skip.
SELECT = """([from, start, to, end]) => {
  const point = (selector, at) => {
    const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      if (!node.parentElement.getClientRects().length || node.parentElement.closest(".ed-num, .ed-ref")) continue;
      if (at <= node.length) return [node, at];
      at -= node.length;
    }
  };
  const range = document.createRange();
  range.setStart(...point(from, start));
  range.setEnd(...point(to, end));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture(scope="module")
def texts(root: Path) -> Texts:
    """The documents, as the engine reads them."""
    return read_layers(root)[0].texts


def select(page: Page, start: tuple[str, int], end: tuple[str, int]) -> None:
    """Select words and wait for the tools."""
    page.locator(start[0]).first.scroll_into_view_if_needed()
    page.evaluate(SELECT, [*start, *end])
    page.wait_for_timeout(400)


def tools(page: Page) -> Page:
    """Return the open page once the tools are there."""
    expect(page.locator(".ed-tools")).to_be_visible()
    return page


def copied(page: Page) -> str:
    """Copy the selection, and return what is on the clipboard."""
    page.keyboard.press("Control+C")
    return str(page.evaluate("navigator.clipboard.readText()"))


def paragraph(texts: Texts, page: Page, target: str) -> str:
    """Return the source's words of the paragraph with an id."""
    found = [
        line.text
        for (slug, number), line in texts.paragraphs.items()
        if texts.by_slug[slug].target(number) == target
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("source", [False, True])
def test_a_whole_paragraph_is_copied_as_the_source_has_it(
    visit: Visit, chapter: str, texts: Texts, source: bool
) -> None:
    """Whatever reading is shown; without numbers, signs and notes."""
    page = visit(chapter, permissions=CLIPBOARD)
    if source:
        page.evaluate("document.documentElement.classList.add('ed-source')")
    ids = page.locator("p.ed-text:has(ins.ed-cor):has(.ed-ref)").evaluate_all(
        "all => all.map(p => p.id)"
    )
    assert ids
    for target in ids[:5]:
        page.evaluate("id => getSelection().selectAllChildren(document.getElementById(id))", target)
        assert copied(page) == paragraph(texts, page, target).strip()


def test_several_paragraphs_are_copied_with_blank_lines_between(
    visit: Visit, chapter: str, texts: Texts
) -> None:
    """No note that stands between them comes along."""
    page = visit(chapter, permissions=CLIPBOARD)
    ids = page.evaluate(
        """() => {
          const first = document.querySelector("p.ed-text:has(+ .ed-notes + p.ed-text)");
          return [first.id, first.nextElementSibling.nextElementSibling.id];
        }"""
    )
    page.evaluate(
        """([first, last]) => {
          const range = document.createRange();
          range.setStartBefore(document.getElementById(first).firstChild);
          range.setEndAfter(document.getElementById(last).lastChild);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        ids,
    )
    assert copied(page) == "\n\n".join(paragraph(texts, page, target).strip() for target in ids)


def test_a_part_of_a_corrected_word_is_copied_as_the_sources_word(
    visit: Visit, chapter: str
) -> None:
    """Half a correction exists in no source."""
    page = visit(chapter, permissions=CLIPBOARD)
    cor = page.locator("p.ed-text ins.ed-cor").first
    told = cor.get_attribute("data-src")
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector("p.ed-text ins.ed-cor"), NodeFilter.SHOW_TEXT);
          const node = walker.nextNode();
          const range = document.createRange();
          range.setStart(node, 0); range.setEnd(node, node.length - 1);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }"""
    )
    assert copied(page) == told


class Host:
    """A page of the book as a repository's host would have built it."""

    def __init__(self, browser: Browser, site: str, chapter: str, address: str) -> None:
        self.context = browser.new_context(
            viewport={"width": 1440, "height": 900}, permissions=CLIPBOARD
        )
        self.page = self.context.new_page()
        self.opened: list[str] = []
        self.context.route(
            "https://host.invalid/**",
            lambda route: (self.opened.append(route.request.url), route.fulfill(body="taken"))[1],
        )
        self.page.route(f"**/{chapter}", lambda route: self._with(route, address))
        self.page.goto(site + chapter)

    @staticmethod
    def _with(route: object, address: str) -> None:
        response = route.fetch()  # type: ignore[attr-defined]
        body = re.sub(r'"newFile":"[^"]*"', lambda _: f'"newFile":"{address}"', response.text())
        route.fulfill(response=response, body=body)  # type: ignore[attr-defined]

    def annotate(self) -> tuple[str, str]:
        """Press the button; return the file's name and text that the host was given."""
        tools(self.page)
        with self.context.expect_page() as opened:
            self.page.get_by_role("button", name="Annotate").click()
        opened.value.wait_for_load_state()
        query = parse_qs(urlsplit(self.opened[-1]).query, keep_blank_values=True)
        return query["filename"][0], query["value"][0]


@pytest.fixture
def host(chromium: Browser, site: str, chapter: str) -> Host:
    """The longest chapter, built by a host that takes new files."""
    return Host(
        chromium, site, chapter, "https://host.invalid/new/main?filename={file}&value={text}"
    )


def read_back(texts: Texts, folder: Path, name: str, text: str) -> Locus:
    """Read a note that the page wrote as the engine does, and return the words that it names."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    gaps = {problem.code for problem in read_note(file, folder)[1]}
    assert gaps == {"N06", "N10", "B05"}, "what its author has to fill in, and nothing else"
    filled = re.sub(r"(?m)^author:.*$", "author: A. Reader", text)
    filled = re.sub(r"(?m)^certainty:", "certainty: low", filled)
    file.write_text(filled.replace(PROMPT, "What a reader needs."), encoding="utf-8")
    note, problems = read_note(file, folder)
    assert problems == []
    assert note is not None
    locus = resolve(note.anchor, texts, name, 1)
    assert isinstance(locus, Locus), locus
    return locus


def test_annotate_opens_a_new_file_that_the_engine_accepts(
    host: Host, texts: Texts, tmp_path: Path
) -> None:
    """Name, anchor and head are filled in; the words are the source's, where they stand."""
    targets = host.page.locator("p.ed-text").evaluate_all("all => all.map(p => p.id)")
    for target in targets[3:30:6]:
        select(host.page, (f"#{target}", 4), (f"#{target}", 37))
        chosen = host.page.evaluate("getSelection().toString()")
        name, text = host.annotate()
        assert re.fullmatch(rf"chapters/[a-z-]+/notes/{target}-[a-z0-9-]+\.md", name), name
        locus = read_back(texts, tmp_path, name, text)
        words = texts.paragraphs[locus.document, locus.paragraph].text[locus.start : locus.end]
        if host.page.evaluate(
            "id => !document.getElementById(id).querySelector('ins.ed-cor')", target
        ):
            assert words == chosen.strip()


def test_words_that_stand_twice_are_told_apart(host: Host, texts: Texts, tmp_path: Path) -> None:
    """The second "the" of a paragraph is the second, by what stands around it."""
    target, place = host.page.evaluate(
        """() => {
          for (const p of document.querySelectorAll("p.ed-text")) {
            const node = [...p.childNodes].find(n => n.nodeType === 3 && n.data.split(" the ").length > 2);
            if (node) { p.dataset.try = ""; return [p.id, node.data.lastIndexOf(" the ") + 1]; }
          }
        }"""
    )
    host.page.evaluate(
        """place => {
          const node = [...document.querySelector("[data-try]").childNodes].find(n => n.nodeType === 3 && n.data.split(" the ").length > 2);
          const range = document.createRange();
          range.setStart(node, place); range.setEnd(node, place + 3);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        place,
    )
    before = host.page.evaluate(
        "getSelection().anchorNode.data.slice(0, getSelection().anchorOffset)"
    )
    name, text = host.annotate()
    locus = read_back(texts, tmp_path, name, text)
    source = texts.paragraphs[locus.document, locus.paragraph].text
    assert target in name
    assert source[locus.start : locus.end] == "the"
    assert source[: locus.start].endswith(before[-15:])


def test_corrected_words_are_annotated_as_the_source_has_them(
    host: Host, texts: Texts, tmp_path: Path
) -> None:
    """The note's quotation is what the source says, not what is shown."""
    host.page.evaluate(
        """() => {
          const cor = document.querySelector("p.ed-text ins.ed-cor");
          const walker = document.createTreeWalker(cor, NodeFilter.SHOW_TEXT);
          const node = walker.nextNode();
          const range = document.createRange();
          range.setStart(node, 0); range.setEnd(node, node.length);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }"""
    )
    told = host.page.locator("p.ed-text ins.ed-cor").first.get_attribute("data-src") or ""
    name, text = host.annotate()
    locus = read_back(texts, tmp_path, name, text)
    words = texts.paragraphs[locus.document, locus.paragraph].text[locus.start : locus.end]
    assert words == told.strip()


def test_words_of_two_paragraphs_get_a_sentence_and_no_file(host: Host) -> None:
    """A note is about words of one paragraph; a citation may name several."""
    ids = host.page.locator("p.ed-text:not(blockquote p)").evaluate_all("all => all.map(p => p.id)")
    select(host.page, (f"#{ids[0]}", 5), (f"#{ids[1]}", 20))
    tools(host.page)
    host.page.get_by_role("button", name="Annotate").click()
    expect(host.page.locator(".ed-tools [role=status]")).to_contain_text("more than one paragraph")
    assert host.opened == []
    host.page.get_by_role("button", name="Cite").click()
    assert "–" in host.page.evaluate("navigator.clipboard.readText()")


def test_words_that_are_a_link_can_be_chosen_with_the_mouse(host: Host) -> None:
    """A note is often about a name, and a name is often a link; a click still follows it."""
    page = host.page
    mark = page.locator("p.ed-text a.ed-name[data-card]").first
    mark.scroll_into_view_if_needed()
    page.wait_for_timeout(600)
    box = mark.bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    address = page.url
    page.mouse.move(box["x"] + 1, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.move(box["x"] + box["width"] - 1, y)
    page.mouse.up()
    tools(page)
    assert page.evaluate("getSelection().toString()") == mark.inner_text()
    assert page.url == address
    page.keyboard.press("Escape")
    page.locator("article h1").click()
    mark.click()
    page.wait_for_url("**#name-*")


def test_without_a_host_the_files_text_is_copied_and_its_place_told(
    chromium: Browser, site: str, chapter: str, texts: Texts, tmp_path: Path
) -> None:
    """A book that was built at home still helps."""
    home = Host(chromium, site, chapter, "")
    target = home.page.locator("p.ed-text").nth(4).get_attribute("id")
    select(home.page, (f"#{target}", 4), (f"#{target}", 30))
    tools(home.page)
    home.page.get_by_role("button", name="Annotate").click()
    said = home.page.locator(".ed-tools [role=status]")
    expect(said).to_contain_text("new file chapters/")
    name = re.search(r"new file (\S+\.md)", said.inner_text())
    assert name
    read_back(texts, tmp_path, name.group(1), home.page.evaluate("navigator.clipboard.readText()"))


def test_cite_gives_a_reference_bibtex_and_csl(host: Host) -> None:
    """From the paragraph's number, by keyboard alone; Escape goes back to the number."""
    page = host.page
    number = page.locator("p.ed-text.ed-author > .ed-num").nth(2)
    label = (number.get_attribute("aria-label") or "").removeprefix("Paragraph ")
    number.focus()
    page.keyboard.press("Enter")
    tools(page)
    assert page.evaluate("document.activeElement.textContent") == "Annotate"
    taken = {}
    for name in ("Cite", "BibTeX", "CSL-JSON"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == name
        page.keyboard.press("Enter")
        expect(page.locator(".ed-tools [role=status]")).to_contain_text("Copied")
        taken[name] = page.evaluate("navigator.clipboard.readText()")
    address = page.url.split("#")[0] + (number.get_attribute("href") or "")
    for text in taken.values():
        assert address in text
        assert label in text
        assert "Trotsky" in text
    assert re.search(r"@incollection\{\w+,\n(  \w+ = \{.*\},\n)+\}\n", taken["BibTeX"])
    (item,) = json.loads(taken["CSL-JSON"])
    assert item["type"] == "chapter"
    assert item["author"] == [{"family": "Trotsky", "given": "Leon"}]
    assert item["URL"] == address
    page.keyboard.press("Escape")
    expect(page.locator(".ed-tools")).to_be_hidden()
    assert number.evaluate("n => n === document.activeElement")


def test_the_tools_go_when_the_selection_does(host: Host) -> None:
    """A click elsewhere puts them away."""
    target = host.page.locator("p.ed-text").nth(4).get_attribute("id")
    select(host.page, (f"#{target}", 4), (f"#{target}", 30))
    tools(host.page)
    host.page.locator("article h1").click()
    expect(host.page.locator(".ed-tools")).to_be_hidden()


def test_a_book_opened_from_a_folder_offers_them_too(
    chromium: Browser, book: Path, chapter: str
) -> None:
    """Without any server."""
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto((book / chapter).as_uri())
    page.locator("p.ed-text > .ed-num").nth(2).click()
    tools(page)
    page.close()
