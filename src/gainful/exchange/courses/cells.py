"""What the cells of a file of courses hold: hours, prices, dates, levels, codes of occupations and fields of study."""

from __future__ import annotations

import re
from datetime import date

from gainful.exchange.tables.cells import (
    DateOrder,
    parse_amount,
    parse_date,
    parse_hours,
    parse_list,
    parse_number,
)
from gainful.exchange.tables.errors import CellError
from gainful.exchange.tables.headings import slug

MODALITIES = {
    "in_person": ("in person", "classroom", "on site", "campus"),
    "online": ("remote", "virtual", "distance"),
    "hybrid": ("blended", "mixed", "some of each"),
}
"""How a course is held, with the words that files have for it."""
FREE = frozenset({"free", "no cost", "no charge", "free of charge"})
ANY_DAY = frozenset({
    "open", "open enrollment", "open enrolment", "open entry", "rolling", "ongoing", "anytime", "any time", "monthly",
    "weekly", "continuous", "self paced", "varies", "year round",
})  # fmt: skip
"""Start dates that name no day."""
_BETWEEN_DAYS = re.compile(r"(?<=\d{4}),\s*(?=\d|[A-Z])|(?<=/\d\d),\s*(?=\d)")


def parse_cip(text: str) -> str:
    """Return a CIP code as 51.0710, with the zeros that a spreadsheet takes off at either end (51.071, 9.09, 46)."""
    match = re.match(
        r"\D{0,8}?(\d{1,2})\.(\d{0,4})(?!\d)|\D{0,8}?(\d{5,6})(?!\d)|\D{0,8}?(\d{1,2}|\d{4})(?![\d.])", text
    )
    if match is None:
        raise CellError(f"“{text[:60]}” is not a CIP code. Write it as 51.0801.")
    if match[1]:
        return f"{match[1]:0>2}.{match[2]:0<4}"
    digits = (
        match[3].zfill(6)
        if match[3]
        else (match[4].zfill(2) if len(match[4]) < 4 else match[4]).ljust(6, "0")
    )
    return f"{digits[:2]}.{digits[2:]}"


def parse_level(text: str) -> float | None:
    """Return the level that a course reaches, 0 to 7."""
    number = parse_number(text)
    if number is not None and not 0 <= number <= 7:
        raise CellError(f"“{text}”: levels run from 0 to 7.")
    return number


def parse_course_hours(text: str) -> float:
    """Return the hours of a course, more than none."""
    number = parse_hours(text)
    if number is None or not 0 < number <= 20_000:
        raise CellError(f"“{text}” must be a number of hours above 0.")
    return number


def parse_price(text: str) -> float:
    """Return a price in USD; in words where a course is free."""
    number = 0.0 if slug(text, " ") in FREE else parse_amount(text)
    if number is None or not 0 <= number <= 1_000_000:
        raise CellError(f"“{text}” must be a price in USD, 0 or more.")
    return number


def days_in(text: str) -> tuple[str, ...]:
    """Return the days of a cell: separated by semicolons, or by commas that stand behind a year."""
    return () if slug(text, " ") in ANY_DAY else parse_list(_BETWEEN_DAYS.sub(";", text))


def parse_start_dates(text: str, order: DateOrder | None) -> tuple[date, ...]:
    """Return the days on which a course starts, in order."""
    found = (parse_date(part, order) for part in days_in(text))
    return tuple(sorted(day for day in found if day))


def parse_occupations(text: str) -> tuple[str, ...]:
    """Read SOC or O*NET-SOC codes; a SOC code stands for its O*NET-SOC code that ends in .00."""
    found = []
    for part in parse_list(text.replace(",", ";")):
        match = re.fullmatch(r"(\d\d)-?(\d{4})(\.\d\d)?", part)
        if match is None or match[2] == "0000":
            raise CellError(f"“{part}” is not an occupation code. Write it as 31-1131 or 31-1131.00.")
        found.append(f"{match[1]}-{match[2]}{match[3] or '.00'}")
    return tuple(dict.fromkeys(found))
