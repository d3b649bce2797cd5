"""Every link of the book leads somewhere, and the check of other sites' pages works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from scripts import links


@pytest.fixture(scope="module")
def pages(book: Path) -> dict[str, links.Page]:
    """What every built page has and points at."""
    return links.read_site(book)


def test_every_link_inside_the_book_leads_somewhere(
    book: Path, pages: dict[str, links.Page]
) -> None:
    """Pages, places in pages, files; ids are unique and references have their element."""
    wrong = links.broken_inside(book, pages)
    assert not wrong, "\n".join(wrong[:100])


def test_links_lead_to_pages_and_to_nothing_else(pages: dict[str, links.Page]) -> None:
    """No link runs a script or carries a page in itself; only pictures may be data."""
    known = {"", "http", "https", "mailto", "data"}
    found = {
        link
        for page in pages.values()
        for _, link in page.links
        if urlsplit(link).scheme not in known
        or (link.startswith("data:") and not link.startswith("data:image/"))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ('<a href="gone.html">x</a>', "leads to no file"),
        ('<a href="b.html#gone">x</a>', "has no such place"),
        ('<a href="#gone">x</a>', "has no such place"),
        ('<img src="gone.png" alt="">', "leads to no file"),
        ('<img srcset="b.html 1x, gone.png 2x" alt="">', "leads to no file"),
        ('<svg><a xlink:href="#gone"></a></svg>', "has no such place"),
        ('<p id="a"></p><p id="a"></p>', "two elements"),
        ('<p aria-describedby="gone"></p>', "which no element is"),
        ('<a href="/b.html">x</a>', "not at the root"),
        ('<a href="b.html#here">x</a> <a href="b.html?q=1#h%65re">y</a> <a href="">z</a>', ""),
        ('<a href="deep/">x</a> <a href="mailto:a@b">y</a> <a href="https://c.example/">z</a>', ""),
    ],
)
def test_what_is_broken_is_found(tmp_path: Path, html: str, complaint: str) -> None:
    """Each way in which a link can break is seen, and a good one is not."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "index.html").write_text("<p>deep</p>", encoding="utf-8")
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    (tmp_path / "b.html").write_text('<p id="here">b</p>', encoding="utf-8")
    wrong = links.broken_inside(tmp_path, links.read_site(tmp_path))
    assert len(wrong) == bool(complaint)
    assert all(complaint in message and message.startswith("a.html:1 ") for message in wrong)


class _Answers(BaseHTTPRequestHandler):
    """Answers with the status that the path asks for."""

    def do_GET(self) -> None:
        self.send_response(int(self.path.strip("/")))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _another_site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def test_a_page_that_is_gone_from_another_site_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing page and a failing or unreachable server are told; a closed door is not."""
    monkeypatch.setattr(links.time, "sleep", lambda seconds: None)
    with _another_site() as address:
        asked = [f"{address}{status}" for status in (200, 403, 404, 410, 500)]
        gone = links.broken_outside(asked)
    assert {link.rpartition("/")[2]: reason for link, reason in gone.items()} == {
        "404": "404 Not Found",
        "410": "410 Gone",
        "500": "500 Internal Server Error",
    }
    assert links.ask(address + "200"), "nobody is there any more"
