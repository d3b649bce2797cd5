"""``python -m edition report``: say in Markdown what a change adds to the notes and what is wrong."""

from __future__ import annotations

import argparse
import re
import subprocess
from pathlib import Path

from edition.anchors import Locus
from edition.calendar import day_in_both
from edition.layers import Layers, check_edition, read_layers
from edition.layers.notes import Note
from edition.layers.remarks import other_spellings, remarks
from edition.report import Problem

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|@~&$])")
# The host makes a link of an address that stands bare, and a coloured box of a
# quotation that begins with one of its words; the address of a link is left.
_BARE = re.compile(r"(?<![A-Za-z])(?:(?:https?|ftp)(?=://)|www(?=\.))", re.IGNORECASE)
_BARE_IN_BODY = re.compile(rf"(?<!(?<!\\)<)(?<!\]\(){_BARE.pattern}", re.IGNORECASE)
_ALERT = re.compile(r"\[(?=!(?:note|tip|important|warning|caution)\](?!\())", re.IGNORECASE)
_ROLE = re.compile(r"\{([\w:]+)\}`([^`]*)`")
_EXPLICIT = re.compile(r"(.*?)\s*<[^<>]*>\Z")
_NOTE = re.compile(r"[^/]+/[^/]+/notes/.+")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "--base", default="", help="the revision to compare with; without it only what is wrong"
    )
    parser.add_argument("--root", type=Path, default=Path("."), help="the edition's folder")


def _plain(words: str) -> str:
    """Return words that Markdown shows as they are: a contributor's text is data."""
    return _unlinked(_MARKUP.sub(r"\\\1", " ".join(words.split())), _BARE)


def _unlinked(words: str, bare: re.Pattern[str]) -> str:
    """Return Markdown in which no bare address is a link: ``https\\://`` reads as ``https://``."""
    return bare.sub(lambda found: found.group() + "\\", words)


def _changed(root: Path, base: str) -> dict[str, tuple[str, str]] | None:
    """Return the files that differ from ``base``, with how many lines were added and taken away.

    ``None`` where git cannot say.
    """
    if not re.fullmatch(r"[\w./-]+", base) or base.startswith("-"):
        return None
    git = ("git", "-C", str(root), "-c", "core.quotePath=off")
    options = ("--numstat", "--no-renames", "--relative")
    try:
        done = subprocess.run(
            [*git, "diff", *options, f"{base}...HEAD", "--", "."],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError:
        return None
    lines = (line.split("\t", 2) for line in done.stdout.split("\n") if line)
    return {name: (added, gone) for added, gone, name in lines} if done.returncode == 0 else None


class _Reader:
    """Shows notes as they will read."""

    def __init__(self, layers: Layers) -> None:
        texts = layers.texts
        self.layers = layers
        self.spellings = other_spellings(layers)
        self.labels = {
            texts.by_slug[slug].target(number): texts.by_slug[slug].label(number)
            for slug, number in texts.paragraphs
        }

    def _role(self, found: re.Match[str]) -> str:
        role, content = found.groups()
        explicit = _EXPLICIT.match(content)
        if explicit and explicit.group(1):
            return _plain(explicit.group(1))
        if role == "ref":
            return _plain(self.labels.get(content, content))
        if role == "name":
            row = self.layers.rows["names"].get(content)
            return _plain(row["label"] if row else content)
        if role == "date":
            return day_in_both(content)
        return rf"\[{_plain(content)}\]" if role.startswith("cite") else _plain(content)

    def body(self, note: Note) -> str:
        """Return the note's text as a block quotation.

        It passed the checks: there is nothing in it but text, emphasis, lists,
        quotations and links.
        """
        body = _ALERT.sub(r"\\[", _unlinked(note.body.strip(), _BARE_IN_BODY))
        shown = _ROLE.sub(self._role, body)
        return "\n".join(f"> {line}".rstrip() for line in shown.split("\n"))

    def note(self, note: Note, at: Locus) -> str:
        """Return the note with its words, what its head says, and what an editor would say."""
        label = self.layers.texts.by_slug[at.document].label(at.paragraph)
        facts = [
            note.kind,
            f"signed {_plain(note.author)}",
            f"sources: {_plain(', '.join(note.sources))}" if note.sources else "",
            f"certainty: {note.certainty}" if note.certainty else "",
        ]
        return "\n\n".join(
            [
                f"### {label}: {_plain(note.anchor.quote)}",
                self.body(note),
                f"{'; '.join(fact for fact in facts if fact)}. File: {_plain(note.file)}",
                "\n".join(
                    f"- {_plain(words)}" for words in remarks(self.layers, note, at, self.spellings)
                ),
            ]
        )


def _to_mend(problems: list[Problem]) -> list[str]:
    if not problems:
        return ["Every check of the content passed.\n"]
    lines = [
        f"- **{_plain(p.file)}{f', line {p.line}' if p.line else ''}**: {_plain(p.message)} {_plain(p.remedy)} ({p.code})"
        for p in problems
    ]
    count = len(problems)
    return [f"## {count} thing{'s' if count > 1 else ''} to mend\n", *lines, ""]


def _what_changed(layers: Layers, changed: dict[str, tuple[str, str]]) -> list[str]:
    reader = _Reader(layers)
    shown = [(note, at) for note, at in layers.notes if note.file in changed]
    parts = [f"## Notes that this change adds or alters: {len(shown)}\n"]
    parts += [reader.note(note, at).rstrip() + "\n" for note, at in shown]
    read = {note.file for note, _ in shown}
    others = {name: lines for name, lines in changed.items() if name not in read}
    items = []
    for name, (added, gone) in others.items():
        if not (layers.texts.root / name).exists():
            items.append(f"- {_plain(name)}: taken away")
        elif _NOTE.fullmatch(name):
            items.append(f"- {_plain(name)}: not shown, because of what is to mend")
        else:
            items.append(f"- {_plain(name)}: lines added {added}, taken away {gone}")
    return [*parts, *(["## Other files that this change touches\n", *items] if items else [])]


def markdown(root: Path, base: str) -> tuple[str, list[Problem]]:
    """Return the report and the problems that it names."""
    layers, problems = read_layers(root)
    problems = sorted(set(problems + check_edition(layers)))
    parts = ["# Report on this change\n", *_to_mend(problems)]
    changed = _changed(root, base) if base else None
    if changed is not None:
        parts += _what_changed(layers, changed)
    elif base:
        parts.append(
            f"git cannot compare with '{_plain(base)}': what this change adds is not shown. "
            "Name a revision that this copy of the repository has."
        )
    else:
        parts.append(f"The edition has {len(layers.notes)} notes.")
    return "\n".join(parts), problems


def run(arguments: argparse.Namespace) -> tuple[list[Problem], str]:
    """Return what is wrong, and the report, which says it too."""
    text, problems = markdown(arguments.root, arguments.base)
    return problems, text
