"""What cannot stand in a note: which of it, on which line, and what stands well in its place."""

from __future__ import annotations

import pytest

from edition.layers.notebody import check_body


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("<b>boats</b>", "**boats**"),
        ("<STRONG class='x'> five boats </STRONG>", "**five boats**"),
        ("<i>the ice</i>", "*the ice*"),
        ("<em>the ice</em>", "*the ice*"),
        ('<a href="https://example.org/x">there</a>', "[there](https://example.org/x)"),
        ("![a boat](https://example.org/boat.png)", "[a boat](https://example.org/boat.png)"),
        ("`five boats`", "five boats"),
        ("$5 and $", r"\$5 and \$"),
        ("*so*{ref}`lh3`", "*so* {ref}`lh3`"),
        ("*so*{.small}", "*so*"),
        ("[there](http://example.org/x)", "[there](https://example.org/x)"),
        ("[there](example.org/x)", "[there](https://example.org/x)"),
        ("[there](www.example.org)", "[there](https://www.example.org)"),
        ("[there](https://example.org/Jane's)", "[there](https://example.org/Jane%27s)"),
        ("[there](example.org/x.html)", "[there](https://example.org/x.html)"),
        ("<https://example.org/x>", "[words](https://example.org/x)"),
        ("[there](#lh3)", "{ref}`there <lh3>`"),
    ],
)
@pytest.mark.parametrize("before", ["", "First\nof all ", "> See\n> ", "A\n\n- b\n- c "])
def test_a_piece_is_shown_with_what_to_paste(before: str, wrong: str, right: str) -> None:
    """On the line where it stands, not where its paragraph begins; and what is pasted is sound."""
    (problem,) = check_body(f"{before}Of {wrong} here.", "n", 9)
    assert problem.code in ("B01", "B03")
    assert problem.line == 10 + before.count("\n")
    assert problem.remedy == f"Paste this in its place: {right}"
    assert check_body(f"{before}Of {right} here.", "n", 9) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("# Of boats", "Of boats"),
        ("## Of *boats* ##", "Of *boats*"),
        ("    five boats", "five boats"),
        ("% of boats", r"\% of boats"),
        ("| boats | five |", "- boats, five"),
        ("$$ x", r"\$\$ x"),
    ],
)
def test_a_line_is_shown_with_what_to_paste(wrong: str, right: str) -> None:
    (problem,) = check_body(f"Words.\n\n{wrong}\n\nMore.", "n", 9)
    assert (problem.code, problem.line) == ("B01", 12)
    assert problem.remedy == f"Paste this in its place: {right}"
    assert check_body(f"Words.\n\n{right}\n\nMore.", "n", 9) == []


@pytest.mark.parametrize(
    ("body", "line", "remedy"),
    [
        ("One.\n\n***\n\nTwo.", 12, "Take this line away. An empty line parts paragraphs."),
        ("A title\n---\nWords.", 10, "Line 11, beneath, makes a heading of it: take that line away."),
        ("One.\n\n    a\n    b", 12, "Take away the spaces before the lines 12 to 13."),
        ("One.\n(x)=", 11, "Take this line away."),
        ("One.\n+++", 11, "Take this line away."),
        ("One.[^1]", 10, "Write the footnote's words in brackets in its place."),
        ("One.\n\n[^1]: two", 12, "Take this line away. Write its words in brackets where its sign"),
        ("[x]: https://x.org", 10, "write where the words stand: [x](https://x.org)"),
        ("One.\n\n|---|---|", 12, "Take this line away."),
        ("One <!-- two --> three", 10, "Take it away: a note has no hidden words."),
        ("One.\n\n<!-- two -->", 12, "Take it away: a note has no hidden words."),
        ("One<br>two", 10, "Take it away: an empty line begins a new paragraph."),
        ("One\n\n<div>two</div>", 12, "Take it away: an empty line begins a new paragraph."),
        ("The <Guild> voted", 10, "Write the words without '<Guild>'."),
        ("A {{ name }} here", 10, "Write it without the braces, or with round brackets."),
        ("![a boat](boat.png)", 10, "Say in words what it shows."),
        ("```{note}\nx\n```", 10, "Take this line away. Its words stand as they are, or behind '> '"),
        ("[x]()", 10, "Write the address: [x](https://…)"),
        ("[x](javascript:y)", 10, "as [x](https://…), or write the words alone."),
        ("[x](page.md)", 10, "as [x](https://…), or write the words alone."),
        ("<a@example.org>", 10, "as [words](https://…), or write the words alone."),
    ],
)  # fmt: skip
def test_what_has_no_like_is_told_in_words(body: str, line: int, remedy: str) -> None:
    problem = check_body(body, "n", 9)[0]
    assert problem.code in ("B01", "B03")
    assert problem.line == line
    assert remedy in problem.remedy


def test_each_of_several_has_its_own_line() -> None:
    """Code and roles that run over lines put none of the others on a wrong one."""
    body = "A {term}`Guild\nof ice` and `five\nboats` and\n<b>so</b> on [x](http://x.org)."
    assert [(p.code, p.line) for p in check_body(body, "n", 0)] == [
        ("B01", 2),
        ("B01", 4),
        ("B03", 4),
    ]
