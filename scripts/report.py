"""``make report``: what a change adds and what is wrong with it, for people.

The engine writes it. In GitHub's checks it is shown as the run's summary, and
``BASE`` in the environment names the branch that the change is proposed for.
"""

from __future__ import annotations

import os
import subprocess
import sys


def main() -> int:
    """Print the report; return what the engine returned."""
    base = os.environ.get("BASE", "")
    command = [sys.executable, "-m", "edition", "report", *(["--base", base] if base else [])]
    run = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8")
    print(run.stdout, end="")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with open(summary, "a", encoding="utf-8") as file:
            file.write(run.stdout)
    return run.returncode


if __name__ == "__main__":
    sys.exit(main())
