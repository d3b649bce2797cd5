"""The page that lists the quotations of the documents by work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from docutils import nodes
from sphinx.environment import BuildEnvironment

from edition.book.cards import RELATIONS
from edition.book.directives import EditionDirective
from edition.book.lists import passage, quoted, words_of
from edition.book.nodes import Block, Tag, block, tag
from edition.book.state import WORKS
from edition.book.works import NO_DATE, family_names, plain_year
from edition.layers import Row
from edition.layers.parallels import elsewhere

_LONG = 220


def work_title(env: BuildEnvironment, key: str) -> str:
    """Return author, title and year of a work of the bibliography, or its key."""
    entries = env.get_domain("cite").bibdata.data.entries  # type: ignore[attr-defined]
    if key not in entries:
        return key
    entry = entries[key]
    names = family_names(entry)
    title, year = entry.fields.get("title", key), plain_year(entry)
    words = f"{names}, {title}" if names else title
    return (words + ("" if year == NO_DATE else f" ({year})")).translate(
        str.maketrans("", "", "{}")
    )


class Quotations(EditionDirective):
    """``edition-quotations``: the quotations of the documents, by work."""

    shows = ("quotations", "parallels", "names", WORKS)

    def run(self) -> list[nodes.Node]:
        """Return the sums, and a list for each work that is quoted."""
        self.list_here("quotations")
        rows = self.layers.tables["quotations"]
        self.parts: dict[str, list[Row]] = {}
        for row in rows:
            self.parts.setdefault(row.id, []).append(row)
        works: dict[str, list[str]] = {}
        for id_, parts in self.parts.items():
            works.setdefault(parts[0]["work"], []).append(id_)
        titles = {work: work_title(self.env, work) for work in works if work}
        named = sorted(titles, key=lambda work: titles[work].casefold())
        out: list[nodes.Node] = [self._sums(), self._contents(named, titles, works)]
        for work in named:
            out.append(self.title(titles[work], f"work-{work}"))
            out += self.sources(work)
            out.append(self._list(works[work], work))
        if "" in works:
            out.append(self.title("No work is named", "work-unknown"))
            for slug, ids in groupby(works[""], key=lambda one: self.parts[one][0]["document"]):
                document = self.layers.texts.by_slug[slug]
                out += [block("h3", document.name), self._list(list(ids), "")]
        return out

    def _sums(self) -> Block:
        counts = Counter(parts[0]["status"] for parts in self.parts.values())
        most_first = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        told = ", ".join(f"{status} ({count})" for status, count in most_first if status)
        return block("p", f"{len(self.parts)} quotations: {told}.", classes=["ed-sums"])

    @staticmethod
    def _contents(named: list[str], titles: dict[str, str], works: dict[str, list[str]]) -> Block:
        links = [
            block("li", tag("a", titles[work], tofrag=f"work-{work}"), f": {len(works[work])}")
            for work in named
        ]
        if "" in works:
            last = tag("a", "No work is named", tofrag="work-unknown")
            links.append(block("li", last, f": {len(works[''])}"))
        return block("ul", *links, classes=["ed-contents"])

    def _list(self, ids: Iterable[str], work: str) -> Block:
        """Return quotations, those within another of the same work below it."""
        items = block("ul", classes=["ed-quotations"])
        for id_ in ids:
            outer = self.parts.get(self.parts[id_][0]["within"])
            if not outer or outer[0]["work"] != work:
                items += self._item(id_)
        return items

    def _item(self, id_: str) -> Block:
        parts = self.parts[id_]
        first = parts[0]
        item = block("li", ids=[f"row-{id_}"])
        item.append(block("p", *self._places(parts), *self._speaker(first), *self._words(parts)))
        item.extend(block("p", *line) for line in self._facts(parts))
        inner = [
            one
            for one, rows in self.parts.items()
            if rows[0]["within"] == id_ and rows[0]["work"] == first["work"]
        ]
        if inner:
            item += block("p", "Within it:", classes=["ed-within"])
            item += block("ul", *[self._item(one) for one in inner])
        return item

    def _places(self, parts: list[Row]) -> list[nodes.Node]:
        """Return a link to each paragraph of a quotation, once."""
        links: list[nodes.Node] = []
        for row in {row["paragraph"]: row for row in reversed(parts)}.values():
            target = words_of(self.now, row) if row is parts[0] else ""
            link = passage(self.now, row["document"], row["paragraph"], target)
            links = [link, *([nodes.Text(", "), *links] if links else [])]
        return [*links, nodes.Text(" ")]

    def _speaker(self, row: Row) -> list[nodes.Node]:
        if not row["speaker"]:
            return []
        name = self.layers.rows["names"].get(row["speaker"])
        return [tag("b", name["label"] if name else row["speaker"]), nodes.Text(": ")]

    @staticmethod
    def _words(parts: list[Row]) -> list[nodes.Node | str]:
        """Return the words of all parts, with what stands between them left open."""
        out: list[nodes.Node | str] = []
        for row in parts:
            words = row["quote"]
            if len(words) > _LONG // len(parts) + 60:
                head, tail = words[: _LONG // len(parts)], words[-50:]
                words = f"{head.rsplit(' ', 1)[0]} … {tail.split(' ', 1)[-1]}"
            out += [" — ", quoted(words)] if out else [quoted(words)]
        return out

    def _facts(self, parts: list[Row]) -> list[list[nodes.Node | str]]:
        """Return what is known of a quotation, line by line."""
        first = parts[0]
        lines: list[list[nodes.Node | str]] = []
        reference = "; ".join(dict.fromkeys(row["locator"] for row in parts if row["locator"]))
        if reference:
            lines.append([tag("span", "Reference as printed: "), reference])
        notes = dict.fromkeys(row["note"] for row in parts if row["note"])
        lines.append([tag("b", first["status"]), ". ", " ".join(notes)])
        if len(parts) > 1:
            lines.append([f"In {len(parts)} parts."])
        outer = self.parts.get(first["within"])
        if outer and outer[0]["work"] != first["work"]:
            link = tag(
                "a", f"another quotation, {self._label(outer[0])}", tofrag=f"row-{first['within']}"
            )
            lines.append(["It stands within ", link, "."])
        also = self._also(parts)
        if also:
            lines.append(["See also ", *also])
        return lines

    def _label(self, row: Row) -> str:
        return self.layers.texts.by_slug[row["document"]].label(row["paragraph"])

    def _also(self, parts: list[Row]) -> list[nodes.Node | str]:
        """Return links to what else has the same words or tells the same."""
        out: list[nodes.Node | str] = []
        loci = [locus for row in parts if (locus := self.layers.locus(row))]
        for (slug, number), relation in elsewhere(self.now.ties, loci).items():
            link: Tag = passage(self.now, slug, number)
            out += ["; " if out else "", link, f" ({RELATIONS[relation]})"]
        return out
