"""Hours a week from days: so many days or shifts of so many hours, rosters of days on and off, weeks that take turns.

A clause is read by its parts: how long a day or shift is, and which days or how many stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import Fact
from gainful.engine.postings.number_words import NUMBER, number

DASH = r"(?:\s*(?:[-–—‐‑−]|to)\s*|\s+(?:or|and|a|à|bis|tot)\s+)"
_HOUR = r"(?:hours?|hrs?|h|horas|stunden|heures|uur)\b\.?"
_ON_ITS_OWN = r"(?<![\d.,:$£€])(?<!\d[-–/])"
_LENGTH = re.compile(
    rf"{_ON_ITS_OWN}({NUMBER})(?:{DASH}({NUMBER}))?\s?-?{_HOUR}"
    r"(\s*(?:(?:per|an?|/|each|every|al|por|pro|par)\s*(?:(?:work|school)\s?)?(?:days?|shifts?|nights?|evenings?|d[ií]a|tag|jour|dag)|shifts?|days?|nights?|daily|nightly|rotational|duty|rotating|each)\b)?",
    re.IGNORECASE,
)
"""How long a day is ("8 hr shifts", "6.5 hours per day"), or a bare figure of hours that days may stand beside."""
_BEGINNINGS = ("m", "tu", "w", "th", "f", "sa", "su")
_DAY = r"(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?s?|tu|th|m|w|f|mo|fr"
_RANGE = rf"\b({_DAY})\.?\s?(?:[-–—]|to|through|thru)\s?({_DAY})\b\.?"
_LIST = rf"\b(?:(?:{_DAY})\.?(?:[\s,/&+]{{1,3}}(?:and )?)){{1,6}}(?:{_DAY})\b\.?"
_NO_WEEK = r"(?!\s*(?:off|paid|on\b|of (?:training|vac\w*|pto|leave|notice|class)|(?:per|an?|each|every) (?:month|mo\b|year|season|quarter)|/ ?(?:mo|yr)|notice|in advance|before))"
_A_WEEK = r"(?:\s?(?:/|per|an?|each|every)\s?(?:week|wk)\b| weekly)?"
_TWO_WEEKS = r"\s?(?:/|per|an?|each|every)\s?(?:pay ?period|fortnight|two weeks|2 weeks|pp)\b"
_MANY = rf"(?<![\d.,:$£€/])({NUMBER})(?:{DASH}({NUMBER}))?(?:\s?(?:days?|shifts?|nights?|evenings?|mornings?|x)\b{_NO_WEEK}(?:{_TWO_WEEKS}|{_A_WEEK})|\s?(?:/|per|an?)\s?(?:week|wk)\b)"
_SCHOOL = r"\b(?:(?:1[6-9]\d|20\d|2[0-6]\d) (?:school |work(?:ing)? |student |contract )?days|school days|school year|weekdays|(?:9|10|11)(?:\.\d+)?[- ]months?)\b"
_DAYS = re.compile(rf"{_RANGE}|(?P<list>{_LIST})|(?P<school>{_SCHOOL})|{_MANY}", re.IGNORECASE)
"""Which days or how many: "Mon–Fri", "Tue and Thu", "3 or 4 shifts a week", "180 school days"."""
_GAP_BEFORE = re.compile(r"[\s,:;·/–—(*x×-]{0,4}(?:(?:of|at|x|by|for|about)\s)?\s?\(?", re.IGNORECASE)
_GAP_AFTER = re.compile(
    r"(?:(?!\b(?:off|training|course|class|orientation|lunch|notice|month|or)\b)[^.;\n\d]){0,28}?;?\s?",
    re.IGNORECASE,
)
_OVER = re.compile(r"[\s,(]*(?:(?:spread )?(?:over|across|in|on)\s)?", re.IGNORECASE)
"""What stands between the hours of a week and its days: "38 hours across 4 days"."""
_EACH = {"tens": 10.0, "eights": 8.0, "twelves": 12.0, "nines": 9.0}
_SMALL = r"(?:one|two|three|four|five|six|[1-6])"
_SHIFTS = re.compile(
    rf"(?<![\d.,:$£€/-])\(?\b({_SMALL})\)?(?:\s*(?:days?|shifts?|nights?)?\s*(?:x|×|\*|by)\s*|[\s/-]{{1,2}})"
    rf"(?:(tens|eights|twelves|nines)\b|(8|9|10|11|12|13|16|24)(?:['’]?s\b|[\s-]?(?:hours?|hrs?|h)[\s-](?:days?|shifts?|nights?)\b)|(eight|nine|ten|twelve)[\s-]hours? (?:days?|shifts?|nights?)\b){_NO_WEEK}",
    re.IGNORECASE,
)
"""A number of shifts of a length, both in one breath: "four 10-hour days", "3 12's", "two tens"."""
_OF_EACH = re.compile(
    rf"(?<![\d.,:$£€/-])\b({_SMALL}) (?:days|shifts|nights|evenings)(?: (?:a|per) week)? of (\d{{1,2}}(?:\.\d)?)(?![\d:%]|\.\d|\s*(?:weeks|people|staff|am|pm|[a-z]+ )\b(?<!h )(?<!hrs )(?<!hours ))",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"(?<![\d.,:$£€/-])\b(two|three|four|five|six|[2-6])\s*(?:days?|shifts?|nights?)?\s*(?:x|×|\*|by|/(?=\d+\b(?!/)))\s*(8|9|10|11|12)(?:-?{_HOUR})?(?![/-]?\d|['’]|\s*(?:am|pm))\b",
    re.IGNORECASE,
)
_ROSTER = re.compile(
    rf"\b({NUMBER})[\s-]?(?:days?|nights?|weeks?|wks?|shifts?)?[\s-]?on\b[\s,/&–-]*(?:and |then )?({NUMBER})[\s-]?(?:days?|nights?|weeks?|wks?|shifts?)?[\s-]?off\b|\b(7|14|15|20|21|28)\s?[/x:]\s?(6|7|8|10|13|14|21|28) (?:rotation|roster|swing|fifo)\b",
    re.IGNORECASE,
)
_SHIFT_LENGTH = re.compile(rf"{_ON_ITS_OWN}\b(8|10|12|13)(?:['’]?s\b|\s?-?{_HOUR})", re.IGNORECASE)
_IN_A_TURN = re.compile(
    rf"{_ON_ITS_OWN}(\d{{2}})\s?-?{_HOUR}(?: \w+)? (?:in|over) ({NUMBER}) (?:days|nights|shifts)\b",
    re.IGNORECASE,
)
_BY_NAME = (
    (re.compile(r"\b9[/-]80s?\b", re.IGNORECASE), 40.0),
    (re.compile(r"\b24(?:[ -]?(?:hours?|hrs?))?(?: on)?\s?[/,&-]?\s?48(?:[ -]?(?:hours?|hrs?))? (?:off|shift|schedule|rotation)|\b48/96\b|\b24/48\b", re.IGNORECASE), 56.0),
)  # fmt: skip
"""Rosters with a name, and the hours of their average week."""
_SEPARATED = re.compile(r"\s?[,x×/]\s?")
_ASIDE = re.compile(
    r"\b(?:within|after|every|first|open|closed|response|notice|call|training|class)\b[^.,;:\n]{0,10}\Z",
    re.IGNORECASE,
)
_TURNS = re.compile(
    rf"{_ON_ITS_OWN}(\d{{2}})\s*(?:{_HOUR})?\s*(?:one|the first|first|1st) w(?:ee)?k[\s,/&]*(?:and |then )?(\d{{2}})\s*(?:{_HOUR})?\s*(?:the )?(?:next|other|following|second|2nd)\b"
    rf"|\balternat\w+ (\d{{2}})\s?[/&]\s?(\d{{2}})\b|{_ON_ITS_OWN}(\d{{2}})/(\d{{2}})\s*(?:{_HOUR})?\s*(?:alternat\w+|every other) w",
    re.IGNORECASE,
)
"""Weeks that take turns: "36 hours one week and 48 the next"."""


def hours_of_shifts(text: str) -> Fact[float] | None:
    """Shifts and their length in one breath ("four 10-hour days"), else rosters, else days beside the length of each."""
    return (
        _in_one_breath(text, _SHIFTS)
        or _in_one_breath(text, _OF_EACH)
        or _by_roster(text)
        or _by_turns(text)
        or _by_days(text)
    )


def hours_by_times(text: str) -> Fact[float] | None:
    """Two bare numbers with a sign between them, "4x10" or "4/10": only where nothing else says the hours."""
    return _in_one_breath(text, _TIMES)


def _in_one_breath(text: str, pattern: re.Pattern[str]) -> Fact[float] | None:
    for found in pattern.finditer(text):
        long = next(each for each in found.groups()[1:] if each).lower()
        hours = number(found[1]) * (_EACH.get(long) or number(long))
        if 5 <= hours <= 84:
            return _fact(hours, found.start(), found.end(), text)
    return None


def _by_roster(text: str) -> Fact[float] | None:
    """The average week of days on and off, where a shift's length or the hours of a turn stand in the sentence."""
    for found in _ROSTER.finditer(text):
        on, off = (number(each) for each in found.groups() if each)
        start, end = _sentence(text, found.start(), found.end())
        turn = _IN_A_TURN.search(text, start)
        if turn and number(turn[2]) == on and turn.start() - found.end() < 200:
            return _fact(round(number(turn[1]) * 7 / (on + off), 2), turn.start(), turn.end(), text)
        length = _SHIFT_LENGTH.search(text, start, end)
        hours = number(length[1]) * 7 * on / (on + off) if length else 0.0
        if 10 <= hours <= 84:
            return _fact(round(hours, 2), found.start(), found.end(), text)
    named = ((pattern.search(text), hours) for pattern, hours in _BY_NAME)
    return next((_fact(hours, at.start(), at.end(), text) for at, hours in named if at), None)


