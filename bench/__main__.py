"""Measure and print the table; exit status 1 if a bound is missed."""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench import books, pages
from bench.books import Book, BuildFailed
from bench.table import Row, at_least, at_most, table
from edition.layers.aligning import propose
from edition.layers.proposing import paragraphs
from edition.text.edition import read_texts
from scripts.web import serving

ROOT = Path.cwd()
#: The two translations: document, first and last paragraph; and how far their calendars lie apart.
ALIGNED = (("how-we-made-october", "4", "48"), ("to-brest-litovsk", "22", "53"))
DAYS = 13
#: Verbs of the engine whose time has a bound, in seconds.
VERBS = {"check": 1.0}


def rounds_of(
    books_: list[Book], rounds: int, clean: bool, before: Callable[[Book, int], None] | None = None
) -> dict[str, float]:
    """Build each book in turn, ``rounds`` times; return the median time of each."""
    times: dict[str, list[float]] = {book.name: [] for book in books_}
    for number in range(rounds):
        for book in books_:
            if before:
                before(book, number)
            times[book.name].append(book.build(clean))
    for name, seconds in times.items():
        print(f"  {name}: {', '.join(f'{one:.2f}' for one in seconds)} s", flush=True)
    return {name: median(seconds) for name, seconds in times.items()}


def edit(book: Book, number: int) -> None:
    """Save the longest chapter's file once more; its words are frozen, so they stay."""
    del number
    chapters = (book.source / "chapters").glob("*/*.md")
    max(chapters, key=lambda path: path.stat().st_size).touch()


def text_pages(folder: Path, rounds: int) -> list[Row]:
    """The chapters with the engine, without it, and with Sphinx and furo."""
    plain = books.edition(
        ROOT, folder / "plain", books.without_execution, books.only_chapters, books.without_engine
    )
    bare = books.edition(
        ROOT, folder / "engine", books.without_execution, books.only_chapters, books.without_layers
    )
    layers = books.edition(
        ROOT, folder / "engine and layers", books.without_execution, books.only_chapters
    )
    furo = books.furo(plain, folder / "furo")
    ways = [plain, bare, layers, furo]
    for book in ways:
        book.build()  # compiles what Python has not compiled yet
    print("Cold builds of the chapters", flush=True)
    cold = rounds_of(ways, rounds, clean=True)
    print("Rebuilds after an edit to one chapter", flush=True)
    warm = rounds_of(ways, rounds, clean=False, before=edit)

    def remark(times: dict[str, float], name: str) -> str:
        return f"{times[name]:.2f} s to {times['plain']:.2f} s"

    rows = []
    for what, times in (("cold build of the text pages", cold), ("rebuild after one edit", warm)):
        ratio = {name: seconds / times["plain"] for name, seconds in times.items()}
        rows += [
            at_most(f"{what}, to plain", ratio["engine"], 1.05, remark=remark(times, "engine")),
            Row("— with all layers", f"{ratio['engine and layers']:.2f}"),
            Row("— Sphinx with furo", f"{ratio['furo']:.2f}"),
        ]
    return rows


def whole_book(folder: Path, rounds: int) -> list[Row]:
    """The whole book with its layers, without notes, terms and names, with these alone, and
    without any layer; the notebooks in it and by themselves.
    """
    with_layers = books.edition(ROOT, folder / "layers on", books.without_execution)
    without = books.edition(
        ROOT, folder / "layers off", books.without_execution, books.without_layers
    )
    unnoted = books.edition(
        ROOT, folder / "unnoted", books.without_execution, books.without_notes_and_names
    )
    noted = books.edition(
        ROOT, folder / "noted", books.without_execution, books.only_notes_and_names
    )
    ways = [with_layers, unnoted, noted, without]
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    if notebooks:
        ways.append(books.edition(ROOT, folder / "notebooks run"))
    print("Cold builds of the whole book", flush=True)
    times = rounds_of(ways, rounds, clean=True)

    compared = [
        ("whole book, notes, terms and names on, to off", "layers on", "unnoted"),
        ("— notes, terms and names alone, to every table empty", "noted", "layers off"),
        ("— all layers on, to every table empty", "layers on", "layers off"),
    ]
    rows = [
        at_most(
            what,
            times[full] / times[bare],
            2,
            remark=f"{times[full]:.2f} s to {times[bare]:.2f} s",
        )
        for what, full, bare in compared
    ]
    if notebooks:
        print("The notebooks by themselves", flush=True)
        alone = [_execute(folder / "layers on" / "notebooks") for _ in range(rounds)]
        print(f"  {', '.join(f'{one:.2f}' for one in alone)} s")
        added = times["notebooks run"] - times["layers on"]
        rows.append(
            at_most(
                "notebooks in the build, to jupyter execute",
                added / median(alone),
                1.2,
                remark=f"{added:.2f} s to {median(alone):.2f} s",
            )
        )
    return rows


