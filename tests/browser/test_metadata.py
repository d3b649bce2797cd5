"""What machines read of a page: description, Dublin Core, Highwire, schema.org, Open Graph."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml


class Head(HTMLParser):
    """The named values, the links and the JSON-LD of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.meta: dict[str, list[str]] = {}
        self.title = ""
        self.linked: list[dict[str, object]] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what names a value."""
        values = {name: value or "" for name, value in attrs}
        self._inside = "ld" if values.get("type") == "application/ld+json" else tag
        if tag == "meta" and "content" in values:
            name = values.get("name") or values.get("property", "")
            self.meta.setdefault(name, []).append(values["content"])

    def handle_data(self, data: str) -> None:
        """Keep the title and the linked data."""
        if self._inside == "title":
            self.title += data
        if self._inside == "ld":
            self.linked.append(json.loads(data))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._inside = ""


@pytest.fixture(scope="module")
def heads(book: Path, page_names: list[str]) -> dict[str, Head]:
    """The head of each page."""
    return {name: Head((book / name).read_text(encoding="utf-8")) for name in page_names}


def documents(root: Path) -> Iterator[dict[str, object]]:
    """Yield the published documents as the catalogue has them."""
    text = (root / "data" / "documents.yml").read_text(encoding="utf-8")
    yield from (d for d in yaml.safe_load(text) if d.get("published", True))


def test_every_page_has_a_title_and_a_description_of_its_own(heads: dict[str, Head]) -> None:
    """Neither empty nor shared."""
    for values in (
        [h.title for h in heads.values()],
        [h.meta["description"][0] for h in heads.values()],
    ):
        assert all(values)
        assert len(set(values)) == len(values)


def test_a_chapter_carries_the_documents_identity(heads: dict[str, Head], root: Path) -> None:
    """The same author, title and year in all four vocabularies, and no markup in them."""
    for document in documents(root):
        head = heads[f"chapters/{document['slug']}/index.html"]
        author, year = str(document["author"]), str(document["year"])
        for name, value in {
            "DC.creator": author,
            "DC.date": year,
            "DC.language": "en",
            "citation_author": author,
            "citation_publication_date": year,
        }.items():
            assert head.meta[name] == [value]
        assert head.meta["DC.subject"] == document["subjects"]
        assert head.meta["citation_title"] == head.meta["DC.title"] == head.meta["og:title"]
        (linked,) = head.linked
        assert linked["@type"] == "Chapter"
        assert linked["author"] == {"@type": "Person", "name": author}
        assert linked["isPartOf"]["name"] == head.meta["citation_inbook_title"][0]  # type: ignore[index]
        assert not any("<" in value for values in head.meta.values() for value in values)


def test_the_search_page_is_not_to_be_found_by_searching(heads: dict[str, Head]) -> None:
    """It holds nothing of its own."""
    assert heads["search.html"].meta["robots"] == ["noindex"]
    assert not any("robots" in head.meta for name, head in heads.items() if name != "search.html")
