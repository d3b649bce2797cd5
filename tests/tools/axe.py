"""Accessibility: axe-core on an open page, and what is waived, with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

#: What is looked at: WCAG 2.2 on levels A and AA, and axe's own best practices.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Waiver:
    """A finding that stays: the rule, the element's HTML (a pattern), and why."""

    rule: str
    element: str
    reason: str


#: May only shrink. A waiver that nothing needs any more fails its test.
WAIVERS: tuple[Waiver, ...] = ()


@dataclass(frozen=True)
class Violation:
    """One element that breaks one rule."""

    rule: str
    help: str
    target: str
    html: str
    why: str

    def __str__(self) -> str:
        return f"{self.rule} ({self.help}) at {self.target}: {self.why}\n    {self.html}"

    @property
    def waived(self) -> bool:
        """Whether the edition knows of it and says why it stays."""
        return any(w.rule == self.rule and re.search(w.element, self.html) for w in WAIVERS)


def violations(page: Page, within: str = "") -> list[Violation]:
    """Return what axe finds on the open page, or in one part of it, waived or not."""
    page.evaluate(AXE_SCRIPT)
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.evaluate(
        "async ([within, options]) => (await axe.run(within || document, options)).violations",
        [within, options],
    )
    return [
        Violation(
            rule=rule["id"],
            help=rule["help"],
            target=" ".join(map(str, node["target"])),
            html=node["html"][:300],
            why="; ".join(one["message"] for one in node["any"] + node["all"] + node["none"]),
        )
        for rule in found
        for node in rule["nodes"]
    ]


def complain(found: list[Violation]) -> str:
    """Return what is not waived, as a test prints it: each rule once, with two of its elements."""
    rules: dict[str, list[Violation]] = {}
    for one in found:
        if not one.waived:
            rules.setdefault(one.rule, []).append(one)
    return "\n".join(
        "\n".join([f"{len(these)} times {rule}:", *(f"  {one}" for one in these[:2])])
        for rule, these in rules.items()
    )
