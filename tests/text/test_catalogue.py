"""The catalogue: each key holds what it is for, and nothing that YAML makes of it passes unseen."""

from __future__ import annotations

import pytest

from edition.text.catalogue import parse_catalogue

ENTRY = {
    "slug": "letter",
    "siglum": "LH",
    "title": "A letter",
    "author": "unknown",
    "calendar": "OS",
    "sha256": "ab",
    "rights": "None.",
}


def catalogue(**values: str) -> str:
    """Return a catalogue of one entry in which some values are written otherwise."""
    lines = [f"{key}: {value}" for key, value in {**ENTRY, **values}.items()]
    return "- " + "\n  ".join(lines) + "\n"


def test_a_plain_entry_is_read() -> None:
    text = catalogue(year="1710", published="false", subjects="[a, b]", about='""')
    (document,), problems = parse_catalogue(text)
    assert problems == []
    assert (document.year, document.published, document.subjects) == (1710, False, ("a", "b"))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("published", '"false"'),
        ("published", "0"),
        ("published", ""),
        ("public_domain", "'yes'"),
        ("subjects", "5"),
        ("subjects", "Bolsheviks"),
        ("subjects", "[1917]"),
        ("facts", "5"),
        ("facts", "{what: a, value: b}"),
        ("slug", "1917"),
        ("siglum", "1917"),
        ("title", "1917"),
        ("title", "1917-10-25"),
        ("rights", "yes"),
        ("author", "[a, b]"),
        ("calendar", "[OS]"),
        ("sha256", "12"),
        ("year", "[1]"),
        ("year", "true"),
        ("year", '"1917"'),
        ("year", "-5"),
        ("language", "no"),
        ("about", "1.5"),
    ],
)
def test_a_value_of_another_kind_is_refused(key: str, value: str) -> None:
    documents, problems = parse_catalogue(catalogue(**{key: value}))
    assert documents == []
    assert [problem.code for problem in problems] == ["D11"]
    assert problems[0].line == list({**ENTRY, key: value}).index(key) + 1


@pytest.mark.parametrize("fact", ["{what: a, value: 5}", "{what: a, value: yes}", "{what: a}", "x"])
def test_a_fact_is_words(fact: str) -> None:
    documents, problems = parse_catalogue(catalogue(facts=f"[{fact}]"))
    assert documents == []
    assert [problem.code for problem in problems] == ["D08"]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ("  published: false\n  published: true\n", 9),
        ("  facts:\n    - what: a\n      value: b\n      value: c\n", 11),
    ],
)
def test_a_key_stands_once(more: str, line: int) -> None:
    problems = parse_catalogue(catalogue() + more)[1]
    assert [(p.code, p.line) for p in problems] == [("D11", line)]


@pytest.mark.parametrize(
    "text",
    [
        "- year: 2024-99-99",
        "- year: !!int x",
        "- year: !!timestamp x",
        "- year: !!python/object/apply:os.system [x]",
        "[" * 5000,
        "- {[a]: b}",
        "\x07",
    ],
)
def test_what_yaml_stumbles_over_is_a_problem(text: str) -> None:
    assert {problem.code for problem in parse_catalogue(text)[1]} == {"D01"}


def test_nested_aliases_are_not_spelt_out() -> None:
    """Each level names the one before it nine times: to print the last would take for ever."""
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 8)]
    text = catalogue(facts="[{a0: &a0 [x], " + ", ".join(levels) + "}]")
    problems = parse_catalogue(text)[1]
    assert {problem.code for problem in problems} == {"D08"}
    assert all(len(str(problem)) < 400 for problem in problems)


@pytest.mark.parametrize(("length", "codes"), [(80, []), (81, ["D05"]), (5000, ["D05"])])
def test_a_slug_is_short_enough_for_the_name_of_a_file(length: int, codes: list[str]) -> None:
    assert [p.code for p in parse_catalogue(catalogue(slug="a" * length))[1]] == codes
