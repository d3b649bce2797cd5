"""The virtual environment: made once, renewed where the requirements changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import venv


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would be run; nothing is, but that a new environment gets its folders."""
    said: list[list[str]] = []

    def run(command: list[object]) -> subprocess.CompletedProcess[str]:
        said.append([str(part) for part in command])
        if "venv" in said[-1]:
            version = f"python{sys.version_info.major}.{sys.version_info.minor}"
            (tmp_path / ".venv/lib" / version).mkdir(parents=True)
            (tmp_path / ".venv/bin").mkdir()
            (tmp_path / ".venv/bin/python").touch()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(venv.subprocess, "run", run)
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / "requirements.txt").write_text("a==1\n", encoding="utf-8")
    (tmp_path / "requirements-dev.txt").write_text("b==1\n", encoding="utf-8")
    return said


def _install(*names: str) -> int:
    return venv.main(Path(".venv"), [Path(name) for name in names])


def test_installs_once_and_again_only_after_a_change(commands: list[list[str]]) -> None:
    """A second call does nothing; a changed file is installed together with the others."""
    assert _install("requirements.txt") == 0
    assert [command[1:3] for command in commands] == [["-m", "venv"], ["-m", "pip"]]
    commands.clear()
    assert _install("requirements.txt") == 0
    assert commands == []
    assert _install("requirements.txt", "requirements-dev.txt") == 0
    assert commands[0][-4:] == ["-r", "requirements.txt", "-r", "requirements-dev.txt"]
    commands.clear()
    assert _install("requirements.txt") == 0
    assert commands == []
    Path("requirements.txt").write_text("a==2\n", encoding="utf-8")
    assert _install("requirements.txt") == 0
    assert [command[1:3] for command in commands] == [["-m", "pip"]]


def test_an_installation_that_failed_is_tried_again(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not installed is not taken for installed."""
    assert _install("requirements.txt") == 0
    Path("requirements.txt").write_text("a==3\n", encoding="utf-8")
    failing = subprocess.CompletedProcess([], 1)
    with monkeypatch.context() as without_network:
        without_network.setattr(venv.subprocess, "run", lambda command: failing)
        assert _install("requirements.txt") == 1
    commands.clear()
    assert _install("requirements.txt") == 0
    assert len(commands) == 1


def test_an_old_python_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a sentence, and before anything is made."""
    monkeypatch.setattr(venv, "OLDEST", (4, 0))
    assert _install("requirements.txt") == 1
    said = capsys.readouterr().err
    assert said.startswith("This needs Python 4.0 or later")
    assert "make book PYTHON=python4.0" in said
