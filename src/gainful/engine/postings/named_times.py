"""The days and the times of day that a posting names, in its own words: "Monday to Friday", "10 pm - 6 am"."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import Fact

_DAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\.?"
_DASH = r"\s?(?:-|–|—|to|through|thru|until)\s?"
_DAYS = re.compile(rf"\b{_DAY}{_DASH}{_DAY}(?![\w])|\bM\s?[-–]\s?F\b", re.IGNORECASE)
_CLOCK = r"\d{1,2}(?::[0-5]\d)?"
_HALF = r"\s?(?:[ap]\.?m\b\.?)"
_TIMES = re.compile(rf"(?<![\d$.:/]){_CLOCK}(?:{_HALF})?{_DASH}{_CLOCK}{_HALF}(?!\w)", re.IGNORECASE)
_NOT_WORK = re.compile(
    r"\b(?:open|office hours|call|apply|phone|text us|interviews?|job fair|walk-?ins?)\b[^.,\n]{0,40}$",
    re.IGNORECASE,
)
"""Before the hours in which one calls, applies or shops."""


def days_fact(text: str) -> Fact[str] | None:
    """Return the days of the week that are worked, where a first and a last one are named."""
    return _first(text, _DAYS)


def times_fact(text: str) -> Fact[str] | None:
    """Return the times of day between which one works; how many hours a week that is depends on the days."""
    return _first(text, _TIMES)


def _first(text: str, pattern: re.Pattern[str]) -> Fact[str] | None:
    for found in pattern.finditer(text):
        if not _NOT_WORK.search(text[max(0, found.start() - 60) : found.start()]):
            words = re.sub(r"\s+", " ", found[0])
            words = words if re.search(r"\.\s?m\.$", words, re.IGNORECASE) else words.rstrip(".")
            return Fact(words, Span(found.start(), found.end(), found[0]))
    return None
