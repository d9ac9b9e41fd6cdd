"""Date ranges in the many ways that people write them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from gainful.engine.competencies.model import Span
from gainful.engine.resumes.model import DateRange

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name}
_SEASONS = {"winter": 1, "spring": 4, "summer": 7, "fall": 10, "autumn": 10}
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|winter|spring|summer|fall|autumn)"
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_POINT = rf"(?:{_MONTH}\.?,?(?:\s+\d{{1,2}},)?\s*(?:{_YEAR}|['’]\d\d)|(?:0?[1-9]|1[0-2])\s?[/.-]\s?(?:\d{{1,2}}[/.-])?{_YEAR}|{_YEAR}[/.-](?:0[1-9]|1[0-2])(?!\d)|(?:0[1-9]|1[0-2])/\d\d(?!\d)|{_YEAR})"
_NOW = r"(?:present|current(?:ly)?|now|today|ongoing|to date|date)"
_RANGE = re.compile(
    rf"(?<![\w$/-])({_POINT})\s*(?:-|–|—|−|\bto\b|\bthrough\b|\buntil\b|\btill\b)\s*({_POINT}|{_NOW})(?!\w)",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"(?<!\w)since\s+({_POINT})(?!\w)", re.IGNORECASE)
_SAME_YEAR = re.compile(
    rf"(?<![\w$/-])({_MONTH})\.?\s*(?:-|–|—|\bto\b)\s*({_MONTH})\.?,?\s+({_YEAR})(?!\w)", re.IGNORECASE
)


def date_ranges(line: Span, as_of: date) -> Iterator[DateRange]:
    """The ranges of one line; ends after `as_of` read as still there, starts after it are not ranges."""
    seen: list[tuple[int, int]] = []
    for pattern in (_SAME_YEAR, _RANGE, _SINCE):
        for match in pattern.finditer(line.text):
            if any(a < match.end() and match.start() < b for a, b in seen):
                continue
            found = _range(pattern, match, line, as_of)
            if found is not None:
                seen.append(match.span())
                yield found


def _range(pattern: re.Pattern[str], match: re.Match[str], line: Span, as_of: date) -> DateRange | None:
    span = Span(line.start + match.start(), line.start + match.end(), match.group())
    if pattern is _SAME_YEAR:
        first, last = (
            _point(f"{match.group(1)} {match.group(3)}"),
            _point(f"{match.group(2)} {match.group(3)}"),
        )
    else:
        first = _point(match.group(1))
        last = (
            _point(match.group(2))
            if pattern is _RANGE and not re.fullmatch(_NOW, match.group(2), re.IGNORECASE)
            else None
        )
    if first is None:
        return None
    start = _start(first, last)
    end = None if last is None else _end(first, last)
    if start > as_of or (end is not None and end < start):
        return None
    exact = first[1] is not None and (last is None or last[1] is not None)
    return DateRange(start, None if end is not None and end > as_of else end, exact, span)


def _point(text: str) -> tuple[int, int | None] | None:
    """(year, month or None) of one written date."""
    words = text.lower()
    if found := re.match(r"[a-z]+", words):
        name = found.group()
        month = _SEASONS.get(name) or _MONTHS.get(name[:3])
        digits = re.search(r"(\d{4})|['’](\d\d)\s*$", words)
        if digits is None:
            return None
        return (int(digits.group(1)) if digits.group(1) else _century(int(digits.group(2)))), month
    numbers = [int(n) for n in re.findall(r"\d+", words)]
    if numbers[0] > 999:
        return numbers[0], numbers[1] if len(numbers) > 1 and 1 <= numbers[1] <= 12 else None
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
