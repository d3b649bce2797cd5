"""A page as a browser loads it: its weight, its requests, and what Lighthouse says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from scripts.system import QUIET, browser

NODE = Path("tools/node")
CATEGORIES = ("accessibility", "best-practices", "seo", "performance")


@dataclass(frozen=True)
class Weight:
    """What a browser that has nothing of the book yet fetches to show a page."""

    bytes: int
    requests: int
    parts: tuple[tuple[int, str], ...]


def longest(site: Path, folders: list[str]) -> str:
    """Return the path of the longest page of a document."""
    pages = [p for folder in folders for p in (site / folder).glob("*.html")]
    return max(pages, key=lambda path: path.stat().st_size).relative_to(site).as_posix()


def weight(address: str) -> Weight:
    """Load a page, go to its end, and add up what came over the wire, headers included."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=list(QUIET))
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        names: dict[str, str] = {}
        sizes: dict[str, int] = {}
        network.on(
            "Network.requestWillBeSent",
            lambda event: names.update({event["requestId"]: event["request"]["url"]}),
        )
        network.on(
            "Network.loadingFinished",
            lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])}),
        )
        page.goto(address, wait_until="load")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        chromium.close()
    asked = {key for key, url in names.items() if not url.startswith(("data:", "blob:"))}
    parts = sorted(((sizes.get(key, 0), names[key]) for key in asked), reverse=True)
    return Weight(sum(size for size, _ in parts), len(parts), tuple(parts))


def install_lighthouse() -> Path | None:
    """Return Lighthouse's command, installed where it is not; None without Node.js."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    program = NODE / "node_modules" / ".bin" / "lighthouse"
    installed = NODE / "node_modules" / ".package-lock.json"
    wanted = NODE / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < wanted.stat().st_mtime:
        subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=NODE, check=True
        )
        installed.touch()
    return program


def lighthouse(program: Path, address: str, rounds: int) -> dict[str, float]:
    """Return the median score of each category for a telephone, and print what costs points."""
    flags = " ".join(("--headless", *QUIET))
    scores: dict[str, list[float]] = {name: [] for name in CATEGORIES}
    failed: dict[str, str] = {}
    for _ in range(rounds):
        run = subprocess.run(
            [
                program,
                address,
                "--quiet",
                "--output=json",
                "--no-enable-error-reporting",
                f"--chrome-flags={flags}",
                f"--only-categories={','.join(CATEGORIES)}",
            ],
            env={**os.environ, "CHROME_PATH": browser() or ""},
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
        result = json.loads(run.stdout)
        for name in CATEGORIES:
            scores[name].append(result["categories"][name]["score"] or 0.0)
            for audit in result["categories"][name]["auditRefs"]:
                found = result["audits"][audit["id"]]
                if audit["weight"] and found["score"] is not None and found["score"] < 0.9:
                    failed[f"{name}: {audit['id']}"] = (
                        f"{found['title']} {found.get('displayValue', '')}".strip()
                    )
    for audit, title in sorted(failed.items()):
        print(f"  Lighthouse, {audit}: {title}")
    return {name: median(values) for name, values in scores.items()}
