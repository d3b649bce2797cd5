"""A collation that is known because it was made is found again, to the character."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.cli.main import main
from edition.layers.collating import LEAST, MOST, collate
from edition.layers.proposing import Paragraph
from tests.tools.building import ROOT

SMALL = ROOT / "tests" / "editions" / "small"
# What becomes of a sentence of the chapter in the two abridgements.
KINDS = ["both", "both", "left", "right", "word", "comma", "capital", "dash", "left…", "right…"]

Row = tuple[str, str, str]


class Chapter:
    """Two abridgements of a chapter that is made up, and the rows that must be found."""

    def __init__(self, kinds: list[str], sizes: tuple[int, int], seed: int) -> None:
        self.random = random.Random(seed)
        self.used: set[str] = set()
        self.sizes = sizes
        self.texts: tuple[list[list[str]], list[list[str]]] = ([], [])
        self.rows: list[tuple[str, int, int, str, str]] = []
        for kind in kinds:
            self._add(kind)

    def _word(self) -> str:
        while True:
            word = "".join(self.random.choice("abcdefghijklmnop") for _ in range(6))
            if word not in self.used:
                self.used.add(word)
                return word

    def _sentence(self) -> list[str]:
        """Return words of which none stands elsewhere, but for some in the middle."""
        words = [self._word() for _ in range(self.random.randint(14, 20))]
        for place in (6, 8):
            words[place] = self.random.choice(["the", "of", "and"])
        return [*words[:-1], words[-1] + "."]

    def _write(self, side: int, words: str) -> int:
        """Append a sentence to the last paragraph, or to a new one, and return its place."""
        if not self.texts[side] or len(self.texts[side][-1]) == self.sizes[side]:
            self.texts[side].append([])
        self.texts[side][-1].append(words)
        return len(self.texts[side])

    def _add(self, kind: str) -> None:
        words = self._sentence()
        if kind.rstrip("…") in ("left", "right"):
            side = ("left", "right").index(kind.rstrip("…"))
            sentence = " ".join(words)
            place = self._write(side, sentence)
            cut: list[str | int] = [f"only {kind.rstrip('…')}", 0, 0, "", ""]
            cut[1 + side], cut[3 + side] = place, sentence
            self.rows.append(tuple(cut))  # type: ignore[arg-type]
            if kind.endswith("…"):
                # The other witness says that it has cut.
                self.texts[1 - side].append([]) if not self.texts[1 - side] else None
                self.texts[1 - side][-1].append("…")
                mark: list[str | int] = ["only right" if side == 0 else "only left", 0, 0, "", ""]
                mark[2 - side], mark[4 - side] = len(self.texts[1 - side]), "…"
                self.rows.append(tuple(mark))  # type: ignore[arg-type]
            return
        before, after = words[:5], words[5:]
        one, two = {
            "both": (before[-1], before[-1]),
            "word": (before[-1], self._word()),
            "comma": (before[-1], before[-1] + ","),
            "capital": (before[-1], before[-1].capitalize()),
            "dash": (f"{before[-1]} — {after[0]}", f"{before[-1]}–{after[0]}"),
        }[kind]
        rest = after[1:] if kind == "dash" else after
        head, tail = " ".join(before[:-1]), " ".join(rest)
        places = [self._write(side, f"{head} {mid} {tail}") for side, mid in ((0, one), (1, two))]
        if kind == "both":
            self._row("same", places, f"{head} {one} {tail}", f"{head} {two} {tail}")
        else:
            self._row("same", places, head, head)
            self._row("variant", places, one, two)
            self._row("same", places, tail, tail)

    def _row(self, relation: str, places: list[int], left: str, right: str) -> None:
        self.rows.append((relation, places[0], places[1], left, right))

    def witness(self, side: int) -> list[Paragraph]:
        return [
            Paragraph(("one", "two")[side], str(n), " ".join(sentences))
            for n, sentences in enumerate(self.texts[side], 1)
        ]

    def truth(self) -> list[Row]:
        """Return the rows with what stands together joined, and each gap in order: left, right."""
        rows: list[tuple[str, int, int, str, str]] = []
        gap: list[tuple[str, int, int, str, str]] = []
        for row in [*self.rows, ("end", 0, 0, "", "")]:
            if row[0].startswith("only"):
                gap.append(row)
                continue
            for relation in ("only left", "only right"):
                for one in (r for r in gap if r[0] == relation):
                    self._join(rows, one)
            gap = []
            self._join(rows, row)
        return [(relation, left, right) for relation, _, _, left, right in rows[:-1]]

    @staticmethod
    def _join(
        rows: list[tuple[str, int, int, str, str]], row: tuple[str, int, int, str, str]
    ) -> None:
        if rows and rows[-1][:3] == row[:3] and row[0] != "variant":
            last = rows[-1]
            rows[-1] = (*row[:3], f"{last[3]} {row[3]}".strip(), f"{last[4]} {row[4]}".strip())
        else:
            rows.append(row)


def found(left: list[Paragraph], right: list[Paragraph]) -> list[Row]:
    words = {(p.document, p.number): p.text for p in (*left, *right)}

    def said(locus: object) -> str:
        return words[locus.document, locus.paragraph][locus.start : locus.end] if locus else ""  # type: ignore[attr-defined]

    return [(row.relation, said(row.left), said(row.right)) for row in collate(left, right)]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=30),
    sizes=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    seed=st.integers(0, 10**9),
)
def test_what_was_made_is_found(kinds: list[str], sizes: tuple[int, int], seed: int) -> None:
    chapter = Chapter(["both", *kinds, "both"], sizes, seed)
    assert found(chapter.witness(0), chapter.witness(1)) == chapter.truth()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    left=st.lists(st.text("ab .,…“”‘’—–", min_size=1, max_size=30), max_size=4),
    right=st.lists(st.text("ab .,…“”‘’—–", min_size=1, max_size=30), max_size=4),
)
def test_all_characters_are_covered_whatever_the_texts(left: list[str], right: list[str]) -> None:
    one = [Paragraph("one", str(n), words) for n, words in enumerate(left, 1)]
    two = [Paragraph("two", str(n), words) for n, words in enumerate(right, 1)]
    rows = collate(one, two)
    for paragraphs, loci in ((one, [r.left for r in rows]), (two, [r.right for r in rows])):
        for paragraph in paragraphs:
            at = 0
            for locus in (lo for lo in loci if lo and lo.paragraph == paragraph.number):
                assert locus.start >= at
                assert not paragraph.text[at : locus.start].strip()
                at = locus.end
            assert not paragraph.text[at:].strip()


def pair(left: str, right: str) -> list[Row]:
    return found([Paragraph("one", "1", left)], [Paragraph("two", "1", right)])


SHARED = "Four shared words here"


@pytest.mark.parametrize(
    ("left", "right", "rows"),
    [
        # A mark that one has beside its cut belongs to the cut.
        (
            f"{SHARED}, and more. {SHARED} again.",
            f"{SHARED}… {SHARED} again.",
            [
                ("same", SHARED, SHARED),
                ("only left", ", and more.", ""),
                ("only right", "", "…"),
                ("same", f"{SHARED} again.", f"{SHARED} again."),
            ],
        ),
        # The whole is a quotation in one of them.
        (
            f"{SHARED}.",
            f"“{SHARED}.”",
            [
                ("only right", "", "“"),
                ("same", f"{SHARED}.", f"{SHARED}."),
                ("only right", "", "”"),
            ],
        ),
        # Marks that both have, but others, are a variant.
        (
            f"{SHARED}: “Come now to us,” they said.",
            f"{SHARED}: ‘Come now to us,’ they said.",
            [
                ("same", f"{SHARED}:", f"{SHARED}:"),
                ("variant", "“", "‘"),
                ("same", "Come now to us,", "Come now to us,"),
                ("variant", "”", "’"),
                ("same", "they said.", "they said."),
            ],
        ),
        # White space is a character too.
        (
            f"{SHARED}  and there.",
            f"{SHARED} and there.",
            [
                ("same", "Four shared words", "Four shared words"),
                ("variant", "here  and", "here and"),
                ("same", "there.", "there."),
            ],
        ),
    ],
)
def test_marks_and_spaces(left: str, right: str, rows: list[Row]) -> None:
    assert pair(left, right) == rows


def test_what_characters_cannot_decide() -> None:
    """The two limits that the module names."""
    few = " ".join(f"c{n}" for n in range(LEAST - 1))
    others = [" ".join(f"{side}{n}" for n in range(12)) for side in "ab"]
    joined = pair(*(f"{SHARED} {other} {few} {other[::-1]} {SHARED} end" for other in others))
    assert ("same", few, few) not in joined
    for size, relation in ((MOST, "variant"), (MOST + 1, "only left")):
        left, right = (" ".join(f"{side}{n}" for n in range(size)) for side in "ab")
        rows = pair(f"{SHARED} {left} {SHARED} end", f"{SHARED} {right} {SHARED} end")
        assert rows[1][:2] == (relation, left)


def printed(capsys: pytest.CaptureFixture[str], *command: str) -> list[dict[str, str]]:
    assert main([*command, "--root", str(SMALL)]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_the_command_prints_rows_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in SMALL.rglob("*") if path.is_file()}
    rows = printed(capsys, "collate", "SQ", "SM")
    assert {
        (row["left_quote"], row["right_quote"]) for row in rows if row["relation"] == "variant"
    } == {
        ("SHall", "Shall"),
        ("Summers", "summer's"),
        ("louely", "lovely"),
        ("windes", "winds"),
        ("Maie", "May"),
        ("Sommers", "summer's"),
        ("heauen", "heaven"),
        (",", ";"),
    }
    aligned = printed(capsys, "align", "sonnet", "sonnet-modern")
    assert [(r["left_paragraph"], r["right_paragraph"]) for r in aligned] == [
        (str(n),) * 2 for n in range(1, 7)
    ]
    assert {path: path.read_bytes() for path in SMALL.rglob("*") if path.is_file()} == before


def test_a_proposal_passes_the_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A passage that stands twice is told apart by what precedes it."""
    import shutil

    copy = Path(shutil.copytree(SMALL, tmp_path / "small"))
    for verb in ("align", "collate"):
        assert main([verb, "SQ", "SM", "--root", str(SMALL)]) == 0
        (copy / "data" / "parallels.csv").write_text(capsys.readouterr().out, encoding="utf-8")
        assert main(["check", "--root", str(copy)]) == 0
        capsys.readouterr()
