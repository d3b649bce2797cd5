"""What the body of a note may contain: a contributor's file is data, never code.

Allowed: CommonMark text, emphasis, lists, block quotation, links (https
only), and the roles of :data:`ROLES`.  Everything else is an error with its
line, before the build starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from edition.layers import mending
from edition.layers.misspelt import ROLES, Misspelt, misspelt_roles, remedy, role_of
from edition.layers.tables import HIDDEN
from edition.report import Problem

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
#: Directives that hold text.
_WORDS = re.compile(
    r"\{(?:note|tip|hint|important|warning|caution|attention|admonition|seealso|epigraph|margin|sidebar|dropdown)\}"
)
_ROLE = re.compile(r"\{([a-zA-Z][\w:.-]*)\}\Z")
_ROLE_TEXT = re.compile(r"(?!.*\.\.)[^<>`{}\\]*(<[\w:/.-]+>)?\Z")


@cache
def _parser() -> MarkdownIt:
    """Return the one parser that all notes share: making it takes longer than a note."""
    parser = MarkdownIt("commonmark")
    # markdown-it drops links that it thinks unsafe without a word: let them
    # through, so that they are seen and refused.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _lines_of(children: list[Token], lines: list[str], first: int) -> Iterator[int]:
    """Yield for each piece of a paragraph the place in ``lines`` where it begins.

    The parser tells only where the paragraph begins, at ``first``.
    """
    at = first
    for child in children:
        yield at
        if child.type in ("softbreak", "hardbreak"):
            at += 1
        elif child.type == "code_inline":
            at = _end_of_code(child.content, lines, at)
        else:
            at += child.content.count("\n")


def _end_of_code(content: str, lines: list[str], at: int) -> int:
    """Return the line on which code ends; the parser makes spaces of the ends of its lines."""
    joined = ""
    for number in range(at, len(lines)):
        joined += f" {lines[number].lstrip('> ')}".rstrip()
        if content.strip() in joined:
            return number
    return at


def _inline(token: Token, file: str, lines: list[str], offset: int) -> Iterator[Problem]:
    children = token.children or []
    first, last = token.map or (0, 0)
    wrong: dict[int, list[Misspelt]] = {}
    for role in misspelt_roles(children):
        wrong.setdefault(role.index, []).append(role)
    taken = {role.code for roles in wrong.values() for role in roles}
    for index, at in enumerate(_lines_of(children, lines[:last], first)):
        child, line = children[index], offset + at + 1
        for role in wrong.get(index, ()):
            yield _no_role(role, file, line)
        if index in taken:
            continue
        if child.type in _INLINES or child.type == "link_close":
            continue
        if child.type == "code_inline":
            yield from _role(children, index, file, line)
        elif child.type == "link_open":
            yield from _link(children, index, file, line)
        elif child.type == "html_inline":
            text = "\n".join(lines[at:last])
            yield _forbidden(file, line, "raw HTML", *mending.html(child.content, text))
        elif child.type == "image":
            yield _forbidden(file, line, "an image", *mending.image(child))
        else:
            yield _forbidden(file, line, child.type, child.content, mending.GENERAL)


def _no_role(role: Misspelt, file: str, line: int) -> Problem:
    message = f"this is not how a role is written: '{mending.short(role.written)}'."
    return Problem(file, line, "B08", message, remedy(role))


def misspelt_in(markdown: str, file: str) -> list[Problem]:
    """Return the roles of a page that would be printed as they stand, its directives' text included."""
    lines = markdown.split("\n")
    problems: list[Problem] = []
    for token in _parser().parse(markdown):
        first, last = token.map or (0, 0)
        if token.type == "fence" and _WORDS.match(token.info):
            problems += [
                replace(problem, line=problem.line + first + 1)
                for problem in misspelt_in(token.content, file)
            ]
        if token.type == "inline":
            children = token.children or []
            places = list(_lines_of(children, lines[:last], first))
            problems += [
                _no_role(role, file, places[role.index] + 1) for role in misspelt_roles(children)
            ]
    return problems


def _forbidden(file: str, line: int, what: str, written: str, remedy: str) -> Problem:
    """Return the problem that something stands in a note that cannot."""
    shown = f": '{mending.short(written)}'" if written.strip() else ""
    return Problem(file, line, "B01", f"{what} cannot stand in a note{shown}.", remedy)


def _link(children: list[Token], index: int, file: str, line: int) -> Iterator[Problem]:
    link = children[index]
    href = str(link.attrs.get("href", ""))
    if link.markup != "autolink" and mending.HTTPS.match(href):
        return
    words = ""
    for child in children[index + 1 :]:
        if child.type == "link_close":
            break
        words += child.content or " "
    written = f"<{href}>" if link.markup == "autolink" else f"[{words}]({href})"
    message = f"the link '{mending.short(written)}' is not allowed."
    yield Problem(file, line, "B03", message, mending.link(href, words))


def _block(token: Token, following: Token | None, file: str, offset: int) -> Problem:
    """Return the problem of a block that cannot stand in a note."""
    first, end = token.map or (0, 0)
    line = offset + first + 1
    what = _WHAT.get(token.type, token.type)
    words = token.content
    remedy = mending.GENERAL
    if token.type == "heading_open":
        words = following.content if following else ""
        remedy = mending.heading(token, words, offset + end)
    elif token.type == "code_block":
        remedy = mending.indented(token, line)
    elif token.type == "html_block":
        tag = re.search(r"<!--|<[^<>\n]*>?", words)
        words, remedy = mending.html(tag[0] if tag else words, words)
    elif token.type == "hr":
        words, remedy = token.markup, f"{mending.AWAY} An empty line parts paragraphs."
    return _forbidden(file, line, what, words, remedy)


def _role(children: list[Token], index: int, file: str, line: int) -> list[Problem]:
    """Check a code span: it may only be the content of a role that is allowed."""
    before = (
        children[index - 1].content if index and children[index - 1].type.startswith("text") else ""
    )
    content = children[index].content
    role = _ROLE.search(before)
    if not role:
        remedy = f"{mending.PASTE} {content}"
        return [_forbidden(file, line, "code", f"`{content}`", remedy)]
    if role.group(1) not in ROLES:
        allowed = ", ".join(ROLES)
        if role_of(role.group(1)):  # told as one that is misspelt
            return []
        return [
            Problem(
                file,
                line,
                "B02",
                f"the role '{role.group(1)}' is not allowed in a note.",
                f"These are: {allowed}.",
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
    lines = body.split("\n")
    for number, text in enumerate(lines, offset + 1):
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
        problems += _syntax(text, file, number)
    tokens = _parser().parse(body)
    for index, token in enumerate(tokens):
        if token.type == "inline":
            problems += _inline(token, file, lines, offset)
        elif token.type not in _BLOCKS and token.nesting >= 0:
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            problems.append(_block(token, following, file, offset))
    return _once(problems)


def _syntax(text: str, file: str, number: int) -> list[Problem]:
    """Return the first thing in a line that MyST would take for syntax of its own."""
    for pattern, what, mend in mending.LINES:
        if pattern.match(text):
            return [_forbidden(file, number, what, text, mend(text))]
    for pattern, what, mend in mending.PIECES:
        found = pattern.search(text)
        if found:
            return [_forbidden(file, number, what, found[0], mend(found[0]))]
    return []


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
