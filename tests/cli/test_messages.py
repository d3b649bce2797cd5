"""Each code has exactly one folder: what goes in, and the message that comes out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from edition.cli.main import main
from tests.tools.building import ROOT

MESSAGES = ROOT / "tests" / "messages"
SMALL = ROOT / "tests" / "editions" / "small"
FOLDERS = sorted(path for path in MESSAGES.iterdir() if path.is_dir())


def arrange(folder: Path, place: Path) -> list[str]:
    """Copy the small edition with the folder's change; return the command to run."""
    shutil.copytree(SMALL, place, dirs_exist_ok=True)
    if (folder / "in").exists():
        shutil.copytree(folder / "in", place, dirs_exist_ok=True)
    if (folder / "remove.txt").exists():
        for name in (folder / "remove.txt").read_text().split():
            (place / name).unlink()
    if (folder / "command.txt").exists():
        command = (folder / "command.txt").read_text().strip()
        if command == "check:link":
            (place / (folder / "remove.txt").read_text().strip()).symlink_to("/etc/hostname")
            return ["check"]
        return command.split()
    return ["check"]


def files(place: Path) -> dict[Path, bytes]:
    """Return the content of every file that is not the builder's own."""
    found = (p for p in place.rglob("*") if p.is_file() and not p.is_symlink())
    return {p: p.read_bytes() for p in found if "_build" not in p.relative_to(place).parts}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_message(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = arrange(folder, tmp_path)
    before = files(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main([command[0], "--root", ".", *command[1:]]) == 1
    said = capsys.readouterr().out
    assert said == (folder / "expected.txt").read_text(encoding="utf-8")
    assert re.search(rf"(?m)^.+? {folder.name} ", said)
    assert files(tmp_path) == before, "a run that fails leaves every file as it was"


def test_every_code_has_a_folder_and_an_entry() -> None:
    code = re.compile(r'"([A-Z]\d{2})"')
    used = {
        found
        for path in (ROOT / "edition").rglob("*.py")
        for found in code.findall(path.read_text(encoding="utf-8"))
    }
    page = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
    assert used == {path.name for path in FOLDERS}
    assert used == set(re.findall(r"(?m)^### ([A-Z]\d{2})$", page))


def test_the_page_shows_what_the_engine_says() -> None:
    page = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
    shown = re.findall(r"(?ms)^### ([A-Z]\d{2})\n.*?```text\n(.*?)\n```", page)
    assert shown
    for name, line in shown:
        assert line in (MESSAGES / name / "expected.txt").read_text(encoding="utf-8").split("\n")


def test_a_sound_edition_has_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(SMALL)]) == 0
    assert "no problem found" in capsys.readouterr().out
