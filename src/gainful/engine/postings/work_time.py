"""Schedule, weekly hours, contract and remote work."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import Fact, StructuredPosting
from gainful.engine.postings.number_words import COUNT_WORDS
from gainful.engine.text.needs import not_asked
from gainful.engine.text.patterns import PatternSet

_SHIFTS = PatternSet((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in (
    ("rotating", r"rotating|swing|alternating|dupont|panama schedule"),
    ("night", r"(?<!every )\bnights?\b(?! before| (?:a|per) week)|overnight|graveyard|third shift|3rd shift|\b(?:7|11)\s?p(?:\.?m\.?)?\s?(?:-|–|to)\s?7"),
    ("evening", r"\bevenings?\b|second shift|2nd shift|afternoon shift"),
    ("weekend", r"\bweekends?\b|saturdays?\b|every other weekend"),
    ("flexible", r"flexible (?:schedule|hours|shifts|scheduling)|flex(?:ible)? time"),
    ("day", r"\bday ?shifts?\b|first shift|1st shift|\bdays\b(?=[,;])|\bdays?\b(?=\s*(?:or|and|&|/|,)\s*(?:nights?|evenings?))|(?<=night or )days?\b|(?<=nights or )days?\b|(?<=evening or )days?\b|(?<=evenings or )days?\b|monday (?:through|to|-|–) friday"
            r"|mon\.?\s?(?:-|–|to)\s?fri|m-f\b|school hours"),
))  # fmt: skip
_SHIFT_CONTEXT = re.compile(
    r"shift|schedule|hours|work(?:ing|s)? (?:nights|evenings|weekends)|nights|weekends|overnight|monday|mon|m-f",
    re.IGNORECASE,
)
_NO_SHIFT = re.compile(
    r"no (?:nights|weekends|evenings)|nights and weekends off|weekends off|off on weekends", re.IGNORECASE
)
_DASH = r"(?:\s*(?:[-–—‐‑−]|to)\s*|\s+(?:or|and)\s+)"
_N = r"(?<![\d.,:$£€/])(\d{1,2}(?:[.,]\d{1,2})?)"
_HOUR = (
    r"(?:(?:contact|table|billable|paid|working|work|clinic|desk) )?(?:hours|hour|hrs?|h|horas|stunden)\b\.?"
)
_HOURS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), times)
    for pattern, times in (
        (rf"{_N}(?:{_DASH}{_N})?\s*\+?\s*-?{_HOUR}\s*(?:/|per|a|each|every|-|of work (?:a|per))?\s*(?:(?:typical|average) )?(?:(?:week|wk)\b(?!\s*of (?:home|study|over|class))|weekly\b)", 1.0),
        (rf"\bweekly hours\s*:?\s*{_N}(?:{_DASH}{_N})?", 1.0),
        (rf"(?:hours|hrs)(?: (?:of work|worked))?(?: per| a|/)? ?(?:week|wk)?\s*[:=]\s*{_N}(?:{_DASH}{_N})?(?![:\d]|\s*(?:a\.?m|p\.?m|[-–]\s*\d))", 1.0),
        (rf"{_N}(?:{_DASH}{_N})?(?<=\d[\d.,]\d|.\d\d)\s*(?:/|per|a|each)\s*(?:week|wk)\b(?!\s*(?:of|vacation))", 1.0),
        (rf"(?<!\d)(\d{{2}}(?:\.\d+)?)()\s*-?{_HOUR}\s*(?:/|per|a|each|every)?\s*(?:fortnight|two weeks|bi-?weekly|pay period)", 0.5),
        (r"(?<![\d.])(?<!\d at )(\.\d{1,2}|0\.\d{1,2}|1\.0)()\s*FTE\b|\bFTE\s*(?:of|:|=)?\s*(?:\.\d{1,2}|0\.\d{1,2}|1\.0)\b", 40.0),
        (rf"\b(?:full[- ]time|part[- ]time|ft|pt)\b\s*[,(:–-]?\s*\(?{_N}(?:{_DASH}{_N})?\s*(?:{_HOUR})?\)?(?![:\d/%])(?=\s*[).,;&|\n]|\s*$|\s*{_HOUR})", 1.0),
        (rf"\b(?:about|approximately|around|guaranteed|average|up to|minimum|min)\s+(?:of\s+)?{_N}(?:{_DASH}{_N})?\s*{_HOUR}(?!\s*(?:of|/|a day|per day|training|course|shift|notice))", 1.0),
        (rf"(?:^|[,;.(|·=~]\s*|\b(?:FT|PT|casual|schedule:?) )~?{_N}(?:{_DASH}{_N})?\s*\+?\s*{_HOUR}(?: avg| average)?(?:(?<=\.)|(?=\s*(?:[.,;)|:]|$|\n|over \w+ days|(?:flex\w*|nights?|days|evenings?|max\w*|min\w*)\b)))", 1.0),
        (rf"\bhours\b[^.\n]{{0,40}}\b(?:average|averaging|usually|typically|about|mostly) {_N}(?:{_DASH}{_N})?(?=\s*[.,;)]|$)", 1.0),
        (rf"\((?:about )?{_N}(?:{_DASH}{_N})?\)(?=\.|,|$|\n)(?<=\d\))", 1.0),
        (rf"\bflexible,? {_N}(?:{_DASH}{_N})(?=\s*[.,;]|$)", 1.0),
    )
)  # fmt: skip
"""Hours as postings write them, and how many of them are an hour a week: 75 a fortnight is 37.5, .8 FTE is 32."""
_WEEK_SAID = 6
"""The patterns before this one name the week; figures of the others may be hours of a day."""
_DAYS_OF = re.compile(
    r"\b(three|four|five|[2-6])\s*(?:days?)?\s*(?:x|×|\*|by)\s*(8|10|12|9)s?\s*(?:h|hrs?|hours)?\b|\b(three|four|five|[345])[ /-](tens|eights|twelves|10s|8s|12s|10-hour (?:days|shifts)|12-hour (?:days|shifts)|8-hour (?:days|shifts))\b",
    re.IGNORECASE,
)
_SUM = re.compile(
    rf"{_N}\s*{_HOUR}\s*(?:\+|plus|and)\s*{_N}\s*(?:\w+ )?(?:{_HOUR}\s*)?(?:/|per|a|each)\s*(?:week|wk)\b",
    re.IGNORECASE,
)
"""Two kinds of hours of one week: "10 contact hours + 3 prep per week"."""
_DECADES = re.compile(r"(?:^|[.;·|]\s*)(forties|fifties|sixties)(?=\s*[.;,]|$)", re.IGNORECASE | re.MULTILINE)
"""Crews speak of a week of forty, fifty or sixty hours so."""
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
    rf"\b(?:{_DAY}\s?(?:[-–—]|to|through|thru)\s?{_DAY}|(two|three|four|five|six|[2-6])(?: (?:days|shifts)(?: (?:a|per) week)?))"
    r"(?:,|\s?/|\s?·)?\s(?:of |at )?(\d{1,2}(?:\.5)?)(?:s\b|[\s-]?(?:hours?|hrs?|h)\b(?!\s*(?:/|per|a)\s*(?:wk|week))|(?<=of \d)(?=[.,;]?(?:\s|$)))"
    r"|\b(two|three|four|five) (8|10|12)s\b(?: (?:a|per) week)",
    re.IGNORECASE | re.MULTILINE,
)
"""Days and the hours of each: "Mon–Fri, 8 h", "4 days, 10 h", "3 shifts of 8", "two 12s a week"."""
_LENGTHS = {"tens": 10, "eights": 8, "twelves": 12}
_NOT_A_WEEK = re.compile(
    r"(?:notice|training|course|class(?:room)?|overtime|on[- ]call|within|after|first|every(?=.?$)|last|open|certif\w*|orientation|clinical|instruction|continuing|ceus?|ce|rbt|pto|vacation|leave|lunch|turn ?around|response)\b[^.,;\n]{0,12}$",
    re.IGNORECASE,
)
_CONTRACT = PatternSet((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in (
    ("apprenticeship", r"\bapprentice(?:ship)?s?\b"),
    ("internship", r"\bintern(?:ship)?\b"),
    ("per_diem", r"\bper[- ]diem\b|\bprn\b"),
    ("seasonal", r"\bseasonal\b"),
    ("temporary", r"\btemp(?:orary)?\b(?!eratur)(?:[- ]to[- ](?:hire|perm))?|\bfixed[- ]term\b"),
    (
        "contract",
        r"\bcontract(?:or)? (?:position|role|job|basis)|\b\d+[- ]month contract\b|\bindependent contractor|\b1099\b",
    ),
    ("part_time", r"\bpart[- ]?time\b"),
    ("full_time", r"\bfull[- ]?time\b"),
))  # fmt: skip
_REMOTE = PatternSet((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in (
    ("hybrid", r"\bhybrid\b(?! (?:cars?|vehicles?|cloud|inverter|electric|engine))|\b(?:one|two|three|four|\d) days? (?:a week |per week )?(?:in (?:the |our )?office|remote|from home)"),
    ("on_site", r"\bon-?site\b(?= (?:only|position|role|job|work|in|at)|[.,;)]|$)|\bnot (?:a )?remote\b|\bin[- ]person\b(?= (?:position|role|job|only))|\bno remote\b"),
    ("remote", r"\b(?:fully |100% )?remote\b(?! (?:control|sites?|areas?|locations?|desktop|support|monitoring|access|sensing|users?|troubleshooting|offices?|villages?))|work from home|telecommut|telework"),
))  # fmt: skip
_EMPLOYMENT_TYPES = {
    "FULL_TIME": "full_time", "PART_TIME": "part_time", "TEMPORARY": "temporary", "CONTRACTOR": "contract",
    "INTERN": "internship", "PER_DIEM": "per_diem", "SEASONAL": "seasonal",
}  # fmt: skip


_WEEKDAYS = re.compile(r"mon.*fri.*|m-f\b.*", re.IGNORECASE)


def schedule_fact(text: str) -> Fact[str] | None:
    """The shifts named, in the order they stand in the text, and the stretch of text that names the first."""
    found: dict[str, Span] = {}
    for name, pattern in _SHIFTS.possible(text):
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 60) : match.end() + 60]
            line = around[
                : around.find("\n", 60 + len(match.group()))
                if "\n" in around[60 + len(match.group()) :]
                else None
            ]
            if not _SHIFT_CONTEXT.search(line) or _NO_SHIFT.search(around):
                continue
            if re.search(r"per day|degree|years? of", text[match.start() : match.end() + 8], re.IGNORECASE):
                continue
            span = Span(match.start(), match.end(), match.group())
            if _WEEKDAYS.fullmatch(span.text):
                found.setdefault(name, span)
                continue
            found[name] = span
            break
    if not found:
        return None
    if {"evening", "night"} & found.keys() and _WEEKDAYS.fullmatch(
        found["day"].text if "day" in found else ""
    ):
        del found["day"]  # "second shift, Monday to Friday" says which days, not that days are worked
    order = sorted(found, key=lambda n: found[n].start)
    return Fact(",".join(order), found[order[0]])


def hours_fact(text: str, structured: StructuredPosting | None = None) -> Fact[float] | None:
    """Hours a week; the middle where a range is given, days times hours where only those are ("4x10")."""
    marked = (structured or {}).get("hours", "")
    return _hours_in(text) or ((found := _hours_in(marked)) and Fact(found.value)) or None


def _hours_in(text: str) -> Fact[float] | None:
    if found := _SUM.search(text):
        return _fact(float(found[1]) + float(found[2]), found)
    week = _days_long(text)
    for place, (pattern, times) in enumerate(_HOURS):
        for match in pattern.finditer(text):
            ends = [float(each.replace(",", ".")) * times for each in match.groups() if each]
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if week is not None and place >= _WEEK_SAID:
                return week
            least = 3 if place < _WEEK_SAID else 10
            if ends and least <= ends[0] <= ends[-1] <= 84 and not _NOT_A_WEEK.search(line[-40:]):
                return _fact((ends[0] + ends[-1]) / 2, match)
    if week is not None:
        return week
    if found := _DAYS_OF.search(text):
        days, length, many, long = found.groups()
        number = (days or many).lower()
        count = COUNT_WORDS.get(number) or int(number)
        hours = int(length) if length else _LENGTHS.get(long.lower()) or int(re.findall(r"\d+", long)[0])
        return _fact(float(count * hours), found)
    found = _DECADES.search(text)
    return _fact({"fo": 40.0, "fi": 50.0, "si": 60.0}[found[1][:2].lower()], found) if found else None


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


def contract_fact(text: str, structured: StructuredPosting | None = None) -> Fact[str] | None:
    """The kind of contract: mark-up first, then the rarest kind the text names."""
    marked = (structured or {}).get("employment_type", "").upper().replace("-", "_").split(",")[0].strip()
    if marked in _EMPLOYMENT_TYPES:
        return Fact(_EMPLOYMENT_TYPES[marked])
    head = text[:2500]
    for name, pattern in _CONTRACT.possible(text):
        for match in pattern.finditer(text if name.endswith("_time") else head):
            if not _side_remark(text, match):
                return Fact(name, Span(match.start(), match.end(), match.group()))
    return None


def _side_remark(text: str, match: re.Match[str]) -> bool:
    """Whether the words speak of somebody else's contract: "experience, including internships", "benefits for full-time staff"."""
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 30]
    return bool(
        re.search(
            r"experience|path (?:in)?to|toward|includ|completed? (?:an?|your)|benefits for|supervis|train|mentor|former",
            before,
            re.IGNORECASE,
        )
        or re.search(
            r"^\s*(?:experience|completion|staff|employees|workers (?:receive|get)|program gradu|or equivalent)",
            after,
            re.IGNORECASE,
        )
    )


_REFUSED = re.compile(r"[^\n]{0,20}[:?]?\s*\n?\s*(?:no|not eligible|none|n/a)\s*(?:$|[.;\n])", re.IGNORECASE)
"""A field of a form that is answered with no: "Telework eligible / No"."""


def remote_fact(text: str, structured: StructuredPosting | None = None) -> Fact[str] | None:
    """Where the work is done, None where the posting does not say."""
    if "TELECOMMUTE" in (structured or {}).get("remote", "").upper():
        return Fact("remote")
    for name, pattern in _REMOTE.possible(text):
        for match in pattern.finditer(text):
            if not not_asked(text, match.start(), match.end()) and not _REFUSED.match(text, match.end()):
                return Fact(name, Span(match.start(), match.end(), match.group()))
    return None
