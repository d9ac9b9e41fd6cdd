"""Counts of each indicator, for everybody and by segment, in one pass over the outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gainful.engine.indicators.definitions import Indicator, load_exclusions, load_indicators
from gainful.engine.indicators.outcomes import STATES, YES
from gainful.engine.indicators.precision import SMALL, gap, least_difference, wilson

MEDIAN = "median-earnings-q2"


@dataclass(frozen=True, slots=True)
class Gap:
    """A segment's share minus that of everybody else, in shares."""

    difference: float
    low: float
    high: float
    least_difference: float
    """What two groups of this size could tell; below it, no difference seen does not mean none."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator of one group of people."""

    indicator: Indicator
    numerator: int
    denominator: int
    pending: int
    excluded: int
    excluded_by: tuple[tuple[str, int], ...]
    value: float | None
    """A share, or dollars a quarter for the median; None where nobody is counted."""
    low: float | None
    high: float | None
    gap: Gap | None = None

    @property
    def small(self) -> bool:
        """Whether so few are counted that the share says little."""
        return self.denominator < SMALL


@dataclass(frozen=True, slots=True)
class Group:
    """All indicators of everybody (`segment` empty) or of one segment."""

    segment: str | None
    periods: int
    exits: int
    measured: tuple[Measured, ...]


def summarise(
    table: Any, *, by: str | None = None, exits_from: date | None = None, exits_to: date | None = None
) -> list[Group]:
    """Return everybody first, then the segments in their order of name.

    `exits_from` and `exits_to` bound the day of exit; periods that are still open then count for skill gains only.
    """
    table = within(table, exits_from, exits_to)
    whole = _count(table, None)[0]
    if by is None:
        return [_group(whole, None, None)]
    rows = sorted(_count(table, by), key=lambda row: (row["segment"] is None, str(row["segment"])))
    return [
        _group(whole, None, None),
        *(_group(row, str(row["segment"] or "(not given)"), whole) for row in rows),
    ]


def within(table: Any, first: date | None, last: date | None) -> Any:
    """Return the periods that exited between two days, both included; those that are open stay."""
    import ibis

    if first is not None:
        table = table.filter(table.exit.isnull() | (table.exit >= ibis.date(first)))
    if last is not None:
        table = table.filter(table.exit.isnull() | (table.exit <= ibis.date(last)))
    return table


def _count(table: Any, by: str | None) -> list[dict[str, Any]]:
    reasons = [reason.id for reason in load_exclusions()]
    counts: dict[str, Any] = {"periods": table.count(), "exits": table.exit.notnull().cast("int64").sum()}
    for indicator in load_indicators():
        column = table[indicator.column]
        for code, state in enumerate(STATES):
            counts[f"{indicator.column}__{state}"] = (column == code).cast("int64").sum()
        for place, reason in enumerate(reasons):
            hit = (column == STATES.index("excluded")) & (table.reason == reason)
            counts[f"{indicator.column}__by{place}"] = hit.cast("int64").sum()
    # `nullif` and not `where=`: Ibis on Spark fails on the median of a filtered column.
    paid = table.median_earnings_q2 == YES
    counts["median"] = (table.earnings * paid.cast("int8")).nullif(0).median()
    grouped = table.group_by(segment=table[by].cast("string")).agg(**counts) if by else table.agg(**counts)
    rows: list[dict[str, Any]] = grouped.to_pyarrow().to_pylist()
    return rows


def _group(row: dict[str, Any], segment: str | None, whole: dict[str, Any] | None) -> Group:
    measured = tuple(_measured(row, indicator, whole) for indicator in load_indicators())
    return Group(segment, int(row["periods"]), int(row["exits"] or 0), measured)


def _measured(row: dict[str, Any], indicator: Indicator, whole: dict[str, Any] | None) -> Measured:
    def count(name: str, of: dict[str, Any] = row) -> int:
        return int(of[f"{indicator.column}__{name}"] or 0)

    yes, counted = count("yes"), count("yes") + count("no")
    reasons = [reason.id for reason in load_exclusions()]
    by = tuple((name, number) for place, name in enumerate(reasons) if (number := count(f"by{place}")))
    value, low, high, apart = None, None, None, None
    if indicator.id == MEDIAN:
        value = None if row["median"] is None or not counted else float(row["median"])
    elif counted:
        value = yes / counted
        low, high = wilson(yes, counted) or (None, None)
        if whole is not None:
            all_yes, everybody = count("yes", whole), count("yes", whole) + count("no", whole)
            apart = _apart(yes, counted, all_yes - yes, everybody - counted)
    return Measured(indicator, yes, counted, count("pending"), count("excluded"), by, value, low, high, apart)


def _apart(yes: int, of: int, others_yes: int, others: int) -> Gap | None:
    found = gap(yes, of, others_yes, others)
    least = least_difference(of, others, (yes + others_yes) / (of + others)) if of + others else None
    return None if found is None or least is None else Gap(*found, least)