def _by_turns(text: str) -> Fact[float] | None:
    found = _TURNS.search(text)
    if found is None:
        return None
    ends = [float(each) for each in found.groups() if each]
    return _fact(sum(ends) / 2, found.start(), found.end(), text) if min(ends) >= 15 else None


def _by_days(text: str) -> Fact[float] | None:
    for length in _LENGTH.finditer(text):
        low, high = number(length[1]), number(length[2] or length[1])
        if (
            not 1 <= low <= high <= 60
            or _ASIDE.search(text, max(0, length.start() - 24), length.start())
            or re.search(r"\d-?,?\s*(?:or|and|&|/)\s*$", text[max(0, length.start() - 8) : length.start()])
        ):
            continue
        for days in _beside(text, length):
            least, most = _how_many(days)
            if not 1 <= least <= most <= 7:
                continue
            start, end = min(length.start(), days.start()), max(length.end(), days.end())
            bare, behind = length[3] is None, days.start() > length.start()
            if (
                bare
                and behind
                and not (
                    days[1]
                    or days["list"]
                    or low > 14
                    or _SEPARATED.fullmatch(text, length.end(), days.start())
                )
            ):
                continue
            if bare and low > 14 and most < 7:
                return _fact((low + high) / 2, start, end, text)
            hours = (least * low + most * high) / 2
            if (
                high <= 14
                and 5 <= hours <= 84
                and (not bare or low >= (6 if behind and (days[1] or days["list"]) else 3))
            ):
                return _fact(hours, start, end, text)
    return None


