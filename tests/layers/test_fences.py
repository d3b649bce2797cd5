"""The ends of a note's head: each way to spoil them has its words, its line and what to paste."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.layers.notes import read_note

KEYS = "document: letter\nparagraph: 2\nquote: five boats\nkind: context\ncertainty: low\nauthor: A. Reader\n"
BODY = "The boats were lost.\n"
SOUND = f"---\n{KEYS}---\n{BODY}"
PASTE = "Paste this in its place: ---"
FIRST = "so that the first line of the file is: ---"


def told(folder: Path, content: str) -> list[tuple[str, int, str, str]]:
    """Return what is wrong with a note of this content."""
    path = folder / "letter" / "notes" / "lh2-x.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode())
    note, problems = read_note(path, folder)
    assert (note is None) == bool(problems)
    return [(p.code, p.line, p.message, p.remedy) for p in problems]


@pytest.mark.parametrize(
    ("content", "code", "line", "message", "remedy"),
    [
        (f"\n\n{SOUND}", "N02", 1, "2 empty lines stand before", FIRST),
        (f"Of boats\n{SOUND}", "N02", 1, "words stand before the head: 'Of boats'", FIRST),
        (f"# Of boats\n\n{KEYS}---\n{BODY}", "N02", 1, "words stand before", FIRST),
        (f"  {SOUND}", "N02", 1, "spaces stand before the line that opens", PASTE),
        (f"\u200b{SOUND}", "N02", 1, "a hidden character", PASTE),
        (f"--\n{KEYS}---\n{BODY}", "N02", 1, "opened by '--'", PASTE),
        (f"———\n{KEYS}---\n{BODY}", "N02", 1, "opened by '———'", PASTE),
        (f"+++\n{KEYS}---\n{BODY}", "N02", 1, "opened by '+++'", PASTE),
        (f"\n----\n{KEYS}---\n{BODY}", "N02", 2, "opened by '----'", PASTE),
        (f"--- {KEYS}---\n{BODY}", "N02", 1, "more than three hyphens: '--- document: l", "---"),
        (f"{KEYS}---\n{BODY}", "N02", 1, "opens the head is missing", "before it: ---"),
        (f"```\n{SOUND}```\n", "N02", 1, "a code block: '```'", "line 11, which ends it"),
        (f"```text\n{SOUND}", "N02", 1, "a code block: '```text'", "Take this line away, so"),
        (f"---\n{KEYS}----\n{BODY}", "N17", 8, "closed by '----'", PASTE),
        (f"---\n{KEYS}—-\n{BODY}", "N17", 8, "closed by '—-'", PASTE),
        (f"---\n{KEYS} ---\n{BODY}", "N17", 8, "spaces stand before the line that closes", PASTE),
        (f"---\n{KEYS}\n{BODY}", "N17", 9, "closes the head is missing", "before it: ---"),
        (f"---\n{KEYS}Note: lost.\n", "N17", 8, "closes the head is missing", "before it: ---"),
        ("", "N18", 1, "the file is empty", "--- ⏎ document: letter ⏎ paragraph: ⏎"),
        (f"\n{BODY}", "N18", 2, "'The boats were lost.'", "Put these lines before it: --- ⏎"),
    ],
)
def test_each_cause_is_told_apart(
    tmp_path: Path, content: str, code: str, line: int, message: str, remedy: str
) -> None:
    """One message, on the line that is wrong, with what belongs there."""
    problems = told(tmp_path, content)
    if not content.startswith("--- document"):  # whose first key went with the line
        assert len(problems) == 1
    assert problems[0][:2] == (code, line)
    assert message in problems[0][2]
    assert remedy in problems[0][3]


def test_what_is_wrong_within_is_told_in_the_same_run(tmp_path: Path) -> None:
    """Both ends, a key and a word of the text: four lines, four messages."""
    content = f"—-\n{KEYS.replace('kind: context', 'kind: boat')}--\nThe <b>boats</b>.\n"
    assert [found[:2] for found in told(tmp_path, content)] == [
        ("N02", 1),
        ("N17", 8),
        ("N07", 5),
        ("B01", 9),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_the_ends_of_lines_are_no_mistake(tmp_path: Path, end: str, before: str) -> None:
    """Whatever machine the file was written on; nor are spaces behind the hyphens."""
    assert told(tmp_path, before + SOUND.replace("---", "--- \u00a0").replace("\n", end)) == []
