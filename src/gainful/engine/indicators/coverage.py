"""Which quarters of wage records are in: outside of them nobody is known to have had no work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gainful.engine.tables import expressions as ex
from gainful.engine.tables import rows_of
from gainful.engine.tables.types import Column, Table

LAG_DAYS = 30
"""Employers' reports are due by the end of the month after the quarter in most States; until then it is pending."""


def quarter_text(number: int) -> str:
    """Return “2025Q3” for a number of year × 4 + quarter − 1."""
    return f"{number // 4}Q{number % 4 + 1}"


def quarter_of(text: str) -> int:
    """Return the number of “2025Q3” or “2025-3”; ValueError with what was expected."""
    year, _, quarter = text.strip().upper().replace("Q", "-").replace("--", "-").partition("-")
    if not (year.isdigit() and len(year) == 4 and quarter in {"1", "2", "3", "4"}):
        raise ValueError(f"“{text}” is no quarter. Write it as 2025Q3.")
    return int(year) * 4 + int(quarter) - 1


def quarter_end(number: int) -> date:
    """Return the last day of a quarter."""
    following = number + 1
    return date(following // 4, following % 4 * 3 + 1, 1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """First and last quarter whose records are in, both included; none where the file is empty."""

    first: int | None
    last: int | None

    def holds(self, quarter: Column) -> Column:
        """Return the expression that is true where a quarter's records are in."""
        if self.first is None or self.last is None:
            return ex.literal(False) & quarter.notnull()
        return (quarter >= self.first) & (quarter <= self.last)


def coverage_of(
    wages: Table, as_of: date, first: int | None = None, last: int | None = None, lag_days: int = LAG_DAYS
) -> Coverage:
    """Return what a table of wages covers: what is said, else from its first quarter to its last.

    Never beyond the last quarter whose reports were due by `as_of`: a file holds some rows
    of a quarter before it holds all.
    """
    due = as_of.year * 4 + (as_of.month - 1) // 3
    while quarter_end(due) + timedelta(days=lag_days) > as_of:
        due -= 1
    if first is None or last is None:
        rows: list[Any] = rows_of(wages.aggregate(low=wages.at.min(), high=wages.at.max()))
        row = rows[0]
        first = row["low"] if first is None else first
        last = row["high"] if last is None else last
    if first is None or last is None:
        return Coverage(None, None)
    return Coverage(int(first), min(int(last), due))
