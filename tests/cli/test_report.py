"""``report``: what a person reads under a proposed change."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from edition.cli.main import main
from edition.cli.report import _plain
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
    """Nothing to mend is said; of a base that git does not know it is said."""
    (changed / NOTES / "lh2-nets.md").unlink()
    git(changed, "commit", "-q", "-a", "-m", "mended")
    assert main(["report", "--root", str(changed)]) == 0
    assert "Every check of the content passed." in capsys.readouterr().out
    for base in ("nowhere", "--output=x", "a b"):
        assert main(["report", "--root", str(changed), f"--base={base}"]) == 0
        said = capsys.readouterr().out
        assert f"git cannot compare with '{_plain(base)}'" in said
        assert "adds or alters" not in said


@pytest.mark.parametrize(
    "words",
    [
        "https://evil.example/x",
        "See HTTP://evil.example.",
        "www.evil.example",
        "<https://evil.example/>",
        "_https://evil.example/_",
        "[!WARNING] Do this",
        "costs $5 and $6",
        "<b>@all</b> #1 &amp; ~~no~~",
        "[a](https://evil.example/)",
    ],
)
def test_words_are_shown_as_words(words: str) -> None:
    """As the host's page reads Markdown: addresses that stand bare are links there."""
    shown = MarkdownIt("gfm-like").render(f"> {_plain(words)}")
    assert re.sub(r"<[^>]+>", "", shown).strip() == escape(words, quote=False)
    assert not re.search(r"<(?!/?(?:blockquote|p)>)", shown)


def test_a_note_s_body_makes_no_link_and_no_alert(
    changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Save where the note has a link of its own."""
    (changed / NOTES / "lh2-nets.md").write_text(
        HEAD.format(quote="forty nets")
        + "[!WARNING]\nSee https://evil.example, \\<http://evil.example> and www.evil.example, not [this](https://good.example/).\n"
    )
    git(changed, "commit", "-q", "-a", "-m", "links")
    assert main(["report", "--root", str(changed), "--base", "main"]) == 0
    said = capsys.readouterr().out
    assert "> \\[!WARNING]\n" in said
    html = MarkdownIt("gfm-like").render(said)
    assert re.findall(r'href="(https?://\w*\.?(?:evil|good)\.example[^"]*)"', html) == [
        "https://good.example/"
    ]
    assert "See https://evil.example, &lt;http://evil.example&gt; and www.evil.example" in html
