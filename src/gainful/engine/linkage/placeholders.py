"""Values that stand for "unknown": they link nobody, and how many there are is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeAlias, cast

from gainful.engine.tables.types import Plain

EARLIEST, LATEST = date(1920, 1, 1), date(2025, 12, 31)
"""Birth dates outside are of nobody who takes part in a program."""
CUSTOMARY = ("1999-09-09", "1999-12-31", "1960-06-06", "1977-07-07")
"""Keyed in because they are quick to type."""
NAMES = (
    "UNKNOWN", "UNK", "UNKN", "UNKNOWNNAME", "NONAME", "NO NAME", "NAME UNKNOWN", "NOT KNOWN", "NOT GIVEN",
    "NOT PROVIDED", "FNU", "LNU", "NFN", "NLN", "NMN", "NONE", "N A", "NULL", "NIL", "BLANK", "EMPTY",
    "MISSING", "REFUSED", "DECLINED", "ANONYMOUS", "ANON", "WITHHELD", "REDACTED", "CONFIDENTIAL", "CLIENT",
    "PARTICIPANT", "TEST", "TESTING", "XX", "XXX", "XXXX", "XXXXX", "ZZZ", "ZZZZ", "FIRST NAME", "LAST NAME",
    "FIRSTNAME", "LASTNAME",
)  # fmt: skip
"""FNU and LNU: first (last) name unknown, as passports and visas have it."""
DIGITS = ("0000", "9999")
ZIPS = ("00000", "99999")
SPREAD = {"birth_date": 365.25 * 40, "ssn4": 10_000.0}
"""How many values a working population is spread over."""
Query: TypeAlias = "Callable[[str], list[tuple[Plain, ...]]]"
"""Runs SQL and returns the rows."""
MANY_MORE, AT_LEAST = 8, 5
"""A value shared by so many times more people than its turn, and at least so many, stands for unknown."""
_WORDS = {
    "birth_date": "birth dates", "first_name": "first names", "last_words": "last names", "ssn4": "last four digits",
    "zip": "ZIP codes", "key_hash": "keys of one digit",
}  # fmt: skip


def is_placeholder_date(day: date) -> bool:
    """Say whether a birth date stands for unknown: the first of January is written where only the year is known."""
    return not EARLIEST <= day <= LATEST or (day.month, day.day) == (1, 1) or day.isoformat() in CUSTOMARY


def empty_placeholders(rows: Query, name: str) -> tuple[str, ...]:
    """Empty the placeholders in a table of cleaned people; return what was emptied in words. `rows` runs a query."""
    people = cast("int", rows(f"SELECT count(*) FROM {name}")[0][0])
    told = []
    crowded = {column: _crowded(rows, name, people, column) for column in SPREAD}
    for column, condition in _conditions(crowded).items():
        count = rows(f"SELECT count(*) FROM {name} WHERE {condition}")[0][0]
        if count:
            told.append(f"{count:,} {_WORDS[column]}")
            rows(f"UPDATE {name} SET {column} = NULL WHERE {condition}")
    return tuple(told)


def _crowded(rows: Query, name: str, people: int, column: str) -> tuple[str, ...]:
    """Return values that far more people have than chance would give: dates on which too many are born."""
    least = max(AT_LEAST, MANY_MORE * people / SPREAD[column])
    query = (
        f"SELECT {column} FROM {name} WHERE {column} IS NOT NULL GROUP BY {column} HAVING count(*) >= {least}"
    )
    return tuple(str(row[0]) for row in rows(query))


def _conditions(crowded: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return for each column the condition under which its value stands for unknown.

    The first of January is what systems write where only the year is known.
    """
    dates, digits = crowded["birth_date"], crowded["ssn4"]
    return {
        "birth_date": (
            f"birth_date NOT BETWEEN '{EARLIEST}' AND '{LATEST}' OR right(birth_date, 5) = '01-01' "
            f"OR birth_date IN ({_listed((*CUSTOMARY, *dates))})"
        ),
        "first_name": f"first_words IN ({_listed(NAMES)})",
        "last_words": f"last_words IN ({_listed(NAMES)})",
        "ssn4": f"ssn4 IN ({_listed((*DIGITS, *digits))})",
        "zip": f"zip IN ({_listed(ZIPS)})",
    }


def _listed(values: Sequence[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)
