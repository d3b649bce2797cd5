"""The comparison's tables: complete, in order, exact, and in agreement with the others."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from edition.anchors import Locus
from edition.layers import Layers, Row, read_layers
from edition.layers.numbers import numbers_in
from tests.tools.building import ROOT

AP, HM, FA = "all-power-to-the-soviets", "how-we-made-october", "first-acts"
ST, BL = "soviets-take-power", "to-brest-litovsk"
# What the two translations have in common: from these words on, to the end of the last paragraph.
BEGINS = "After all the experiences of the Coalition"

Span = tuple[str, int, int]


@pytest.fixture(scope="module")
def layers() -> Layers:
    found, problems = read_layers(ROOT)
    assert problems == []
    return found


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(slug: str, first: str, last: str) -> dict[str, str]:
    """Return numbered paragraphs, read from the source without the engine."""
    lines = (ROOT / "data" / "sources" / f"{slug}.txt").read_bytes().decode("utf-8").split("\n")
    rows = [r for r in table("lines") if r["document"] == slug and r["number"]]
    numbers = [row["number"] for row in rows]
    kept = rows[numbers.index(first) : numbers.index(last) + 1]
    return {
        row["number"]: lines[int(row["line"]) - 1].replace(row["cut"], "")
        if row["cut"]
        else lines[int(row["line"]) - 1]
        for row in kept
    }


def place(text: str, row: dict[str, str], side: str) -> int:
    """Return where the words of one side stand."""
    quote, prefix, suffix = (row[f"{side}_{part}"] for part in ("quote", "prefix", "suffix"))
    standing = [m.start() for m in re.finditer(f"(?={re.escape(quote)})", text)]
    found = [
        n
        for n in standing
        if text[:n].endswith(prefix) and text[n + len(quote) :].startswith(suffix)
    ] or [
        n
        for n in standing
        if text[:n].rstrip().endswith(prefix.rstrip())
        and text[n + len(quote) :].lstrip().startswith(suffix.lstrip())
    ]
    assert len(found) == 1, f"{row['id']} {side}: {len(found)} places"
    return found[0]


def covered(
    rows: list[dict[str, str]], side: str, words: dict[str, str]
) -> list[tuple[str, list[Span]]]:
    """Return the spans of one side, unit by unit in the table's order."""
    units: dict[str, list[Span]] = {}
    for row in rows:
        if row[f"{side}_quote"]:
            number = row[f"{side}_paragraph"]
            start = place(words[number], row, side)
            units.setdefault(row["unit"], []).append(
                (number, start, start + len(row[f"{side}_quote"]))
            )
    return list(units.items())


ALIGNED = [
    ((HM, "4", "48", ""), (BL, "22", "53", BEGINS)),
    ((AP, "2", "37", ""), (FA, "3", "9", "")),
]


def aligned(left: str, right: str) -> list[dict[str, str]]:
    """Return the rows of a pair: those that have both, and those between them that have one."""
    return [
        row
        for row in table("parallels")
        if row["relation"] not in ("same event", "quotes")
        and row["left_document"] in ("", left)
        and row["right_document"] in ("", right)
    ]


@pytest.mark.parametrize("pair", ALIGNED, ids=["translations", "abridgements"])
@pytest.mark.parametrize("side", ["left", "right"])
def test_every_character_is_in_one_unit_in_order(
    pair: tuple[tuple[str, ...], ...], side: str
) -> None:
    slug, first, last, begins = pair[0] if side == "left" else pair[1]
    words = texts(slug, first, last)
    order = {number: rank for rank, number in enumerate(words)}
    units = covered(aligned(pair[0][0], pair[1][0]), side, words)
    spans = [
        span for _, unit in units for span in sorted(set(unit), key=lambda s: (order[s[0]], s[1]))
    ]
    assert spans == sorted(spans, key=lambda s: (order[s[0]], s[1])), "out of order"
    rest = dict.fromkeys(words, 0)
    if begins:
        rest[first] = words[first].index(begins)
    for number, start, end in spans:
        assert start >= rest[number], f"{number}: overlap at {words[number][start : start + 30]!r}"
        assert not words[number][rest[number] : start].strip(), (
            f"{number}: {words[number][rest[number] : start]!r}"
        )
        rest[number] = end
    left_over = {
        number: words[number][end:] for number, end in rest.items() if words[number][end:].strip()
    }
    assert left_over == {}


