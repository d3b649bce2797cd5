"""Pages that compare: a small edition whose alignment, collation and disagreements were made up."""

from __future__ import annotations

import csv
import io
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from bs4 import Tag

from edition.cli.main import main
from tests.layers.test_collating import Chapter
from tests.tools.building import ROOT, build, locked
from tests.tools.pages import soup

SMALL = ROOT / "tests" / "editions" / "small"
COMPARED = """# Compared

```{edition-facing} sonnet sonnet-modern
```
"""
COLLATED = """# Collated

```{edition-collation} cold warm
```
"""
UNCOLLATED = """# Uncollated

```{edition-collation} letter watch
```
"""
LISTS = """# Lists

```{edition-quotations}
```

```{edition-disagreements}
```
"""
# A sentence that both have, one left out with a mark, one without; a variant of each kind.
KINDS = [
    "both",
    "left…",
    "both",
    "word",
    "right",
    "both",
    "comma",
    "left",
    "both",
    "capital",
    "dash",
    "both",
]


def chapter() -> Chapter:
    return Chapter(KINDS, (3, 2), 1710)


def command(*arguments: str) -> str:
    said = io.StringIO()
    with redirect_stdout(said):
        assert main(list(arguments)) == 0, said.getvalue()
    return said.getvalue()


def insert(path: Path, *rows: str) -> None:
    """Put rows first in a table."""
    head, _, rest = path.read_text(encoding="utf-8").partition("\n")
    path.write_text("\n".join([head, *rows, rest]), encoding="utf-8")


def append(path: Path, *rows: str) -> None:
    """Put rows last in a table."""
    path.write_text(path.read_text(encoding="utf-8") + "\n".join([*rows, ""]), encoding="utf-8")


def arrange(root: Path) -> None:
    """Add two made-up abridgements to the small edition, their collation, and what is said of the texts."""
    data = root / "data"
    made = chapter()
    for side, slug in enumerate(("cold", "warm")):
        file = root / f"{slug}.txt"
        paragraphs = [p.text for p in made.witness(side)]
        file.write_text("\n\n".join([f"The {slug} bridge", *paragraphs]) + "\n", encoding="utf-8")
        command(
            "import",
            str(file),
            "--document",
            slug,
            "--siglum",
            slug[0].upper() + "B",
            "--root",
            str(root),
        )
        file.unlink()
    catalogue = data / "documents.yml"
    catalogue.write_text(catalogue.read_text().replace("published: false", "published: true"))
    rows = command("collate", "cold", "warm", "--root", str(root)).split("\n", 1)[1]
    (data / "parallels.csv").write_text(
        (data / "parallels.csv").read_text() + rows, encoding="utf-8"
    )
    insert(
        data / "emendations.csv",
        "e-sq3-1,sonnet,3,Maie,,,May,spelling,high,applied,The modern spelling.",
    )
    insert(
        data / "dates.csv",
        "d-sq3-1,sonnet,3,buds of Maie,,,date,OS,1609-05-01,1609-05-31,1609-05-11,1609-06-10,interval,,,,,,high,",
    )
    insert(
        data / "disagreements.csv", "t-date,between translations,How long the lease is,Open.,low,"
    )
    insert(
        data / "disagreement_places.csv",
        "t-date,sonnet,4,all too short a date,,,short",
        "t-date,sonnet-modern,4,all too short a date,,,short",
    )
    first, second = made.witness(0)[0].text.split()[:4], made.witness(0)[1].text.split()[:4]
    append(
        data / "quotations.csv",
        f"q-cb1-1,1,,cold,1,{' '.join(first)},,,SECOND WATCH,almanac,page 3,checked,The first part.",
        f"q-cb1-2,1,q-cb1-1,cold,1,{first[1]},,,,almanac,,not found,",
        f"q-cb1-1,2,,cold,2,{' '.join(second)},,,,almanac,,checked,",
    )
    (root / "chapters" / "lists" / "comparison.md").write_text(COMPARED, encoding="utf-8")
    (root / "chapters" / "lists" / "collation.md").write_text(COLLATED, encoding="utf-8")
    (root / "chapters" / "lists" / "uncollated.md").write_text(UNCOLLATED, encoding="utf-8")
    (root / "chapters" / "lists" / "claims.md").write_text(LISTS, encoding="utf-8")
    toc = root / "_toc.yml"
    more = [
        "chapters/cold/index",
        "chapters/warm/index",
        "chapters/lists/collation",
        "chapters/lists/uncollated",
        "chapters/lists/claims",
    ]
    toc.write_text(toc.read_text() + "".join(f"  - file: {name}\n" for name in more))


