"""Charts in the book: taken from the run of the notebooks, placed, linked to the text and back."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from html import escape
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from edition.book.lists import words_of
from edition.book.nodes import Block, Sealed, Tag, address, block, tag
from edition.book.notebooks import is_notebook
from edition.book.state import State, kept, state

_FACTS = re.compile(r'<script type="application/json" class="ed-chart-facts">(.*?)</script>', re.S)
_LINK = re.compile(r'<a (xlink:)?href="#([^"]+)"')
_SVG = re.compile(r'<svg\b[^>]*\bviewBox="0 0 [\d.]+ ([\d.]+)".*?</svg>', re.S)
#: The lists that name the charts of each row.
_LINKING = ("figures", "reference")
_OTHERS = ("latex", "text", "man", "texinfo")
_TABLE = re.compile(r'(?<=</summary>)<div class="ed-scroll".*?</table></div>', re.S)
#: A picture higher than this (in its own units, about a pixel), or an open table of more rows,
#: would stand for too long between a reader and the text: before a chapter only its upper part is
#: shown until it is asked for.
TALL, LONG = 520, 8
#: In a list of fewer rows each names all of its charts.
SHORT = 5


@dataclass(frozen=True)
class Drawn:
    """A chart as a notebook's run left it."""

    key: str
    title: str
    description: str
    rows: tuple[str, ...]
    csv: str
    chapter: str
    html: str
    docname: str


class ChartNode(nodes.General, nodes.Element):
    """A chart on a page; ``drawn`` is what it shows, ``target`` its id there.

    ``fold`` says that of a tall one only the upper part is shown, and the rest at a choice.
    """


class ChartHolder(nodes.General, nodes.Element):
    """Where the charts of a chapter are put once all notebooks have run."""


def _store(env: BuildEnvironment, name: str) -> dict[str, Any]:
    if not hasattr(env, name):
        setattr(env, name, {})
    found: dict[str, Any] = getattr(env, name)
    return found


class CollectCharts(SphinxTransform):
    """Take the charts out of a notebook's outputs: each becomes a node of its own."""

    default_priority = 6

    def apply(self, **kwargs: object) -> None:
        """Collect the charts of the page that was just read."""
        if not is_notebook(self.env, self.env.docname):
            return
        for raw in list(self.document.findall(nodes.raw)):
            facts = _FACTS.search(raw.astext())
            if facts is None or raw.parent is None:
                continue
            known = json.loads(facts.group(1))
            html = _FACTS.sub("", raw.astext()).strip()
            drawn = Drawn(
                docname=self.env.docname, html=html, **{**known, "rows": tuple(known["rows"])}
            )
            _store(self.env, "edition_charts")[drawn.key] = drawn
            raw.parent.replace(raw, chart_node(drawn, f"chart-{drawn.key}"))


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what was stored of a page that is read anew."""
    del app
    charts = getattr(env, "edition_charts", {})
    for key in [key for key, drawn in charts.items() if drawn.docname == docname]:
        del charts[key]


def merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    """Merge what a parallel reader stored."""
    del app
    _store(env, "edition_charts").update(
        {k: v for k, v in getattr(other, "edition_charts", {}).items() if v.docname in docnames}
    )


def rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to write anew because a chart that they show or link to changed."""
    digest = hashlib.sha256(repr(all_charts(env)).encode()).hexdigest()
    if getattr(env, "edition_charts_digest", None) == digest:
        return []
    env.edition_charts_digest = digest  # type: ignore[attr-defined]
    pages = kept(env, "edition_pages")
    lists = {pages[name] for name in _LINKING if name in pages}
    return sorted({*state(app).docnames, *lists} & env.found_docs)


# ------------------------------------------------------------------- on a page


class Charts(SphinxDirective):
    """``edition-charts``: the charts of the chapter, from the run of the notebooks."""

    def run(self) -> list[nodes.Node]:
        """Return a holder that is filled when the page is written."""
        slug, _ = state(self.env.app).docnames.get(self.env.docname, ("", ""))
        holder = ChartHolder()
        holder["document"] = slug
        return [holder] if slug else []


