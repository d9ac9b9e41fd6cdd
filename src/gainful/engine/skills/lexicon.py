"""Words by which postings speak of O*NET skills, knowledge and abilities; each match becomes a line's evidence.

Written by hand from the element names (O*NET Content Model, CC BY 4.0) and everyday posting language; an element
without words here is only ever "typical for this occupation".
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from gainful.engine.text.patterns import PatternSet

_WORDS: dict[str, str] = tomllib.loads(
    (Path(__file__).parent / "data" / "posting-words.toml").read_text(encoding="utf-8")
)

LEXICON: dict[str, re.Pattern[str]] = {
    f"onet:{element}": re.compile(rf"(?<![\w-])(?:{pattern})(?![a-z])", re.IGNORECASE)
    for element, pattern in _WORDS.items()
}
LEXICON_SET = PatternSet(LEXICON.items())

HIGHER = re.compile(
    r"\b(?:advanced|expert(?:ise)?|in-depth|extensive|deep|exceptional|outstanding|superior|highly (?:skilled|proficient)|mastery"
    r"|complex|senior|thorough)\b",
    re.IGNORECASE,
)
LOWER = re.compile(
    r"\b(?:basic|entry[- ]level|some|simple|fundamental|introductory|general|beginner|light)\b", re.IGNORECASE
)
OWN_WORDS = frozenset({"onet:2.B.3.e"})
"""Elements that the posting itself must name: "basic computer skills" is not programming, whatever ESCO calls near."""
