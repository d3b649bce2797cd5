"""A stranger's note or row is data: nothing in it runs, loads or includes anything.

Every payload is tried as a note, which must be refused with its line unless
it is harmless words; and in the cells of the tables, where it must come out
in a real browser as the words that it is.
"""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Request

from edition.charts.chart import COLUMNS, Chart
from edition.layers.notes import read_note
from edition.layers.schema import TABLES
from edition.layers.tables import read_table
from tests.book.payloads import HEADS, PAYLOADS
from tests.tools.building import ROOT, build, locked

SMALL = ROOT / "tests" / "editions" / "small"
# Words to Markdown as MyST reads it here: a note may hold them, and shows them.
HARMLESS = {
    "<meta http-equiv=refresh content=0;url=https://evil.example/>",  # no tag in CommonMark
    "${pwned()}",
    "words{onclick=pwned()}",
    "{#id onclick=pwned()}\nwords",
}
ALL = [(kind, payload) for kind, found in PAYLOADS.items() for payload in found]
CELLS = {
    "terms": ["definition", "label"],
    "names": ["role", "label"],
    "events": ["label", "place", "note"],
    "dates": ["note"],
    "figures": ["note", "option_name", "question", "unit"],
    "disagreements": ["subject", "judgement"],
    "disagreement_places": ["says"],
    "emendations": ["reason", "reading"],
    "quotations": ["locator", "status", "note"],
    "term_phases": ["what"],
}

#: Columns that become a part of addresses and of HTML: nothing but their own form may stand in them.
NAMING = [(table.name, f.name) for table in TABLES.values() for f in table.fields if f.pattern]


def note(body: str, head: str = "") -> str:
    given = {line.split(":")[0] for line in head.split("\n")}
    lines = {
        "document": "letter",
        "paragraph": "2",
        "quote": "five boats",
        "kind": "context",
        "certainty": "low",
        "author": "The editors",
    }
    kept = [f"{key}: {value}" for key, value in lines.items() if key not in given]
    return "---\n" + "\n".join([*kept, *([head] if head else [])]) + "\n---\n" + body + "\n"


