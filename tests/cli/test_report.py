"""``report``: what a person reads under a proposed change."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from edition.cli.main import main
from tests.tools.building import ROOT

NOTES = "chapters/letter/notes"
HEAD = "---\ndocument: letter\nparagraph: 2\nquote: {quote}\nkind: context\ncertainty: low\nauthor: A. *Reader*\n---\n"
BODY = "Mended on {date}`1710-02-20`, see {ref}`lh3` and {name}`the *K* <keeper>` *soon*:\n\n- a lamp\n"


def git(place: Path, *arguments: str) -> None:
    """Run git in a repository that knows nothing of this machine's settings."""
    settings = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", place, *settings, *arguments], check=True, capture_output=True)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The small edition with a branch that adds two notes, takes one away and alters a table."""
    place = Path(shutil.copytree(ROOT / "tests" / "editions" / "small", tmp_path / "small"))
    git(place, "init", "-q", "-b", "main")
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "base")
    git(place, "checkout", "-q", "-b", "change")
    (place / NOTES / "lh2-boats.md").write_text(HEAD.format(quote="five boats") + BODY)
    (place / NOTES / "lh2-nets.md").write_text(HEAD.format(quote="forty nets") + "<b>No</b>\n")
    (place / "chapters/watch/notes/ww3-live.md").unlink()
    with (place / "index.md").open("a") as file:
        file.write("\nOne line more.\n")
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "change")
    return place


def test_it_shows_what_was_added_and_says_once_what_to_mend(
    changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Notes as they will read, each problem once, and files that show no note by their names."""
    assert main(["report", "--root", str(changed), "--base", "main"]) == 1
    said = capsys.readouterr().out
    assert "## 1 thing to mend" in said
    assert said.count("raw HTML cannot stand in a note") == 1
    assert "## Notes that this change adds or alters: 1" in said
    assert "### LH 2: five boats" in said
    assert "> Mended on 20 February (3 March) 1710, see LH 3 and the \\*K\\* *soon*:" in said
    assert "\n>\n> - a lamp\n" in said
    assert "signed A. \\*Reader\\*" in said
    assert "- It has 11 words; notes have 20 to 120." in said
    assert "- It has not been read a second time" in said
    assert f"- {NOTES}/lh2-nets.md: not shown" in said
    assert "- chapters/watch/notes/ww3-live.md: taken away" in said
    assert "- index.md: lines added 2, taken away 0" in said
    assert "letter/notes/lh2-ice.md" not in said


def test_a_sound_change_and_no_base(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to mend is said; a base that git does not know shows no notes."""
    (changed / NOTES / "lh2-nets.md").unlink()
    git(changed, "commit", "-q", "-a", "-m", "mended")
    assert main(["report", "--root", str(changed)]) == 0
    assert "Every check of the content passed." in capsys.readouterr().out
    for base in ("nowhere", "--output=x", "a b"):
        assert main(["report", "--root", str(changed), f"--base={base}"]) == 0
        assert "adds or alters: 0" in capsys.readouterr().out
