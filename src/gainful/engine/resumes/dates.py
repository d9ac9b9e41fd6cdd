"""Date ranges in the many ways that people write them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from gainful.engine.competencies.model import Span
from gainful.engine.resumes.model import DateRange

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {
    "ene": 1, "abr": 4, "ago": 8, "dic": 12, "fév": 2, "avr": 4, "mai": 5, "jui": 6, "aoû": 8, "déc": 12,
}  # fmt: skip
_SEASONS = {"winter": 1, "spring": 4, "summer": 7, "fall": 10, "autumn": 10}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|winter|spring|summer|fall|autumn"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sept?iembre|octubre|noviembre|diciembre|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre|(?:ene|abr|ago|dic|janv|f[ée]vr|avr|juil|d[ée]c)(?=\.|\s))"
)
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ROMAN = r"(?:x(?:ii?)?|i(?:x|v|i{0,2})|vi{0,3})"
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_POINT = (
    rf"(?:(?:{_DAY}\s+(?:de\s+)?)?{_MONTH}\.?,?(?:\s+(?:de|of))?(?:\s+\d{{1,2}},)?\s*(?:{_YEAR}|['’]\d\d)|{_YEAR}[/.-](?:0[1-9]|1[0-2])(?:[/.-]{_DAY})?(?!\d)"
    rf"|{_YEAR},\s+{_MONTH}\b|{_ROMAN}/{_YEAR}"
    rf"|{_DAY}\.(?:0?[1-9]|1[0-2])\.{_YEAR}|(?:0?[1-9]|1[0-2])\s?[/.-]\s?(?:\d{{1,2}}[/.-])?{_YEAR}|(?:0?[1-9]|1[0-2])/\d\d(?![\d/])|Q[1-4]\s?{_YEAR}|{_YEAR}|['’]\d\d(?!\d))"
)
_NOW = r"(?:(?:the\s+)?present|pres\.?|current(?:ly)?|now|today|(?:till|until|til)\s+(?:now|date|today)|this day|ongoing|still there|to date|date|actual(?:idad|mente)?|presente|aujourd['’]hui|pr[ée]sent)"
_TO = r"(?:\s*,?\s*(?:-{1,2}|[–—‐‑−―~»]|[→➔➝➜⇒])\s*|\s*,?\s*\b(?:up to|to|through|thru|until|till?|hasta|al?|au|à)\b:?\s*|\s*/\s*(?=\d{4}\b))"
_RANGE = re.compile(
    rf"(?<![\w$/-])({_POINT}){_TO}({_POINT}|{_NOW})(?!\w)",
    re.IGNORECASE,
)
_SHORT = re.compile(rf"(?<![\w$/-])({_YEAR})\s*[-–—‐‑−/]\s*['’]?(\d\d)(?![\w/-])")
"""The end of a range in two digits: 2019–21, 2019/21."""
_OPEN = re.compile(
    rf"(?<![\w$/-])({_POINT})\s*(?:-{{1,2}}|[–—‐‑−])\s*(?=$|[),;|\]])", re.IGNORECASE | re.MULTILINE
)
"""A range without an end, as people write who are still there: "2019 –"."""
_SINCE = re.compile(
    rf"(?<!\w)(?:since|desde|depuis|from(?=[^\n]{{4,20}}$))\s+({_POINT})(?!\w)", re.IGNORECASE
)
_STACKED = re.compile(rf"^\W*({_POINT})\s*\n\s*({_POINT}|{_NOW})\W*$", re.IGNORECASE)
"""Start and end on two lines."""
_STARTED = re.compile(
    rf"\b(?:started|start|began|hired|joined)\b(?: (?:on|in))?[:\s]+({_POINT})[\s,;./–-]+(?:and )?(?:left|ended|end|finished|quit|until|separated)\b(?: (?:on|in))?[:\s]+({_POINT}|{_NOW})(?!\w)",
    re.IGNORECASE,
)
_STAYS = re.compile(
    rf"\b(?:started|began|hired|joined)\b(?: (?:on|in))?[:\s]+({_POINT})(?=[\s,;.–-]+(?:and )?(?:still|current|present)|\W*$)",
    re.IGNORECASE,
)
"""The first day alone, of somebody who is still there: "Started May 2021, still there"."""
_SAME_YEAR = re.compile(
    rf"(?<![\w$/-])({_MONTH})\.?\s*(?:[-–—‐‑→➔]|\bto\b)\s*({_MONTH})\.?,?\s+({_YEAR})((?:(?:,\s*|,?\s+(?:and|&)\s+){_YEAR})*)(?!\w)",
    re.IGNORECASE,
)
"""Months of one year, or of several: "Jan.–Apr. 2023, 2024 and 2025"."""
POINT = re.compile(_POINT, re.IGNORECASE)
"""One date as a résumé writes it."""


def date_ranges(line: Span, as_of: date) -> Iterator[DateRange]:
    """The ranges of one line; ends after `as_of` read as still there, starts after it are not ranges."""
    seen: list[tuple[int, int]] = []
    for pattern in (_STACKED, _SAME_YEAR, _STARTED, _RANGE, _SHORT, _SINCE, _STAYS, _OPEN):
        for match in pattern.finditer(line.text):
            if any(a < match.end() and match.start() < b for a, b in seen):
                continue
            found = _range(pattern, match, line, as_of)
            if found is not None:
                seen.append(match.span())
                yield found


_YEARS = re.compile(
    rf"(?<![\w$/-])(?:(?:summers?|winters?|springs?|seasons?|falls?)(?: of)?\s+)?({_YEAR})(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)(?:(?:summer|winter|spring|fall)\s+)?{_YEAR})*(?![\w/-])",
    re.IGNORECASE,
)


def whole_range(found: Sequence[DateRange]) -> DateRange:
    """One range from the first start to the last end of several of one entry; `found` is not empty."""
    first = min(found, key=lambda each: each.start)
    end = None if any(each.end is None for each in found) else max(each.end for each in found if each.end)
    return replace(first, end=end)


def years_of(line: Span, as_of: date) -> DateRange | None:
    """The years that a line names without a range, "2017", "summers 2018 and 2019"; None where it names none."""
    for match in _YEARS.finditer(line.text):
        years = [int(year) for year in re.findall(_YEAR, match.group())]
        start, end = date(min(years), 4, 1), date(max(years), 10, 1)
        if start <= as_of:
            span = Span(line.start + match.start(), line.start + match.end(), match.group())
            return DateRange(start, min(end, as_of), False, span)
    return None


def range_of(first: Span, last: Span | None, as_of: date) -> DateRange | None:
    """The range of two dates that stand apart, as in a form; without an end date it is still going on."""
    begin = POINT.search(first.text)
    finish = POINT.search(last.text) if last is not None else None
    if begin is None or (start := _point(begin.group())) is None:
        return None
    end = _point(finish.group()) if finish else None
    from_day, to_day = _start(start, end), None if end is None else _end(start, end)
    if from_day > as_of or (to_day is not None and to_day < from_day):
        return None
    exact = start[1] is not None and (end is None or end[1] is not None)
    return DateRange(from_day, None if to_day is not None and to_day > as_of else to_day, exact, first)


def _range(pattern: re.Pattern[str], match: re.Match[str], line: Span, as_of: date) -> DateRange | None:
    span = Span(line.start + match.start(), line.start + match.end(), match.group())
    if pattern is _SAME_YEAR:
        first, last = (
            _point(f"{match.group(1)} {match.group(3)}"),
            _point(f"{match.group(2)} {max(re.findall(_YEAR, match.group(3) + match.group(4)))}"),
        )
    elif pattern is _SHORT:
        first = _point(match.group(1))
        last = None if first is None else (first[0] // 100 * 100 + int(match.group(2)), None)
    else:
        first = _point(match.group(1))
        last = (
            _point(match.group(2))
            if pattern in (_RANGE, _STACKED, _STARTED)
            and not re.fullmatch(_NOW, match.group(2), re.IGNORECASE)
            else None
        )
    if first is None:
        return None
    start = _start(first, last)
    end = None if last is None else _end(first, last)
    if start > as_of or (end is not None and end < start):
        return None
    if pattern is _SHORT and last is not None and last[0] < first[0]:
        return None
    exact = first[1] is not None and (last is None or last[1] is not None)
    return DateRange(start, None if end is not None and end > as_of else end, exact, span)


def _point(text: str) -> tuple[int, int | None] | None:  # noqa: PLR0911 - one a way to write a date
    """(year, month or None) of one written date."""
    words = text.lower()
    if quarter := re.match(r"q([1-4])\s?(\d{4})", words):
        return int(quarter[2]), 3 * int(quarter[1]) - 2
    if roman := re.match(rf"({_ROMAN})/({_YEAR})", words):
        return int(roman[2]), _ROMANS.index(roman[1]) + 1
    if short := re.fullmatch(r"['’](\d\d)", words):
        return _century(int(short[1])), None
    if found := re.search(r"[^\W\d_]{3,}", words):
        name = found.group()
        month = _SEASONS.get(name) or (7 if name.startswith("juil") else None) or _MONTHS.get(name[:3])
        digits = re.search(r"(\d{4})|['’](\d\d)\s*$", words)
        if digits is None:
            return None
        return (int(digits.group(1)) if digits.group(1) else _century(int(digits.group(2)))), month
    numbers = [int(n) for n in re.findall(r"\d+", words)]
    if numbers[0] > 999:
        return numbers[0], numbers[1] if len(numbers) > 1 and 1 <= numbers[1] <= 12 else None
    if "." in words and len(numbers) == 3:  # day first, as points between the numbers say
        return (numbers[2], numbers[1]) if 1 <= numbers[1] <= 12 else None
    year = numbers[-1] if numbers[-1] > 99 else _century(numbers[-1])
    return (year, numbers[0]) if 1 <= numbers[0] <= 12 else None


def _century(two_digits: int) -> int:
    return 2000 + two_digits if two_digits < 60 else 1900 + two_digits


def _start(first: tuple[int, int | None], last: tuple[int, int | None] | None) -> date:
    """The first of the month; mid-year where no month is given, April where the year is also the end's."""
    year, month = first
    return date(year, month or (4 if last is not None and last[0] == year else 7), 1)


def _end(first: tuple[int, int | None], last: tuple[int, int | None]) -> date:
    """The last of the month; mid-year where no month is given, October where the year is also the start's."""
    year, month = last
    if month is None:
        return date(year, 10 if first[0] == year else 7, 1)
    return date(year, month, calendar.monthrange(year, month)[1])
