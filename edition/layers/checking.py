"""Everything that can be checked of an edition without building it."""

from __future__ import annotations

from edition.layers.charting import check_charts
from edition.layers.datapackage import check_datapackage
from edition.layers.edition import Layers
from edition.layers.pages import check_pages, is_told
from edition.layers.roles import check_roles
from edition.layers.rules import check_rules
from edition.report import Problem
from edition.text.chapters import check_chapters
from edition.text.contents import check_contents
from edition.text.settings import check_settings

#: What must not be committed and hinders no build: whoever runs a notebook may save it.
_WAITING = ("V06",)


def hindering(problems: list[Problem]) -> list[Problem]:
    """Return the problems for which no book is built; the others are told and can wait."""
    return [problem for problem in problems if problem.code not in _WAITING]


def check_edition(layers: Layers) -> list[Problem]:
    """Return what is wrong beyond what reading found: chapters, and the rules between rows."""
    if not layers.texts.whole:
        return check_settings(layers.texts.root)
    return (
        check_chapters(layers.texts)
        + check_rules(layers)
        + check_roles(layers)
        + check_pages(layers)
        + check_charts(layers)
        + check_contents(layers.texts.root, lambda name: is_told(layers.texts, name))
        + check_datapackage(layers.texts.root)
    )
