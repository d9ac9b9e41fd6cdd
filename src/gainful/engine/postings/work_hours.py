"""Hours a week: said of a week, of a fortnight or of so many days, as days times hours, as a share of full time."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import Fact, StructuredPosting
from gainful.engine.postings.number_words import COUNT_WORDS

_DASH = r"(?:\s*(?:[-–—‐‑−]|to)\s*|\s+(?:or|and|a|à|bis|tot)\s+)"
_N = r"(?<![\d.,:$£€/])(\d{1,2}(?:[.,]\d{1,2})?)"
_HOUR = r"(?:(?:contact|table|billable|paid|working|work|clinic|desk|flag|labor) )?(?:hours|hour|hrs?|h|horas|stunden|std|heures|uur|godzin)\b\.?"
_SEASON = r"(?:spring|summer|fall|autumn|winter|season|harvest|peak|holidays?|x-?mas|christmas|easter|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b"
_HOURS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), times)
    for pattern, times in (
        (rf"{_N}(?:{_DASH}{_N})?[ \t]{{0,2}}\+?[ \t]{{0,2}}-?{_HOUR}\s*(?:/|per|p[/.]?(?=w)|a|each|every|-|of work (?:a|per)|por|la|a la|par|pro|in der|in a)?\s*(?:(?:typical|average|avg\.?|work(?:ing)?|normal|standard|duty) |(?!(?:in|over|for|of|the|first|last|next|final|per|training|class|course|every|all) )[a-z]+ (?=w(?:ee)?ks\b))?(?:(?:work)?(?:weeks?|wks?|(?<=[/p.])w)\b(?!\s*(?:of (?:home|study|over|class)|[:=]))|weekly\b|semanal(?:es)?\b|semana\b|woche\b|semaine\b|tydzień)", 1.0),
        (rf"\b(?:hours|hrs)\s?(?:/|per|a|each)\s?(?:week|wk)\b\.?(?:\s*[:=#|–-]\s*|\s{{1,4}})\(?{_N}(?:{_DASH}{_N})?(?![:\d]|\s*(?:a\.?m|p\.?m))", 1.0),
        (rf"\bhours?\b[^.\n\d]{{0,20}}\b{_N}{_DASH}{_N}\s*(?:/|per|a)?\s*(?:wk|week)\b", 1.0),
        (rf"\b(?:weekly hours|work ?week|(?:typical|normal|usual|average|avg|standard) w(?:ee)?k)(?: (?:is|of|runs|about|around))*\s*[:=~]?\s*{_N}(?:{_DASH}{_N})?", 1.0),
        (rf"(?:hours|hrs)(?: (?:of work|worked))?(?: per| a|/)? ?(?:week|wk)?\s*[:=]\s*{_N}(?:{_DASH}{_N})?(?![:\d]|\.\d|\s*(?:a\.?m|p\.?m|[-–]\s*\d)|\s*{_HOUR}\s*(?:/|per|a|each)\s*(?:day|shift|night|month|mo|year)|\s*(?:/|per|a)\s*(?:day|shift|month|mo)|\s*{_HOUR}\s+(?:shifts?|days)\b)", 1.0),
        (rf"{_N}(?:{_DASH}{_N})?(?<=\d[\d.,]\d|.\d\d)\s*(?:/|per|a|each)\s*(?:week|wk)\b(?!\s*(?:of|vacation))", 1.0),
        (rf"(?<!\d)(\d{{2}}(?:\.\d+)?)()\s*-?{_HOUR}\s*(?:/|per|a|each|every)?\s*(?:fortnight|two weeks|bi-?weekly|pay period)", 0.5),
        (r"(?<![\d.])(?<!\d at )(\.\d{1,2}|0\.\d{1,2}|1\.0)()\s*FTE\b|\bFTE\s*(?:of|:|=)?\s*(?:\.\d{1,2}|0\.\d{1,2}|1\.0)\b", 40.0),
        (rf"\b(?:full[- ]time|part[- ]time|ft|pt|(?:full|part)(?= \d\d))\b\s*[,(:–-]?\s*\(?{_N}(?:{_DASH}{_N})?\s*(?:{_HOUR})?\)?(?![:\d/%])(?=\s*[)(.,;&|\n+]|\s*$|\s*{_HOUR})", 1.0),
        (rf"\b(?:about|approximately|around|guaranteed|average|avg|up to|minimum|min)\.?\s+(?:of\s+)?{_N}(?:{_DASH}{_N})?\s*{_HOUR}(?!\s*(?:of|/|a day|per day|training|course|shift|notice))", 1.0),
        (rf"{_N}(?:{_DASH}{_N})?-?ish\s+{_HOUR}()(?!\s*(?:of|training|course))", 1.0),
        (rf"(?:^|[,;.(|·=~•*>–—]\s*|(?<=\s\s\s)|\b(?:FT|PT|casual|schedule:?|jornada(?: de)?|works?|working) )~?{_N}(?:{_DASH}{_N})?\s*\+?\s*{_HOUR}(?: avg| average)?(?:(?<=\.)|(?=\s*(?:[.,;)(|:+]|$|\n|over \w+ days|paid\b|guaranteed|avg|average|(?:flex\w*|nights?|(?<!hr )(?<!hour )days|evenings?|max\w*|min\w*|steady|regular|year[- ]round)\b|(?:during|through|thru|till?|until) (?:(?:the|late|early|peak|mid) )*{_SEASON})))", 1.0),
        (rf"\bhours\b[^.\n]{{0,40}}\b(?:average|averaging|usually|typically|about|mostly) {_N}(?:{_DASH}{_N})?(?=\s*[.,;)]|$)", 1.0),
        (rf"{_N}(?:{_DASH}{_N})?[\s-]{_HOUR}\s*(?:lines?|schedules?|positions?|jobs?|roles?|contracts?|appointments?|posts?|guarantee)\b(?<!24 hour position)(?<!24 hour schedule)", 1.0),
        (rf"\b(?:8|10|12)[\s-]?h(?:(?:ou)?rs?)? (?:shifts?|days?),?\s+{_N}(?:{_DASH}{_N})?(?=\s*(?:\+|plus\b|[.,;]|$))", 1.0),
        (rf"\b(?:typical(?:ly)?|usual(?:ly)?|norm(?:al(?:ly)?)?|avg|average)\s*(?:is|=|:)\s*{_N}()(?=\s*(?:[.,;)]|$|h))", 1.0),
        (rf"\((?:about )?{_N}(?:{_DASH}{_N})?\)(?=\.|,|$|\n)(?<=\d\))", 1.0),
        (rf"\bflexible,? {_N}(?:{_DASH}{_N})(?=\s*[.,;]|$)", 1.0),
    )
)  # fmt: skip
"""Hours as postings write them, and how many of them are an hour a week: 75 a fortnight is 37.5, .8 FTE is 32."""
_WEEK_SAID = 8
"""The patterns before this one name the week; figures of the others may be hours of a day."""
_DAYS_OF = re.compile(
    r"\b(three|four|five|[2-6])\s*(?:days?)?\s*(?:x|×|\*|by|/(?=\d+s?\b(?!/)))\s*(8|10|12|9|11)(?:s|-?(?:h|hrs?|hours?))?\b(?![/-]\d|\s*(?:am|pm))|\b(three|four|five|six|[23456])[ /-](tens|eights|twelves|10s|8s|12s|10[- ]hour (?:days|shifts)|12[- ]hour (?:days|shifts)|8[- ]hour (?:days|shifts))\b(?!\s*(?:a|per|/|each|every) ?mo)",
    re.IGNORECASE,
)
_SUM = re.compile(
    rf"{_N}\s*{_HOUR}\s*(?:\+|plus|and)\s*{_N}\s*(?:\w+ )?(?:{_HOUR}\s*)?(?:/|per|a|each)\s*(?:week|wk)\b",
    re.IGNORECASE,
)
"""Two kinds of hours of one week: "10 contact hours + 3 prep per week"."""
_DECADES = re.compile(r"(?:^|[.;·|]\s*)(forties|fifties|sixties)(?=\s*[.;,]|$)", re.IGNORECASE | re.MULTILINE)
"""Crews speak of a week of forty, fifty or sixty hours so."""
_IN_WORDS = re.compile(
    r"\b(fifteen|twenty|thirty|forty|fifty|sixty)[ -]hours? (?:(?:a|per|each|every) )?week\b", re.IGNORECASE
)
_DAYS = {
    "m": 0,
    "mon": 0,
    "tu": 1,
    "tue": 1,
    "tues": 1,
    "w": 2,
    "wed": 2,
    "th": 3,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "f": 4,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
_DAY = r"(m|mon|tues?|tu|w|wed|th|thu|thurs?|f|fri|sat|sun)(?:day|sday|nesday|urday|rsday)?"
_DAYS_LONG = re.compile(
    rf"\b(?:{_DAY}\s?(?:[-–—]|to|through|thru)\s?{_DAY}|(two|three|four|five|six|[2-6])(?: (?:days|shifts)(?:(?: (?:a|per) |/)(?:week|wk))?))"
    r"(?:,|\s?/|\s?·)?\s(?:of |at )?(\d{1,2}(?:\.5)?)(?:s\b|[\s-]?(?:hours?|hrs?|h)\b(?!\s*(?:/|per|a)\s*(?:wk|week))|(?<=of \d)(?=[.,;]?(?:\s|$)))"
    r"|\b(two|three|four|five) (8|10|12)s\b(?: (?:a|per) week)",
    re.IGNORECASE | re.MULTILINE,
)
"""Days and the hours of each: "Mon–Fri, 8 h", "4 days, 10 h", "3 shifts of 8", "two 12s a week"."""
_PERIOD = re.compile(
    rf"(?<![\d.,:$£€/])(\d{{2,3}}(?:\.\d+)?)\s*-?{_HOUR}\s*(?:per|/|in|every|over|each|a)\s*(?:a |each )?(\d{{1,2}}|five|six|seven|ten|fourteen)[- ]?(?:day|calendar day|working day)s?\b",
    re.IGNORECASE,
)
_SEPARATED = r"[\s,/&+]{1,3}(?:and )?"
_BY_DAYS = re.compile(
    rf"(?<![\d.,:$£€/-])(\d{{1,2}}(?:[.,]\d{{1,2}})?)\s*-?(?:hours?|hrs?|h|horas|stunden|heures|uur)\b\.?\s*(?:(?:per|a|/|each|every|al|por|pro|par)\s*(?:work ?|school ?)?(?:day|shift|night|d[ií]a|tag|jour|dag)s?|shifts?|days?|rotational|duty|rotating)\b"
    rf"(?:(?!\b(?:off|training|course|class|orientation|lunch)\b)[^.;\n\d]){{0,28}}?(?:\b{_DAY}\s?(?:[-–—]|to|through|thru)\s?{_DAY}\b|(?<![\d.])\b(two|three|four|five|six|[2-6])\s?(?:days?|shifts?|nights?|x)\b(?!\s*(?:off|paid|of (?:training|vac|pto|leave)|per (?:month|year)|a (?:month|year)|notice))(?:\s?(?:/|per|a)\s?(?:week|wk))?"
    rf"|\b((?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*{_SEPARATED}){{1,6}}(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\b|\b((?:1[6-9]\d|20\d|2[0-3]\d) (?:school |work(?:ing)? |student |contract )?days|school days|school year))",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"[$£€]\s?[\d.,]+\s?[-–—]\s?\Z")
_LENGTHS = {"tens": 10, "eights": 8, "twelves": 12}
_NOT_A_WEEK = re.compile(
    r"(?:notice|training|course|class(?:room)?|overtime|on[- ]call|within|after|first|every(?=.?$)|last|open|certif\w*|orientation|clinical|instruction|continuing|ceus?|ce|rbt|pto|vacation|leave|turn ?around|response|callout|reset|rest|per|awake|experience|semester)\b[^.,;\n]{0,12}$",
    re.IGNORECASE,
)


def hours_fact(text: str, structured: StructuredPosting | None = None) -> Fact[float] | None:
    """Hours a week; the middle where a range is given, days times hours where only those are ("4x10")."""
    marked = (structured or {}).get("hours", "")
    return _hours_in(text) or ((found := _hours_in(marked)) and Fact(found.value)) or None


def _hours_in(text: str) -> Fact[float] | None:
    """The hours of a week: those said of a week or a longer period, then days times hours, then a bare figure of hours."""
    if found := _SUM.search(text):
        return _fact(float(found[1]) + float(found[2]), found)
    return (
        _said(text, _HOURS[:_WEEK_SAID], 3)
        or _of_period(text)
        or _days_long(text)
        or _hours_by_days(text)
        or _said(text, _HOURS[_WEEK_SAID:], 10)
        or _days_of(text)
        or _decade(text)
    )


def _said(text: str, patterns: tuple[tuple[re.Pattern[str], float], ...], least: int) -> Fact[float] | None:
    for pattern, times in patterns:
        for match in pattern.finditer(text):
            ends = [float(each.replace(",", ".")) * times for each in match.groups() if each]
            if min(ends, default=0.0) >= 10:  # "37.5 or 30"; "9 to 5" stays as it is, a time of day
                ends.sort()
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if match[1] and _MONEY_BEFORE.search(text, max(0, match.start(1) - 16), match.start(1)):
                continue  # "$29.50–32 hr" is pay
            if ends and least <= ends[0] <= ends[-1] <= 84 and not _NOT_A_WEEK.search(line[-40:]):
                return _fact((ends[0] + ends[-1]) / 2, match)
    return None


def _of_period(text: str) -> Fact[float] | None:
    """Hours of so many days: "84 hours per 14 days" is 42 a week, "39 hours over 5 days" is a week's 39."""
    for found in _PERIOD.finditer(text):
        hours = float(found[1])
        days = float(COUNT_WORDS.get(found[2].lower()) or found[2])
        week = hours * 7 / days if days > 7 else hours
        if 5 <= days <= 31 and 8 <= week <= 84:
            return _fact(week, found)
    return None


