"""A change rebuilds every page that shows it, and what did not change is left alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from edition.book.state import State
from edition.layers import published, read_layers
from tests.tools.building import ROOT, build

SMALL = ROOT / "tests" / "editions" / "small"
LETTER, WATCH = "chapters/letter/index.html", "chapters/watch/index.html"
SONNET = "chapters/sonnet/index.html"
TEXTS, AIDS = "chapters/lists/texts.html", "chapters/lists/aids.html"
COMPARISON = "chapters/lists/comparison.html"

#: A figure whose whole stands on another page.
FIGURE = "f-ww4-1,watch,4,twelve,,,,,Strokes,,,,12,12,strokes,exact,f-lh2-8,count,\n"
#: A quotation of two parts on two pages, spoken by somebody of the index of names.
QUOTATION = """\
q-ww4-1,1,,watch,4,You come most carefully,,,keeper,almanac,page 3,not checked,
q-ww4-1,2,,letter,4,The ice is thick,,,keeper,almanac,,not checked,
"""
REFERENCE = """\
id,event,body,question,series,option,low,high,unit,basis,source,confidence,note
r-1,,guild,The vote,,for,8,8,votes,general knowledge,,low,
"""
CITATION = 'cff-version: 1.2.0\ntitle: Four\nversion: 1.0.0\ndate-released: "2026-01-01"\n'
FACTS = "  facts:\n    - what: Found\n      value: in a bottle\n"


@dataclass(frozen=True)
class Book:
    """The small edition where it is built, with what makes its pages refer to each other's rows."""

    root: Path
    engine: Path

    @property
    def html(self) -> Path:
        return self.root / "_build" / "html"

    def build(self) -> None:
        build(self.root, self.root, PYTHONPATH=str(self.engine))

    def page(self, name: str) -> str:
        return (self.html / name).read_text(encoding="utf-8")

    def read(self) -> dict[str, int]:
        """When each page was last read."""
        folder = self.root / "_build" / ".doctrees"
        return {
            path.relative_to(folder).with_suffix("").as_posix(): path.stat().st_mtime_ns
            for path in folder.rglob("*.doctree")
        }

    def written(self) -> dict[str, int]:
        """When each page was last written."""
        return {
            f"{name}.html": (self.html / f"{name}.html").stat().st_mtime_ns for name in self.read()
        }


