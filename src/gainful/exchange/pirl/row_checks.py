"""The ways of looking at a row that `checks.toml` names; each says whether the row fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gainful.exchange.pirl.checks import Check

ALL_NINES = re.compile(r"^9{3,}(\.9+)?$")
SSN = re.compile(r"^\d{3}-\d{2}-\d{4}$|^\d{9}$")


@dataclass(frozen=True, slots=True)
class Row:
    """One record by element number, and the day of the report."""

    cells: Mapping[str, str]
    as_of: date

    def text(self, element: str) -> str:
        """Return a cell, empty where it or its column is not there."""
        return self.cells.get(element, "")

    def day(self, element: str) -> date | None:
        """Return a date; None where it is empty or is none."""
        return day_of(self.text(element))

    def amount(self, element: str) -> float | None:
        """Return a number; None where it is empty, none, or all 9s (not available yet)."""
        text = self.text(element)
        if not text or ALL_NINES.match(text):
            return None
        try:
            return float(text)
        except ValueError:
            return None


@lru_cache(maxsize=50_000)
def day_of(text: str) -> date | None:
    """Return the day of 20240630 or 2024-06-30; None for anything else."""
    if not re.fullmatch(r"\d{8}|\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def quarter(day: date) -> int:
    """Return year × 4 + quarter − 1."""
    return day.year * 4 + (day.month - 1) // 3


def year_after(day: date) -> date:
    """Return the same day a year later (28 February after a leap day)."""
    leap = day.month == 2 and day.day == 29
    return date(day.year + 1, 2, 28) if leap else day.replace(year=day.year + 1)


def fails(check: Check, row: Row) -> bool:
    """Return whether a row fails a check."""
    if check.unless and row.text(check.unless):
        return False
    return TESTS[check.test](check, row)


def _pair(check: Check, row: Row) -> tuple[date, date] | None:
    one, other = row.day(check.element), row.day(check.than)
    return (one, other) if one and other else None


def _years_apart(check: Check, row: Row) -> bool:
    pair = _pair(check, row)
    if pair is None or pair[0] > pair[1]:
        return False
    born, entry = pair
    years = entry.year - born.year - ((entry.month, entry.day) < (born.month, born.day))
    return not check.low <= years <= check.high


def _late(check: Check, row: Row) -> bool:
    pair = _pair(check, row)
    return pair is not None and pair[0] > year_after(pair[1])


def _pending_too_long(check: Check, row: Row) -> bool:
    left = row.day(check.exit)
    if left is None or row.text(check.element) not in check.pending:
        return False
    return quarter(row.as_of) > quarter(left) + check.quarter + check.lag


def _told_too_early(check: Check, row: Row) -> bool:
    left, told = row.day(check.exit), row.text(check.element)
    if left is None or not told or told in check.pending:
        return False
    return quarter(row.as_of) < quarter(left) + check.quarter


def _days_before_report(check: Check, row: Row) -> bool:
    day = row.day(check.element)
    return day is not None and (row.as_of - day).days < check.days


def _after_report(check: Check, row: Row) -> bool:
    day = row.day(check.element)
    return day is not None and day > row.as_of


def _before(check: Check, row: Row) -> bool:
    pair = _pair(check, row)
    return pair is not None and pair[0] < pair[1]


def _after(check: Check, row: Row) -> bool:
    pair = _pair(check, row)
    return pair is not None and pair[0] > pair[1]


def _filled_needs(check: Check, row: Row) -> bool:
    need = row.text(check.need)
    satisfied = need in check.allowed if check.allowed else need not in {"", "0"}
    return bool(row.text(check.element)) and not satisfied


def _empty_without(check: Check, row: Row) -> bool:
    told = any(row.text(element) for element in (check.element, *check.also_empty))
    return told and not row.text(check.need)


def _positive_needs(check: Check, row: Row) -> bool:
    amount = row.amount(check.element)
    return amount is not None and amount > 0 and row.text(check.need) not in check.allowed


def _pending_only_with(check: Check, row: Row) -> bool:
    pending = bool(ALL_NINES.match(row.text(check.element)))
    return pending and row.text(check.need) not in check.allowed


def _above(check: Check, row: Row) -> bool:
    amount = row.amount(check.element)
    return amount is not None and amount > check.high


TESTS: dict[str, Callable[[Check, Row], bool]] = {
    "filled": lambda check, row: not row.text(check.element),
    "no-ssn": lambda check, row: bool(SSN.match(row.text(check.element))),
    "not-after-report": _after_report,
    "not-before": _before,
    "not-after": _after,
    "days-before-report": _days_before_report,
    "years-before": _years_apart,
    "needs": lambda check, row: row.text(check.element) in check.when and not row.text(check.need),
    "only-with": lambda check, row: (
        row.text(check.element) in check.when and row.text(check.need) not in check.allowed
    ),
    "empty-without": _empty_without,
    "positive-needs": _positive_needs,
    "pending-only-with": _pending_only_with,
    "pending-too-long": _pending_too_long,
    "told-too-early": _told_too_early,
    "filled-needs": _filled_needs,
    "within-year-after": _late,
    "above": _above,
}