def _hours_by_days(text: str) -> Fact[float] | None:
    """Hours of a day first, then the days: "6.5 hours per day, Mon–Fri", "8 hr shifts, 5 days", "4.5 hr/day, 174 days"."""
    for found in _BY_DAYS.finditer(text):
        length, first, last, many, listed, year = found.groups()
        if first:
            days = (_DAYS[last.lower()] - _DAYS[first.lower()]) % 7 + 1
        elif many:
            days = COUNT_WORDS.get(many.lower()) or int(many)
        else:
            days = 5 if year else len(re.findall(_DAY, listed, re.IGNORECASE))
        hours = days * float(length.replace(",", "."))
        if 2 <= days <= 7 and 1 <= float(length.replace(",", ".")) <= 14 and 5 <= hours <= 84:
            return _fact(hours, found)
    return None


def _days_of(text: str) -> Fact[float] | None:
    found = _DAYS_OF.search(text)
    if found is None:
        return None
    days, length, many, long = found.groups()
    number = (days or many).lower()
    count = COUNT_WORDS.get(number) or int(number)
    hours = int(length) if length else _LENGTHS.get(long.lower()) or int(re.findall(r"\d+", long)[0])
    return _fact(float(count * hours), found)


def _decade(text: str) -> Fact[float] | None:
    found = _DECADES.search(text)
    if found:
        return _fact({"fo": 40.0, "fi": 50.0, "si": 60.0}[found[1][:2].lower()], found)
    found = _IN_WORDS.search(text)
    return _fact(float(COUNT_WORDS[found[1].lower()]), found) if found else None


def _days_long(text: str) -> Fact[float] | None:
    """Days of a week times the hours of each, where both are said; None where they make no week."""
    for found in _DAYS_LONG.finditer(text):
        first, last, many, length, some, long = found.groups()
        if first:
            days = (_DAYS[last.lower()] - _DAYS[first.lower()]) % 7 + 1
        else:
            word = (many or some).lower()
            days = COUNT_WORDS.get(word) or int(word)
        hours = days * float(length or long)
        if 2 <= days <= 7 and 3 <= float(length or long) <= 14 and hours <= 84:
            return _fact(hours, found)
    return None


def _fact(hours: float, found: re.Match[str]) -> Fact[float]:
    return Fact(hours, Span(found.start(), found.end(), found.group()))
