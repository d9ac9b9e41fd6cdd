"""One cell at a time, in Python: days, money, lists and choices out of text, or a sentence that says what is wrong.

The rules are those of `gainful.engine.tables.cell_rules`, which DuckDB applies to large files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from gainful.engine.tables import cell_rules as rules
from gainful.exchange.tables.errors import CellError
from gainful.exchange.tables.headings import REMEMBERED, slug

P = ParamSpec("P")
T = TypeVar("T")

HOURS_A_YEAR = 2080
"""Hours of a full-time year, as BLS OEWS turns hourly into yearly wages."""
AGAIN = 20_000
"""Cells whose reading is remembered: the same dates, amounts and lists come again in every long file."""
FOREVER = date(*rules.FOREVER)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rules.python_pattern(pattern), re.IGNORECASE)


_ERROR = re.compile(rules.ERROR)
_NUMERIC = _compiled(rules.NUMERIC)
_ZERO_DAY, _NEVER = _compiled(rules.ZERO_DAY), _compiled(rules.NEVER)
_DAYS = tuple(
    (_compiled(pattern), form)
    for form in rules.DAY_FORMS
    for pattern in (form.pattern, form.short)
    if pattern
)
_MONTHS = tuple((_compiled(form.pattern), form) for form in rules.MONTH_FORMS)
_CUT_KEY = re.compile(rules.CUT_KEY)
_CURRENCY, _EXPONENT = _compiled(rules.CURRENCY), _compiled(rules.EXPONENT)
_POINT, _COMMA = _compiled(rules.POINT_DECIMAL), _compiled(rules.COMMA_DECIMAL)
_TWO_WAYS = _compiled(rules.TWO_WAYS)
_RANGE = re.compile(r"(.*?\d\S*?)\s*(?:-|–|—|\bto\b)\s*(\D{0,3}\d.*)", re.IGNORECASE)


def remembered(parse: Callable[P, T]) -> Callable[P, T]:
    """Keep what short cells were read as; what cannot be read is read again, and told again."""
    kept: Callable[..., T] = lru_cache(maxsize=AGAIN)(parse)

    @wraps(parse)
    def read(*args: P.args, **kwargs: P.kwargs) -> T:
        return (kept if len(str(args[0])) <= REMEMBERED else parse)(*args, **kwargs)

    return read


def filled(text: str, *, words_are_answers: bool = False) -> str:
    """Return a cell's text, empty where it only says “nothing” (N/A, none, NULL, -)."""
    value = text.strip()
    if len(value) <= rules.LONGEST_EMPTY and not value[:1].isdigit():
        empty = rules.EMPTY_SIGNS if words_are_answers else rules.EMPTY_WORDS
        if value.casefold() in empty:
            return ""
    return value


def refuse_error(text: str) -> None:
    """Raise CellError for a cell in which a spreadsheet's formula failed or has no saved value."""
    if not text.startswith("#") or not _ERROR.fullmatch(text):
        return
    if text.startswith("#NO VALUE! "):
        cell = text.removeprefix("#NO VALUE! ")
        raise CellError(
            f"Cell {cell} holds a formula and no saved value. Open the file in a spreadsheet and save it again."
        )
    raise CellError(f"The spreadsheet shows the error {text} here. Correct the formula, or empty the cell.")


def parse_key(text: str) -> str:
    """Return an identifier as it stands; one that a spreadsheet cut short (1.23E+11) is a CellError."""
    value = text.strip()
    refuse_error(value)
    if _CUT_KEY.fullmatch(value):
        raise CellError(
            f"“{value}” has lost its last digits in a spreadsheet. Format the column as text there, take the whole "
            "numbers from the system again, and save it once more."
        )
    return value