@pytest.fixture(scope="session")
def compared(shared: Path) -> Path:
    """The pages of that edition, built once, with every warning an error."""
    source = shared / "compared"
    with locked(shared / "compared.lock"):
        if not source.exists():
            shutil.copytree(SMALL, source)
            arrange(source)
            command("check", "--root", str(source))
            build(source, source)
    return source / "_build" / "html"


def only(found: Tag | None) -> Tag:
    assert found is not None
    return found


def words(element: Tag) -> str:
    """Return the source's characters of a cell."""
    for other in element.select("ins, .ed-reconciled, .ed-label-number, .ed-row-note, .ed-unseen"):
        other.extract()
    return element.get_text().strip()


def test_each_unit_is_a_row_with_both_numbers(compared: Path) -> None:
    page = soup(compared, "chapters/lists/comparison.html")
    rows = page.select("[role=table] > [role=rowgroup] > [role=row].ed-unit")
    assert [row["id"] for row in rows] == [f"u-{n}" for n in range(1, 7)]
    for n, row in enumerate(rows, 1):
        numbers = [a.get_text() for a in row.select("[role=cell] .ed-label-number")]
        assert numbers == [f"SQ {n}", f"SM {n}"]
        targets = [a["href"] for a in row.select(".ed-label-number")]
        assert targets == [f"../sonnet/index.html#sq{n}", f"../sonnet-modern/index.html#sm{n}"]


def test_corrections_dates_and_disagreements_stand_in_the_columns(compared: Path) -> None:
    page = soup(compared, "chapters/lists/comparison.html")
    row = only(page.select_one("#u-3"))
    assert only(row.select_one(".ed-src")).get_text() == "Maie"
    assert only(row.select_one("ins.ed-cor > a")).get_text() == "May"
    assert only(row.select_one(".ed-reconciled")).get_text() == " [11 May – 10 June N.S.]"
    places = page.select("#u-4 a.ed-disagreement")
    assert [a["href"] for a in places] == ["claims.html#t-date"] * 2
    assert (
        words(only(row.select_one("[role=cell]")))
        == "Rough windes do shake the darling buds of Maie,"
    )


def test_the_collation_is_the_one_that_was_made(compared: Path) -> None:
    page = soup(compared, "chapters/lists/collation.html")
    truth = chapter().truth()
    table = only(page.select_one("#variants + div table"))
    shown = [
        [cell.get_text() for cell in row.select("th q, td q")] for row in table.select("tbody tr")
    ]
    assert shown == [[left, right] for relation, left, right in truth if relation == "variant"]
    for side, name in ((0, "left"), (1, "right")):
        cells = [row.select("[role=cell]")[side] for row in page.select(".ed-unit")]
        told = " ".join(words(line) for cell in cells for line in cell.select(".ed-line"))
        assert told.split() == " ".join(p.text for p in chapter().witness(side)).split()
        marked = [m.get_text() for cell in cells for m in cell.select(".ed-only")]
        alone = [row[1 + side] for row in truth if row[0] == f"only {name}"]
        assert " ".join(marked).split() == " ".join(alone).split()


