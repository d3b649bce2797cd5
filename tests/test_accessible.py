"""Everybody can read the book: axe finds nothing on any page, in light and in the dark."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.conftest import SIZES
from tests.tools.axe import WAIVERS, Violation, complain, violations

#: One page of each kind. All pages are looked at on a desk in the light; axe needs
#: seconds for a long one, so in the dark and on a telephone these stand for the others.
KINDS = (
    "index.html",
    "chapters/first-acts/index.html",
    "chapters/to-brest-litovsk/part-4.html",
    "chapters/editorial/abridgements.html",
    "chapters/editorial/bibliography.html",
    "chapters/editorial/notes.html",
    "chapters/editorial/places.html",
    "chapters/editorial/run.html",
    "chapters/editorial/translations.html",
    "search.html?q=Martov",
)


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
def test_axe_finds_nothing(
    chromium: Browser, site: str, page_names: list[str], width: int, theme: str
) -> None:
    """On a desk and on a telephone, in both themes; what is waived says why."""
    context = chromium.new_context(
        viewport={"width": width, "height": SIZES[width]},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    notebook = [name for name in page_names if name.startswith("notebooks/")][:1]
    found: dict[str, list[Violation]] = {}
    everything = width > 700 and theme == "light"
    for name in page_names if everything else [*KINDS, *notebook]:
        page.goto(site + name)
        found[name] = violations(page)
    context.close()
    said = {where: complain(these) for where, these in found.items()}
    told = [f"{where}\n{what[:3000]}" for where, what in said.items() if what]
    assert not told, f"{len(told)} pages have violations\n" + "\n".join(told[:10])


@pytest.mark.slow
def test_no_waiver_is_left_over(chromium: Browser, site: str, page_names: list[str]) -> None:
    """A waiver that covers nothing any more is taken out of the list."""
    needed = set()
    page = chromium.new_page()
    for name in page_names if WAIVERS else []:
        page.goto(site + name)
        for one in violations(page):
            needed |= {w for w in WAIVERS if w.rule == one.rule and re.search(w.element, one.html)}
    page.close()
    assert set(WAIVERS) - needed == set()


def test_a_fault_would_be_found(chromium: Browser) -> None:
    """The checker is really run: a picture without words for it is not passed."""
    page = chromium.new_page()
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><img src='data:,'></main>")
    assert "image-alt" in {one.rule for one in violations(page)}
    page.close()
