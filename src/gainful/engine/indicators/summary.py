"""Counts of each indicator, for everybody and by segment, in one pass over the outcomes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from gainful.engine.indicators.definitions import Indicator, load_exclusions, load_indicators
from gainful.engine.indicators.outcomes import STATES, YES
from gainful.engine.indicators.precision import SMALL, Gap, gap_between, wilson
from gainful.engine.tables import expressions as ex
from gainful.engine.tables import rows_of
from gainful.engine.tables.types import Table

MEDIAN = "median-earnings-q2"
BASIS = (
    "earned_2", "earned_4", "supplemental_2", "supplemental_4", "proof_2", "proof_4",
)  # fmt: skip
"""What `with_evidence` tells of: wage records or supplemental evidence."""
NOT_GIVEN = "(not given)"
Counts: TypeAlias = "Counter[str | tuple[str, ...]]"
"""Periods and exits of a segment, then (column, state) and, of the excluded, (column, "by", reason)."""
"""The name of the segment of those for whom the column is empty."""


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
    by_evidence: tuple[tuple[str, int], ...] = ()
    """Of the numerator, how many rest on what (`proofs.BASES`)."""
    from_wage_records: float | None = None
    """What the value would be if wage records alone counted."""

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
    table: Table, *, by: str | None = None, exits_from: date | None = None, exits_to: date | None = None
) -> list[Group]:
    """Return everybody first, then the segments in their order of name.

    `exits_from` and `exits_to` bound the day of exit; periods that are still open then count for skill gains only.
    """
    table = within(table, exits_from, exits_to)
    medians = _medians(table, None) | (_medians(table, by) if by else {})
    segments = _counts(table, by)
    whole = sum(segments.values(), Counter())
    found = [_group(whole, medians, None, None)]
    if by is not None:
        order = sorted(segments, key=lambda name: (name is None, str(name)))
        found += [_group(segments[name], medians, str(name or NOT_GIVEN), whole) for name in order]
    return found


def needed(table: Table, by: str | None = None) -> Table:
    """Return the outcomes with the columns that are counted, no others: millions are kept."""
    columns = [indicator.column for indicator in load_indicators()]
    basis = [name for name in BASIS if name in table.columns]
    return table.select("exit", "reason", *columns, "earnings", *basis, *([] if by is None else [by]))


def within(table: Table, first: date | None, last: date | None) -> Table:
    """Return the periods that exited between two days, both included; those that are open stay."""
    if first is not None:
        table = table.filter(table.exit.isnull() | (table.exit >= ex.day(first)))
    if last is not None:
        table = table.filter(table.exit.isnull() | (table.exit <= ex.day(last)))
    return table


def _counts(table: Table, by: str | None) -> dict[str | None, Counts]:
    """Count each segment in one pass: people who are alike in everything that is counted come back as one row."""
    columns = [indicator.column for indicator in load_indicators()]
    alike = {name: table[name] for name in (*columns, "reason")} | {"exited": table.exit.notnull()}
    if by is not None:
        alike["segment"] = table[by].cast("string")
    found: dict[str | None, Counts] = {} if by else {None: Counter()}
    rows: list[Any] = rows_of(table.group_by(**alike).agg(n=table.count()))
    for row in rows:
        counts, many = found.setdefault(row.get("segment"), Counter()), int(row["n"])
        counts["periods"] += many
        counts["exits"] += many * bool(row["exited"])
        for name in columns:
            counts[name, STATES[row[name]]] += many
            if STATES[row[name]] == "excluded":
                counts[name, "by", row["reason"]] += many
    return found


def _medians(table: Table, by: str | None) -> dict[str | None, float | None]:
    """Return median earnings by name of segment, or those of everybody under None."""
    paid = table.filter(table.median_earnings_q2 == YES)
    if by is None:
        whole: list[Any] = rows_of(paid.agg(median=paid.earnings.median()))
        return {None: whole[0]["median"]}
    named = paid.select(segment=paid[by].cast("string"), earnings=paid.earnings)
    rows: list[Any] = rows_of(named.group_by("segment").agg(median=named.earnings.median()))
    return {str(row["segment"] or NOT_GIVEN): row["median"] for row in rows}


def _group(
    counts: Counts,
    medians: dict[str | None, float | None],
    segment: str | None,
    whole: Counts | None,
) -> Group:
    measured = tuple(
        _measured(counts, indicator, medians.get(segment), whole) for indicator in load_indicators()
    )
    return Group(segment, counts["periods"], counts["exits"], measured)


def _measured(counts: Counts, indicator: Indicator, median: float | None, whole: Counts | None) -> Measured:
    def count(name: str, of: Counts = counts) -> int:
        return of[indicator.column, name]

    yes, counted = count("yes"), count("yes") + count("no")
    reasons = [reason.id for reason in load_exclusions()]
    by = tuple((name, many) for name in reasons if (many := counts[indicator.column, "by", name]))
    value, low, high, apart = None, None, None, None
    if indicator.id == MEDIAN:
        value = None if median is None or not counted else float(median)
    elif counted:
        value = yes / counted
        low, high = wilson(yes, counted) or (None, None)
        if whole is not None:
            all_yes, everybody = count("yes", whole), count("yes", whole) + count("no", whole)
            apart = gap_between(yes, counted, all_yes - yes, everybody - counted)
    return Measured(indicator, yes, counted, count("pending"), count("excluded"), by, value, low, high, apart)
