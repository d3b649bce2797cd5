"""What the body of a note may contain: a contributor's file is data, never code.

Allowed: CommonMark text, emphasis, lists, block quotation, links (https
only), and the roles of :data:`ROLES`.  Everything else is an error with its
line, before the build starts.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from edition.layers.tables import HIDDEN
from edition.report import Problem, nearest

ROLES = ("term", "cite", "cite:t", "cite:p", "ref", "name", "date", "doc")
#: What stands where the note is to be written, in a file that the page has made.
PROMPT = (
    "Write the note here, in place of this line: what the reader needs and the text does not say."
)
_BLOCKS = {
    "paragraph_open", "paragraph_close", "inline", "bullet_list_open", "bullet_list_close",
    "ordered_list_open", "ordered_list_close", "list_item_open", "list_item_close",
    "blockquote_open", "blockquote_close",
}  # fmt: skip
_INLINES = {
    "text",
    "text_special",
    "softbreak",
    "hardbreak",
    "em_open",
    "em_close",
    "strong_open",
    "strong_close",
}
_WHAT = {
    "html_block": "raw HTML",
    "html_inline": "raw HTML",
    "fence": "a code block or directive",
    "code_block": "an indented code block",
    "code_inline": "code",
    "image": "an image",
    "heading_open": "a heading",
    "hr": "a rule",
    "table_open": "a table",
}
# MyST would read these lines as syntax of its own; a note's author never means them so.
_MYST_LINES = (
    (re.compile(r"\s*(:{3,}|~{3,}|`{3,})"), "a directive or code block"),
    (re.compile(r"\s*\(([^)\s]+)\)=\s*\Z"), "a label"),
    (re.compile(r"\s*%"), "a comment"),
    (re.compile(r"\s*\+\+\+"), "a block break"),
    (re.compile(r"\s*\[\^[^\]]+\]"), "a footnote"),
    (re.compile(r"\s{0,3}\[[^\]]+\]:"), "a link definition"),
    (re.compile(r"\s*\$\$"), "mathematics"),
    (re.compile(r"\s*\|.*\|\s*\Z"), "a table"),
)
_MYST_INLINE = (
    (re.compile(r"\[\^[^\]]+\]"), "a footnote"),
    (re.compile(r"\{\{|\}\}|\{%"), "a template"),
    (re.compile(r"(?<!\\)\$[^$\s][^$]*\$"), "mathematics"),
    (re.compile(r"[*_`)\]]\{"), "attributes"),
    (re.compile(r"<!--"), "a comment"),
)
_ROLE = re.compile(r"\{([a-zA-Z][\w:.-]*)\}\Z")
_ROLE_TEXT = re.compile(r"(?!.*\.\.)[^<>`{}\\]*(<[\w:/.-]+>)?\Z")
_HTTPS = re.compile(r"https://[A-Za-z0-9.-]+(?:/[^\s<>\"'`{}|\\^]*)?\Z")
_LINK = re.compile(r"(?:https?|ftp|javascript|data|vbscript|file):", re.IGNORECASE)


@cache
def _parser() -> MarkdownIt:
    """Return the one parser that all notes share: making it takes longer than a note."""
    parser = MarkdownIt("commonmark")
    # markdown-it drops links that it thinks unsafe without a word: let them
    # through, so that they are seen and refused.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _inline(token: Token, file: str, line: int) -> list[Problem]:
    problems: list[Problem] = []
    children = token.children or []
    for index, child in enumerate(children):
        if child.type in _INLINES or child.type == "link_close":
            continue
        if child.type == "code_inline":
            problems += _role(children, index, file, line)
        elif child.type == "link_open":
            href = str(child.attrs.get("href", ""))
            if child.markup == "autolink" or not _HTTPS.match(href):
                problems.append(
                    Problem(
                        file,
                        line,
                        "B03",
                        f"a link to '{href[:60]}' is not allowed.",
                        "Link to a full address that begins with https://, as [words](https://…).",
                    )
                )
        else:
            what = _WHAT.get(child.type, child.type)
            problems.append(
                Problem(
                    file,
                    line,
                    "B01",
                    f"{what} cannot stand in a note: '{child.content[:40]}'.",
                    "Write plain text, emphasis, lists, quotations and links.",
                )
            )
    return problems


def _role(children: list[Token], index: int, file: str, line: int) -> list[Problem]:
    """Check a code span: it may only be the content of a role that is allowed."""
    before = (
        children[index - 1].content if index and children[index - 1].type.startswith("text") else ""
    )
    content = children[index].content
    role = _ROLE.search(before)
    if not role:
        return [
            Problem(
                file,
                line,
                "B01",
                f"code cannot stand in a note: '{content[:40]}'.",
                "Write the words without the backticks.",
            )
        ]
    if role.group(1) not in ROLES:
        allowed = ", ".join(ROLES)
        return [
            Problem(
                file,
                line,
                "B02",
                f"the role '{role.group(1)}' is not allowed in a note.",
                nearest(role.group(1), list(ROLES)) or f"These are: {allowed}.",
            )
        ]
    if not _ROLE_TEXT.match(content):
        return [
            Problem(
                file,
                line,
                "B04",
                f"the content of the role '{role.group(1)}' is not plain: '{content[:40]}'.",
                "Write a name or key, or words <key>.",
            )
        ]
    return []


def check_body(body: str, file: str, offset: int = 0) -> list[Problem]:
    """Return what is wrong with the body of a note.

    ``offset`` is the number of lines of the file before the body.
    """
    problems: list[Problem] = []
    if PROMPT in body:
        line = offset + body[: body.index(PROMPT)].count("\n") + 1
        problems.append(
            Problem(
                file, line, "B05", "the form's own words stand here.", "Write the note instead."
            )
        )
    if not body.strip():
        return [
            Problem(
                file, offset, "B05", "the note has no text.", "Write what the reader needs to know."
            )
        ]
    for number, text in enumerate(body.split("\n"), offset + 1):
        hidden = HIDDEN.search(text)
        if hidden:
            problems.append(
                Problem(
                    file,
                    number,
                    "B06",
                    f"the hidden character U+{ord(hidden.group()):04X} stands here.",
                    "Type the line again.",
                )
            )
        for pattern, what in _MYST_LINES:
            if pattern.match(text):
                problems.append(
                    Problem(
                        file,
                        number,
                        "B01",
                        f"{what} cannot stand in a note: '{text.strip()[:40]}'.",
                        "Write plain text, emphasis, lists, quotations and links.",
                    )
                )
                break
        else:
            for pattern, what in _MYST_INLINE:
                if pattern.search(text):
                    problems.append(
                        Problem(
                            file,
                            number,
                            "B01",
                            f"{what} cannot stand in a note: '{text.strip()[:40]}'.",
                            "Write plain text, emphasis, lists, quotations and links.",
                        )
                    )
                    break
    for token in _parser().parse(body):
        line = offset + (token.map[0] + 1 if token.map else 0)
        if token.type == "inline":
            problems += _inline(token, file, line)
        elif token.type not in _BLOCKS and token.nesting >= 0:
            what = _WHAT.get(token.type, token.type)
            problems.append(
                Problem(
                    file,
                    line,
                    "B01",
                    f"{what} cannot stand in a note.",
                    "Write plain text, emphasis, lists, quotations and links.",
                )
            )
    return _once(problems)


def _once(problems: list[Problem]) -> list[Problem]:
    """Return the problems in order, but of a line's forbidden syntax only the first that was found."""
    seen: set[int] = set()
    kept = []
    for problem in problems:
        if problem.code == "B01":
            if problem.line in seen:
                continue
            seen.add(problem.line)
        kept.append(problem)
    return sorted(set(kept))
