"""``python -m edition report``: say in Markdown what a change adds to the notes and what is wrong."""

from __future__ import annotations

import argparse
import re
import subprocess
from pathlib import Path

from edition.layers import check_edition, read_layers
from edition.layers.notes import Note
from edition.report import Problem

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|@~&])")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "--base", default="", help="the revision to compare with; without it all notes are shown"
    )
    parser.add_argument("--root", type=Path, default=Path("."), help="the edition's folder")


def _plain(words: str) -> str:
    """Return words that Markdown shows as they are: a contributor's text is data."""
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))


def _changed(root: Path, base: str) -> set[str] | None:
    """Return the files that differ from ``base``, or ``None`` where git cannot say."""
    if not re.fullmatch(r"[\w./-]+", base) or base.startswith("-"):
        return None
    done = subprocess.run(
        ["git", "-C", str(root), "diff", "--name-only", f"{base}...HEAD", "--"],
        capture_output=True,
        text=True,
        check=False,
    )
    return set(done.stdout.split("\n")) if done.returncode == 0 else None


def _shown(note: Note, label: str) -> str:
    by = f"{note.kind}, signed {_plain(note.author)}"
    sources = f", sources: {_plain(', '.join(note.sources))}" if note.sources else ""
    body = "\n".join(f"> {_plain(part)}\n>" for part in note.body.split("\n\n") if part.strip())
    return f"**{label}** “{_plain(note.anchor.quote)}” ({by}{sources})\n\n{body}\n"


def markdown(root: Path, base: str) -> tuple[str, list[Problem]]:
    """Return the report and the problems that it names."""
    layers, problems = read_layers(root)
    problems = sorted(set(problems + check_edition(layers)))
    changed = _changed(root, base) if base else None
    notes = [
        (note, layers.texts.by_slug[locus.document].label(locus.paragraph))
        for note, locus in layers.notes
        if changed is None or note.file in changed
    ]
    parts = ["# Report on this change\n"]
    if problems:
        parts.append(f"## {len(problems)} thing{'s' if len(problems) > 1 else ''} to mend\n")
        parts += [
            f"- **{_plain(p.file)}{f', line {p.line}' if p.line else ''}** ({p.code}): {_plain(p.message)} {_plain(p.remedy)}"
            for p in problems
        ]
    else:
        parts.append("Every check of the content passed.\n")
    if base:
        parts.append(f"\n## Notes that this change adds or alters: {len(notes)}\n")
        parts += [_shown(note, label) for note, label in notes]
    else:
        parts.append(f"\nThe edition has {len(notes)} notes.")
    return "\n".join(parts) + "\n", problems


def run(arguments: argparse.Namespace) -> tuple[list[Problem], str]:
    """Print the report; the exit status says whether anything is to mend."""
    text, problems = markdown(arguments.root, arguments.base)
    print(text)
    return problems, ""
