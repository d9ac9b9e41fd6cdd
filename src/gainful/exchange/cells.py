"""One cell at a time: dates, money, lists and choices out of text, or a sentence that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

HOURS_A_YEAR = 2080
"""Hours of a full-time year, as BLS OEWS turns hourly into yearly wages."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PRESENT = {"present", "now", "current", "today", "ongoing", "-", "—"}
REMEMBERED = 60
"""Letters up to which a text is worth remembering: choices and titles, not sentences."""
AGAIN = 20_000
"""Cells whose reading is remembered: the same dates, amounts and lists come again in every long file."""
_WORD = re.compile(r"\w+")
_NUMERIC = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2}|\d{4})$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[/.\-](\d{4})$")
_WORDS = re.compile(r"^(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})$")


def remembered(parse: Callable[P, T]) -> Callable[P, T]:
    """Keep what short cells were read as; what cannot be read is read again, and told again."""
    kept: Callable[..., T] = lru_cache(maxsize=AGAIN)(parse)

    @wraps(parse)
    def read(*args: P.args, **kwargs: P.kwargs) -> T:
        return (kept if len(str(args[0])) <= REMEMBERED else parse)(*args, **kwargs)

    return read


class CellError(ValueError):
    """A cell that cannot be read; the message says what was expected."""


class DateOrder(StrEnum):
    """How numeric dates are written in a column."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"
    ASK = "ask"


def detect_date_order(values: Iterable[str]) -> DateOrder | None:
    """Return the order the values prove; ASK where each could be both; None where none is numeric."""
    month_first = day_first = numeric = False
    for value in values:
        if match := _NUMERIC.match(value.strip()):
            numeric = True
            first, second = int(match[1]), int(match[2])
            if "." in value:
                day_first = True
            day_first |= first > 12
            month_first |= second > 12
    if not numeric:
        return None
    if month_first == day_first:
        return DateOrder.ASK
    return DateOrder.MONTH_FIRST if month_first else DateOrder.DAY_FIRST


YEARS = range(1900, 2101)
"""What a date of a job or a course can lie in; another year is a slip of the keys."""


@remembered
def parse_date(text: str, order: DateOrder | None = None) -> date | None:
    """Return a date; a month or year alone becomes its first day; empty and "present" are None."""
    value = text.strip()
    if not value or value.casefold() in PRESENT:
        return None
    try:
        day = _date(value, order)
        if day.year not in YEARS:
            raise CellError(
                f"“{value}” cannot be right: the year must lie from {YEARS.start} to {YEARS[-1]}."
            )
        return day
    except ValueError as error:
        if isinstance(error, CellError):
            raise
        raise CellError(f"“{value}” is not a day in the calendar.") from error


def _date(value: str, order: DateOrder | None) -> date:
    if match := _ISO.match(value):
        return date(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _NUMERIC.match(value):
        return _numeric_date(value, int(match[1]), int(match[2]), _year(match[3]), order)
    if match := _MONTH_YEAR.match(value):
        return date(int(match[2]), int(match[1]), 1)
    if match := _WORDS.match(value):
        month = match[2].casefold()[:3]
        if month in MONTHS:
            return date(int(match[4]), MONTHS.index(month) + 1, int(match[1] or match[3] or 1))
    if re.fullmatch(r"(19|20)\d{2}", value):
        return date(int(value), 1, 1)
    raise CellError(f"“{value}” is not a date. Write it as 2024-03-31.")


def _numeric_date(value: str, first: int, second: int, year: int, order: DateOrder | None) -> date:
    if first == second or first > 12 or second > 12:
        day, month = (first, second) if first > 12 else (second, first)
        return date(year, month, day)
    if "." in value or order is DateOrder.DAY_FIRST:
        return date(year, second, first)
    if order is DateOrder.MONTH_FIRST:
        return date(year, first, second)
    raise CellError(f"“{value}” can be read in two ways. Say whether the month or the day comes first.")


def _year(text: str) -> int:
    year = int(text)
    if year >= 100:
        return year
    return year + (2000 if year < 50 else 1900)


@remembered
def parse_number(text: str) -> float | None:
    """Return a number; `$`, spaces and thousands separators are understood; empty is None."""
    value = re.sub(r"[$€\s]|USD", "", text.strip(), flags=re.IGNORECASE)
    if not value:
        return None
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", value):
        value = value.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d+|-?\d+,\d{1,2}", value):
        value = value.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", value):
        raise CellError(f"“{text.strip()}” is not a number.")
    return float(value)


def parse_whole(text: str, *, low: int = 0, high: int = 10**9) -> int | None:
    """Return a whole number between low and high; empty is None."""
    number = parse_number(text)
    if number is None:
        return None
    if not low <= number <= high:
        raise CellError(f"{number:g} must be between {low:,} and {high:,}.")
    return round(number)


@remembered
def parse_yearly_pay(text: str) -> int | None:
    """Return USD a year; an amount under 400, or one marked "/hour", is hourly and counts 2,080 hours."""
    hourly = bool(re.search(r"(/|per|an?)\s*(h|hr|hour)\b", text, re.IGNORECASE))
    value = re.sub(r"(/|\bper\b|\ban?\b)\s*(hour|hr|h|year|yr|y|annum)\b\.?", "", text, flags=re.IGNORECASE)
    if match := re.fullmatch(r"\s*\$?\s*(\d+(?:\.\d+)?)\s*k\s*", value, re.IGNORECASE):
        return round(float(match[1]) * 1000)
    amount = parse_number(value)
    if amount is None:
        return None
    if amount < 0 or amount > 5_000_000:
        raise CellError(f"Pay of {amount:,.0f} cannot be right.")
    return round(amount * HOURS_A_YEAR) if hourly or 0 < amount < 400 else round(amount)


def parse_list(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that are separated by semicolons or bars, without empty ones."""
    return tuple(part.strip() for part in re.split(r"[;|\n]", text) if part.strip())


def parse_choice(text: str, choices: Mapping[str, Iterable[str]], default: str = "") -> str:
    """Return the key whose words match the cell; the words are compared without case and marks."""
    value = slug(text, " ")
    if not value:
        return default
    known = _words(tuple((key, tuple(words)) for key, words in choices.items()))
    if value in known:
        return known[value]
    raise CellError(f"“{text.strip()}” is not one of: {', '.join(choices)}.")


@lru_cache(maxsize=64)
def _words(choices: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    """Return each word a choice goes by with its key; of two with one word the first has it."""
    found: dict[str, str] = {}
    for key, words in choices:
        for word in (key, *words):
            found.setdefault(slug(word, " "), key)
    return found


def slug(text: str, joint: str = "-") -> str:
    """Return lower-case letters and digits of any alphabet, joined; short texts, which come again, are remembered."""
    return _short_slug(text, joint) if len(text) <= REMEMBERED else _slug(text, joint)


def _slug(text: str, joint: str) -> str:
    return joint.join(_WORD.findall(text.casefold().replace("_", " ")))


_short_slug = lru_cache(maxsize=AGAIN)(_slug)