def test_a_row_taken_away_would_be_missed() -> None:
    words = texts(HM, "4", "48")
    rows = aligned(HM, BL)
    whole = sum(end - start for _, unit in covered(rows, "left", words) for _, start, end in unit)
    less = sum(
        end - start for _, unit in covered(rows[1:], "left", words) for _, start, end in unit
    )
    assert less < whole


def test_units_stand_together() -> None:
    units = [row["unit"] for row in table("parallels")]
    changes = [unit for before, unit in zip(["", *units], units, strict=False) if unit != before]
    assert len(changes) == len(set(changes))


def test_relations_say_what_is_so() -> None:
    for row in table("parallels"):
        left, right = row["left_quote"], row["right_quote"]
        if row["relation"] == "same":
            assert left == right, row["id"]
        elif row["relation"] == "variant":
            assert left != right, row["id"]
            assert left, row["id"]
            assert right, row["id"]


def test_what_one_drops_without_a_mark_is_told() -> None:
    notes = [row["note"] for row in aligned(AP, FA) if row["relation"] == "only right"]
    assert any("without any mark" in note for note in notes)


def test_counts(layers: Layers) -> None:
    """The floors that reading found; the tables may only have more."""
    relations = Counter(row["relation"] for row in table("parallels"))
    assert relations["translation"] >= 399
    assert relations["same"] >= 26
    assert relations["variant"] >= 18
    assert relations["same event"] + relations["quotes"] >= 40
    kinds = Counter(row["kind"] for row in table("disagreements"))
    assert kinds["between translations"] >= 40
    others = ("between documents", "within a document", "against the record")
    assert sum(kinds[kind] for kind in others) + kinds["only apparent"] >= 70
    assert all(kinds[kind] for kind in (*others, "only apparent"))
    quotations = {row["id"] for row in table("quotations") if row["document"] == ST}
    assert len(quotations) >= 60
    assert any(row["within"] for row in table("quotations"))
    assert any(row["part"] == "2" for row in table("quotations"))
    statuses = {row["status"] for row in table("quotations")}
    assert {"wrong reference", "impossible reference"} <= statuses


def places(layers: Layers) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in layers.tables["disagreement_places"]:
        found.setdefault(row["disagreement"], []).append(row)
    return found


def test_each_disagreement_has_the_places_of_its_kind(layers: Layers) -> None:
    wrong = []
    for row in layers.tables["disagreements"]:
        documents = [place["document"] for place in places(layers).get(row.id, [])]
        fits = {
            "between translations": set(documents) == {HM, BL},
            "between documents": len(set(documents)) > 1,
            "within a document": len(set(documents)) == 1 and len(documents) > 1,
            "against the record": bool(documents) and bool(row["source"]),
            "only apparent": len(documents) > 1,
        }[row["kind"]]
        if not (fits and row["judgement"] and row["certainty"] and row["subject"]):
            wrong.append(row.id)
    assert wrong == []


def test_an_apparent_conflict_is_no_slip(layers: Layers) -> None:
    """A date that is surely wrong is no mere matter of two calendars."""
    kinds = {row.id: row["kind"] for row in layers.tables["disagreements"]}
    for row in layers.tables["dates"]:
        locus = layers.locus(row)
        if row["slip"] in ("wrong day", "wrong month") and row["certainty"] == "high" and locus:
            assert {kinds[one] for one in owned(layers, locus)} != {"only apparent"}, row.id


def meet(one: Locus, other: Locus) -> bool:
    same = (one.document, one.paragraph) == (other.document, other.paragraph)
    return same and one.start < other.end and other.start < one.end


def owned(layers: Layers, locus: Locus) -> list[str]:
    """Return the disagreements about some words."""
    return [
        place["disagreement"]
        for place in layers.tables["disagreement_places"]
        if (own := layers.locus(place)) and meet(own, locus)
    ]


