"""What stands around the text of a page: navigation, metadata, assets."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment.adapters.toctree import global_toctree_for_doc


class Navigation:
    """The table of contents, rendered once and turned for each page.

    Every page of a large book shows the same list: rendering it anew each
    time would take longer than everything else.
    """

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.entries: list[dict[str, Any]] | None = None

    def _read(self) -> list[dict[str, Any]]:
        env, root = self.app.env, self.app.config.root_doc
        toc = global_toctree_for_doc(env, root, self.app.builder, collapse=False, includehidden=True)
        entries: list[dict[str, Any]] = []
        for child in toc.children if toc is not None else []:
            if isinstance(child, nodes.title | nodes.caption):
                entries.append({"caption": child.astext()})
            elif isinstance(child, nodes.bullet_list):
                entries += self._items(child, 1)
        return entries

    def _items(self, items: nodes.bullet_list, level: int) -> list[dict[str, Any]]:
        found = []
        for item in items.children:
            link = next(iter(item.findall(nodes.reference)), None)
            if link is None or link.get("anchorname"):
                continue
            lists = [c for c in item.children if isinstance(c, nodes.bullet_list)]  # type: ignore[attr-defined]
            docname = link.get("refuri", "")
            found.append({"title": link.astext(), "uri": docname, "level": level})
            if level < 2:
                for inner in lists:
                    found += self._items(inner, level + 1)
        return found

    def __call__(self) -> list[dict[str, Any]]:
        """Return captions and entries in order; ``uri`` counts from the root page."""
        if self.entries is None:
            self.entries = self._read()
        return self.entries


def add_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the templates what they need."""
    del templatename, doctree
    navigation = app.edition_navigation  # type: ignore[attr-defined]
    root = app.builder.get_target_uri(app.config.root_doc)
    here = app.builder.get_target_uri(pagename)
    context["ed_navigation"] = navigation()
    context["ed_here"] = here
    context["ed_root"] = context["content_root"]
    context["ed_index"] = root


def _start(app: Sphinx) -> None:
    app.edition_navigation = Navigation(app)  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Register the page's events."""
    app.connect("builder-inited", _start)
    app.connect("html-page-context", add_context)
