"""Days, times of day and the first day that a posting names, in its words: "Monday to Friday", "10 pm - 6 am"."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import Fact

_DAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\.?"
_DASH = r"\s?(?:-|–|—|to|through|thru|until)\s?"
_DAYS = re.compile(rf"\b{_DAY}{_DASH}{_DAY}(?![\w])|\bM\s?[-–]\s?F\b", re.IGNORECASE)
_CLOCK = r"\d{1,2}(?::[0-5]\d)?"
_MINUTES = r"\d{1,2}:[0-5]\d"
_HALF = r"\s?(?:[ap]\.?m\b\.?)"
_TIMES = re.compile(
    rf"(?<![\d$.:/])(?:{_CLOCK}(?:{_HALF})?{_DASH}{_CLOCK}{_HALF}(?!\w)"
    rf"|(?<=[a-z], ){_MINUTES}{_DASH}{_MINUTES}(?![\d:]))",
    re.IGNORECASE,
)
"""Without am and pm only behind a day: "Mon–Thu, 7:30 to 5:00"."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? 20\d\d)?|20\d\d-[01]\d-[0-3]\d|[01]?\d/[0-3]?\d(?:/(?:20)?\d\d)?)"
_STARTS = re.compile(
    rf"\b(?:start(?:s|ing)?|begin(?:s|ning)?)(?: date)?(?: is| on| of)?(?: or)?(?: about| around)?:? (?:{_DAY},? )?({_DATE})(?![\w/-])",
    re.IGNORECASE,
)
_NOT_THE_JOB = re.compile(
    r"\b(?:class(?:es)?|course|training|orientation|semester|school(?: year)?|program|season|appl\w+|interviews?|reviews?|screening"
    r"|enrol\w+|benefits?|coverage|insurance|pay|raise|store|hotel|project)\W+(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
"""Before a day on which something else starts."""
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


def starts_fact(text: str) -> Fact[str] | None:
    """Return the day on which the work starts, as the posting writes it: "July 1"; most postings name no year."""
    for found in _STARTS.finditer(text):
        if not _NOT_THE_JOB.search(text[max(0, found.start() - 40) : found.start()]):
            return Fact(re.sub(r"\s+", " ", found[1]), Span(found.start(1), found.end(1), found[1]))
    return None


def _first(text: str, pattern: re.Pattern[str]) -> Fact[str] | None:
    for found in pattern.finditer(text):
        if not _NOT_WORK.search(text[max(0, found.start() - 60) : found.start()]):
            words = re.sub(r"\s+", " ", found[0])
            words = words if re.search(r"\.\s?m\.$", words, re.IGNORECASE) else words.rstrip(".")
            return Fact(words, Span(found.start(), found.end(), found[0]))
    return None
