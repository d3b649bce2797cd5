"""Roles that would be printed as they stand: each is told with its line and what to paste."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edition.layers import check_edition, read_layers
from edition.layers.notebody import check_body, misspelt_in
from tests.tools.building import ROOT


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("{ref}'lh3'", "{ref}`lh3`"),
        ('{ref}"LH 3"', "{ref}`lh3`"),
        ("{ref}‘lh3’", "{ref}`lh3`"),
        ("{ref}´lh3´", "{ref}`lh3`"),
        ("{ref}`lh3", "{ref}`lh3`"),
        ("{ref} `lh3`", "{ref}`lh3`"),
        ("{ref} 'lh3'", "{ref}`lh3`"),
        (r"{ref}\`lh3\`", "{ref}`lh3`"),
        ("{ref}lh3", "{ref}`lh3`"),
        ("{ref} LH 3", "{ref}`lh3`"),
        ("{ref}(lh3)", "{ref}`lh3`"),
        ("{ref}[lh3]", "{ref}`lh3`"),
        ("{ref:lh3}", "{ref}`lh3`"),
        ("{ref lh3}", "{ref}`lh3`"),
        ("{ref`lh3`", "{ref}`lh3`"),
        ("ref`lh3`", "{ref}`lh3`"),
        ("(ref)`lh3`", "{ref}`lh3`"),
        ("{Ref}`lh3`", "{ref}`lh3`"),
        ("{reff}`lh3`", "{ref}`lh3`"),
        ("{ ref }`lh3`", "{ref}`lh3`"),
        ("{refs}'lh3'", "{ref}`lh3`"),
        ("{term}Kadets", "{term}`Kadets`"),
        ("{term}The Guild", "{term}`The Guild`"),
        ("{term}'the Guild'", "{term}`the Guild`"),
        ("{name}keeper", "{name}`keeper`"),
        ("{date}1710-02-20", "{date}`1710-02-20`"),
        ("{cite}almanac,mole", "{cite}`almanac,mole`"),
        ("{cite:almanac}", "{cite}`almanac`"),
        ("{cite:t}'almanac'", "{cite:t}`almanac`"),
    ],
)
@pytest.mark.parametrize("before", ["", "First *the* words\n", "See {ref}`lh2` and "])
def test_a_misspelt_role_is_told(before: str, wrong: str, right: str) -> None:
    """In a note and on a page alike; what is pasted is sound."""
    line = 10 + before.count("\n")
    for problems in (
        check_body(f"{before}See {wrong} there.", "n", 9),
        misspelt_in("\n" * 9 + f"{before}See {wrong} there.", "n"),
    ):
        assert [(p.code, p.line) for p in problems] == [("B08", line)]
        assert problems[0].remedy == f"Paste this in its place: {right}"
    assert check_body(f"{before}See {right} there.", "n", 9) == []


@pytest.mark.parametrize("body", ["See {term}.", "See {ref}\n`lh3`", "See {ref}*lh3*"])
def test_a_role_without_its_target_is_told(body: str) -> None:
    problem = check_body(body, "n", 0)[0]
    assert (problem.code, problem.line) == ("B08", 1)
    assert "stands between two backticks" in problem.remedy


@pytest.mark.parametrize(
    "body",
    [
        "A set {a} and {b, c}; the name 'x', a date (of old), the term “Guild”.",
        "See {ref}`lh3`, {term}`the men <Guild>`, {cite:p}`a,b` and {date}`1710-02-20`.",
        "Two {ref}`lh2`{ref}`lh3` at once.",
        "In terms of {dates} that I refer to.",
    ],
)
def test_what_only_looks_like_a_role_is_left(body: str) -> None:
    assert [p for p in check_body(body, "n", 0) if p.code == "B08"] == []
    assert misspelt_in(body, "n") == []


PAGE = """# A page

`` {ref}'lh2' `` and {numref}`x` and {abbr}`O (Old)`.

```python
x = "{ref}'lh2'"
```

:::{note}
In a note {ref}'lh3'.
:::

```{tip}
And

in {term}Guild.
```
"""


def test_pages_are_looked_through(tmp_path: Path) -> None:
    """What is shown as code is not meant; what a directive holds is."""
    root = Path(shutil.copytree(ROOT / "tests" / "editions" / "small", tmp_path / "small"))
    for name in ("chapters/lists/aids.md", "chapters/letter/headnote.md"):
        path = root / name
        path.write_text(PAGE + path.read_text(encoding="utf-8"), encoding="utf-8", newline="\r\n")
    layers, problems = read_layers(root)
    assert [(p.file, p.line, p.code) for p in sorted(problems + check_edition(layers))] == [
        ("chapters/letter/headnote.md", 10, "B08"),
        ("chapters/letter/headnote.md", 16, "B08"),
        ("chapters/lists/aids.md", 10, "B08"),
        ("chapters/lists/aids.md", 16, "B08"),
    ]
