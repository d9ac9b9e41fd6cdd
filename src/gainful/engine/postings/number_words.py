"""Numbers in words, in the languages that postings in the United States and beside it are written in."""

from __future__ import annotations

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