def test_the_sums_and_the_picture_say_how_each_cuts(compared: Path) -> None:
    page = soup(compared, "chapters/lists/collation.html")
    kinds = [kind.rstrip("…") for kind in KINDS]
    sums = only(page.select_one(".ed-sums")).get_text()
    assert "with 4 variants" in sums
    assert f"CB lacks {kinds.count('right')} passage (" in sums
    assert f"WB lacks {kinds.count('left')} passages (" in sums
    assert "1 with a mark of the cut and 1 without a mark" in sums
    picture = only(page.select_one(".ed-kept"))
    assert len(picture.select("rect.ed-cut")) == 1
    assert len(picture.select("circle.ed-cut")) == 2
    linked = {a["href"] for a in picture.select("a")}
    assert linked <= {f"#{row['id']}" for row in page.select(".ed-unit")}
    widths = [
        float(r["width"].rstrip("%")) for r in picture.select("a.ed-shared rect, a.ed-alone rect")
    ]
    both = sum(
        len(p.text.replace("…", "").split()) for side in (0, 1) for p in chapter().witness(side)
    )
    # Dashes between words part them on one side only, hence the leeway.
    assert abs(sum(widths) * 10 - both) <= 4
    assert "CB lacks it: cut, without a mark" in only(page.select_one("#kept details")).get_text()


def test_two_texts_without_a_row_are_said_to_be_uncollated(compared: Path) -> None:
    page = soup(compared, "chapters/lists/uncollated.html")
    assert "No passage of the two has been collated yet." in page.get_text()
    assert page.select_one(".ed-kept, .ed-unit") is None


def test_a_paragraph_has_its_counterpart_at_hand(compared: Path) -> None:
    page = soup(compared, "chapters/sonnet/index.html")
    sign = only(page.select_one("#sq3 a.ed-parallel"))
    assert sign["href"] == "../lists/comparison.html#u-3"
    panel = only(page.find(id=str(sign["data-panel"])))
    assert "SM 3 Rough winds do shake the darling buds of May," in panel.get_text()
    assert page.select_one("script[src*=compare]")
    assert not soup(compared, "chapters/letter/index.html").select_one("script[src*=compare]")


def test_quotations_keep_their_parts_and_what_stands_within_them(compared: Path) -> None:
    page = soup(compared, "chapters/lists/claims.html")
    assert only(page.select_one("#work-almanac")).get_text(strip=True) == "An almanac (1709)"
    outer = only(page.select_one("#row-q-cb1-1"))
    first, second = (p.text.split()[:4] for p in chapter().witness(0)[:2])
    quoted = [q.get_text() for q in only(outer.find("p")).select("q")]
    assert quoted == [" ".join(first), " ".join(second)]
    assert "Reference as printed: page 3" in outer.get_text()
    assert "WB 1 (the same words)" in outer.get_text()
    inner = only(outer.select_one("#row-q-cb1-2"))
    assert [q.get_text() for q in inner.select("q")] == [first[1]]
    assert "3 quotations: checked (1), not checked (1), not found (1)." in page.get_text()


def test_disagreements_by_kind_and_document(compared: Path) -> None:
    page = soup(compared, "chapters/lists/claims.html")
    order = [h.get_text(strip=True) for h in page.select(".ed-entries > h2")]
    assert order == ["Within a document", "Between the translations"]
    entry = only(page.select_one("#t-date"))
    assert [a.get_text() for a in entry.select("li a")] == ["SQ 4", "SM 4"]
    assert only(entry.select_one(".ed-sources a"))["href"] == "comparison.html#u-4"
    labels = [label.get_text(strip=True) for label in page.select(".ed-filter label")]
    assert labels == ["all", "SQ (1)", "SM (1)", "LH (1)"]
    ranks = {label: n for n, label in enumerate(labels)}
    assert {f"ed-in-{ranks['SQ (1)']}", f"ed-in-{ranks['SM (1)']}"} <= set(entry["class"])
    listed = [a["href"] for a in page.select("details .ed-note-list a[href^='#']")]
    assert listed == ["#t-date", "#t-date", "#g-votes"]


def test_every_quotation_and_every_disagreement_is_listed(compared: Path) -> None:
    claims = soup(compared, "chapters/lists/claims.html")
    for name, prefix in (("quotations", "row-"), ("disagreements", "")):
        with (compared / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            ids = {row["id"] for row in csv.DictReader(file)}
        assert all(claims.find(id=prefix + one) for one in ids)
