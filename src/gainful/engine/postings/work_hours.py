"""Hours a week: said of a week, of a fortnight or of so many days, as days times hours, as a share of full time."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import Fact, StructuredPosting
from gainful.engine.postings.number_words import NUMBER, number
from gainful.engine.postings.work_days import DASH, hours_by_times, hours_of_shifts

_W = rf"(?<![\d.,:$£€/])({NUMBER})"
_N = r"(?<![\d.,:$£€/])(\d{1,2}(?:[.,]\d{1,2})?)"
_HOUR = r"(?:(?:contact|table|billable|paid|working|work|clinic|desk|flag|labor) )?(?:hours|hour|hrs?|h|horas|stunden|std|heures|uur|godzin)\b\.?"
_SEASON = r"(?:spring|summer|fall|autumn|winter|season|harvest|peak|holidays?|x-?mas|christmas|easter|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b"
_HOURS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), times)
    for pattern, times in (
        (rf"{_W}(?:{DASH}{_W})?[ \t]{{0,2}}\+?[ \t]{{0,2}}-?{_HOUR}[\s-]*(?:/|per|p[/.]?(?=w)|a|each|every|-|of work (?:a|per)|por|la|a la|par|pro|in der|in a)?[\s-]*(?:(?:typical|average|avg\.?|work(?:ing)?|normal|standard|duty) |(?!(?:in|over|for|of|the|first|last|next|final|per|training|class|course|every|all|two|three|four|six|other|alternate) )[a-z]+ (?=w(?:ee)?ks\b))?(?:(?:work)?(?:weeks?|wks?|(?<=[/p.])w)\b(?!\s*(?:of (?:home|study|over|class)|[:=]))|weekly\b|semanal(?:es)?\b|semana\b|woche\b|semaine\b|tydzień)", 1.0),
        (rf"\b(?:hours|hrs)\s?(?:/|per|a|each)\s?(?:week|wk)\b\.?(?:\s*[:=#|–-]\s*|\s{{1,4}})\(?{_N}(?:{DASH}{_N})?(?![:\d]|\s*(?:a\.?m|p\.?m))", 1.0),
        (rf"\bhours?\b[^.;\n\d]{{0,20}}\b{_N}{DASH}{_N}\s*(?:/|per|a)?\s*(?:wk|week)\b", 1.0),
        (rf"\b(?:weekly hours|work ?week|(?:standard|std|contract(?:ed)?|weekly|scheduled|average|avg|normal|total|guaranteed|paid) (?:weekly )?(?:hours|hrs)|(?:typical|normal|usual|average|avg|standard) w(?:ee)?k)(?: (?:is|of|runs|about|around))*\s*[:=~–]?\s*{_N}(?:{DASH}{_N})?(?![:\d]|\s*(?:a\.?m|p\.?m|/ ?(?:day|mo)|(?:{_HOUR}\s*)?(?:per|a|each) (?:day|month|shift)))", 1.0),
        (rf"(?:hours|hrs)(?: (?:of work|worked))?(?: per| a|/)? ?(?:week|wk)?\s*[:=]\s*{_N}(?:{DASH}{_N})?(?![:\d]|\.\d|\s*(?:a\.?m|p\.?m|[-–]\s*\d)|\s*{_HOUR}[\s(]*(?:(?:/|per|an?|each|every)\s*)?(?:day|shift|night|month|mo\b|year|fortnight|two w|2[- ]w|bi-?weekly|pay ?period|pp\b)|\s*(?:/|per|a)\s*(?:day|shift|month|mo)|\s*{_HOUR}\s+(?:shifts?|days)\b)", 1.0),
        (rf"{_N}(?:{DASH}{_N})?(?<=\d[\d.,]\d|[\s\S]\d\d)\s*(?:/|per|a|each)\s*(?:week|wk)\b(?!\s*(?:of|vacation))", 1.0),
        (rf"{_N}()\s?(?:h(?:ou)?rs?|h)?pw\b", 1.0),
        (rf"^\W*(?:weekly )?hours\W*\n\W*{_N}(?:{DASH}{_N})?(?=\s*(?:[,.;(+]|$|{_HOUR}\s*(?:[,.;(+]|$)))", 1.0),
        (rf"\b(?:full[- ]time|part[- ]time|ft|pt|(?:full|part)(?= \d\d))\b\s*[,(:–/-]?\s*\(?{_N}(?:{DASH}{_N})?\s*(?:{_HOUR})?\)?(?![:\d/%])(?=\s*[)(.,;&|\n+]|\s*$|\s*{_HOUR})", 1.0),
        (rf"\b(?:about|approximately|around|guaranteed|averag(?:e[sd]?|ing)|avg|up to|minimum|min|expect|plan on|give you|total of)\.?\s+(?:of\s+)?{_N}(?:{DASH}{_N})?\s*{_HOUR}(?!\s*(?:of|/|a day|per day|training|course|shift|notice))", 1.0),
        (rf"{_N}(?:{DASH}{_N})?-?ish\s+{_HOUR}()(?!\s*(?:of|training|course))|(?<![\d.,:$£€/])(\d\d) ?hours[- ]?ish\b", 1.0),
        (rf"(?:^|[,;.!(|·=~•*>–—]\s*|(?<=\s\s\s)|\b(?:FT|PT|casual|schedule:?|jornada(?: de)?|works?|working) )~?{_N}(?:{DASH}{_N})?\s*\+?\s*{_HOUR}(?: avg| average)?(?:(?<=\.)|(?=\s*(?:[.,;)(|:+•·–—]|$|\n|over \w+ days|paid\b|guaranteed|avg|average|(?:flex\w*|nights?|(?<!hr )(?<!hour )days|evenings?|max\w*|min\w*|steady|regular|year[- ]round|mornings?|total|plus|to start|incl\w*|typical(?:ly)?|usual(?:ly)?|most weeks|depending|(?:m|mon|tu|tues?|w|wed|th|thurs?|fri|sat|sun)(?:day)?s?)\b|(?:spread )?(?:over|across|in) (?:mon|tue|sat|sun|\w+ (?:days|shifts))|w/|with (?:some |paid )?(?:ot|overtime)|(?:during|through|thru|till?|until) (?:(?:the|late|early|peak|mid) )*{_SEASON})))", 1.0),
        (rf"\bhours\b[^.\n]{{0,40}}\b(?:average|averaging|usually|typically|about|mostly) {_N}(?:{DASH}{_N})?(?=\s*[.,;)]|$)", 1.0),
        (rf"{_N}(?:{DASH}{_N})?[\s-]?{_HOUR}\s*(?:lines?|schedules?|positions?|jobs?|roles?|contracts?|appointments?|posts?|guarantee)\b(?<!24 hour position)(?<!24 hour schedule)", 1.0),
        (rf"\b(?:8|10|12)[\s-]?h(?:(?:ou)?rs?)? (?:shifts?|days?),?\s+{_N}(?:{DASH}{_N})?(?=\s*(?:\+|plus\b|[.,;]|$))", 1.0),
        (rf"\b(?:typical(?:ly)?|usual(?:ly)?|norm(?:al(?:ly)?)?|avg|average)\s*(?:is|=|:)\s*{_N}()(?=\s*(?:[.,;)]|$|h))", 1.0),
        (rf"\((?:about )?{_N}(?:{DASH}{_N})?\)(?=\.|,|$|\n)(?<=\d\))", 1.0),
        (rf"\bflexible,? {_N}(?:{DASH}{_N})(?=\s*[.,;]|$)", 1.0),
        (rf"\b(?:workload|commitment|basis|contract|guarantee(?:d)?|time)\s*[:=–-]\s*{_N}(?:{DASH}{_N})?\s*{_HOUR}(?!\s*(?:of|/|a day|per day))", 1.0),
        (rf"^\W*(?:work ?day|hours (?:per|a) day|daily hours|length of (?:work ?)?day)\s*[:=–-]?\s*([2-8](?:\.\d{{1,2}})?)(?:{DASH}([2-8](?:\.\d{{1,2}})?))?\s*(?:{_HOUR})?(?=\s*(?:[,.;(|]|$|a day|per day|daily))", 5.0),
        (rf"\b(?:full[- ]time|part[- ]time|ft|pt)\s?/\s?(\d\d)()(?=\s*(?:[.,;)|]|$|{_HOUR}))", 1.0),
        (rf"\bguaranteed? {_N}()(?![:\d%]|[.,]\d)(?=\s*(?:[.,;)]|$|{_HOUR}))|(?<![\d$£€.,])(\d\d) guaranteed\b", 1.0),
        (rf"(?<![$£€\d.,/:+-])(\d\d)(?:{DASH}(\d\d))?\s*(?:{_HOUR})?\s*(?:\+|plus|w/|with)\s*(?:(?:some|available|lots of|optional|voluntary|paid|seasonal) )?(?:OT|overtime|saturdays?)\b", 1.0),
    )
)  # fmt: skip
"""Hours as postings write them, and how many of them are an hour a week."""
_WEEK_SAID = 8
"""The patterns before this one name the week; figures of the others may be hours of a day."""
_SUM = re.compile(
    rf"{_N}\s*{_HOUR}\s*(?:\+|plus|and)\s*{_N}\s*(?:\w+ )?(?:{_HOUR}\s*)?(?:/|per|a|each)\s*(?:week|wk)\b",
    re.IGNORECASE,
)
"""Two kinds of hours of one week: "10 contact hours + 3 prep per week"."""
_FULL_TIME_SHARE = (
    (
        re.compile(
            r"(?<![\d.])(?<!\d at )(\.\d{1,2}|0\.\d{1,2}|1\.0)()\s*FTE\b|\bFTE\s*(?:of|:|=)?\s*(\.\d{1,2}|0\.\d{1,2}|1\.0)\b(?!\d)",
            re.IGNORECASE,
        ),
        40.0,
    ),
    (re.compile(r"(?<![\d.])(\d{2,3})()\s?% (?:FTE|of full[- ]time)\b", re.IGNORECASE), 0.4),
)
"""A share of full time, where no hours are said: .8 FTE is 32."""
_SEASONS = re.compile(
    rf"{_N}(?:{DASH}{_N})?\s*\+?\s*(?:{_HOUR}\s*)?(?:(?:/|per|a) ?(?:week|wk) )?(?:guaranteed |steady )?(?:(?:in|during) )?(?:the )?{_SEASON}(?:[-–]{_SEASON})?[\s,;/&]*(?:and |then |to |up to )*{_N}(?:{DASH}{_N})?\s*\+?\s*(?:{_HOUR}\s*)?(?:(?:/|per|a) ?(?:week|wk) )?(?:(?:in|during) )?(?:the )?{_SEASON}(?:[-–]{_SEASON})?",
    re.IGNORECASE,
)
"""Hours that differ by season: "50 hrs in summer, 36-40 in winter"."""
_DECADES = re.compile(r"(?:^|[.;·|]\s*)(forties|fifties|sixties)(?=\s*[.;,]|$)", re.IGNORECASE | re.MULTILINE)
"""Crews speak of a week of forty, fifty or sixty hours so."""
_PERIOD = re.compile(
    rf"(?<![\d.,:$£€/])(\d{{2,3}}(?:\.\d+)?)\s*-?{_HOUR}\s*(?:(?:worked|paid) )?(?:per|/|in|every|over|each|a)\s*(?:an? |each )?(\d{{1,2}}|five|six|seven|ten|fourteen)[- ]?(?:day|calendar day|working day)s?\b",
    re.IGNORECASE,
)
_TWO_WEEKS = r"(?:fortnight(?:ly)?|(?:two|2)[- ]w(?:ee)?ks?\b|bi-?weekly|pay ?period|pp\b|pay cycle)"
_FORTNIGHT = re.compile(
    rf"(?<![\d.,:$£€/])(\d{{2}}(?:\.\d+)?)\s*-?{_HOUR}\s*(?:(?:/|per|an?|each|every|in an?|in)\s*)?{_TWO_WEEKS}|\b(?:hours?|hrs?)\s?(?:/|per|a|each)\s?{_TWO_WEEKS}\s*[:=–-]?\s*(\d{{2}}(?:\.\d+)?)\b",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"[$£€]\s?[\d.,]+\s?[-–—]\s?\Z")
_NOT_A_WEEK = re.compile(
    r"\b(?:notice|training|course|class(?:room|es)?|study|homework|less than|fewer than|under|below|overtime|ot|past|on[- ]call|within|after|first|every(?=.?$)|last|open|certif\w*|orientation|clinical|instruction|continuing|ceus?|ce|rbt|pto|vacation|leave|turn ?around|response|callout|reset|rest|per|awake|experience|semester)\b[^.,;\n]{0,12}$",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:benefits?|insurance|medical|health|dental|eligib\w*|pto|those|employees|staff)\b[^.,;:\n]{0,25}\b(?:at|if|when|with|from|after|for|over|work(?:ing)?)\s+(?:at least )?$|\b(?:time[- ]and[- ]a[- ]half|ot|overtime)\b[^.;\n]{0,20}$|\b(?:children|students|customers|patients|clients) \w+ $",
    re.IGNORECASE,
)
"""Before hours from which something is given, and hours of those who are served."""


def hours_fact(text: str, structured: StructuredPosting | None = None) -> Fact[float] | None:
    """Hours a week; the middle where a range is given, days times hours where only those are ("4x10")."""
    marked = (structured or {}).get("hours", "")
    return _hours_in(text) or ((found := _hours_in(marked)) and Fact(found.value)) or None


def _hours_in(text: str) -> Fact[float] | None:
    """The hours of a week: those said of a week or a longer period, then days times hours, then a bare figure of hours."""
    if found := _SUM.search(text):
        return _fact(float(found[1]) + float(found[2]), found)
    if (found := _SEASONS.search(text)) and min(ends := [number(n) for n in found.groups() if n]) >= 15:
        return _fact((min(ends) + max(ends)) / 2, found)
    return (
        _said(text, _HOURS[:_WEEK_SAID], 3)
        or _of_period(text)
        or hours_of_shifts(text)
        or _said(text, _HOURS[_WEEK_SAID:], 10)
        or hours_by_times(text)
        or _decade(text)
        or _said(text, _FULL_TIME_SHARE, 3)
    )


def _said(text: str, patterns: tuple[tuple[re.Pattern[str], float], ...], least: int) -> Fact[float] | None:
    for pattern, times in patterns:
        for match in pattern.finditer(text):
            ends = [number(each) * times for each in match.groups() if each]
            if min(ends, default=0.0) >= 10:  # "37.5 or 30"; "9 to 5" stays as it is, a time of day
                ends.sort()
            begins = (
                match.start() + len(match[0]) - len(match[0].lstrip(".;!"))
            )  # a sentence before it says nothing
            line = text[text.rfind("\n", 0, begins) + 1 : begins]
            if (
                match[1]
                and not re.search(r"w\D{0,6}k|week", match.group(), re.IGNORECASE)
                and _MONEY_BEFORE.search(text, max(0, match.start(1) - 16), match.start(1))
            ):
                continue  # "$29.50–32 hr" is pay
            if ends and least <= ends[0] <= ends[-1] <= 84 and not _aside(line[-60:]):
                return _fact((ends[0] + ends[-1]) / 2, match)
    return None


def _aside(before: str) -> bool:
    """Whether the words before a figure of hours say that it is no week of this job."""
    return _NOT_A_WEEK.search(before[-40:]) is not None or _OF_OTHERS.search(before) is not None


def _of_period(text: str) -> Fact[float] | None:
    """Hours of two weeks, halved, or of so many days: "84 hours per 14 days" is 42 a week, "39 hours over 5 days" is a week's 39."""
    for found in _FORTNIGHT.finditer(text):
        half = float(found[1] or found[2]) / 2
        if 5 <= half <= 84 and not _NOT_A_WEEK.search(text[max(0, found.start() - 40) : found.start()]):
            return _fact(half, found)
    for found in _PERIOD.finditer(text):
        hours = float(found[1])
        days = number(found[2])
        week = hours * 7 / days if days > 7 else hours
        if 5 <= days <= 31 and 8 <= week <= 84:
            return _fact(week, found)
    return None


def _decade(text: str) -> Fact[float] | None:
    found = _DECADES.search(text)
    if found:
        return _fact({"fo": 40.0, "fi": 50.0, "si": 60.0}[found[1][:2].lower()], found)
    return None


def _fact(hours: float, found: re.Match[str]) -> Fact[float]:
    return Fact(hours, Span(found.start(), found.end(), found.group()))