def changed(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {name for name in after if after[name] != before[name]}


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def insert(path: Path, before: str, rows: str) -> None:
    """Put rows before the one that begins with some words, or at the end."""
    change(path, before, rows + before) if before else path.write_text(path.read_text() + rows)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The book as it is built first, with an engine of its own."""
    folder = tmp_path_factory.mktemp("rebuilding")
    shutil.copytree(ROOT / "edition", folder / "engine" / "edition")
    root = Path(shutil.copytree(SMALL, folder / "small"))
    data = root / "data"
    (data / "datapackage.json").unlink(missing_ok=True)  # it describes the tables as they were
    insert(data / "figures.csv", "f-lh2-1,", FIGURE)
    insert(data / "quotations.csv", "", QUOTATION)
    change(data / "documents.yml", "  siglum: LH\n", f"  siglum: LH\n{FACTS}")
    (data / "reference.csv").write_text(REFERENCE, encoding="utf-8")
    (root / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    lists = root / "chapters" / "lists"
    insert(lists / "aids.md", "```{edition-figures}", "```{edition-reference}\n```\n\n")
    # This names somebody whom no row of a list does.
    insert(lists / "texts.md", "```{edition-notes}", "{name}`innkeeper` wrote none of them.\n\n")
    book = Book(root, folder / "engine")
    book.build()
    return book


@pytest.fixture
def book(fresh: Book, tmp_path: Path) -> Iterator[Book]:
    """The book, whose files are put back at the end."""
    kept = tmp_path / "kept"
    shutil.copytree(fresh.root, kept, ignore=shutil.ignore_patterns("_build"))
    fresh.build()
    yield fresh
    for path in kept.rglob("*"):
        own = fresh.root / path.relative_to(kept)
        if path.is_file() and own.read_bytes() != path.read_bytes():
            shutil.copyfile(path, own)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "before", "after", "shown", "pages"),
    [
        ("bodies.csv", "guild,The Guild,", "guild,The Old Guild,", "The Old Guild", (LETTER, AIDS)),
        ("events.csv", "The Guild votes on", "They vote on", "They vote on", (LETTER, AIDS)),
        ("names.csv", "The Keeper of", "The Warden of", "The Warden of", (WATCH, COMPARISON)),
        ("names.csv", "The keeper of the inn", "The host", "The host", (TEXTS,)),
        (
            "events.csv",
            "The harbour",
            "The quay ; the mole",
            "The quay, the mole</td>",
            (AIDS,),
        ),
        ("references.bib", "An almanac", "A calendar", "A calendar", (WATCH, LETTER, COMPARISON)),
        ("references.bib", "{1709}", "{1711}", "1711</a>]", (LETTER, AIDS)),
        ("figures.csv", "12,12,votes,", "12,12,voices,", "Of 12 voices.", (WATCH,)),
        ("quotations.csv", "page 3", "page 4", "As printed: page 4", (WATCH, LETTER)),
        ("documents.yml", "in a bottle", "in an attic", "in an attic", (TEXTS,)),
        ("documents.yml", "in modern sp", "in new sp", "<b>Sonnet 18, in new sp", (SONNET,)),
        (
            "documents.yml",
            "  siglum: SM\n",
            "  siglum: SM\n  short_title: Modern\n",
            ">Modern</",
            (SONNET, WATCH, COMPARISON),
        ),
        ("parties.csv", "for,For a new mole,", "for,Ayes,", "The vote: Ayes", (AIDS,)),
        ("../CITATION.cff", "1.0.0", "1.0.1", '"version":"1.0.1"', (SONNET, LETTER, TEXTS)),
    ],
)
def test_a_change_is_shown_by_every_page_that_has_it(
    book: Book, file: str, before: str, after: str, shown: str, pages: tuple[str, ...]
) -> None:
    assert not [name for name in pages if shown in book.page(name)]
    change(book.root / "data" / file, before, after)
    book.build()
    assert [name for name in pages if shown not in book.page(name)] == []


@pytest.mark.slow
def test_what_did_not_change_is_left_alone(book: Book) -> None:
    """Nothing without a change; with a note its page, and the pages of notes and of their authors."""
    read, written = book.read(), book.written()
    book.build()
    assert (changed(read, book.read()), changed(written, book.written())) == (set(), set())
    note = book.root / "chapters" / "watch" / "notes" / "ww3-live.md"
    change(note, "The words cross", "These words cross")
    book.build()
    assert changed(read, book.read()) == {"chapters/watch/index", "chapters/lists/texts"}
    assert "These words cross" in book.page(WATCH)


@pytest.mark.slow
def test_no_page_of_another_engine_is_left(book: Book) -> None:
    directives = book.engine / "edition" / "book" / "directives.py"
    kept = directives.read_text(encoding="utf-8")
    change(directives, "Cite and download", "Cite it")
    book.build()
    assert "Cite it" in book.page(SONNET)
    directives.write_text(kept, encoding="utf-8")
    read = book.read()
    book.build()
    assert changed(read, book.read()) == set(read)
    build_py = book.engine / "edition" / "cli" / "build.py"
    build_py.write_text(build_py.read_text(encoding="utf-8") + "# A command makes no page.\n")
    read = book.read()
    book.build()
    assert changed(read, book.read()) == set()


def test_what_is_said_of_a_withheld_document_is_shown_too(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SMALL, tmp_path / "small"))
    change(
        root / "data" / "documents.yml",
        "  siglum: LH\n",
        f"  siglum: LH\n  published: false\n{FACTS}",
    )

    def digest() -> str:
        layers, _ = read_layers(root)
        withheld = tuple(one for one in layers.texts.documents if not one.published)
        return State(published(layers), withheld, {}).listed("")

    before = digest()
    assert digest() == before
    change(root / "data" / "documents.yml", "in a bottle", "in an attic")
    assert digest() != before
