"""What to write in place of syntax that cannot stand in a note: for each kind the words to paste."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import quote

from markdown_it.token import Token

HTTPS = re.compile(r"https://[A-Za-z0-9.-]+(?:/[^\s<>\"'`{}|\\^]*)?\Z")
PASTE = "Paste this in its place:"
AWAY = "Take this line away."
GENERAL = "Write plain text, emphasis, lists, quotations and links."
_SHOWN = 40

_BOLD = ("b", "strong")
_ITALIC = ("i", "em", "cite", "u")
_PAIR = re.compile(
    rf"<({'|'.join(_BOLD + _ITALIC)})\b[^>]*>\s*(.*?)\s*</\1\s*>", re.IGNORECASE | re.DOTALL
)
_ANCHOR = re.compile(
    r"<a\b[^>]*?\bhref\s*=\s*[\"']?([^\s\"'>]+)[^>]*>(.*?)</a\s*>", re.IGNORECASE | re.DOTALL
)
_BREAK = re.compile(r"</?(?:br|p|div)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>?")
_PARAGRAPH = re.compile(r"#?([a-z]+[a-z]?[0-9]+)\Z")
_DOMAIN = re.compile(r"(?![^/]*\.(?:md|ipynb|html?)\Z)[\w-]+(?:\.[\w-]+)+(?:/|\Z)")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def _paste(words: str) -> str:
    return f"{PASTE} {words}"


def short(words: str) -> str:
    """Return the beginning of words as a message quotes it."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"


def html(tag: str, text: str) -> tuple[str, str]:
    """Return the element of HTML that begins with ``tag`` in ``text``, and what to do about it."""
    at = max(text.find(tag), 0)
    if tag.startswith("<!--"):
        return tag, "Take it away: a note has no hidden words."
    pair = _PAIR.match(text, at)
    if pair:
        mark = "**" if pair[1].lower() in _BOLD else "*"
        return pair[0], _paste(f"{mark}{pair[2]}{mark}")
    anchor = _ANCHOR.match(text, at)
    if anchor and HTTPS.match(anchor[1]):
        return anchor[0], _paste(f"[{anchor[2]}]({anchor[1]})")
    if _BREAK.match(tag):
        return tag, "Take it away: an empty line begins a new paragraph."
    found = _TAG.match(tag)
    return tag, f"Write the words without '{short(found[0] if found else tag)}'."


def image(token: Token) -> tuple[str, str]:
    """Return an image as it was written, and what to do about it."""
    source, words = str(token.attrs.get("src", "")), token.content
    written = f"![{words}]({source})"
    if words and HTTPS.match(source):
        return written, _paste(f"[{words}]({source})")
    return written, "Say in words what it shows."


def heading(token: Token, words: str, last: int) -> str:
    """Return what to do about a heading; ``last`` is the line on which it ends."""
    if token.markup.startswith("#"):
        return _paste(words) if words else AWAY
    return f"Line {last}, beneath, makes a heading of it: take that line away."


def indented(token: Token, first: int) -> str:
    """Return what to do about lines that begin with so many spaces that they are code."""
    lines = token.content.rstrip().split("\n")
    if len(lines) == 1:
        return _paste(lines[0].strip())
    return f"Take away the spaces before the lines {first} to {first + len(lines) - 1}."


def link(href: str, words: str) -> str:
    """Return what to write in place of a link that is not allowed."""
    shown = words if words and words not in (href, href.removeprefix("mailto:")) else "words"
    paragraph = _PARAGRAPH.match(href)
    if paragraph:
        label = f"{words} <{paragraph[1]}>" if words and words != href else paragraph[1]
        return _paste(f"{{ref}}`{label}`")
    scheme = _SCHEME.match(href)
    address = href
    if scheme and scheme[1].lower() in ("http", "https"):
        address = f"https:{href[scheme.end() :]}"
    elif scheme or not _DOMAIN.match(href):
        if not href:
            return f"Write the address: [{shown}](https://…)"
        return f"Link to a full address that begins with https://, as [{shown}](https://…), or write the words alone."
    else:
        address = f"https://{href}"
    address = quote(address, safe="/:?#[]@!$&()*+,;=~%-._")
    if not HTTPS.match(address):
        return f"Link to a full address that begins with https://, as [{shown}](https://…)."
    return _paste(f"[{shown}]({address})")


def _table(line: str) -> str:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    words = [cell for cell in cells if re.search(r"\w", cell)]
    return _paste(f"- {', '.join(words)}") if words else AWAY


def _definition(line: str) -> str:
    found = re.match(r"\s*\[([^\]]+)\]:\s*<?(\S+?)>?(?:\s|\Z)", line)
    if not found:
        return AWAY
    return f"Take this line away, and write where the words stand: [{found[1]}]({found[2]})"


def _backslashed(line: str) -> str:
    return _paste(re.sub(r"(?<!\\)\$", r"\\$", line.strip()))


# What MyST would read as syntax of its own where a line begins: the pattern, its
# name, and what to do about the line.  A note's author never means them so.
LINES: Sequence[tuple[re.Pattern[str], str, Callable[[str], str]]] = (
    (
        re.compile(r"\s*(:{3,}|~{3,}|`{3,})"),
        "a directive or code block",
        lambda line: f"{AWAY} Its words stand as they are, or behind '> ' as a quotation.",
    ),
    (re.compile(r"\s*\(([^)\s]+)\)=\s*\Z"), "a label", lambda line: AWAY),
    (re.compile(r"\s*%"), "a comment", lambda line: _paste("\\" + line.strip())),
    (re.compile(r"\s*\+\+\+"), "a block break", lambda line: AWAY),
    (
        re.compile(r"\s*\[\^[^\]]+\]:"),
        "a footnote",
        lambda line: f"{AWAY} Write its words in brackets where its sign stands.",
    ),
    (re.compile(r"\s{0,3}\[(?!\^)[^\]]+\]:"), "a link definition", _definition),
    (re.compile(r"\s*\$\$"), "mathematics", _backslashed),
    (re.compile(r"\s*\|.*\|\s*\Z"), "a table", _table),
)


def _attributes(piece: str) -> str:
    words, brace, rest = piece.partition("{")
    if re.match(r"[\w:]+\}`", rest):
        return _paste(f"{words} {brace}{rest}")
    return _paste(words) if piece.endswith("}") else "Write it without the brace."


# The same within a line; the pattern finds the piece that is to be replaced.
PIECES: Sequence[tuple[re.Pattern[str], str, Callable[[str], str]]] = (
    (
        re.compile(r"\[\^[^\]]+\]"),
        "a footnote",
        lambda piece: "Write the footnote's words in brackets in its place.",
    ),
    (
        re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\}\}|\{%"),
        "a template",
        lambda piece: "Write it without the braces, or with round brackets.",
    ),
    (
        re.compile(r"(?<!\\)\$[^$\s][^$]*\$"),
        "mathematics",
        _backslashed,
    ),
    (re.compile(r"[^\s{}]*[*_`)\]]\{(?:[\w:]+\}`[^`]*`|[^{}]*\}?)"), "attributes", _attributes),
    (
        re.compile(r"<!--.*?(?:-->|\Z)"),
        "a comment",
        lambda piece: "Take it away: a note has no hidden words.",
    ),
)