def chart_node(drawn: Drawn, target: str, fold: bool = False) -> ChartNode:
    """Return a chart as it stands on a page; ``target`` is its id there."""
    node = ChartNode()
    node["drawn"], node["target"], node["fold"] = drawn, target, fold
    return node


def folded(html: str, target: str) -> str:
    """Return a chart that, if it is tall, is cut below until the reader asks for all of it.

    It works without a script; what has the keyboard's focus, or is led to, is shown anyway.
    """
    picture = _SVG.search(html)
    tall = picture if picture and float(picture.group(1)) > TALL else None
    if picture is None:
        table = _TABLE.search(html)
        tall = table if table and table.group().count("<tr>") > LONG else None
    if tall is None:
        return html
    choice = f"{target}-whole"
    return (
        f'{html[: tall.start()]}<div class="ed-tall"><input type="checkbox" id="{choice}">'
        f'<div class="ed-tall-part">{tall.group()}</div>'
        f'<label for="{choice}"><span>Show all of it</span></label></div>{html[tall.end() :]}'
    )


def all_charts(env: BuildEnvironment) -> list[Drawn]:
    """Return every chart, in the order in which the notebooks stand in the book."""
    charts: Iterable[Drawn] = getattr(env, "edition_charts", {}).values()
    order = {docname: place for place, docname in enumerate(in_order(env))}
    return sorted(charts, key=lambda drawn: (order.get(drawn.docname, len(order)), drawn.docname))


def in_order(env: BuildEnvironment) -> list[str]:
    """Return the pages in the order of the table of contents."""
    found: dict[str, None] = {}
    left = [env.config.root_doc]
    while left:
        docname = left.pop()
        if docname not in found:
            found[docname] = None
            left += reversed(env.toctree_includes.get(docname, []))
    return list(found)


def fill(document: nodes.document, env: BuildEnvironment, now: State) -> None:
    """Put the charts of a chapter where its directive stands."""
    for holder in list(document.findall(ChartHolder)):
        own = [drawn for drawn in all_charts(env) if drawn.chapter == holder["document"]]
        parent = holder.parent
        assert parent is not None
        if not own:
            parent.remove(holder)
            continue
        text = now.layers.texts.by_slug[holder["document"]].target("1")
        section = block(
            "section",
            block("p", "Charts", classes=["ed-label"]),
            block("p", tag("a", "On to the text", tofrag=text), classes=["ed-onward"]),
            classes=["ed-charts"],
            aria_label="Charts",
        )
        for drawn in own:
            section += chart_node(drawn, f"own-{drawn.key}", fold=True)
            link = tag(
                "a",
                "Run it, and see how it is drawn",
                todoc=drawn.docname,
                tofrag=f"chart-{drawn.key}",
            )
            section += block("p", link, classes=["ed-chart-run"])
        parent.replace(holder, section)


def _waiting(document: nodes.document) -> list[ChartLinks]:
    """Return the places for links to charts, those in lists that are kept apart among them."""
    found: list[ChartLinks] = []
    for node in document.findall(lambda one: isinstance(one, (ChartLinks, Sealed))):
        kept = node["waiting"] if isinstance(node, Sealed) else [node]
        found += [one for one in kept if isinstance(one, ChartLinks)]
    return found


