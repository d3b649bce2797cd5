"""From a matplotlib figure to SVG that stands in a page: the same each time, in its colours."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

#: Colours that a drawing uses for what the page decides, and what takes their place.
INK, SOFT, RULE, PAPER, CLEAR = "#010203", "#010204", "#010205", "#010206", "#010207"
_ROLES = {
    INK: "currentColor",
    SOFT: "var(--soft,#6b6862)",
    RULE: "var(--rule,#d5d0c8)",
    PAPER: "var(--paper,#fff)",
    CLEAR: "transparent",
}
#: The size of text in a drawing, in its own pixels.
SIZE = 12.0
SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "edition",
    "text.parse_math": False,  # a dollar sign in a cell is a dollar sign
    "font.family": "DejaVu Sans",
    "font.size": SIZE,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": RULE,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "hatch.color": PAPER,
    "hatch.linewidth": 1.5,
    "figure.dpi": 72,
}
#: The page's own type; a chart drawn for the widest leaves room for any.
_FAMILY = re.compile(r"font-family: [^;\"]*; ?")


def _own_ids(svg: str, prefix: str) -> str:
    """Number the ids that something refers to behind a prefix that no other chart has; drop the others."""
    used = re.findall(r"url\(#([^)]+)\)|<use xlink:href=\"#([^\"]+)\"", svg)
    names = dict.fromkeys(first or second for first, second in used)
    new = {name: f"{prefix}-{number}" for number, name in enumerate(names, 1)}
    svg = re.sub(
        r' id="([^"]+)"', lambda m: f' id="{new[m.group(1)]}"' if m.group(1) in new else "", svg
    )
    svg = re.sub(r"url\(#([^)]+)\)", lambda m: f"url(#{new[m.group(1)]})", svg)
    return re.sub(
        r'<use xlink:href="#([^"]+)"', lambda m: f'<use xlink:href="#{new[m.group(1)]}"', svg
    )


def settle(figure: Figure) -> None:
    """Lay a figure out once and keep the result, rounded: a solver's last digits may vary."""
    engine = figure.get_layout_engine()
    if engine is None:
        return
    engine.execute(figure)
    figure.set_layout_engine("none")
    for axes in figure.axes:
        left, bottom, width, height = (round(float(n), 5) for n in axes.get_position().bounds)
        axes.set_position((left, bottom, width, height))


def _links(svg: str, names: Mapping[str, str], reachable: bool) -> str:
    """Name each link, keep it in this window, and take it out of the keyboard's way where there are many."""
    skip = "" if reachable else ' tabindex="-1"'

    def name(match: re.Match[str]) -> str:
        target = match.group(1)
        label = escape(names.get(target, target))
        return f'<a xlink:href="#{target}"{skip}><title>{label}</title>'

    return re.sub(r'<a xlink:href="#([^"]+)"[^>]*>', name, svg)


def render(
    figure: Figure, key: str, label: str, names: Mapping[str, str], reachable: bool = True
) -> str:
    """Return a figure as inline SVG.

    ``key`` keeps its ids apart from those of other charts, ``label`` is what
    it is called, ``names`` what the target of each link is called.
    """
    with rc_context(SETTINGS):
        settle(figure)
        buffer = io.StringIO()
        figure.savefig(
            buffer,
            format="svg",
            metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
        )
    width, height = (72 * inches for inches in figure.get_size_inches())
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    # A style element in the page would speak of the whole page.
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->|<style.*?</style>", "", svg, flags=re.S)
    svg = re.sub(r' transform="rotate\(-0 [^"]*"', "", svg)
    svg = re.sub(r"\d+\.\d{2,}", lambda m: f"{float(m.group()):.1f}".removesuffix(".0"), svg)
    svg = _own_ids(svg, f"c-{key}")
    svg = _links(svg, names, reachable)
    for colour, role in _ROLES.items():
        svg = svg.replace(colour, role)
    svg = _FAMILY.sub("", svg)
    svg = re.sub(r"(?<=>)\s*\n\s*(?=<)", "", svg)
    svg = re.sub(r"\s*\n", " ", svg)
    svg = re.sub(r"<g/>|<defs></defs>|<defs/>", "", svg)
    head = (
        f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'role="group" aria-label="{escape(label, quote=True)}" class="ed-chart-drawing" '
        f'style="stroke-linejoin:round;display:block;width:100%;max-width:{1.15 * width:g}px;height:auto;font-family:var(--sans,sans-serif)">'
    )
    return head + svg[svg.index(">") + 1 :].strip()
