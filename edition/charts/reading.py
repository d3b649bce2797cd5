"""Read the tables of an edition for a notebook, from wherever the notebook runs.

Only ``data/`` is read.  A table that did not pass its checks is not read at
all, and the rows of a document that is not published are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

import pandas as pd

from edition.charts.chart import WITHHELD
from edition.layers.bibtex import read_entries
from edition.layers.schema import TABLES, Table
from edition.layers.tables import Row, check_references, read_table
from edition.report import EditionError, nearest
from edition.text import Document
from edition.text.catalogue import CATALOGUE, read_catalogue
from edition.text.lines import read_sheet

#: What every chart may need, whatever it draws.
ALWAYS = ("parties",)
BIBLIOGRAPHY = "data/references.bib"
_SIDES = ("document", "left_document", "right_document")


def find_root(start: Path | None = None) -> Path:
    """Return the edition's folder: the nearest at or above ``start`` that holds its catalogue."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / CATALOGUE).is_file():
            return folder
    raise FileNotFoundError(
        f"No folder at or above '{here}' holds {CATALOGUE}. Run the notebook in a clone of the edition."
    )


@dataclass(frozen=True)
class Data:
    """The tables that a notebook asked for: ``data.figures`` is the one named ``figures``.

    ``hidden`` are the ids of rows that are left out with their document.
    """

    root: Path
    documents: tuple[Document, ...]
    tables: Mapping[str, pd.DataFrame]
    hidden: frozenset[str]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in TABLES:
            raise AttributeError(name)
        if name not in self.tables:
            raise LookupError(f"The table '{name}' was not asked for. Add it: read(…, '{name}').")
        return self.tables[name]

    def pick(self, *ids: str) -> pd.DataFrame:
        """Return the rows with these ids, in this order, from whichever tables hold them.

        An id that ends in ``*`` stands for all that begin so.  If the document
        of one of them is not published, there is nothing to compare, and the
        result is empty.
        """
        found: list[tuple[str, int]] = []
        for name in ids:
            rows = self._named(name)
            if not rows and any(_matches(hidden, name) for hidden in self.hidden):
                return _no_rows(withheld=True)
            if not rows:
                raise LookupError(
                    f"No table that was asked for has the row '{name}'. {nearest(name, [*self._where])}"
                )
            found += rows
        frames = [
            self.tables[table].iloc[[place for _, place in group]]
            for table, group in groupby(found, key=lambda row: row[0])
        ]
        return pd.concat(frames, ignore_index=True) if frames else _no_rows(withheld=False)

    @cached_property
    def _where(self) -> dict[str, tuple[str, int]]:
        """Table and place of each row that has an id."""
        return {
            id_: (name, place)
            for name, table in self.tables.items()
            if "id" in table
            for place, id_ in enumerate(table["id"])
        }

    def _named(self, name: str) -> list[tuple[str, int]]:
        if not name.endswith("*"):
            return [self._where[name]] if name in self._where else []
        return [place for id_, place in self._where.items() if _matches(id_, name)]

    @cached_property
    def groups(self) -> pd.DataFrame:
        """The groups and answers that are counted, by id."""
        return self.parties.set_index("id")

    @cached_property
    def sigla(self) -> dict[str, str]:
        """Siglum of each published document by slug."""
        return {d.slug: d.siglum for d in self.documents}

    def place(self, row: pd.Series) -> str:
        """Return where a row's words stand, as it is cited (``AB 57``), or ``""``."""
        siglum = self.sigla.get(row.get("document", ""), "")
        return f"{siglum} {row['paragraph']}" if siglum else ""

    @cached_property
    def works(self) -> dict[str, str]:
        """Short title of each work of the bibliography by its key: ``Reed 1919``."""
        path = self.root / BIBLIOGRAPHY
        if not path.exists():
            return {}
        return _short_titles(path.read_text(encoding="utf-8-sig", errors="replace"))

    def _repr_html_(self) -> str:
        items = ", ".join(f"{name} ({len(table)} rows)" for name, table in self.tables.items())
        return f"<p>Read from <code>data/</code>: {items}.</p>"


def _matches(name: str, wanted: str) -> bool:
    return name.startswith(wanted[:-1]) if wanted.endswith("*") else name == wanted


def _short_titles(text: str) -> dict[str, str]:
    """Return author (or the beginning of the title) and year of each BibTeX entry."""
    found = {}
    for entry in read_entries(text)[0]:
        fields = {name: " ".join(field.value.split()) for name, field in entry.fields.items()}
        who = fields.get("author") or fields.get("editor") or ""
        names = (
            [re.sub(r"[{}]", "", name).split(",")[0] for name in who.split(" and ")] if who else []
        )
        title = re.sub(r"[{}]", "", fields.get("title") or entry.key)
        label = (
            " and ".join(names[:2]) + (" and others" if len(names) > 2 else "")
            if names
            else f"“{title}”"
        )
        found[entry.key] = f"{label} {fields['year']}" if fields.get("year") else label
    return found


def _no_rows(withheld: bool) -> pd.DataFrame:
    frame = pd.DataFrame(columns=["id"])
    frame.attrs[WITHHELD] = withheld
    return frame


def _frame(table: Table, rows: Iterable[Row], withheld: bool) -> pd.DataFrame:
    """Return rows as a frame: numbers as numbers, all else as the strings that they are.

    It notes whether other rows are withheld, so that a chart without rows can say why.
    """
    frame = pd.DataFrame([dict(row.values) for row in rows], columns=table.columns)
    for field in table.fields:
        if field.kind in ("number", "integer"):
            frame[field.name] = pd.to_numeric(frame[field.name])
        else:
            frame[field.name] = frame[field.name].astype(object).fillna("")
    frame.attrs[WITHHELD] = withheld
    return frame


def _lines(root: Path, table: Table) -> list[Row]:
    sheet, problems = read_sheet(root)
    if problems:
        raise EditionError(problems)
    return [Row(table, line, values) for line, values in sheet.rows]


def _needed(names: tuple[str, ...]) -> list[str]:
    for name in names:
        if name not in TABLES:
            raise LookupError(f"There is no table '{name}'. {nearest(name, list(TABLES))}")
    return list(dict.fromkeys((*names, *ALWAYS)))


def _gone(row: Row, withheld: set[str]) -> bool:
    return bool(withheld & {row[column] for column in _SIDES})


def read(*names: str, root: Path | None = None) -> Data:
    """Read tables by their names and return them; ``parties`` always comes along.

    Raises :class:`EditionError` with everything that is wrong with them, so
    that nothing is drawn from a table that did not pass.
    """
    folder = root or find_root()
    documents, problems = read_catalogue(folder)
    withheld = {document.slug for document in documents if not document.published}
    rows: dict[str, list[Row]] = {}
    for name in _needed(names):
        if name == "lines":
            rows[name] = _lines(folder, TABLES[name])
            continue
        rows[name], wrong = read_table(folder, TABLES[name])
        problems += wrong
    problems += check_references(rows)
    if problems:
        raise EditionError(problems)
    kept = {
        name: [row for row in table if not _gone(row, withheld)] for name, table in rows.items()
    }
    hidden = {row.id for name, table in rows.items() for row in table if _gone(row, withheld)}
    return Data(
        folder,
        tuple(document for document in documents if document.published),
        {
            name: _frame(TABLES[name], table, len(table) < len(rows[name]))
            for name, table in kept.items()
        },
        frozenset(hidden - {""}),
    )