class PlaceCharts(SphinxPostTransform):
    """Put the charts of a chapter where its directive stands."""

    default_priority = 890

    def run(self, **kwargs: object) -> None:
        """Fill the holders of the page."""
        now = state(self.app)
        fill(self.document, self.env, now)
        registry = Registry(now, self.env)
        waiting = _waiting(self.document)
        rows: dict[str, list[str]] = {}
        for node in waiting:
            if node["row"]:
                rows.setdefault(node["within"], []).append(node["row"])
        shared = {name: registry.shared_by(rows[name]) for name in rows if name}
        for node in waiting:
            common = shared.get(node["within"], [])
            charts = registry.of_row(node["row"]) if node["row"] else common
            links: list[nodes.Node] = []
            for drawn in charts:
                if node["row"] and drawn in common:
                    continue
                link = registry.link(drawn, "")
                links += [nodes.Text("; "), link] if links else [link]
            assert node.parent is not None
            if links or node["row"]:
                node.parent.replace(node, links or [nodes.Text("")])
            elif node.parent.parent is not None:
                node.parent.parent.remove(node.parent)


class Registry:
    """Which chart shows which rows, and where each chart stands, seen from one page."""

    def __init__(self, now: State, env: BuildEnvironment) -> None:
        self.now = now
        self.docname = env.docname
        self.charts = {drawn.key: drawn for drawn in all_charts(env)}
        #: The chart that stands beside words, by the id of the place.
        self.beside = {
            row.id: self.charts[row["chart"]]
            for row in now.layers.tables["chart_places"]
            if row["chart"] in self.charts
        }

    @cached_property
    def _of_row(self) -> dict[str, list[Drawn]]:
        found: dict[str, list[Drawn]] = {}
        for drawn in self.charts.values():
            for row in drawn.rows:
                found.setdefault(row, []).append(drawn)
        return found

    @cached_property
    def _here(self) -> dict[str, str]:
        """The fragment at which a chart stands on this page, by its key."""
        slug, _ = self.now.docnames.get(self.docname, ("", ""))
        first = next((d for d, (s, _) in self.now.docnames.items() if s == slug), "")
        found: dict[str, str] = {}
        for key, drawn in self.charts.items():
            if drawn.docname == self.docname:
                found[key] = f"chart-{key}"
            elif drawn.chapter == slug and first == self.docname:
                found[key] = f"own-{key}"
        for place, drawn in self.beside.items():
            row = self.now.layers.rows["chart_places"][place]
            if self.now.docname_of[row["document"], row["paragraph"]] == self.docname:
                found[drawn.key] = f"note-{place}"
        return found

    def of_row(self, row: str) -> list[Drawn]:
        """Return the charts that show a row."""
        return self._of_row.get(row, [])

    def shared_by(self, rows: list[str]) -> list[Drawn]:
        """Return the charts that show more than half of the rows of a list that is not short."""
        counts = Counter(drawn.key for row in rows for drawn in self.of_row(row))
        if len(rows) < SHORT:
            return []
        return [self.charts[key] for key, count in counts.items() if count > len(rows) / 2]

    def links(self, row: str) -> list[Tag]:
        """Return a link to each chart that shows a row."""
        return [self.link(drawn, "Chart: ") for drawn in self.of_row(row)]

    def link(self, drawn: Drawn, before: str) -> Tag:
        """Return a link to a chart: on this page if it stands here."""
        here = self._here.get(drawn.key)
        words = f"{before}{drawn.title}"
        if here:
            return tag("a", words, tofrag=here)
        return tag("a", words, todoc=drawn.docname, tofrag=f"chart-{drawn.key}")


class ChartLinks(nodes.Inline, nodes.TextElement):
    """The links from a row to its charts, made when all notebooks have run.

    ``within`` names the list in which the row stands.
    """


def chart_links(row: str, within: str) -> ChartLinks:
    """Return a node that becomes the links from a row to those charts that are its own."""
    node = ChartLinks()
    node["row"], node["within"] = row, within
    return node


def shared_charts(within: str) -> Block:
    """Return the line above a list that names the charts of most of its rows, if there are such."""
    links = chart_links("", within)
    return block(
        "p", "Most of these numbers stand together in ", links, ".", classes=["ed-related"]
    )