def test_every_wrong_date_is_owned(layers: Layers) -> None:
    """By a disagreement, or by a note on its words."""
    noted = [locus for _, locus in layers.notes]
    lost = []
    for row in layers.tables["dates"]:
        locus = layers.locus(row)
        if row["slip"] in ("", "unconverted") or locus is None:
            continue
        if not owned(layers, locus) and not any(meet(locus, note) for note in noted):
            lost.append(f"{row.id} {row['slip']}")
    assert lost == []


def test_every_day_that_differs_is_owned(layers: Layers) -> None:
    """Where two documents date one event by days that are not the same, an entry says so."""
    dated: dict[str, list[Row]] = {}
    for row in layers.tables["dates"]:
        told = (
            row["event"] and row["os_start"] and row["precision"] == "day" and row["use"] == "date"
        )
        if told and not row["slip"] and not row["relative_to"]:
            dated.setdefault(row["event"], []).append(row)
    lost = []
    for event, rows in dated.items():
        days: dict[str, list[str]] = {}
        for row in rows:
            locus = layers.locus(row)
            assert locus
            days.setdefault(row["os_start"], []).extend(owned(layers, locus))
        if len(days) > 1 and sum(1 for found in days.values() if found) < len(days) - 1:
            lost.append(f"{event}: {sorted(days)}")
    assert lost == []


_NO_COUNT = re.compile(
    r"\b(?:an?|no|not|none|nothing|nobody|without|both|single|pair|couple|first|second|third|one|once|twice|double|week|[a-z]+\d\w*)\b"
)


def counted(words: str) -> set[float]:
    return {number for number in numbers_in(_NO_COUNT.sub(" ", words.lower())) if number >= 2}


def test_every_number_that_the_translations_give_otherwise_is_owned(layers: Layers) -> None:
    """One sentence with other figures, beyond what the calendars differ, is an entry."""
    lost = []
    for row in layers.tables["parallels"]:
        if row["relation"] != "translation":
            continue
        left, right = counted(row["left_quote"]), counted(row["right_quote"])
        if left == right or {number + 13 for number in left} == right:
            continue
        loci = layers.locus(row, "left_"), layers.locus(row, "right_")
        if not any(owned(layers, locus) for locus in loci if locus):
            lost.append(f"{row.id}: {sorted(left)} and {sorted(right)}")
    assert lost == []


def test_the_proposal_by_machine_is_near_what_was_settled(layers: Layers) -> None:
    """The method that the table names still proposes what the reading kept, nearly everywhere."""
    from edition.layers.aligning import propose
    from edition.layers.collating import collate
    from edition.layers.proposing import paragraphs

    settled: dict[tuple[str, str], set[tuple[int, int, str]]] = {}
    for row in layers.tables["parallels"]:
        for side in ("left_", "right_"):
            own = layers.locus(row, side)
            if own and row["relation"] == "translation":
                settled.setdefault((own.document, own.paragraph), set()).add(
                    (own.start, own.end, row["unit"])
                )

    def units(locus: Locus) -> set[str]:
        known = settled.get((locus.document, locus.paragraph), set())
        return {unit for start, end, unit in known if start < locus.end and locus.start < end}

    rows = propose(
        paragraphs(layers.texts, HM, "4", "48"), paragraphs(layers.texts, BL, "22", "53"), 13
    )
    pairs = [(row.left, row.right) for row in rows if row.left and row.right]
    right = sum(1 for one, two in pairs if units(one) & units(two))
    assert right / len(pairs) > 0.95

    proposed = collate(
        paragraphs(layers.texts, AP, "2", "37"), paragraphs(layers.texts, FA, "3", "9")
    )
    by_hand = [(row["relation"], row["unit"]) for row in aligned(AP, FA)]
    assert len({row.unit for row in proposed}) == len({unit for _, unit in by_hand})
    assert abs(len(proposed) - len(by_hand)) < 6


def test_the_notebook_of_profiles_reads_this_table(root: Path) -> None:
    """What the notebook counts, it counts from the aligned rows."""
    notebook = root / "notebooks" / "two-translations.ipynb"
    assert '"parallels"' in notebook.read_text(encoding="utf-8").replace("\\", "")
