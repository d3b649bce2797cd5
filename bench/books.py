"""The books that are built: the edition, the edition without layers, and plain ones."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ENGINE = "edition.book"
#: What the engine needs to know of the texts; every other table is a layer.
GROUND = {"lines.csv"}


class BuildFailed(Exception):
    """A book could not be built; the message is what the builder said last."""


@dataclass(frozen=True)
class Book:
    """A folder with a book in it, and how to build it."""

    name: str
    source: Path
    output: Path
    command: tuple[str | Path, ...]

    @property
    def html(self) -> Path:
        """The folder of the built pages."""
        inner = self.output / "_build" / "html"
        return inner if inner.exists() else self.output

    def build(self, clean: bool = True) -> float:
        """Build and return the seconds that it took, from the command's start to its end."""
        if clean:
            shutil.rmtree(self.output, ignore_errors=True)
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        started = time.perf_counter()
        run = subprocess.run(
            self.command,
            cwd=self.source,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        seconds = time.perf_counter() - started
        if run.returncode:
            raise BuildFailed(f"The book '{self.name}' was not built.\n{run.stdout[-3000:]}")
        return seconds


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _write(path: Path, value: Any) -> None:
    path.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True), encoding="utf-8")


def copy(repository: Path, target: Path) -> Path:
    """Copy what the repository keeps, changes not yet committed among it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=repository,
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (repository / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(repository / name, target / name)
    return target


def _jupyter_book(name: str, source: Path) -> Book:
    output = source.parent / f"{source.name}-built"
    program = Path(sys.executable).with_name("jupyter-book")
    return Book(name, source, output, (program, "build", source, "--path-output", output, "-q"))


def chapter_folders(root: Path) -> list[str]:
    """Return the folder of each document, as the table of contents begins its names."""
    return [f"chapters/{document['slug']}/" for document in _read(root / "data/documents.yml")]


def _files(entries: Any) -> list[str]:
    """Return every file that a table of contents names, in order."""
    found: list[str] = []
    for entry in entries if isinstance(entries, list) else [entries]:
        for key in ("file", "root"):
            found += [entry[key]] if key in entry else []
        for key in ("parts", "chapters", "sections"):
            found += _files(entry[key]) if key in entry else []
    return found


def without_execution(source: Path) -> None:
    """Let a build run no notebook."""
    config = _read(source / "_config.yml")
    config.setdefault("execute", {})["execute_notebooks"] = "off"
    _write(source / "_config.yml", config)


def without_layers(source: Path) -> None:
    """Take out every note and every row that says something about the texts."""
    for path in (source / "data").glob("*.csv"):
        if path.name not in GROUND:
            _empty(path)
    for notes in (source / "chapters").glob("*/notes"):
        shutil.rmtree(notes)
    for name in _read(source / "_config.yml").get("bibtex_bibfiles", []):
        (source / name).write_text("", encoding="utf-8")
    _as_draft(source)


def without_notes_and_names(source: Path) -> None:
    """Take out the notes, terms and names; dates, figures and comparisons stay."""
    for name in ("names", "mentions", "terms", "term_phases"):
        _empty(source / "data" / f"{name}.csv")
    without_notes(source)


def only_notes_and_names(source: Path) -> None:
    """Leave the notes, terms and names, and no other layer."""
    kept = {"names", "mentions", "terms", "term_phases"}
    for path in (source / "data").glob("*.csv"):
        if path.name not in GROUND and path.stem not in kept:
            _empty(path)
    _as_draft(source)


def _empty(table: Path) -> None:
    """Leave a table its header and nothing else."""
    with table.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(header)


def without_notes(source: Path) -> None:
    """Leave the notes out, and nothing else that is said about the texts."""
    for note in (source / "chapters").glob("*/notes/*.md"):
        note.unlink()
    _as_draft(source)


def _as_draft(source: Path) -> None:
    """Let an edition be built that is incomplete on purpose."""
    config = _read(source / "_config.yml")
    config["sphinx"]["config"]["edition_draft"] = True
    _write(source / "_config.yml", config)


def only_chapters(source: Path) -> None:
    """Leave the pages of the documents and a front page that says nothing."""
    toc = _read(source / "_toc.yml")
    folders = tuple(chapter_folders(source))
    chapters = [name for name in _files(toc) if name.startswith(folders)]
    _write(
        source / "_toc.yml",
        {"format": "jb-book", "root": "index", "chapters": [{"file": name} for name in chapters]},
    )
    for path in (source / "chapters").rglob("*.md"):
        if not path.relative_to(source).as_posix().startswith(folders):
            path.unlink()
    shutil.rmtree(source / "notebooks", ignore_errors=True)
    (source / "index.md").write_text("# The chapters\n", encoding="utf-8")
    _as_draft(source)  # the pages that cite the rest of the bibliography are gone


def without_engine(source: Path) -> None:
    """Make a plain Jupyter Book of the same files."""
    config = _read(source / "_config.yml")
    own = config["sphinx"]
    own["extra_extensions"] = [name for name in own["extra_extensions"] if name != ENGINE]
    own["config"] = {
        key: value
        for key, value in own["config"].items()
        if key != "html_theme" and not key.startswith("edition")
    }
    own["config"]["bibtex_reference_style"] = "author_year"  # of which the engine's is a variety
    _write(source / "_config.yml", config)


def edition(repository: Path, folder: Path, *changes: Callable[[Path], None]) -> Book:
    """Return a copy of the edition in ``folder``, changed as said."""
    source = copy(repository, folder)
    for change in changes:
        change(source)
    return _jupyter_book(folder.name, source)


def furo(chapters: Book, folder: Path) -> Book:
    """Return the chapter files of a book, set by Sphinx alone with the theme furo."""
    shutil.copytree(chapters.source / "chapters", folder / "chapters")
    names = "\n".join(_files(_read(chapters.source / "_toc.yml")["chapters"]))
    (folder / "index.md").write_text(
        f"# The chapters\n\n```{{toctree}}\n{names}\n```\n", encoding="utf-8"
    )
    (folder / "conf.py").write_text(
        "project = 'plain'\nextensions = ['myst_parser']\nhtml_theme = 'furo'\n"
        "smartquotes = False\nexclude_patterns = ['chapters/**/notes/**', 'chapters/*/headnote.md']\n",
        encoding="utf-8",
    )
    output = folder.parent / f"{folder.name}-built"
    return Book("furo", folder, output, (sys.executable, "-m", "sphinx", "-q", folder, output))
