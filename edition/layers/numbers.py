"""The numbers that words hold: ``two or three``, ``sixty-eight``, ``three-fifths``, ``25th``."""

from __future__ import annotations

import re

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
CARDINALS = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * (number + 2) for number, word in enumerate(_TENS)},
    "a": 1,
    "an": 1,
    "dozen": 12,
    "score": 20,
    "couple": 2,
    "half-dozen": 6,
    "single": 1,
    "both": 2,
    "pair": 2,
    "double": 2,
    "twice": 2,
}
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "milliard": 10**9,
    "billion": 10**9,
}
_FRACTIONS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
# Words that say that there is nothing, and a span that is counted in days.
_NOTHING = {"no", "none", "not", "nobody", "nothing", "without", "cipher", "bloodless"}
_WEEK = 7
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|%")


def _ordinal(word: str) -> int | None:
    if word in _ORDINALS:
        return _ORDINALS[word]
    if word.endswith("th") and word[:-2] in CARDINALS:
        return CARDINALS[word[:-2]]
    return None


def _cardinal(word: str) -> int | None:
    if word in CARDINALS:
        return CARDINALS[word]
    for ending, put in (("s", ""), ("es", ""), ("ies", "y")):
        stem = word[: -len(ending)] + put if word.endswith(ending) else ""
        if stem in CARDINALS or stem in _SCALES:
            return CARDINALS.get(stem)
    return _ordinal(word)


def _scale(word: str) -> int | None:
    return _SCALES.get(word) or _SCALES.get(word.rstrip("s"))


def _digits(token: str) -> float | None:
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", token):
        token = token.replace(",", "")
    try:
        return float(token)
    except ValueError:
        return None


def _fraction(word: str) -> int | None:
    return (
        _FRACTIONS.get(word)
        or _FRACTIONS.get(word[:-1] if word.endswith("s") else "")
        or (2 if word == "halves" else None)
    )


def _halves(words: str) -> set[float]:
    """Return the numbers of ``two and a half`` and ``a year and a half``."""
    return {
        CARDINALS[word] + 0.5
        for match in re.finditer(r"((?:\w+ ){1,2})and a half", words)
        for word in match.group(1).split()
        if word in CARDINALS
    }


def _many(words: str) -> set[float]:
    """Return the lower bounds of ``tens of thousands``, and of a scale that several numbers share."""
    found = {
        float(base * _SCALES[match.group(2)])
        for name, base in (("tens", 10), ("hundreds", 100), ("dozens", 12), ("scores", 20))
        for match in re.finditer(rf"({name}) of (hundred|thousand|million)s", words)
    }
    shared = re.search(
        r"((?:\w+ (?:to|or|or even|and) )+)\w+ ((?:hundred|thousand|million|milliard|billion)(?: million)?)\b",
        words,
    )
    if shared:
        scale = 1
        for word in shared.group(2).split():
            scale *= _SCALES[word]
        found |= {
            float(CARDINALS[w] * scale)
            for w in shared.group(1).split()
            if w in CARDINALS and w not in ("a", "an")
        }
    return found


def numbers_in(words: str) -> set[float]:
    """Return every number that ``words`` may be read to hold.

    Digits, number words with their scales (``eighty thousand``), ordinals and
    fractions (``two-thirds`` gives 0.6667) are read; each part of a compound
    counts too, so that the set may hold more than a reader would say.
    """
    tokens = [t.lower() for t in _TOKEN.findall(words)]
    lowered = words.lower()
    found = _halves(lowered) | _many(lowered)
    if _NOTHING & set(tokens):
        found.add(0)
    if "week" in tokens:
        found.add(_WEEK)
    total = current = 0.0
    running = False
    for index, token in enumerate(tokens):
        value = _digits(token) if token[0].isdigit() else _cardinal(token)
        scale = None if token[0].isdigit() else _scale(token)
        fraction = _fraction(token)
        before = tokens[index - 1] if index else ""
        if fraction:
            top = _digits(before) if before[:1].isdigit() else CARDINALS.get(before, 1)
            found.add(round((top or 1) / fraction, 4))
            found.add(round(1 / fraction, 4))
        if scale is not None:
            if scale < 1000:
                current = (current or 1) * scale
            elif current:
                total, current = total + current * scale, 0.0
            else:
                # "ten thousand million" multiplies; "a million" may stand alone.
                total = (total or 1) * scale
            running = True
        elif value is not None:
            found.add(value)
            tens = current % 100 in range(20, 100, 10) and value < 10
            hundreds = current >= 100 and current % 100 == 0 and value < 100
            current = current + value if tens or hundreds else value
            running = True
        elif token != "and":
            total = current = 0.0
            running = False
        if running:
            found |= {sum_ for sum_ in (total + current, current) if sum_}
    return found
