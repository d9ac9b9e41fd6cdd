"""Numbers in words, in the languages that postings in the United States and beside it are written in."""

from __future__ import annotations

import re

_ENGLISH = [
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
    "twenty",
]
_OTHERS = {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a dozen": 12, "dozen": 12, "half a dozen": 6, "dos": 2, "tres": 3, "cuatro": 4,
    "cinco": 5, "seis": 6, "diez": 10, "zwei": 2, "drei": 3, "vier": 4, "deux": 2, "trois": 3, "quatre": 4, "twee": 2, "drie": 3,
}  # fmt: skip
COUNT_WORDS = {word: number for number, word in enumerate(_ENGLISH, 1)} | _OTHERS

_TENS = ("twenty", "thirty", "forty", "fifty", "sixty")
_ONES = _ENGLISH[:9]
NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?(?:½| ?1/2\b)?|\b(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)})\b)?|\b(?:{'|'.join(reversed(_ENGLISH[:19]))})\b)"
"""Pattern of a number up to the hundreds, in figures, with a half, or in English words up to sixty-nine."""


def number(words: str) -> float:
    """The value of what `NUMBER` matches: "37,5", "37½", "thirty-five"."""
    if not words[0].isalpha():
        half = 0.5 if re.search(r"½|1/2$", words) else 0.0
        return float(re.sub(r"½| ?1/2$", "", words).replace(",", ".")) + half
    return float(sum(COUNT_WORDS[part] for part in re.split(r"[- ]", words.lower())))
