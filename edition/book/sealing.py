"""Keep a page's long lists out of the way of everything that walks over its document.

Sphinx, docutils and the extensions of Jupyter Book walk over each document some eighty times,
looking for what a list of rows never holds.  Such a list is taken out when the page has been
parsed, and put back right before the page is written, its citations resolved.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.book.charts import ChartLinks
from edition.book.nodes import Block, Tag
from edition.book.works import Citations

#: A list with fewer elements is not worth the trouble.
MANY = 200
_OWN = (Block, Tag, ChartLinks, nodes.Text, nodes.raw)


class Sealed(nodes.General, nodes.Element):
    """What is kept in place of a list: ``kept`` is the list, which no walk enters."""

    def deepcopy(self) -> Sealed:
        """Return a copy with a copy of the list."""
        new = Sealed()
        new["kept"] = self["kept"].deepcopy()
        return new


def _is_list(node: nodes.Node) -> bool:
    """Whether a node holds nothing but the engine's own elements, words and citations."""
    if not isinstance(node, Block):
        return False
    count, left = 0, list(node.children)
    while left:
        one = left.pop()
        count += 1
        if isinstance(one, pending_xref):
            if one.get("refdomain") != "cite":
                return False
        elif isinstance(one, _OWN):
            left.extend(one.children)
        else:
            return False
    return count >= MANY


class Seal(SphinxTransform):
    """Take the lists out of the page that was just parsed."""

    default_priority = 1

    def apply(self, **kwargs: object) -> None:
        """Put each list of the page, outside of paragraphs, behind a node without children."""
        self._walk(self.document)

    def _walk(self, parent: nodes.Element) -> None:
        for child in list(parent.children):
            if isinstance(child, nodes.section):
                self._walk(child)
            elif _is_list(child):
                sealed = Sealed()
                sealed["kept"] = child
                parent.replace(child, sealed)


class Unseal(SphinxPostTransform):
    """Put the lists back, before charts and layers look for what they fill."""

    default_priority = 885

    def run(self, **kwargs: object) -> None:
        """Replace what was kept by itself, with its citations resolved."""
        citations = Citations(self.env, self.app.builder)
        for sealed in list(self.document.findall(Sealed)):
            kept = sealed["kept"]
            sealed.replace_self(kept)
            citations.resolve(kept)


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(Seal)
    app.add_post_transform(Unseal)