class DateOrder(StrEnum):
    """How numeric dates are written in a file."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"
    ASK = "ask"


def detect_date_order(values: Iterable[str]) -> DateOrder | None:
    """Return the order the values prove; ASK where each could be both; None where none is numeric."""
    month_first = day_first = numeric = False
    for value in values:
        if match := _NUMERIC.fullmatch(value.strip()):
            first, second = int(match[1]), int(match[2])
            if first == second or not (min(first, second) >= 1 and min(first, second) <= 12):
                continue
            numeric = True
            day_first |= first > 12
            month_first |= second > 12
    return date_order(numeric=numeric, day_first=day_first, month_first=month_first)


def date_order(*, numeric: bool, day_first: bool, month_first: bool) -> DateOrder | None:
    """Return the order that a file shows: whether it has numeric dates, and what some of them prove."""
    if not numeric:
        return None
    if month_first == day_first:
        return DateOrder.ASK
    return DateOrder.MONTH_FIRST if month_first else DateOrder.DAY_FIRST


def parse_date(text: str, order: DateOrder | None = None) -> date | None:
    """Return a date; a month or year alone becomes its first day; empty, “present” and 9999-12-31 are None."""
    day = parse_day(text, order, months=True)
    return None if day == FOREVER else day


@remembered
def parse_day(
    text: str, order: DateOrder | None = None, *, months: bool = False, birth: bool = False
) -> date | None:
    """Return a day; “present” and 9999-12-31 are the latter; with `months` a month or year alone is its first day.

    `birth`: two digits of a year are of a person's birth.
    """
    value = filled(text)
    refuse_error(value)
    if not value or (_ZERO_DAY.fullmatch(value) and not (birth and "1900" in value)):
        return None
    if value.casefold() in rules.PRESENT or _NEVER.fullmatch(value):
        return FOREVER
    try:
        day = _day(value, order, months=months, turn=_turn(birth))
    except CellError:
        raise
    except ValueError as error:
        raise CellError(f"“{value}” is not a day in the calendar.") from error
    if not rules.FIRST_YEAR <= day.year <= rules.LAST_YEAR:
        raise CellError(
            f"“{value}” cannot be right: the year must lie from {rules.FIRST_YEAR} to {rules.LAST_YEAR}."
        )
    return day


def _turn(birth: bool) -> int:
    return rules.BIRTH_CENTURY_TURNS if birth else rules.CENTURY_TURNS


def _day(value: str, order: DateOrder | None, *, months: bool, turn: int) -> date:
    for pattern, form in (*_DAYS, *(_MONTHS if months else ())):
        if match := pattern.fullmatch(value):
            year = _year(match[form.year], turn)
            month = match[form.month] if form.month else "1"
            number = rules.MONTHS.index(month[:3].casefold()) + 1 if form.named else int(month)
            return date(year, number, int(match[form.day]) if form.day else 1)
    if match := _NUMERIC.fullmatch(value):
        return _numeric_day(value, int(match[1]), int(match[2]), _year(match[3], turn), order)
    raise CellError(f"“{value}” is not a date. Write it as 2024-03-31.")


def _numeric_day(value: str, first: int, second: int, year: int, order: DateOrder | None) -> date:
    if first == second:
        return date(year, first, second)
    if order is DateOrder.DAY_FIRST or (order is None and first > 12):
        return date(year, second, first)
    if order is DateOrder.MONTH_FIRST or (order is None and second > 12):
        return date(year, first, second)
    if first > 12 or second > 12:
        day, month = (first, second) if first > 12 else (second, first)
        return date(year, month, day)
    raise CellError(f"“{value}” can be read in two ways. Say whether the month or the day comes first.")


def _year(text: str, turn: int) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < turn else 1900)


@remembered
def parse_number(text: str, *, money: bool = False) -> float | None:
    """Return a number; `$`, spaces and thousands separators are understood; empty is None.

    Of money, 1.234 is refused: it may be 1,234.
    """
    shown = filled(text)
    refuse_error(shown)
    value = _CURRENCY.sub("", shown).strip()
    if not value:
        return None
    if value.startswith("(") and value.endswith(")"):  # as bookkeepers write what is below zero
        value = f"-{value[1:-1].strip()}"
    if money and _TWO_WAYS.fullmatch(value):
        whole = value.replace(".", "")
        raise CellError(
            f"“{shown}” can be read as {whole} or as {value}. Write it as {whole}.00 or {value[:-1]}."
        )
    if _COMMA.fullmatch(value):
        return float(re.sub(r"[^\d,+-]", "", value).replace(",", "."))
    if _POINT.fullmatch(value):
        return float(re.sub(r"[^\d.+-]", "", value))
    if _EXPONENT.fullmatch(value):
        return float(value)
    raise CellError(f"“{shown}” is not a number.")


def parse_amount(text: str) -> float | None:
    """Return an amount of money; empty is None."""
    return parse_number(text, money=True)


def parse_whole(text: str, *, low: int = 0, high: int = 10**9) -> int | None:
    """Return a whole number between low and high; empty is None."""
    number = parse_number(text)
    if number is None:
        return None
    if not low <= number <= high:
        raise CellError(f"{number:g} must be between {low:,} and {high:,}.")
    return round(number)


def parse_quarter(text: str) -> int | None:
    """Return 1 to 4 of “2”, “02”, “Q2” or “2.0”; empty is None."""
    value = filled(text)
    refuse_error(value)
    if not value:
        return None
    if match := re.fullmatch(rules.QUARTER, value):
        return int(match[1])
    raise CellError(f"“{value}” is no quarter. Write 1, 2, 3 or 4.")


def parse_period(text: str) -> int | None:
    """Return year × 4 + quarter − 1 of “2025Q2”, “Q2 2025” or “20252”; empty is None."""
    value = filled(text)
    refuse_error(value)
    if not value:
        return None
    for pattern, year, quarter in rules.PERIODS:
        if match := re.match(pattern, value):
            return int(match[year]) * 4 + int(match[quarter]) - 1
    raise CellError(f"“{value}” is no quarter of a year. Write it as 2025Q2.")


PAY_UNITS = (
    (HOURS_A_YEAR, r"h|hr|hrs|hour|hours|hourly|ph"),
    (260, r"day|daily|diem"),
    (52, r"w|wk|week|weekly"),
    (26, r"bi-?\s?weekly|two weeks|2 weeks|fortnight|pay period"),
    (24, r"semi-?\s?monthly|twice a month"),
    (12, r"m|mo|mon|month|monthly"),
    (1, r"y|yr|yrs|year|yearly|annum|annual|annually|salary"),
)
"""How many times a year each unit of pay comes, as BLS counts a full-time year (2,080 hours, 260 days, 52 weeks)."""
_UNITS = tuple(
    (
        times,
        re.compile(
            rf"(?:(?:/|\bper\b|\bevery\b|\ban?\b|\beach\b)\s*)?(?<![a-z])(?:{words})\b\.?", re.IGNORECASE
        ),
    )
    for times, words in (*PAY_UNITS[3:5], *PAY_UNITS[:3], *PAY_UNITS[5:])
)
_ABOUT = re.compile(
    r"\b(?:at least|min(?:imum)?\.?|from|starting at|about|approx\.?)\s+|~|\+\s*$", re.IGNORECASE
)
OPEN_PAY = frozenset(
    {"negotiable", "open", "any", "flexible", "doe", "depends on experience", "market", "competitive"}
)
"""Words that name no lowest pay."""
HOURLY_BELOW, YEARLY_FROM = 400, 10_000
"""A bare amount under the first is taken for an hour's pay, from the second on for a year's; between, it is asked."""


@remembered
def parse_yearly_pay(text: str) -> int | None:
    """Return USD a year; of a range the lower end; “600/week” and “$18/hr” are multiplied out.

    A bare amount under 400 is hourly and counts 2,080 hours; from 10,000 on it is a year's.
    """
    value = filled(text)
    refuse_error(value)
    if not value or value.casefold() in OPEN_PAY:
        return None
    times, amount = _pay_unit(
        re.sub(r"(?i)\b(at least|min(?:imum)?\.?|from|starting at|about|approx\.?)\s+|~|\+\s*$", "", value)
    )
    if match := _RANGE.fullmatch(amount):
        amount = (
            f"{match[1]}k"
            if re.search(r"\d\s*k\s*$", match[2], re.IGNORECASE) and match[1][-1:].isdigit()
            else match[1]
        )
    thousands = re.fullmatch(r"\s*\$?\s*(\d+(?:\.\d+)?)\s*k\s*", amount, re.IGNORECASE)
    number = float(thousands[1]) * 1000 if thousands else parse_number(amount, money=True)
    if number is None:
        return None
    if times is None and HOURLY_BELOW <= number < YEARLY_FROM:
        raise CellError(
            f"“{value}”: say what the pay is for, such as {number:g}/week, {number:g}/month or {number:g}/year."
        )
    yearly = number * (times or (HOURS_A_YEAR if 0 < number < HOURLY_BELOW else 1))
    if not 0 <= yearly <= 5_000_000:
        raise CellError(f"Pay of {yearly:,.0f} a year cannot be right.")
    return round(yearly)


def _pay_unit(text: str) -> tuple[int | None, str]:
    """Return how many times a year the amount is paid, None where it is not said, and the text without it."""
    for times, pattern in _UNITS:
        if pattern.search(text):
            return times, pattern.sub(" ", text).strip(" /,;")
    return None, text


def parse_hours(text: str) -> float | None:
    """Return hours of “720”, “720 hours” or the ISO 8601 duration “PT720H”; empty is None."""
    value = filled(text)
    if match := re.fullmatch(r"PT(\d+(?:\.\d+)?)H", value, re.IGNORECASE):
        return float(match[1])
    return parse_number(re.sub(r"(?i)\s*(?:clock |contact |total )?(?:hours?|hrs?|h)\.?$", "", value))


def lower_end(text: str) -> str:
    """Return the first number of a range such as “15-20” or “1 to 3”, other text as it stands."""
    match = _RANGE.fullmatch(text.strip())
    return match[1] if match else text


def upper_end(text: str) -> str:
    """Return the last number of a range such as “15-20” or “1 to 3”, other text as it stands."""
    match = _RANGE.fullmatch(text.strip())
    return match[2] if match else text


def parse_list(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that are separated by semicolons or bars, without empty ones."""
    return tuple(part.strip() for part in re.split(r"[;|\n]", text) if filled(part))


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
