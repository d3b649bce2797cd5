"""The files that machines read: workflows, forms, citation, requirements, notebooks."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import notebooks
from tests.tools.building import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def _valid(schema: str, *files: Path) -> str:
    """Return what the schema has against the files; ``""`` if they are in order."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    run = subprocess.run([*command, *files], capture_output=True, encoding="utf-8")
    return "" if run.returncode == 0 else run.stdout + run.stderr


def _workflow(path: Path) -> dict[str, Any]:
    # In YAML 1.1 "on" is a truth value; as a key of a workflow it is a word.
    loaded: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in loaded.items()}


def _steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def _prerequisites(target: str) -> set[str]:
    """Return the targets that ``make target`` runs, itself among them."""
    match = re.search(rf"^{re.escape(target)}:([^#\n]*)", MAKEFILE, re.M)
    assert match, f"the Makefile has no target '{target}'"
    found = {target}
    for name in match[1].split():
        found |= _prerequisites(name)
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
class TestWorkflows:
    """What GitHub runs is what a person can run, with no more rights than it needs."""

    def test_follows_the_schema(self, path: Path) -> None:
        """GitHub will understand it."""
        assert _valid("github-workflows", path) == ""

    def test_runs_only_make_targets_that_make_test_runs(self, path: Path) -> None:
        """So nothing that it runs is untried."""
        tried = _prerequisites("test")
        for step in _steps(_workflow(path)):
            if "run" in step:
                assert re.fullmatch(r"make( [a-z-]+)+", step["run"]), step["run"]
                assert set(step["run"].split()[1:]) <= tried, step["run"]

    def test_has_the_least_rights(self, path: Path) -> None:
        """Rights are named, read by default, and never given to a stranger's change."""
        workflow = _workflow(path)
        assert workflow["permissions"] in ({}, {"contents": "read"})
        assert "pull_request_target" not in workflow["on"]
        assert "workflow_run" not in workflow["on"]
        for job in workflow["jobs"].values():
            rights = job.get("permissions", workflow["permissions"])
            writes = {name for name, value in rights.items() if value != "read"}
            assert not writes or "pull_request" not in workflow["on"]
            # A job that may write runs none of the repository's code.
            if writes:
                assert not [
                    step for step in job["steps"] if "run" in step or "checkout" in str(step)
                ]
            assert "timeout-minutes" in job
        assert "secrets." not in path.read_text(encoding="utf-8")

    def test_pins_its_actions(self, path: Path) -> None:
        """By commit, with the version beside it, and the credentials are not left lying."""
        for line in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8")):
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line
        for step in _steps(_workflow(path)):
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False

    def test_puts_no_strangers_words_into_a_command(self, path: Path) -> None:
        """A title or a branch's name reaches a command through the environment only."""
        for step in _steps(_workflow(path)):
            assert "${{" not in step.get("run", "")
            assert "${{" not in step.get("with", {}).get("script", "")


def test_the_continuous_check_is_make_test() -> None:
    """`.ci/run` does what a person does, and nothing else."""
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["exec make test"]


def test_the_citation_file_is_valid() -> None:
    """CITATION.cff follows the Citation File Format."""
    assert _valid("citation-file-format", ROOT / "CITATION.cff") == ""


def test_issue_forms_are_valid() -> None:
    """Each form for an issue is one that GitHub can show."""
    folder = ROOT / ".github/ISSUE_TEMPLATE"
    forms = [path for path in sorted(folder.glob("*.yml")) if path.name != "config.yml"]
    if forms:
        assert _valid("github-issue-forms", *forms) == ""
    if (folder / "config.yml").exists():
        assert _valid("github-issue-config", folder / "config.yml") == ""


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_requirements_are_pinned_as_a_whole_set(name: str) -> None:
    """Each has one version, and none names the host that it was fetched from."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.lstrip().startswith("#") and line != "-e .":
            assert re.match(r"[a-z0-9.-]+==[^ ]+( ; .+)?$", line), line
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", "\n".join(lines))


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_each_loose_requirement_has_its_reason_and_its_pin(name: str) -> None:
    """Every paragraph of the file opens with a comment; every package is in the pinned set."""
    text = (ROOT / name).read_text(encoding="utf-8")
    pinned = (ROOT / name).with_suffix(".txt").read_text(encoding="utf-8")
    for paragraph in text.strip().split("\n\n"):
        assert paragraph.startswith("#"), paragraph
    for package in re.findall(r"^([A-Za-z][\w.-]*)", text, re.M):
        wanted = re.sub(r"[-_.]+", "-", package).lower()
        assert re.search(rf"^{re.escape(wanted)}==", pinned, re.M), package


@pytest.mark.parametrize(
    "path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem
)
def test_notebooks_are_kept_without_outputs(path: Path) -> None:
    """`python -m scripts.notebooks` would find nothing to take out."""
    assert not notebooks.strip(json.loads(path.read_text(encoding="utf-8")))


def test_outputs_are_taken_out_of_a_notebook(tmp_path: Path) -> None:
    """The hook mends the file and says so; a second run has nothing to do."""
    cell = {
        "cell_type": "code",
        "execution_count": 3,
        "metadata": {"execution": {"x": 1}, "tags": ["hide-input"]},
        "outputs": [{"output_type": "stream", "name": "stdout", "text": ["ж\n"]}],
        "source": ["print('ж')"],
    }
    path = tmp_path / "a.ipynb"
    path.write_text(
        json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}),
        encoding="utf-8",
    )
    assert notebooks.main([path]) == 1
    assert notebooks.main([path]) == 0
    kept = json.loads(path.read_text(encoding="utf-8"))["cells"][0]
    assert kept == {
        **cell,
        "execution_count": None,
        "outputs": [],
        "metadata": {"tags": ["hide-input"]},
    }
