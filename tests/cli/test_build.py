"""``build``: a draft is built with its problems, and what stopped the builder is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from edition.cli.build import _RAISED
from edition.cli.main import main
from tests.tools.building import ROOT


def test_a_draft_is_built_with_its_problems(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(ROOT / "tests" / "editions" / "small", tmp_path / "small"))
    note = root / "chapters" / "letter" / "notes" / "lh2-ice.md"
    note.write_text(note.read_text(encoding="utf-8") + "\n<b>No</b>\n", encoding="utf-8")
    assert main(["build", "--root", str(root), "--", "-W"]) == 1
    assert "raw HTML cannot stand in a note" in capfd.readouterr().out
    assert not (root / "_build").exists(), "nothing is half built"
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    config["sphinx"]["config"]["edition_draft"] = True
    (root / "_config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    assert main(["build", "--root", str(root), "--", "-W"]) == 0
    said = capfd.readouterr()
    assert "The book is built." in said.out
    assert "raw HTML cannot stand in a note" in said.err
    assert (root / "_build" / "html" / "index.html").exists()


def test_the_error_that_stopped_the_builder_is_found_in_its_frame() -> None:
    said = (
        "Traceback (most recent call last):\n  File ...\nValueError: malformed citation target: a b\n"
        "\nThe above exception was ...\nRuntimeError: \n=====\nThere was an error in building your book.\n"
    )
    assert _RAISED.findall(said) == ["ValueError: malformed citation target: a b"]


def test_a_notebook_that_was_run_hinders_no_build(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is told at the end."""
    root = Path(shutil.copytree(ROOT / "tests" / "editions" / "small", tmp_path / "small"))
    shutil.copytree(ROOT / "tests" / "messages" / "V06" / "in", root, dirs_exist_ok=True)
    assert main(["build", "--root", str(root), "--", "-W"]) == 0
    said = capfd.readouterr()
    assert "The book is built." in said.out
    assert "V06 the notebook holds outputs" in said.err
