"""The table of contents and the files: what the builder would say in its own words is told before."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sphinx.util.matching import compile_matchers, get_matching_files

from edition.layers import check_edition, read_layers
from edition.text.contents import ENDINGS, matcher, pages
from tests.tools.building import ROOT

SMALL = ROOT / "tests" / "editions" / "small"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def told(root: Path) -> list[tuple[str, str, int]]:
    """Return code, file and line of what is wrong with an edition."""
    layers, problems = read_layers(root)
    return [(p.code, p.file, p.line) for p in sorted(problems + check_edition(layers))]


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (
            '{"cells": [], "metadata": {}, "nbformat": 4}' if path.suffix == ".ipynb" else "# Fog\n"
        )
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["fog.md", "chapters/fog.md", "chapters/lists/fog.rst", "notebooks/Untitled.ipynb"]
)
def test_a_page_in_no_list_is_told(small: Path, name: str) -> None:
    write(small, name)
    assert told(small) == [("K02", name, 0)]
    with (small / "_toc.yml").open("a") as file:
        file.write(f"  - file: {name.rpartition('.')[0]}\n")
    assert told(small) == []


def test_what_the_builder_leaves_out_is_no_page(small: Path) -> None:
    """Jupyter's copies, what was built, and what the configuration names; other files are none."""
    write(
        small,
        "notebooks/.ipynb_checkpoints/a-checkpoint.ipynb",
        "_build/html/a.md",
        "chapters/letter/notes/.deep/a.md",
        "chapters/watch/headnote.md",
        "data/a.txt",
    )
    assert told(small) == []


def test_a_book_of_its_list_only_needs_no_other_page(small: Path) -> None:
    write(small, "fog.md")
    config = (small / "_config.yml").read_text(encoding="utf-8")
    config = config.replace("only_build_toc_files: false", "only_build_toc_files: true")
    (small / "_config.yml").write_text(config, encoding="utf-8")
    assert told(small) == []


def test_entries_are_told_with_their_lines(small: Path) -> None:
    """Parts, sections, patterns and addresses; a page that is left out is no page."""
    write(small, "more/a.md", "more/b.md")
    (small / "_toc.yml").write_text(
        "root: index\nparts:\n- chapters:\n  - file: chapters/letter/index.md\n    sections:\n"
        "    - file: chapters/sonnet/index\n    - file: chapters/sonet-modern/index\n"
        "- chapters:\n  - glob: more/*\n  - url: https://example.org\n"
        "  - {file: chapters/watch/index}\n  - file: chapters/letter/headnote\n"
        "  - file: chapters/letter/index\n  - file: chapters/lists/aids\n"
        "  - file: chapters/lists/texts\n  - file: chapters/lists/comparison\n",
        encoding="utf-8",
    )
    layers, problems = read_layers(small)
    problems += check_edition(layers)
    assert [(p.code, p.file, p.line) for p in sorted(problems)] == [
        ("K03", "_toc.yml", 7),
        ("K03", "_toc.yml", 12),
        ("K04", "_toc.yml", 13),
        ("K02", "chapters/sonnet-modern/index.md", 0),
    ]
    remedies = [p.remedy for p in sorted(problems)]
    assert remedies[0] == "Did you mean 'chapters/sonnet-modern/index'?"
    assert "exclude_patterns" in remedies[1]


def test_a_page_that_is_told_otherwise_is_told_once(small: Path) -> None:
    """What was a page of a chapter, and a note in a wrong place."""
    page = (small / "chapters/letter/index.md").read_text(encoding="utf-8")
    (small / "chapters/letter/part-1.md").write_text(page, encoding="utf-8")
    shutil.copy(small / "chapters/letter/notes/lh2-ice.md", small / "chapters/lh2-ice.md")
    assert [code for code, *_ in told(small)] == ["C07", "N16"]


@pytest.mark.parametrize("root", [ROOT, SMALL], ids=["edition", "small"])
def test_the_same_files_as_the_builder_s(root: Path) -> None:
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    patterns = [*config["exclude_patterns"], "_build", "**.ipynb_checkpoints"]
    theirs = get_matching_files(root, ["**"], patterns)
    ours = pages(root, matcher(patterns))
    assert ours == sorted(name for name in theirs if name.endswith(ENDINGS))
    assert len(ours) > 5


# Python may one day read "[[" as a set within a set: neither side means one.
@pytest.mark.filterwarnings("ignore::FutureWarning")
@given(
    pattern=st.text(st.sampled_from("ab/.*?[]!^-\\("), max_size=8),
    path=st.text(st.sampled_from("ab/.-["), max_size=6),
)
def test_patterns_are_the_builder_s(pattern: str, path: str) -> None:
    """And one that is none for it, as ``[b-a]``, fits nothing."""
    try:
        theirs = compile_matchers([pattern])[0](path) is not None
    except re.error:
        theirs = False
    assert matcher(["c", pattern])(path) == (theirs and pattern != "")


@pytest.mark.parametrize(
    "name", ["a" * 5000, "chapters/letter/" + "9" * 300, '"a\\0b"', "../x", "/"]
)
def test_an_entry_that_no_file_can_be_named_is_told(small: Path, name: str) -> None:
    with (small / "_toc.yml").open("a") as file:
        file.write(f"  - file: {name}\n")
    assert [(code, line) for code, _, line in told(small)] == [("K03", 11)]
