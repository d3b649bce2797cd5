"""A built page asks no other host for anything, and needs no host at all."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request

#: Elements and attributes that make a browser fetch what they name.
FETCHED = {
    ("audio", "src"),
    ("embed", "src"),
    ("feimage", "href"),
    ("form", "action"),
    ("iframe", "src"),
    ("image", "href"),
    ("image", "xlink:href"),
    ("img", "src"),
    ("img", "srcset"),
    ("input", "src"),
    ("object", "data"),
    ("script", "src"),
    ("source", "src"),
    ("source", "srcset"),
    ("track", "src"),
    ("use", "href"),
    ("use", "xlink:href"),
    ("video", "poster"),
    ("video", "src"),
}
#: A link of one of these kinds only names a page; the others fetch or connect.
NAMING = {"alternate", "author", "bookmark", "canonical", "cite-as", "help", "index", "license"}
NAMING |= {"me", "next", "prev", "search", "schema.dc", "schema.dcterms"}
STYLE = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:[a-z][a-z0-9+.-]*:)?//[^"')\s;]+)""", re.I)
#: What a script may do only with an address of the book's own.
CALL = re.compile(
    r"""(?:fetch|import|importScripts|sendBeacon|Worker|WebSocket|EventSource)\(\s*["'`]((?:https?|wss?):[^"'`]+)"""
)


def foreign(address: str) -> bool:
    """Return whether a browser would leave the book to fetch ``address``."""
    parts = urlsplit(address.strip())
    return bool(parts.netloc) or parts.scheme not in ("", "data", "blob", "about")


class _Fetches(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.inside = tag
        for name, value in values.items():
            if (tag, name) in FETCHED:
                parts = value.split(",") if name == "srcset" else [value]
                self.found += [p.split()[0] for p in parts if p.strip() and foreign(p.split()[0])]
            if name == "style":
                self.found += STYLE.findall(value)
            if name == "ping":
                self.found.append(value)
        kinds = set(values.get("rel", "").lower().split())
        if tag == "link" and not kinds & NAMING and foreign(values.get("href", "")):
            self.found.append(values["href"])
        if tag == "base":
            self.found.append(values.get("href", ""))
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.found.append(values.get("content", ""))

    def handle_data(self, data: str) -> None:
        if self.inside == "style":
            self.found += STYLE.findall(data)
        elif self.inside == "script":
            self.found += CALL.findall(data)

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def fetches(html: str) -> list[str]:
    """Return the addresses outside the book that a page makes a browser ask for."""
    reader = _Fetches()
    reader.feed(html)
    reader.close()
    return reader.found


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="//cdn.example/x.css">',
        '<link rel="preconnect" href="https://fonts.example">',
        '<img src="a.png" srcset="a.png 1x, https://cdn.example/b.png 2x" alt="">',
        '<style>@import "https://cdn.example/x.css";</style>',
        "<style>p { background: url( 'https://cdn.example/x.png' ) }</style>",
        '<p style="background:url(//cdn.example/x.png)">x</p>',
        '<svg><image xlink:href="https://cdn.example/x.png"></image></svg>',
        '<iframe src="https://cdn.example/"></iframe>',
        '<form action="https://cdn.example/"></form>',
        '<script>fetch("https://cdn.example/x.json")</script>',
        '<script type="module">import("https://cdn.example/x.js")</script>',
        '<a href="x.html" ping="https://cdn.example/">x</a>',
        '<meta http-equiv="refresh" content="0; https://cdn.example/">',
    ],
)
def test_each_way_to_ask_another_host_is_seen(html: str) -> None:
    """The search below would find it."""
    assert fetches(html)


def test_a_link_that_only_names_another_site_is_allowed() -> None:
    """A reader may follow it; the page does not."""
    page = '<a href="https://a.example/">x</a><link rel="license" href="https://b.example/">'
    assert fetches(page) == []


def test_no_page_names_another_host_for_what_it_loads(book: Path, page_names: list[str]) -> None:
    """Scripts, styles, fonts, pictures, frames and forms are all the book's own."""
    found = {name: fetches((book / name).read_text(encoding="utf-8")) for name in page_names}
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


def test_no_style_names_another_host(book: Path) -> None:
    """Neither a font nor a picture nor another style."""
    found = {
        path.relative_to(book).as_posix(): STYLE.findall(path.read_text(encoding="utf-8"))
        for path in sorted(book.rglob("*.css"))
    }
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


@pytest.mark.slow
def test_in_a_browser_no_page_asks_another_host(
    chromium: Browser, site: str, page_names: list[str]
) -> None:
    """Every page, opened and scrolled to its end, asks only the host that it came from.

    What it asks for is there, it sets no cookie, and it keeps nothing but the
    reader's own settings.
    """
    asked: list[str] = []
    context = chromium.new_context()
    page = context.new_page()

    def note(request: Request) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            asked.append(f"{page.url} asks for {request.url}")

    page.on("request", note)
    page.on("requestfailed", lambda request: asked.append(f"no answer: {request.url}"))
    page.on(
        "response",
        lambda answer: (
            asked.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else 0
        ),
    )
    # Whatever is not the book's own gets no answer, so a page that needs it would show.
    context.route(lambda url: not url.startswith(site), lambda route: route.abort())
    for name in page_names:
        page.goto(site + name)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert not asked, "\n".join(sorted(set(asked))[:50])
    assert context.cookies() == []
    context.close()


def test_the_book_reads_from_a_folder_without_a_network(
    chromium: Browser, book: Path, page_names: list[str]
) -> None:
    """Opened as files, with no host at all, the first page of each folder is complete.

    A font that a page announces beforehand is refused there and loaded when the
    style asks for it, so fonts are judged by whether the text is set in them.
    """
    context = chromium.new_context(offline=True)
    page: Page = context.new_page()
    missing: list[str] = []
    page.on(
        "requestfailed",
        lambda request: (
            missing.append(f"{page.url}: {request.url}") if request.resource_type != "font" else 0
        ),
    )
    folders = {name.rpartition("/")[0]: name for name in reversed(page_names)}
    for name in folders.values():
        page.goto((book / name).as_uri(), wait_until="networkidle")
        assert page.title(), name
        assert page.evaluate("document.styleSheets.length") > 0, name
        wanted, loaded = page.evaluate(
            """async () => {
              await document.fonts.ready;
              return [
                getComputedStyle(document.querySelector("main section > p:not([class]), main p.ed-text")).fontFamily,
                [...document.fonts].filter(f => f.status === "loaded").map(f => f.family)]
            }"""
        )
        first = wanted.partition(",")[0].strip("\"' ")
        assert first in [family.strip("\"' ") for family in loaded], name
    assert not missing, "\n".join(missing)
    context.close()
