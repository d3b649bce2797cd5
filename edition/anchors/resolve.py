"""Find the words that a quotation names: the only place that matches text.

An anchor is a quotation with the paragraph in which it stands, and a prefix
or suffix where it stands there more than once (as the TextQuoteSelector of
the W3C Web Annotation Data Model has them).  It matches exactly once or it is
an error that says what to do.  Nothing is attached by guesswork.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from edition.report import Problem, nearest
from edition.text import Texts

# What a typewriter or a phone writes for the characters of a printed text.
_TYPED = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00ad": "",
    "…": "...",
}  # fmt: skip
_WORD = re.compile(r"\S+")
_CONTEXT = 24
_CHOICES = 8
_ALIKE = 0.75


@dataclass(frozen=True)
class Anchor:
    """Words of a document, named by quoting them.

    ``paragraph`` is a permanent number (``57``, ``h3``, ``t1``, ``n1``);
    ``prefix`` and ``suffix`` are the characters right before and after.
    """

    document: str
    paragraph: str
    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, order=True)
class Locus:
    """Where the words of an anchor stand: characters ``start`` to ``end`` of a paragraph."""

    document: str
    paragraph: str
    start: int
    end: int


def occurrences(text: str, quote: str) -> list[int]:
    """Return every place where ``quote`` stands in ``text``, overlapping ones too."""
    found, place = [], text.find(quote)
    while place >= 0:
        found.append(place)
        place = text.find(quote, place + 1)
    return found


def fitting(text: str, anchor: Anchor) -> list[int]:
    """Return the places of the quotation whose surroundings are the prefix and suffix.

    Where nothing fits to the character, white space between them and the
    quotation is overlooked: the head of a note loses it.
    """
    places = occurrences(text, anchor.quote)
    size = len(anchor.quote)
    exact = [
        place
        for place in places
        if text[:place].endswith(anchor.prefix) and text[place + size :].startswith(anchor.suffix)
    ]
    prefix, suffix = anchor.prefix.rstrip(), anchor.suffix.lstrip()
    return exact or [
        place
        for place in places
        if text[:place].rstrip().endswith(prefix)
        and text[place + size :].lstrip().startswith(suffix)
    ]


def resolve(anchor: Anchor, texts: Texts, file: str, line: int) -> Locus | Problem:
    """Return the locus of ``anchor``, or the problem that stands in the way.

    ``file`` and ``line`` say where the anchor is written, for the message.
    """
    paragraph = texts.paragraphs.get((anchor.document, anchor.paragraph))
    if paragraph is None:
        return _no_paragraph(anchor, texts, file, line)
    if not anchor.quote:
        return Problem(
            file,
            line,
            "A03",
            "the quotation is empty.",
            "Copy the words that it is about from the page.",
        )
    places = fitting(paragraph.text, anchor)
    if len(places) == 1:
        return Locus(anchor.document, anchor.paragraph, places[0], places[0] + len(anchor.quote))
    if places:
        return _too_many(anchor, paragraph.text, places, file, line)
    return _not_found(anchor, texts, paragraph.text, file, line)


def _no_paragraph(anchor: Anchor, texts: Texts, file: str, line: int) -> Problem:
    document = texts.by_slug.get(anchor.document)
    if document is None:
        slugs = list(texts.by_slug)
        return Problem(
            file,
            line,
            "A01",
            f"there is no document '{anchor.document}'.",
            _slug_of(anchor.document, texts)
            or nearest(anchor.document, slugs)
            or f"The documents are: {', '.join(slugs)}.",
        )
    elsewhere, numbers = _elsewhere(anchor, texts)
    hint = (
        f"The words stand in {elsewhere}: write {numbers}."
        if elsewhere
        else "Look at the number in the margin of the page."
    )
    return Problem(
        file, line, "A02", f"{document.siglum} has no paragraph '{anchor.paragraph}'.", hint
    )


def _too_many(anchor: Anchor, text: str, places: list[int], file: str, line: int) -> Problem:
    choices = []
    for place in places[:_CHOICES]:
        found = told_apart(anchor, text, place)
        parts = [
            f"{name}: {words}"
            for name, words in (("prefix", found.prefix), ("suffix", found.suffix))
            if words
        ]
        choices.append(f"'{' and '.join(parts)}'")
    more = " …" if len(places) > _CHOICES else ""
    return Problem(
        file,
        line,
        "A04",
        f"the quotation '{anchor.quote}' stands {len(places)} times in paragraph {anchor.paragraph}.",
        f"Add a prefix or suffix, one of: {'; '.join(choices)}{more}.",
    )


def _not_found(anchor: Anchor, texts: Texts, text: str, file: str, line: int) -> Problem:
    label = texts.by_slug[anchor.document].label
    here = occurrences(text, anchor.quote)
    if here:
        after = text[here[0] + len(anchor.quote) :][:_CONTEXT]
        before = text[max(0, here[0] - _CONTEXT) : here[0]]
        return Problem(
            file,
            line,
            "A05",
            f"'{anchor.quote}' stands in {label(anchor.paragraph)}, but not with this prefix or suffix.",
            f"Before it stands '{before}', after it '{after}'.",
        )
    typed = as_printed(text, anchor.quote)
    if typed:
        return Problem(
            file,
            line,
            "A06",
            f"the quotation '{anchor.quote}' has other quotation marks, dashes, capitals or spaces than the source.",
            f"Paste this in its place: {typed}",
        )
    elsewhere, numbers = _elsewhere(anchor, texts)
    if elsewhere:
        ratio, near = _best_window(text, anchor.quote)
        near = near if ratio >= _ALIKE else ""
        return Problem(
            file,
            line,
            "A07",
            f"'{anchor.quote}' does not stand in {label(anchor.paragraph)}.",
            f"It stands in {elsewhere}: write {numbers} as the paragraph."
            + (f" In {label(anchor.paragraph)} the nearest words are: {near}" if near else ""),
        )
    place, words = nearest_words(anchor, texts)
    return Problem(
        file,
        line,
        "A08",
        f"'{anchor.quote}' is not found in {label(anchor.paragraph)}.",
        f"The nearest words are in {label(place)}: {words}"
        if words
        else "Copy the words from the page.",
    )


def _slug_of(siglum: str, texts: Texts) -> str:
    for document in texts.documents:
        if document.siglum.lower() == siglum.lower():
            return f"Write its name in files: {document.slug}."
    return ""


def _elsewhere(anchor: Anchor, texts: Texts) -> tuple[str, str]:
    """Return where else in the document the words stand: labels and numbers, or ``("", "")``."""
    if not anchor.quote:
        return "", ""
    numbers = [
        number
        for (slug, number), line in texts.paragraphs.items()
        if slug == anchor.document and anchor.quote in line.text
    ]
    label = texts.by_slug[anchor.document].label
    return _listed([label(n) for n in numbers], "and"), _listed(numbers, "or")


def _listed(words: list[str], link: str) -> str:
    return f"{', '.join(words[:-1])} {link} {words[-1]}" if len(words) > 1 else "".join(words)


def told_apart(anchor: Anchor, text: str, place: int) -> Anchor:
    """Return ``anchor`` with the shortest prefix, or suffix, or both, that names ``place`` alone."""
    before, after = text[:place], text[place + len(anchor.quote) :]
    heads = ["", *_cuts(before)]
    tails = ["", *[tail[::-1] for tail in _cuts(after[::-1])]]
    tries = [(head, "") for head in heads] + [("", tail) for tail in tails]
    tries += [(head, tail) for head in heads for tail in tails]
    for prefix, suffix in tries:
        found = Anchor(anchor.document, anchor.paragraph, anchor.quote, prefix, suffix)
        if fitting(text, found) == [place]:
            return found
    return Anchor(anchor.document, anchor.paragraph, anchor.quote, before, after)


def _cuts(before: str) -> list[str]:
    """Return ever longer ends of ``before``, cut between words, without the white space at their ends."""
    starts = [m.start() for m in re.finditer(r"\S+", before)]
    return [before[start:].rstrip() for start in reversed(starts)]


def _folded(text: str) -> tuple[str, list[int]]:
    """Return ``text`` as typed on a keyboard, without capitals, and the place in ``text`` of each
    of its characters."""
    out: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = _TYPED.get(character, " " if character.isspace() else character).lower()
        if plain == " " and out and out[-1] == " ":
            continue
        for piece in plain:
            out.append(piece)
            places.append(place)
    return "".join(out), places


def as_printed(text: str, quote: str) -> str:
    """Return the words of ``text`` that differ from ``quote`` in marks, capitals and spaces only,
    or ``""``."""
    folded, places = _folded(text)
    wanted = _folded(quote.strip())[0]
    start = folded.find(wanted) if wanted else -1
    if start < 0:
        return ""
    return text[places[start] : places[start + len(wanted) - 1] + 1]


def _best_window(text: str, quote: str) -> tuple[float, str]:
    """Return the run of as many words as ``quote`` has that is most like it."""
    words = [m.span() for m in _WORD.finditer(text)]
    size = max(1, len(quote.split()))
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(quote)
    best = (0.0, "")
    for first in range(max(1, len(words) - size + 1)):
        run = words[first : first + size]
        if not run:
            break
        window = text[run[0][0] : run[-1][1]]
        matcher.set_seq1(window)
        if matcher.real_quick_ratio() <= best[0] or matcher.quick_ratio() <= best[0]:
            continue
        ratio = matcher.ratio()
        if ratio > best[0]:
            best = (ratio, window)
    return best


def nearest_words(anchor: Anchor, texts: Texts, enough: float = 0.55) -> tuple[str, str]:
    """Return the paragraph number and the words most like a quotation that was not found.

    Looks in the named paragraph first and elsewhere in the document only
    where that holds nothing like it; returns ``("", "")`` if nothing does.
    """
    own = texts.paragraphs[anchor.document, anchor.paragraph]
    ratio, words = _best_window(own.text, anchor.quote)
    best = (ratio, anchor.paragraph, words)
    if ratio < 0.8:
        wanted = set(anchor.quote.split())
        for line in texts.numbered(anchor.document):
            if wanted.isdisjoint(line.text.split()):
                continue
            ratio, words = _best_window(line.text, anchor.quote)
            best = max(best, (ratio, line.number, words))
    return (best[1], best[2]) if best[0] >= enough else ("", "")


def from_mapping(values: Mapping[str, str], side: str = "") -> Anchor:
    """Return the anchor that a row of a table or the head of a note holds.

    ``side`` is the prefix of the columns where a row has two anchors
    (``left_`` or ``right_``).
    """
    return Anchor(
        document=values.get(side + "document") or "",
        paragraph=values.get(side + "paragraph") or "",
        quote=values.get(side + "quote") or "",
        prefix=values.get(side + "prefix") or "",
        suffix=values.get(side + "suffix") or "",
    )
