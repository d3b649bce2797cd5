"""Notebooks run from anywhere in a clone, read only the tables, and show nothing that is withheld."""

from __future__ import annotations

import csv
import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

from edition.charts import Chart, NotDrawn
from tests.tools.building import ROOT
from tests.tools.drawing import cells, run

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))

# Runs a notebook and prints every file below the edition that it opens.
WATCH = """
import sys
from pathlib import Path
root, notebook = Path(sys.argv[1]), Path(sys.argv[2])
opened = set()
def listen(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        path = Path(arguments[0])
        if path.is_absolute() and path.is_relative_to(root):
            opened.add(path.relative_to(root).as_posix())
    if event in ("socket.connect", "subprocess.Popen"):
        opened.add(event)
sys.path.insert(0, str(root))
from tests.tools.drawing import run
sys.addaudithook(listen)
run(notebook)
print()
print(*sorted(opened), sep="\\t")
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What the notebooks need of a clone: data, notebooks and engine."""
    for name in ("data", "notebooks", "edition"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestEachNotebook:
    """What holds for every notebook."""

    def test_is_a_valid_notebook_for_any_python(self, path: Path) -> None:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert notebook.metadata["kernelspec"]["name"] == "python3"

    def test_has_a_question_and_says_what_to_try_next(self, path: Path) -> None:
        texts = [
            "".join(cell["source"])
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
            if cell["cell_type"] == "markdown"
        ]
        assert texts[0].startswith("# ")
        assert "?**" in texts[0]
        assert texts[-1].startswith("## What to try next")
        assert texts[-1].count("\n- ") >= 2

    def test_fetches_the_edition_in_colab_only(self, path: Path) -> None:
        """From the address in the book's configuration; without one it says so."""
        first = cells(path)[0]
        assert 'if "google.colab" in sys.modules' in first
        address = CONFIG.get("repository", {}).get("url", "")
        assert f'REPOSITORY = "{address}"' in first

    def test_reads_only_the_data(self, path: Path) -> None:
        command = [sys.executable, "-W", "ignore", "-c", WATCH, ROOT, path]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)
        assert done.returncode == 0, done.stderr[-2000:]
        opened = done.stdout.splitlines()[-1].split("\t")
        others = [
            name
            for name in opened
            if not name.startswith(("data/", "edition/", "tests/", ".venv/"))
            and name != path.relative_to(ROOT).as_posix()
        ]
        assert others == []
        assert "data/documents.yml" in opened


@pytest.mark.slow
def test_they_run_top_to_bottom_in_a_kernel(clone: Path) -> None:
    """From a plain clone, with the engine not installed, in under ten seconds of work each."""
    environment = {**os.environ, "PYTHONPATH": "", "PYTHONHASHSEED": "1917"}
    for notebook in sorted((clone / "notebooks").glob("*.ipynb")):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [Path(sys.executable).with_name("jupyter-execute"), "--inplace", notebook.name],
            cwd=clone / "notebooks",
            env=environment,
            capture_output=True,
            encoding="utf-8",
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert done.returncode == 0, done.stderr[-2000:]
        assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 10
        outputs = [
            output
            for cell in nbformat.read(notebook, as_version=4).cells
            if cell.cell_type == "code"
            for output in cell.outputs
        ]
        assert [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"] == []
        pages = [o.data.get("text/html", "") for o in outputs if "data" in o]
        assert any("ed-chart-facts" in page for page in pages)
        # Nothing of this machine, and no address of an object, is in what they show.
        assert str(clone) not in "".join(pages)
        assert "0x" not in "".join(o.data.get("text/plain", "") for o in outputs if "data" in o)


@pytest.mark.parametrize("place", ["notebooks", ".", "data/sources"])
def test_they_run_from_any_folder_of_a_clone(clone: Path, place: str) -> None:
    charts = run(clone / "notebooks" / "places.ipynb", clone / place)
    assert [chart.key for chart in charts if isinstance(chart, Chart)]


@pytest.mark.parametrize("slug", ["all-power-to-the-soviets", "to-brest-litovsk"])
def test_what_is_withheld_is_not_shown(clone: Path, slug: str) -> None:
    """No notebook fails without a document, and none of its words is left."""
    catalogue = clone / "data" / "documents.yml"
    text = catalogue.read_text(encoding="utf-8")
    start = text.index(f"- slug: {slug}")
    end = text.index("published: true", start)
    catalogue.write_text(text[:end] + text[end:].replace("true", "false", 1), encoding="utf-8")
    html, missing = "", 0
    for notebook in sorted((clone / "notebooks").glob("*.ipynb")):
        charts = run(notebook)
        missing += sum(isinstance(chart, NotDrawn) for chart in charts)
        html += "".join(chart._repr_html_() for chart in charts)
    assert missing
    assert f"timeline-{slug}" not in html
    rows = [
        row
        for name in ("figures", "dates")
        for row in csv.DictReader(
            (clone / "data" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        )
    ]
    gone = {row["id"] for row in rows if row["document"] == slug}
    assert not [id_ for id_ in gone if f'"{id_}"' in html or f"#{id_}" in html]
    others = " ".join(row["quote"] for row in rows if row["document"] != slug)
    words = {row["quote"] for row in rows if row["document"] == slug and len(row["quote"]) > 24}
    assert not [quote for quote in words if quote in html and quote not in others]


@pytest.mark.parametrize("vague", [False, True], ids=["no date", "no day"])
def test_a_document_without_dates_is_not_said_to_be_withheld(clone: Path, vague: bool) -> None:
    """It is printed; its dates are none, or none that can be given as days."""
    path = clone / "data" / "dates.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [row for row in rows if vague or row["document"] != "first-acts"]
    for row in kept:
        if row["document"] == "first-acts":
            row.update(os_start="", os_end="", ns_start="", ns_end="", slip="", precision="vague")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    shown = run(clone / "notebooks" / "timeline.ipynb")
    said = [repr(chart) for chart in shown if isinstance(chart, NotDrawn)]
    assert said == ["Not drawn: FA has nothing that this chart would show."]
    assert sum(isinstance(chart, Chart) for chart in shown) == 5
