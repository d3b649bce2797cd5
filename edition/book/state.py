"""What the book knows of the edition while it is built."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

from edition.anchors import Locus
from edition.layers import TABLES, Layers, Row, check_edition, hindering, published, read_layers
from edition.layers.parallels import Ties, pairs, ties, units
from edition.report import Problem
from edition.text import Document
from edition.text.catalogue import CATALOGUE

logger = logging.getLogger(__name__)

#: What a page of lists names beside tables if it shows titles of works.
WORKS = "works"
#: The columns of each table that name rows, with the table of those.  A speaker may be named in
#: words instead, so that the schema cannot say that the column refers.
_REFERRING = {
    name: [
        *((field.name, field.refers) for field in table.fields if field.refers),
        *(("speaker", "names") for field in table.fields if field.name == "speaker"),
    ]
    for name, table in TABLES.items()
}
_NAMED = re.compile(r"\{name\}`(?:[^`<]*<)?([^`<>]*)>?`")


class EditionProblems(SphinxError):
    """Raised before anything is built where the edition did not pass its checks."""

    category = "Edition error"


@dataclass(frozen=True)
class Counterpart:
    """The words of another text that answer to a paragraph.

    ``page`` names the page that sets the two side by side, ``unit`` where on
    it the paragraph begins.
    """

    page: str
    unit: str
    loci: list[Locus]


@dataclass(frozen=True)
class State:
    """The layers of the documents that this build prints, and where their pages lie.

    Of a withheld document only its identity and its paragraph numbers are
    kept, so that references to it lead to its notice.  ``works`` is a digest
    of the bibliography.
    """

    layers: Layers
    withheld: tuple[Document, ...]
    withheld_numbers: Mapping[str, tuple[str, ...]]
    works: str = ""
    #: How each work is cited, by its key: a link to its entry, as it looks from one of the pages.
    citations: dict[str, nodes.Element] = field(default_factory=dict)

    @cached_property
    def docnames(self) -> dict[str, tuple[str, str]]:
        """Document slug and page of each chapter file, by Sphinx's name for it."""
        return {
            f"{document.folder}/{page}": (document.slug, page)
            for document in self.layers.texts.documents
            for page in self.layers.texts.pages(document.slug)
        }

    @cached_property
    def docname_of(self) -> dict[tuple[str, str], str]:
        """Sphinx's name of the page on which a paragraph stands."""
        return {
            place: f"{self.layers.texts.by_slug[place[0]].folder}/{line.page}"
            for place, line in self.layers.texts.paragraphs.items()
        }

    @cached_property
    def counterparts(self) -> dict[tuple[str, str], list[Counterpart]]:
        """What answers to each paragraph in the texts that are set beside its own."""
        found: dict[tuple[str, str], list[Counterpart]] = {}
        for left, right in pairs(self.layers):
            page = f"facing-{left}-{right}"
            for unit in units(self.layers, left, right):
                for ours, theirs in ((unit.left, unit.right), (unit.right, unit.left)):
                    for locus in ours if theirs else ():
                        place = (locus.document, locus.paragraph)
                        known = found.setdefault(place, [])
                        if not known or known[-1].page != page:
                            known.append(Counterpart(page, unit.id, []))
                        known[-1].loci.extend(
                            other for other in theirs if other not in known[-1].loci
                        )
        return found

    @cached_property
    def ties(self) -> Ties:
        """What stands elsewhere for the words of each paragraph."""
        return ties(self.layers)

    @cached_property
    def digests(self) -> dict[str, str]:
        """A digest of all that is laid over each chapter page: its marks, rows and notes."""
        return {docname: self._digest(docname) for docname in self.docnames}

    def listed(self, shows: str) -> str:
        """Return a digest of what a page lists.

        ``shows`` are names of tables, ``notes`` or :data:`WORKS`, separated by semicolons.
        """
        names = filter(None, shows.split(";"))
        return _sha([self._documents, *(self._shown_alone[name] for name in names)])

    @cached_property
    def _shown_alone(self) -> dict[str, str]:
        """A digest of each thing that a page can list."""
        tables = self.layers.tables.items()
        found = {name: _sha(_cells(rows)) for name, rows in tables}
        found["notes"] = _sha([note for note, _ in self.layers.notes])
        return found | {WORKS: self.works}

    @cached_property
    def _documents(self) -> list[dict[str, object]]:
        return [asdict(one) for one in (*self.layers.texts.documents, *self.withheld)]

    @cached_property
    def parts(self) -> dict[str, list[Row]]:
        """The parts of each quotation, on whichever pages they stand."""
        found: dict[str, list[Row]] = {}
        for row in self.layers.tables["quotations"]:
            found.setdefault(row.id, []).append(row)
        return found

    def _referred(self, row: Row) -> list[Row]:
        """Return the rows that the columns of a row name."""
        known = self.layers.rows
        return [
            known[table][key]
            for column, table in _REFERRING[row.table.name]
            for key in row[column].split(";")
            if key in known[table]
        ]

    def _shown(self, used: set[tuple[str, str]]) -> list[Row]:
        """Return all rows of which something is shown with some marks: their own and what those name."""
        own: list[Row] = []
        for layer, id_ in used:
            own += self.parts[id_] if layer == "quotation" else [self.layers.row_of(layer, id_)]
        rows = [*own, *(other for row in own for other in self._referred(row))]
        by_place = {(row.table.name, row.line): row for row in rows}
        return [by_place[place] for place in sorted(by_place)]

    def _digest(self, docname: str) -> str:
        slug, page = self.docnames[docname]
        texts = self.layers.texts
        spans = {
            line.number: self.layers.spans.get((slug, line.number), [])
            for line in texts.page_lines(slug, page)
        }
        used = {
            (span.layer, span.id)
            for marks in spans.values()
            for span in marks
            if span.layer not in ("note", "footnote")
        }
        rows = self._shown(used)
        notes = [
            note
            for note, locus in self.layers.notes
            if docname == self.docname_of[locus.document, locus.paragraph]
        ]
        headnote = texts.root / texts.by_slug[slug].folder / "headnote.md"
        words = headnote.read_text(encoding="utf-8") if headnote.exists() else ""
        names = self.layers.rows["names"]
        written = "\n".join([words, *(note.body for note in notes)])
        named = [names[id_] for id_ in sorted(set(_NAMED.findall(written))) if id_ in names]
        others = [self.counterparts.get((slug, line)) for line in spans]
        places = {(slug, line) for line in spans}
        places |= {
            (row["document"], row["paragraph"]) for row in rows if row.table.name == "quotations"
        }
        told = [self.ties.get(place) for place in sorted(places)]
        quotes = any(layer == "quotation" for layer, _ in used)
        return _sha(
            [
                sorted(spans.items()),
                _cells(rows),
                notes,
                words,
                _cells(named),
                others,
                told,
                self.works if quotes else "",
                texts.by_slug[slug],
                [(one.slug, one.siglum, one.title) for one in texts.documents],
            ]
        )


