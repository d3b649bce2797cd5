"""The links of the built book: each must lead somewhere.

``python -m scripts.links FOLDER`` checks those inside the book, which needs no
network. With ``EXTERNAL=1`` in the environment it also asks other sites whether
their pages are still there, and writes what is broken to ``_build/links.md``.
"""

from __future__ import annotations

import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

REPORT = Path("_build/links.md")
#: Attributes that hold an address.
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "cite", "xlink:href"}
#: Attributes that name elements of their own page.
REFERENCES = {
    "for",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-labelledby",
    "popovertarget",
    "commandfor",
    "headers",
    "list",
}


@dataclass
class Page:
    """What one page has and what it points at; each with the line where it stands."""

    ids: dict[str, int] = field(default_factory=dict)
    twice: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    references: list[tuple[int, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        values = {name: value for name, value in attrs if value is not None}
        if "id" in values:
            if values["id"] in self.page.ids:
                self.page.twice.append((line, values["id"]))
            self.page.ids.setdefault(values["id"], line)
        for name, value in values.items():
            if name in ADDRESSES:
                self.page.links.append((line, value.strip()))
            elif name == "srcset":
                parts = (part.split()[0] for part in value.split(",") if part.strip())
                self.page.links += ((line, part) for part in parts)
            elif name in REFERENCES:
                self.page.references += ((line, one) for one in value.split())


def read(path: Path) -> Page:
    """Read one built page."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return reader.page


def read_site(site: Path) -> dict[str, Page]:
    """Read all built pages, by their path below ``site``."""
    return {path.relative_to(site).as_posix(): read(path) for path in sorted(site.rglob("*.html"))}


def broken_inside(site: Path, pages: dict[str, Page]) -> list[str]:
    """Return a line for each link, id or reference in the book that is wrong."""
    wrong = []
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for name, page in pages.items():
        for line, one in page.twice:
            wrong.append(f"{name}:{line} two elements have the id '{one}'.")
        for line, one in page.references:
            if one not in page.ids:
                wrong.append(f"{name}:{line} an attribute names '{one}', which no element is.")
        for line, link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            if link.startswith("/"):
                wrong.append(f"{name}:{line} '{link}' breaks where the book is not at the root.")
                continue
            target, fragment = urldefrag(urljoin(name, link) if link else name)
            target = unquote(target.partition("?")[0]) or name
            target += "index.html" if target.endswith("/") else ""
            if target not in files:
                wrong.append(f"{name}:{line} '{link}' leads to no file.")
            elif fragment and target in pages and unquote(fragment) not in pages[target].ids:
                wrong.append(f"{name}:{line} '{link}': the page has no such place.")
    return wrong


def outside(pages: dict[str, Page]) -> dict[str, list[str]]:
    """Return every address on another site, with the pages that link to it."""
    found: dict[str, list[str]] = {}
    for name, page in pages.items():
        for _, link in page.links:
            if urlsplit(link).scheme in ("http", "https"):
                found.setdefault(urldefrag(link)[0], []).append(name)
    return {link: sorted(set(names)) for link, names in sorted(found.items())}


def ask(address: str, tries: int = 3, timeout: float = 20) -> str:
    """Ask whether there is a page at ``address``; return ``""`` or what is wrong."""
    request = urllib.request.Request(
        address, headers={"User-Agent": "Mozilla/5.0 (link check of a digital edition)"}
    )
    reason = ""
    for attempt in range(tries):
        try:
            with urllib.request.urlopen(request, timeout=timeout):
                return ""
        except urllib.error.HTTPError as error:
            reason = f"{error.code} {error.reason}"
            if error.code in (401, 403, 429):
                return ""  # there, but not for a program
            if error.code < 500:
                return reason
        except (OSError, ValueError) as error:
            reason = str(getattr(error, "reason", error)) or type(error).__name__
        if attempt + 1 < tries:
            time.sleep(2**attempt)
    return reason


def broken_outside(links: Iterable[str]) -> dict[str, str]:
    """Return the addresses that do not answer, each with the reason."""
    addresses = list(links)
    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = dict(zip(addresses, pool.map(ask, addresses), strict=True))
    return {address: reason for address, reason in answers.items() if reason}


def main(site: Path) -> int:
    """Check the book in ``site``; return 1 if a link is broken."""
    pages = read_site(site)
    if not pages:
        print(f"There is no book in {site}: run 'make book' first.", file=sys.stderr)
        return 1
    wrong = broken_inside(site, pages)
    for message in wrong:
        print(message)
    away = outside(pages)
    count = sum(len(page.links) for page in pages.values())
    print(f"{count} links in {len(pages)} pages: {len(wrong)} broken inside the book.")
    if os.environ.get("EXTERNAL"):
        gone = broken_outside(away)
        lines = [
            f"- <{address}> ({reason}), linked from {', '.join(away[address][:5])}"
            for address, reason in gone.items()
        ]
        report = "\n".join(
            [f"{len(gone)} of {len(away)} links to other sites are broken.", "", *lines]
        )
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(f"{report}\n", encoding="utf-8")
        print(report)
        return int(bool(wrong or gone))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
