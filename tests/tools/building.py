"""Building the whole book, as the command that readers of the README type does."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: A warning fails the build, a reference to nothing is a warning, and all are told.
STRICT = ("-W", "-n", "--keep-going")


class BuildFailed(Exception):
    """The book could not be built; the message is the end of what the builder said."""


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Let only one of several test processes into the block at a time."""
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def what_went_wrong(said: str) -> str:
    """Return the builder's warnings and errors and its last words, without its progress."""
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in said.splitlines()]
    lines = [
        line for line in lines if not re.match(r"(reading|writing|copying) .*\[ *\d+%\]", line)
    ]
    wrong = [line for line in lines[:-20] if re.search(r"WARNING:|ERROR|Error|Exception", line)]
    return "\n".join([*wrong[:60], *lines[-20:]])


def build(source: Path, output: Path, builder: str = "html", **environment: str) -> Path:
    """Build the book in ``source`` with one of Sphinx's builders; return the folder of its pages."""
    command = [Path(sys.executable).with_name("jupyter-book"), "build", source]
    other = [] if builder == "html" else ["--builder", "custom", "--custom-builder", builder]
    run = subprocess.run(
        [*command, "--path-output", output, *other, *STRICT],
        cwd=source,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if run.returncode:
        raise BuildFailed(what_went_wrong(run.stdout))
    return output / "_build" / builder


def copy_of_the_repository(target: Path) -> Path:
    """Copy what a clone would have, changes not yet committed among it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    return target
