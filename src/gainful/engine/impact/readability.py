"""How hard a text is to read: the school grade of Flesch and Kincaid (Kincaid et al. 1975)."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"“[^”]*”")
_SENTENCE = re.compile(r"[.!?:](?:\s|$)|\n")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|[-+$]*\d[\d,.]*%?")


def syllables(word: str) -> int:
    """Return the syllables of an English word: groups of vowels, silent endings not counted; a figure counts one."""
    letters = re.sub(r"[^a-z]", "", word.casefold())
    if not letters:
        return 1
    if len(letters) > 3:
        letters = re.sub(
            r"(?<=[^aeiouylt])e$|(?<=[^aeiouy][lt])e$|(?<=[^td])ed$|(?<=[^aeiouscxzgh])es$", "", letters
        )
        if word.casefold().endswith("le") and word.casefold()[-3:-2] not in "aeiouy":
            letters += "e"
    letters = re.sub(r"(?<=[^tscgx])i(?=[ao])|u(?=a[tl])|e(?=at[eio])", r"\g<0>-", letters)
    groups = re.findall(r"[aeiouy]+", letters)
    return max(1, len(groups))


def reading_grade(text: str) -> float:
    """Return the U.S. school grade at which the text can be read; a quoted name counts as one short word."""
    plain = _QUOTED.sub("it", text)
    sentences = [part for part in _SENTENCE.split(plain) if _WORD.search(part)]
    words = _WORD.findall(plain)
    if not words or not sentences:
        return 0.0
    total = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * total / len(words) - 15.59