def _cells(rows: Iterable[Row]) -> list[Mapping[str, str]]:
    return [row.values for row in rows]


def _sha(value: object) -> str:
    """Return a digest of values that say in their representation all that they are."""
    return hashlib.sha256(repr(value).encode()).hexdigest()


def load(app: Sphinx) -> None:
    """Read and check the edition before anything is built."""
    root = Path(app.srcdir)
    layers, problems = read_layers(root)
    problems = hindering(problems + check_edition(layers))
    # Not even a draft is built of a catalogue that may say what is to be left out.
    unsure = any(problem.file == CATALOGUE for problem in problems)
    if unsure or (problems and not app.config.edition_draft):
        raise EditionProblems("\n" + report(problems))
    for problem in problems:
        logger.warning(str(problem), type="edition", subtype=problem.code)
    withheld = tuple(d for d in layers.texts.documents if not d.published)
    numbers = {d.slug: tuple(n.number for n in layers.texts.numbered(d.slug)) for d in withheld}
    now = State(published(layers), withheld, numbers, _works(app))
    app.edition = now  # type: ignore[attr-defined]


def _works(app: Sphinx) -> str:
    """Return a digest of the files of the bibliography."""
    digest = hashlib.sha256()
    for name in getattr(app.config, "bibtex_bibfiles", ()):
        path = Path(app.srcdir) / name
        digest.update(path.read_bytes() if path.exists() else b"\0")
    return digest.hexdigest()


def report(problems: list[Problem]) -> str:
    """Return problems as lines, sorted by file."""
    lines = [str(problem) for problem in sorted(set(problems))]
    return "\n".join([*lines, f"{len(lines)} problems found; nothing was built."])


def state(app: Sphinx) -> State:
    """Return the state of the build."""
    found: State = app.edition  # type: ignore[attr-defined]
    return found


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages whose layers changed since they were last read.

    Sphinx itself sees only that a chapter file changed, not that a note or a
    row did.
    """
    del added, changed, removed
    now = state(app)
    stored = kept(env, "edition_digests")
    shows = kept(env, "edition_shows")

    def digest(docname: str) -> str:
        return now.digests.get(docname) or now.listed(shows.get(docname, ""))

    return [
        docname
        for docname, old in stored.items()
        if docname in env.found_docs and old != digest(docname)
    ]


def kept(env: BuildEnvironment, name: str) -> dict[str, str]:
    """Return what the book keeps between builds under ``name``, to read and to change.

    ``edition_digests`` has the digest with which each page was read,
    ``edition_shows`` the tables that a page of lists shows,
    ``edition_pages`` the page on which each list stands.
    """
    if not hasattr(env, name):
        setattr(env, name, {})
    found: dict[str, str] = getattr(env, name)
    return found


def remember(env: BuildEnvironment, docname: str, digest: str) -> None:
    """Store the digest with which a page was read."""
    kept(env, "edition_digests")[docname] = digest


def remember_lists(env: BuildEnvironment, docname: str, now: State, shows: tuple[str, ...]) -> None:
    """Store what a page lists, besides what it was known to list, and the digest of all of it."""
    known = kept(env, "edition_shows")
    tables = {*known.get(docname, "").split(";"), *shows} - {""}
    known[docname] = ";".join(sorted(tables))
    remember(env, docname, now.listed(known[docname]))


def merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    """Merge what a parallel reader stored."""
    del app
    for name in ("edition_digests", "edition_shows"):
        theirs = kept(other, name)
        kept(env, name).update({k: v for k, v in theirs.items() if k in docnames})
    pages = kept(other, "edition_pages")
    kept(env, "edition_pages").update({k: v for k, v in pages.items() if v in docnames})


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what was stored of a page that is read anew."""
    del app
    kept(env, "edition_digests").pop(docname, None)
    kept(env, "edition_shows").pop(docname, None)
    pages = kept(env, "edition_pages")
    for key in [key for key, value in pages.items() if value == docname]:
        del pages[key]