class Places:
    """Where the rows that charts point at stand in the book."""

    def __init__(self, now: State, env: BuildEnvironment) -> None:
        self.now = now
        self.pages = kept(env, "edition_pages")
        self.domain = cast(StandardDomain, env.get_domain("std"))

    def find(self, target: str) -> tuple[str, str] | None:
        """Return the page and fragment of a row's words, or ``None`` where it has none."""
        layers = self.now.layers
        for table in ("figures", "dates", "quotations"):
            row = layers.rows[table].get(target)
            if row is not None:
                return self.now.docname_of[row["document"], row["paragraph"]], words_of(
                    self.now, row
                )
        for table, page, prefix in (
            ("reference", "reference", "row-"),
            ("events", "chronology", "event-"),
        ):
            if target in layers.rows[table] and page in self.pages:
                return self.pages[page], prefix + target
        known = self.domain.anonlabels.get(target)
        if known:
            return known
        name = layers.rows["names"].get(target)
        if name is not None and f"names-{name['kind']}" in self.pages:
            return self.pages[f"names-{name['kind']}"], f"name-{target}"
        return None


def visit_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the chart with addresses that count from this page, and ids of its own."""
    drawn: Drawn = node["drawn"]
    env = self.builder.env
    places = Places(state(self.builder.app), env)
    there = partial(address, self.builder, self.builder.current_docname)

    def lead(match: re.Match[str]) -> str:
        found = places.find(match.group(2))
        if found is None:
            return "<a"
        return f'<a {match.group(1) or ""}href="{escape(there(*found), quote=True)}"'

    html = _LINK.sub(lead, drawn.html)
    prefix = f"c-{drawn.key}-"
    own = f"c-{node['target']}-"
    for before, after in (
        (f'id="{prefix}', f'id="{own}'),
        (f"url(#{prefix}", f"url(#{own}"),
        (f'href="#{prefix}', f'href="#{own}'),
    ):
        html = html.replace(before, after)
    html = html.replace(f'id="chart-{drawn.key}"', f'id="{node["target"]}"', 1)
    if node["fold"]:
        html = folded(html, node["target"])
    download = "../" * self.builder.current_docname.count("/") + f"data/charts/{drawn.key}.csv"
    html = html.replace(
        "</details>",
        f'<p><a href="{download}" download="{drawn.key}.csv">Download as CSV</a></p></details>',
        1,
    )
    self.body.append(html + "\n")
    raise nodes.SkipNode


def _as_words(self: Any, node: nodes.Element) -> None:
    """Other formats have the chart's words."""
    drawn: Drawn = node["drawn"]
    paragraph = nodes.paragraph("", f"{drawn.title}. {drawn.description}")
    assert node.document is not None
    paragraph.document = node.document
    paragraph.walkabout(self)
    raise nodes.SkipNode


def _nothing(self: Any, node: nodes.Element) -> None:
    raise nodes.SkipNode


def write_tables(app: Sphinx, exception: Exception | None) -> None:
    """Write the table of each chart beside the other data."""
    if exception is not None or app.builder.name != "html":
        return
    folder = Path(app.outdir) / "data" / "charts"
    charts = {f"{drawn.key}.csv": drawn.csv for drawn in all_charts(app.env)}
    if charts:
        folder.mkdir(parents=True, exist_ok=True)
    for stale in {path.name for path in folder.glob("*")} - set(charts):
        (folder / stale).unlink()
    for name, content in charts.items():
        (folder / name).write_text(content, encoding="utf-8", newline="")


def setup(app: Sphinx) -> None:
    """Register what the charts need."""
    words: dict[str, Any] = dict.fromkeys(_OTHERS, (_as_words, None))
    nothing: dict[str, Any] = dict.fromkeys(("html", *_OTHERS), (_nothing, None))
    app.add_node(ChartNode, html=(visit_chart, None), **words)
    app.add_node(ChartHolder, **nothing)
    app.add_node(ChartLinks, **nothing)
    app.add_directive("edition-charts", Charts)
    app.add_transform(CollectCharts)
    app.add_post_transform(PlaceCharts)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", rewrite)
    app.connect("build-finished", write_tables)
