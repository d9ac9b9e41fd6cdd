"""Job titles cleaned of what does not name the work: places, shifts, reference numbers, marketing."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_TAIL = re.compile(r"\s+(?:[-–—|@/]+|at|in|for|based in)\s+", re.IGNORECASE)
_PLAIN = re.compile(r"(?!.*\b(?:at|in|for)\b)[A-Za-z0-9 '+#]*[A-Za-z0-9][A-Za-z0-9 '+#]*", re.IGNORECASE)
"""A title with nothing to take off."""
_PAY = re.compile(
    r"[$£€]?\d[\d.,]*k?\s*(?:[/-]|per|an?)?\s*(?:hrs?|hours?|h|weeks?|wk|months?|years?|yrs?|annum)\b"
)
_WORD = re.compile(r"[a-z0-9][a-z0-9+#]*")
_LISTED = tomllib.loads((Path(__file__).parent / "data" / "title-words.toml").read_text(encoding="utf-8"))
_NOISE = frozenset(_LISTED["noise"])
_SENIORITY = frozenset(_LISTED["seniority"])
SHORT: dict[str, str] = _LISTED["short"]
_PHRASES: dict[str, str] = _LISTED["phrases"]
"""Everyday names and names used outside the United States, as O*NET would say them."""
_FIRST_PHRASES: dict[str, str] = _LISTED["first_phrases"]
"""Such names where nothing stands before them: not a locker's, a dining or a game room's."""
_PHRASE = re.compile(rf"\b(?:{'|'.join(_PHRASES)})(?=s?\b)|^(?:{'|'.join(_FIRST_PHRASES)})(?=s?\b)")


@lru_cache(maxsize=65_536)
def _even(word: str) -> tuple[str, ...]:
    """A word without its plural, or the words that a short form stands for."""
    return tuple(map(stem, (SHORT.get(word) or SHORT.get(stem(word), word)).split()))


_NO_MEN = frozenset({"specimen", "abdomen", "regimen", "acumen"})


def stem(word: str) -> str:
    """The word without a plural ending."""
    if len(word) > 5 and word.endswith("men") and word not in _NO_MEN:
        return f"{word[:-2]}an"
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return (
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    )


def title_words(title: str) -> tuple[str, ...]:
    """The lower-case words of a title in their order, plurals and common short forms evened out."""
    found: list[str] = []
    plain = _PHRASE.sub(
        lambda m: _PHRASES.get(m.group()) or _FIRST_PHRASES[m.group()],
        _PAY.sub(" ", title.lower()).replace("'s", "").replace("’s", ""),
    )
    for word in _WORD.findall(plain):
        found += _even(word)
    return tuple(found)


def normal_title(title: str) -> str:
    """The title as it is compared: two titles that differ in case, marks or plurals only are the same."""
    return " ".join(title_words(title))


def title_forms(title: str) -> list[str]:
    """Readings of a title, the fullest first: as written, without its brackets, each bracket, without its tail."""
    if _PLAIN.fullmatch(title):
        return [title]
    bare = _BRACKETS.sub(" ", title).strip()
    forms = [bare or title, *(inside.strip() for inside in _BRACKETS.findall(title) if _names_work(inside))]
    head = _TAIL.split(bare, maxsplit=1)[0]
    forms += [head, bare.split(",", maxsplit=1)[0]]
    return list(dict.fromkeys(form for form in forms if title_words(form)))


def _names_work(aside: str) -> bool:
    """Whether an aside says more than rank, shift or number ("Tier 1", "nights")."""
    return any(word not in _NOISE and word not in _SENIORITY for word in title_words(aside))


def core_words(title: str) -> tuple[str, ...]:
    """The words that name the work: noise and rank left out, unless nothing would remain."""
    words = title_words(title)
    useful = tuple(w for w in words if w not in _NOISE)
    core = tuple(w for w in useful if w not in _SENIORITY)
    return core or useful or words