def refused(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "chapters" / "letter" / "notes" / "lh2-payload.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    _, problems = read_note(path, tmp_path)
    return [problem.code for problem in problems]


def test_there_are_enough() -> None:
    assert len(ALL) + sum(map(len, HEADS.values())) >= 60
    assert len(PAYLOADS) + len(HEADS) >= 12


@pytest.mark.parametrize(("kind", "payload"), ALL)
def test_a_note_is_refused(tmp_path: Path, kind: str, payload: str) -> None:
    codes = refused(tmp_path, note(f"Words before.\n\n{payload}\n\nWords after."))
    assert bool(codes) != (payload in HARMLESS), (kind, codes)


@pytest.mark.parametrize("head", [h for found in HEADS.values() for h in found])
def test_a_head_is_words(tmp_path: Path, head: str) -> None:
    """What a head holds is refused, or stays a string: nothing of YAML's types is made of it."""
    path = tmp_path / "lh2-payload.md"
    path.write_text(note("Words.", head), encoding="utf-8")
    found, problems = read_note(path, tmp_path)
    assert found is not None or problems
    if found is not None:
        assert all(isinstance(value, str) for value in (found.author, found.kind, found.certainty))


@pytest.fixture(scope="module")
def hostile(shared: Path) -> Path:
    """The small edition with a payload in every cell of prose, and notes that may hold theirs."""
    source = shared / "hostile"
    with locked(shared / "hostile.lock"):
        if source.exists():
            return source / "_build" / "html"
        shutil.copytree(SMALL, source)
        payloads = [p for kind, p in ALL if kind != "bidirectional control"]
        for table, columns in CELLS.items():
            path = source / "data" / f"{table}.csv"
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            for index, row in enumerate(rows):
                for place, column in enumerate(columns):
                    row[column] = payloads[(7 * index + 3 * place + len(table)) % len(payloads)]
            rows[0][columns[0]] = " ".join(payloads)
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        notes = source / "chapters" / "letter" / "notes"
        for number, payload in enumerate(sorted(HARMLESS)):
            (notes / f"lh2-harmless-{number}.md").write_text(note(payload), encoding="utf-8")
        (notes / "lh2-author.md").write_text(
            note("Words.", "author: <script>pwned()</script>"), encoding="utf-8"
        )
        build(source, source)
    return source / "_build" / "html"


def test_nothing_runs_in_a_browser(hostile: Path, chromium: Browser) -> None:
    context = chromium.new_context()
    asked: list[str] = []

    def listen(request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            asked.append(request.url)

    page = context.new_page()
    page.on("request", listen)
    page.add_init_script("window.called = 0; window.pwned = () => { window.called += 1; };")
    shown = ""
    for path in sorted(hostile.rglob("*.html")):
        page.goto(path.as_uri())
        for mark in page.query_selector_all("article [data-card]")[:40]:
            mark.dispatch_event("mouseover")
            mark.dispatch_event("focusin")
        found = page.evaluate(
            """() => ({
              called: window.called,
              handlers: [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(
                a => /^on/i.test(a.name) || /^\\s*(javascript|vbscript|data:text)/i.test(a.value))).length,
              foreign: [...document.querySelectorAll('article :is(script:not([type]), iframe, object, embed, style, base, meta, svg script)')].length,
            })"""
        )
        assert found == {"called": 0, "handlers": 0, "foreign": 0}, path.name
        shown += page.inner_text("body")
    context.close()
    assert asked == []
    assert "<script>pwned()</script>" in shown, "the payload is shown as the words that it is"


def test_cells_with_hidden_characters_are_refused(tmp_path: Path) -> None:
    for payload in PAYLOADS["bidirectional control"]:
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / "bodies.csv").write_text(
            f"id,label,note\na,{payload},\n", encoding="utf-8"
        )
        _, problems = read_table(tmp_path, TABLES["bodies"])
        assert [p.code for p in problems] == ["T09"]


def test_a_bibliography_links_to_web_pages_only(tmp_path: Path) -> None:
    from edition.layers.bibliography import read_works

    (tmp_path / "data").mkdir()
    entry = "@misc{x,\n  title = {T},\n  url = {javascript:pwned()},\n  keywords = {further}\n}\n"
    (tmp_path / "data" / "references.bib").write_text(entry, encoding="utf-8")
    _, problems = read_works(tmp_path)
    assert [(p.code, p.line) for p in problems] == [("R05", 3)]
    assert re.search("https", problems[0].remedy)


@pytest.mark.parametrize(("table", "column"), NAMING)
def test_what_names_a_row_is_refused(tmp_path: Path, table: str, column: str) -> None:
    payloads = [payload for _, payload in ALL] + ["a b", "A", "-a", "a-", "a--b", 'x"', "a\n", "ä"]
    columns = TABLES[table].columns
    (tmp_path / "data").mkdir()
    with (tmp_path / "data" / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({column: payload} for payload in payloads)
    rows, problems = read_table(tmp_path, TABLES[table])
    assert len(rows) == len(payloads)
    said = f"'{column}' "
    refused = {p.line for p in problems if p.code in ("T09", "T13") and p.message.startswith(said)}
    assert refused == {row.line for row in rows}


def test_every_table_checks_what_names_its_rows() -> None:
    assert {table.name for table in TABLES.values() if "id" in table.columns} <= {
        table for table, column in NAMING if column == "id"
    }


def test_a_chart_shows_ids_as_words() -> None:
    row = dict.fromkeys(COLUMNS, "x") | {"id": '"><script>pwned()</script>;<b onclick=pwned()>'}
    html = Chart('"><script>', "A title", "Words.", pd.DataFrame([row]))._repr_html_()
    assert "<script>pwned" not in html
    assert "<b onclick" not in html
    assert 'id="chart-"' not in html
    assert "&lt;script&gt;pwned()" in html
