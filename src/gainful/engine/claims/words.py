"""Numbers as people write them, turned into plain digits before a claim is read."""

from __future__ import annotations

import re
from fractions import Fraction

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS = {word: i for i, word in enumerate(_UNITS)} | {
    word: 20 + 10 * i for i, word in enumerate(_TENS)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_WORD = "|".join(sorted([*NUMBER_WORDS, *_SCALES], key=len, reverse=True))
_RUN = re.compile(rf"\b(?:{_WORD})(?:(?:[\s-]+|\s+and\s+)(?:{_WORD}))*\b")
_PARTS = {"half": (1, 2), "third": (1, 3), "quarter": (1, 4), "fourth": (1, 4), "fifth": (1, 5), "sixth": (1, 6),
          "seventh": (1, 7), "eighth": (1, 8), "tenth": (1, 10)}  # fmt: skip
_SIGNS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5",
          "⅘": "4/5", "⅛": "1/8"}  # fmt: skip
PART_NAMES = "halves|half|thirds|third|quarters|quarter|fourths|fourth|fifths|fifth|sixths|sixth|tenths|tenth"
_FRACTION = re.compile(
    rf"\b(?:(\d+|a|an)[\s-]+)?(?:of\s+)?({PART_NAMES})\b(?!\s*(?:after|of\s+(?:19|20)\d\d\b|\d))"
)


def plain(text: str) -> str:
    """Return the text in lower case with digits for number words, "%" for percent and "pp" for points."""
    value = text.casefold()
    for sign, digits in _SIGNS.items():
        value = value.replace(sign, f" {digits} ")
    value = re.sub(r"[\u2010-\u2015\u2212]", "-", value)
    value = re.sub(r"(?<=\d)[\u00a0\u2007\u2009\u202f ](?=\d{3}\b)", "", value)
    value = re.sub(r"\s+", " ", value)
    value = re.sub(r"(?<=\d),(?=\d{3}\b)", "", value)
    value = re.sub(r"(\d),(\d{1,2})(?=\s*(?:%|per|pct))", r"\1.\2", value)
    value = _RUN.sub(lambda match: str(_value(match[0])), value)
    value = re.sub(r"(\d+(?:\.\d+)?)\s*(k|thousand|million|m)\b", _scaled, value)
    value = re.sub(
        r"\s*-?(?:percentage|percent|per cent|%)[\s-]+points?\b|[\s-]+points?\b|\s*pp\b", " pp", value
    )
    value = re.sub(r"\s*-?(?:percentage|percents?|per\s?cents?|pct\.?)(?![a-z])", "%", value)
    value = re.sub(r"\(?\bn\s*=\s*(\d+)\)?", r"of \1", value)
    value = re.sub(r"\bof\s+of\b", "of", value)
    value = re.sub(r"(?<=[\d%])of(?=[\s\d])", " of ", value)
    return re.sub(r"(\d)\s+%", r"\1%", value).strip()


def _scaled(match: re.Match[str]) -> str:
    scale = 1_000_000 if match[2] in {"m", "million"} else 1000
    number = Fraction(match[1]) * scale
    return str(int(number)) if number.denominator == 1 else str(float(number))


def _value(words: str) -> int:
    """Return the value of number words, such as "two hundred and forty-six"."""
    total = current = 0
    for word in re.findall(r"[a-z]+", words):
        if word == "and":
            continue
        if word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
        else:
            current += NUMBER_WORDS[word]
    return total + current


def fraction_words(text: str) -> tuple[Fraction, tuple[int, int]] | None:
    """Return the share named in words ("half", "2 thirds") and where it stands; None without one."""
    match = next((m for m in _FRACTION.finditer(text) if m[1] or m[2] in {"half", "halves"}), None)
    if match is None:
        return None
    name = match[2].removesuffix("s").replace("halve", "half")
    above, below = _PARTS[name]
    times = int(match[1]) if match[1] and match[1].isdigit() else above
    return Fraction(times, below), match.span()
