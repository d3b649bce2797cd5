"""Parse the command line and report problems: exit status 0, 1 (problems) or 2 (usage)."""

from __future__ import annotations

import argparse
import sys
from types import ModuleType

from edition.cli import align, build, check, collate, datapackage, import_, new, report
from edition.report import EditionError, Problem

VERBS: dict[str, ModuleType] = {
    "align": align,
    "build": build,
    "check": check,
    "collate": collate,
    "datapackage": datapackage,
    "import": import_,
    "new": new,
    "report": report,
}


def _report(problems: list[Problem], closing: str) -> int:
    for problem in sorted(set(problems)):
        print(problem)
    if problems:
        count = len(set(problems))
        print(f"{count} problem{'s' if count > 1 else ''} found.", file=sys.stderr)
        return 1
    if closing:
        print(closing)
    return 0


def _unusable(error: OSError) -> Problem:
    return Problem(
        str(error.filename or "the edition"),
        0,
        "X03",
        f"this cannot be read or written: {error.strerror or error}.",
        "Look at what stands there, and whether you may use it.",
    )


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m edition", description="Checks and makes a digital edition."
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, module in VERBS.items():
        summary = (module.__doc__ or "").split(": ", 1)[1].strip()
        module.add_arguments(verbs.add_parser(name, help=summary, description=summary))
    parsed = parser.parse_args(arguments)
    try:
        problems, closing = VERBS[parsed.verb].run(parsed)
    except EditionError as error:
        problems, closing = error.problems, ""
    except OSError as error:
        # What a check does not foresee: a folder in a file's place, a file that may not be read.
        problems, closing = [_unusable(error)], str(_unusable(error))
    except (EOFError, KeyboardInterrupt):
        print("\nStopped; nothing was written.", file=sys.stderr)
        return 1
    if parsed.verb == "report":  # what is wrong is a part of what it says
        print(closing)
        return 1 if problems else 0
    return _report(problems, closing)
