"""The two programs that the tests need and pip does not bring: a browser and Java.

``python -m scripts.system`` looks for them, installs what is missing where it
may (root on Debian or Ubuntu), and otherwise says what to run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

#: Names of Chrome and Chromium, in the order in which they are tried.
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

#: Start-up options under which the browser asks the network for nothing of its own.
#: The tests open only pages that they serve themselves, also as root in a container,
#: where Chromium's sandbox cannot start.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

PACKAGES = {"a Chrome or Chromium browser": "chromium", "Java": "default-jre-headless"}


def browser() -> str | None:
    """Return the path of a Chrome or Chromium; ``CHROME_PATH`` in the environment goes first."""
    for name in (os.environ.get("CHROME_PATH", ""), *BROWSERS):
        found = shutil.which(name) if name else None
        if found:
            return found
    return None


def java() -> str | None:
    """Return the path of a Java that starts; macOS has a ``java`` that does not."""
    found = shutil.which("java")
    if found and subprocess.run([found, "-version"], capture_output=True).returncode == 0:
        return found
    return None


def missing() -> list[str]:
    """Return what is not on this machine, as a person would call it."""
    found = {"a Chrome or Chromium browser": browser(), "Java": java()}
    return [name for name, path in found.items() if not path]


def install(packages: list[str]) -> None:
    """Install Debian packages; what goes wrong shows in what is still missing."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=quiet)
    subprocess.run(
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages], env=quiet
    )


def main() -> int:
    """Return 0 if the machine has what the tests need, having installed it if it may."""
    lacking = missing()
    debian = shutil.which("apt-get") is not None and Path("/etc/debian_version").exists()
    if lacking and debian and os.geteuid() == 0:
        install([PACKAGES[name] for name in lacking])
        lacking = missing()
    if not lacking:
        return 0
    names = " and ".join(lacking)
    packages = " ".join(PACKAGES[name] for name in lacking)
    remedy = (
        f"run 'sudo apt-get install {packages}'"
        if debian
        else "install Google Chrome or Chromium and a Java runtime (17 or later)"
    )
    print(
        f"The tests need {names}, which this machine lacks: {remedy}, then try again. "
        "A browser in an unusual place is found through the variable CHROME_PATH.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