def _beside(text: str, length: re.Match[str]) -> Iterator[re.Match[str]]:
    """The days right before a length, then those behind it in the same clause."""
    for days in _DAYS.finditer(text, max(0, length.start() - 60), length.start()):
        if "\n" not in text[days.end() : length.start()] and _GAP_BEFORE.fullmatch(
            text, days.end(), length.start()
        ):
            yield days
    days_after = _DAYS.search(text, length.end(), length.end() + 70)
    if days_after is None:
        return
    gap = text[length.end() : days_after.start()]
    allowed = _GAP_AFTER if length[3] else _OVER
    if allowed.fullmatch(gap):
        yield days_after


def _how_many(days: re.Match[str]) -> tuple[float, float]:
    first, last, least, most = days[1], days[2], days[5], days[6]
    if first:
        count = float((_place(last) - _place(first)) % 7 + 1)
        return count, count
    if days["list"]:
        count = float(len(re.findall(rf"\b(?:{_DAY})\b", days["list"], re.IGNORECASE)))
        return count, count
    if days["school"]:
        return 5.0, 5.0
    weeks = 2 if re.search(_TWO_WEEKS, days.group(), re.IGNORECASE) else 1
    return number(least) / weeks, number(most or least) / weeks


def _place(day: str) -> int:
    """Which day of the week a name or a short form is, Monday first."""
    return next(place for place, begins in enumerate(_BEGINNINGS) if day.lower().startswith(begins))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    before = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start), text.rfind(";", 0, start))
    after = re.compile(r"\n|\.\s|;").search(text, end)
    return before + 1, after.start() if after else len(text)


def _fact(hours: float, start: int, end: int, text: str) -> Fact[float]:
    return Fact(hours, Span(start, end, text[start:end]))
