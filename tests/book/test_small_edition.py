"""The engine makes an edition of verse, a play and a letter by configuration alone."""

from __future__ import annotations

import re
import shutil
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import Tag

from edition.book.state import EditionProblems, load
from edition.cli.main import main
from tests.tools.building import ROOT, build
from tests.tools.pages import soup

SMALL = ROOT / "tests" / "editions" / "small"


def only(found: Tag | None) -> Tag:
    assert found is not None
    return found


def test_verse_and_play_keep_their_form(small_book: Path) -> None:
    verse = soup(small_book, "chapters/sonnet/index.html")
    stanza = only(verse.select_one("blockquote.ed-stanza"))
    assert len(stanza.select("p.ed-verse")) == 6
    play = soup(small_book, "chapters/watch/index.html")
    assert len(play.select("blockquote.ed-scene p.ed-dialogue")) == 4
    assert len(play.select("p.ed-point")) == 2
    assert only(play.select_one("#ww-n1")).get_text().startswith("[a] ")


def test_a_footnote_and_its_sign_lead_to_each_other(small_book: Path) -> None:
    play = soup(small_book, "chapters/watch/index.html")
    assert only(play.select_one("#ww2 a.ed-footnote-sign"))["href"] == "#ww-n1"
    assert only(play.select_one("#ww-n1 a.ed-footnote-sign"))["href"] == "#ww2"


def test_words_survive_marks_that_cross(small_book: Path) -> None:
    play = soup(small_book, "chapters/watch/index.html")
    paragraph = only(play.select_one("#ww3"))
    for corrected in paragraph.select("ins"):
        corrected.extract()
    assert (
        paragraph.get_text()
        == "FIRST WATCH. *Long live* the Queene — 2 < 3; 1. Come, #4, _now_; see $x$ and {this}."
    )
    assert (
        "".join(p.get_text() for p in paragraph.select(".ed-note"))
        == "*Long live* the Queene — 2 < 3; 1. Come, #4"
    )


def test_a_note_may_hold_lists_quotations_links_terms_and_names(small_book: Path) -> None:
    letter = soup(small_book, "chapters/letter/index.html")
    note = only(letter.select_one("#note-lh2-lamp"))
    assert note["role"] == "note"
    assert [li.get_text(strip=True)[:3] for li in note.select("li")][:1] == ["its"]
    assert note.select_one("blockquote")
    targets = {a.get("href") for a in note.select("a")}
    assert {
        "#lh3",
        "https://example.org/lamps",
        "../lists/aids.html#term-guild",
        "../lists/aids.html#name-keeper",
    } <= targets
    assert only(note.select_one("time"))["datetime"] == "1710-03-03"
    assert "20 February (3 March) 1710" in note.get_text()
    assert only(letter.select_one("#ref-lh2-lamp"))["href"] == "#note-lh2-lamp"


def test_what_spelling_cannot_decide(small_book: Path) -> None:
    aids = soup(small_book, "chapters/lists/aids.html")
    entry = only(only(aids.select_one("#name-innkeeper")).find_next("dd"))
    assert "keeper of the inn" in entry.get_text()
    assert [a.get_text() for a in entry.select(".ed-passages a")] == ["3"]


def test_texts_stand_side_by_side(small_book: Path) -> None:
    facing = soup(small_book, "chapters/lists/comparison.html")
    rows = facing.select(".ed-unit")
    assert [row["id"] for row in rows] == [f"u-{n}" for n in range(1, 7)]
    assert "Summers day" in rows[0].get_text()
    assert "summer's day" in rows[0].get_text()
    verse = soup(small_book, "chapters/sonnet/index.html")
    assert only(verse.select_one("#sq3 .ed-parallel"))["href"] == "../lists/comparison.html#u-3"


def test_dates_and_figures_carry_their_rows(small_book: Path) -> None:
    letter = soup(small_book, "chapters/letter/index.html")
    assert "3 March 1710 New Style" in only(letter.select_one("#card-date-d-lh1-1")).get_text()
    assert only(letter.select_one("#f-lh2-5")).get_text() == "seven for a new mole"
    assert (small_book / "data" / "figures.csv").read_bytes() == (
        SMALL / "data" / "figures.csv"
    ).read_bytes()


def test_downloads(small_book: Path) -> None:
    source = (small_book / "downloads" / "watch.txt").read_bytes()
    assert source == (SMALL / "data" / "sources" / "watch.txt").read_bytes()
    assert "the Queen —" in (small_book / "downloads" / "watch-corrected.txt").read_text(
        encoding="utf-8"
    )


def test_a_withheld_document_leaves_no_word(tmp_path: Path) -> None:
    source = Path(shutil.copytree(SMALL, tmp_path / "withheld"))
    catalogue = source / "data" / "documents.yml"
    catalogue.write_text(
        catalogue.read_text().replace("siglum: LH\n", "siglum: LH\n  published: false\n")
    )
    built = build(source, source)
    gone = [
        "lamp on the mole",
        "The ice is thick",
        "two days later",
        "in the ice, and of the forty",
    ]
    pages = [
        p
        for p in built.rglob("*")
        if p.suffix in {".html", ".js", ".csv", ".json", ".txt"} and p.is_file()
    ]
    assert len(pages) > 20
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not [words for words in gone if words in text], page.name
    assert not (built / "downloads" / "letter.txt").exists()
    notice = soup(built, "chapters/letter/index.html")
    assert "not printed in this build" in notice.get_text()
    assert "Shall I compare thee" in soup(built, "chapters/sonnet-modern/index.html").get_text()


def test_an_extension_that_alters_the_text_stops_the_build(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = Path(shutil.copytree(SMALL, tmp_path / "altered"))
    config = source / "_config.yml"
    config.write_text(config.read_text().replace("[colon_fence]", "[colon_fence, smartquotes]"))
    assert main(["build", "--root", str(source)]) == 1
    out, said = capfd.readouterr()
    assert "the book X02 the build failed" in out
    assert re.search(r"index\.md:\d+ C04 S[QM] \d is shown as '.*’.*' where the source has", said)
    assert "Traceback" not in said
    assert not list((source / "_build" / "html").glob("**/index.html"))


@pytest.mark.parametrize(
    ("file", "before", "after", "built"),
    [
        ("figures.csv", "five boats,,,,,What", "six boats,,,,,What", True),
        ("documents.yml", "siglum: LH\n", "siglum: LH\n  publish: false\n", False),
    ],
)
def test_a_draft_has_problems_but_no_doubt_of_what_to_leave_out(
    tmp_path: Path, file: str, before: str, after: str, built: bool
) -> None:
    source = Path(shutil.copytree(SMALL, tmp_path / "draft"))
    text = (source / "data" / file).read_text(encoding="utf-8")
    assert before in text
    (source / "data" / file).write_text(text.replace(before, after), encoding="utf-8")
    draft = SimpleNamespace(srcdir=source, config=SimpleNamespace(edition_draft=True))
    with (
        nullcontext() if built else pytest.raises(EditionProblems, match=r"documents\.yml:\d+ D04")
    ):
        load(draft)  # type: ignore[arg-type]
    assert hasattr(draft, "edition") == built
    draft.config.edition_draft = False
    with pytest.raises(EditionProblems):
        load(draft)  # type: ignore[arg-type]