def _execute(folder: Path) -> float:
    jupyter = Path(sys.executable).with_name("jupyter-execute")
    started = time.perf_counter()
    for notebook in sorted(folder.glob("*.ipynb")):
        subprocess.run([jupyter, notebook.name], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - started


def page(folder: Path, rounds: int) -> list[Row]:
    """The longest page: its weight, its weight without its notes, and Lighthouse's scores."""
    book = books.edition(ROOT, folder / "published")
    book.build()
    bare = books.edition(ROOT, folder / "published without notes", books.without_notes)
    bare.build()
    name = pages.longest(book.html, books.chapter_folders(ROOT))
    print(f"The longest page, {name}", flush=True)
    with serving(bare.html) as address:
        light = pages.weight(address + name)
    with serving(book.html) as address:
        full = pages.weight(address + name)
        for size, url in full.parts:
            print(f"  {size / 1000:7.1f} kB {url.removeprefix(address)}")
        rows = [
            at_most("longest page, gzip", full.bytes / 1000, 300, "{:.0f} kB"),
            at_most("— its requests", full.requests, 15, "{:.0f}"),
            at_most("— to the same without its notes", full.bytes / light.bytes, 1.5),
        ]
        program = pages.install_lighthouse()
        if program is None:
            rows.append(Row("Lighthouse", "not measured: needs Node.js 18 or later with npm"))
            return rows
        scores = pages.lighthouse(program, address + name, rounds)
    for category, score in scores.items():
        bound = 0.9 if category == "performance" else 1.0
        rows.append(at_least(f"Lighthouse, {category}", score, bound))
    return rows


def served(folder: Path, rounds: int) -> list[Row]:
    """From saving a note to its page rebuilt, as `make serve` does it."""
    source = books.edition(ROOT, folder / "served", books.without_execution).source
    notes = sorted((source / "chapters").glob("*/notes/*.md"), key=lambda path: path.stat().st_size)
    if not notes:
        return [Row("a saved note in make serve", "not measured: there is no note")]
    note, text, port = notes[0], notes[0].read_text(encoding="utf-8").rstrip(), _free_port()
    print(f"Saving {note.relative_to(source)} while the book is served", flush=True)
    server = subprocess.Popen(
        [sys.executable, "-m", "scripts.serve", "--port", str(port)],
        cwd=source,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stamp = source / "_build" / "served"
    times = []
    try:
        _wait(stamp, 0, 300)
        for number in range(rounds):
            time.sleep(1)
            seen = stamp.stat().st_mtime_ns
            started = time.perf_counter()
            note.write_text(text + "\n" * (number % 2) + f" {number}.\n", encoding="utf-8")
            _wait(stamp, seen, 60)
            times.append(time.perf_counter() - started)
    finally:
        server.terminate()
        server.wait()
    print(f"  {', '.join(f'{one:.2f}' for one in times)} s", flush=True)
    return [at_most("a saved note in make serve", median(times), 3, "{:.1f} s")]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _wait(stamp: Path, seen: int, seconds: float) -> None:
    """Wait until a build later than ``seen`` has ended well."""
    until = time.monotonic() + seconds
    while not stamp.exists() or stamp.stat().st_mtime_ns == seen:
        if time.monotonic() > until:
            raise TimeoutError("make serve built nothing")
        time.sleep(0.02)


def verbs(folder: Path, rounds: int) -> list[Row]:
    """The engine's own commands."""
    del folder
    rows = []
    for verb, bound in VERBS.items():
        times = []
        for _ in range(rounds):
            started = time.perf_counter()
            subprocess.run([sys.executable, "-m", "edition", verb], check=True, capture_output=True)
            times.append(time.perf_counter() - started)
        rows.append(at_most(f"make {verb}", median(times), bound, "{:.2f} s"))
    return rows


def alignment(folder: Path, rounds: int) -> list[Row]:
    """Proposing how two translations answer to each other, and the same for texts ten times as long."""
    del folder
    texts = read_texts(ROOT)[0]
    left, right = (paragraphs(texts, *passage) for passage in ALIGNED)
    medians = []
    for length in (1, 10):
        sides = [[*side] * length for side in (left, right)]
        times = []
        for _ in range(rounds):
            started = time.perf_counter()
            propose(sides[0], sides[1], DAYS)
            times.append(time.perf_counter() - started)
        medians.append(median(times))
    return [
        at_most("proposing the alignment of two translations", medians[0], 5, "{:.2f} s"),
        Row("— of texts ten times as long", f"{medians[1]:.2f} s"),
    ]


PARTS = {
    "text": text_pages,
    "book": whole_book,
    "alignment": alignment,
    "page": page,
    "serve": served,
    "verbs": verbs,
}


def main() -> int:
    """Measure what is asked for; return 1 if a bound is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the book.")
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all if none"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (5)")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    rows = []
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for name in options.parts or PARTS:
                folder = Path(scratch) / name
                folder.mkdir()
                rows += PARTS[name](folder, options.rounds)
    except BuildFailed as failure:
        print(
            f"{failure}\nNothing is measured until the book builds: see 'make book'.",
            file=sys.stderr,
        )
        return 1
    print()
    print(f"Medians of {options.rounds}; a ratio is to the time of the other way in the same run.")
    print()
    print(table(rows))
    return int(any(row.met is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
