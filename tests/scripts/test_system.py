"""What the tests need besides Python: found, installed, or asked for in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import system


def test_the_browser_named_in_the_environment_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it can be run; otherwise the usual names are tried."""
    own = tmp_path / "browser"
    own.write_text("#!/bin/sh\n", encoding="utf-8")
    monkeypatch.setenv("CHROME_PATH", str(own))
    assert system.browser() != str(own)
    own.chmod(0o755)
    assert system.browser() == str(own)


def test_root_on_debian_gets_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is missing is installed, and it is looked for once more."""
    installed: list[list[str]] = []
    answers = iter([["Java"], []])
    monkeypatch.setattr(system, "missing", lambda: next(answers))
    monkeypatch.setattr(system, "install", installed.append)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system.Path, "exists", lambda path: True)
    monkeypatch.setattr(system.os, "geteuid", lambda: 0)
    assert system.main() == 0
    assert installed == [["default-jre-headless"]]


@pytest.mark.parametrize(
    ("debian", "remedy"),
    [
        (True, "run 'sudo apt-get install chromium default-jre-headless'"),
        (False, "install Google Chrome or Chromium and a Java runtime"),
    ],
)
def test_others_are_told_what_to_run(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    debian: bool,
    remedy: str,
) -> None:
    """Nothing is installed behind the back of a person who is not root."""
    monkeypatch.setattr(system, "missing", lambda: list(system.PACKAGES))
    monkeypatch.setattr(system, "install", lambda packages: pytest.fail("installed"))
    monkeypatch.setattr(system.shutil, "which", lambda name: "/usr/bin/x" if debian else None)
    monkeypatch.setattr(system.Path, "exists", lambda path: debian)
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    assert system.main() == 1
    assert remedy in capsys.readouterr().err
