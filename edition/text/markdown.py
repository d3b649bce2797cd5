"""Plain text to Markdown and back, without the loss of a character.

Two independent ways are used, so that each proves the other: chapters are
written by :func:`escape` and read back by a CommonMark parser
(:func:`blocks`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Characters that CommonMark or MyST's extensions give a meaning to anywhere.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>{}$|~^&#]")
# Marks that have a meaning only where a line begins.
_LINE_START = re.compile(r"(?:[-+=:%!(]|\d{1,9}(?=[.)]))")
# Line separators that some readers of a file take for the end of a line.
_SEPARATORS = re.compile("[\u2028\u2029]")
# What neither Markdown nor HTML can carry: controls and noncharacters.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


def unprintable(text: str) -> str:
    """Return the first character of ``text`` that no page can show, or ``""``."""
    found = _UNPRINTABLE.search(text)
    return found.group() if found else ""


def _entity(character: str) -> str:
    return f"&#{ord(character)};"


def escape(text: str) -> str:
    """Return Markdown that shows exactly ``text``, one line of plain text.

    Raises ``ValueError`` where ``text`` holds a character that a page cannot
    show (see :func:`unprintable`).
    """
    if unprintable(text):
        raise ValueError(f"cannot be shown on a page: {unprintable(text)!r}")
    core = text.strip()
    start = len(text) - len(text.lstrip())
    before, after = text[:start], text[start + len(core) :]
    body = _ANYWHERE.sub(r"\\\g<0>", core)
    first = _LINE_START.match(body)
    if first:
        body = (
            first.group() + "\\" + body[first.end() :]
            if first.group()[0].isdigit()
            else "\\" + body
        )
    body = _SEPARATORS.sub(lambda m: _entity(m.group()), body)
    return "".join(map(_entity, before)) + body + "".join(map(_entity, after))


@dataclass(frozen=True)
class Block:
    """A paragraph or heading of a chapter file that stands outside every directive.

    ``line`` is where it starts (1-based); ``level`` is 0 for a paragraph.
    ``foreign`` names the first Markdown construct that is not plain text.
    """

    text: str
    level: int
    line: int
    foreign: str = ""


def _plain(inline: Token) -> tuple[str, str]:
    text, foreign = [], ""
    for child in inline.children or []:
        if child.type in ("text", "text_special"):
            text.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            text.append("\n")
        else:
            text.append(child.content)
            foreign = foreign or child.type
    return "".join(text), foreign


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")


def blocks(markdown: str) -> list[Block]:
    """Return the blocks of a chapter file that stand outside its directives.

    Anything that is neither a paragraph, a heading nor a directive (a list, a
    quotation, raw HTML, a code block) is returned as a block with ``foreign``
    set, so that a check can say where the file was edited.
    """
    tokens = _parser().parse(markdown)
    found: list[Block] = []
    level, depth = 0, ""
    for token in tokens:
        line = token.map[0] + 1 if token.map else 0
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline":
            text, foreign = _plain(token)
            found.append(Block(text, level, line, foreign or depth))
        elif (token.type == "fence" and token.info.startswith("{")) or token.type in (
            "paragraph_open",
            "paragraph_close",
        ):
            continue
        elif token.nesting == 1:
            depth = depth or token.type
        elif token.nesting == -1:
            depth = "" if token.level == 0 else depth
        else:
            found.append(Block(token.content, 0, line, token.type))
    return found
