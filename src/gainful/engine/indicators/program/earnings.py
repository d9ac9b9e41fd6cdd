"""Earnings gain against a person's own past, and advancement, from wage records."""

from __future__ import annotations

from typing import Any

from gainful.engine.indicators.coverage import Coverage
from gainful.engine.indicators.medians import median_with_interval
from gainful.engine.indicators.program.definitions import Metric
from gainful.engine.indicators.program.model import Figure, nobody
from gainful.engine.tables import quarter_number

AFTER, BEFORE = (2, 3), (-2, -3)
"""Quarters counted from the quarter of exit, and from that of entry."""
SIXTH = 6
TENTHS = 11
"""A rise of a tenth, in tenths: whole numbers, so that 3,300 of 3,000 is one."""


def gain(metric: Metric, found: Any, wages: Any, coverage: Coverage) -> Figure:
    """Return the median change of half-yearly earnings, with its order-statistic interval."""
    known = _paid(found, wages).mutate(entry=lambda table: quarter_number(table.start))
    past = coverage.holds(known.entry + min(BEFORE)) & coverage.holds(known.entry + max(BEFORE))
    later = coverage.holds(known.exit_quarter + max(AFTER))
    excluded = known.reason != ""
    here = known.exit.notnull() & past
    told = known.mutate(
        pending=(here & ~excluded & ~later).fill_null(False),
        out=(here & excluded).fill_null(False),
        counted=(here & ~excluded & later).fill_null(False),
        change=known.after - known.before,
    )
    row = _counts(told)
    changes = told.filter(told.counted).select("change")
    value, low, high = median_with_interval(changes, "change", row["counted"])
    missing = "" if value is not None else nobody(row["pending"])
    return Figure(metric, value, low, high, None, row["counted"], row["pending"], row["out"], missing=missing)


def advancement(metric: Metric, found: Any, wages: Any, coverage: Coverage) -> Figure:
    """Return the share whose earnings rose by a tenth or more from the second to the sixth quarter after exit."""
    known = _paid(found, wages)
    excluded = known.reason != ""
    here = known.exit.notnull() & coverage.holds(known.exit_quarter + 2) & (known.second > 0)
    later = coverage.holds(known.exit_quarter + SIXTH)
    told = known.mutate(
        pending=(here & ~excluded & ~later).fill_null(False),
        out=(here & excluded).fill_null(False),
        counted=(here & ~excluded & later).fill_null(False),
    )
    told = told.mutate(yes=told.counted & (told.sixth * 10 >= told.second * TENTHS))
    row = _counts(told, "yes")
    return Figure.share(metric, row["yes"], row["counted"], row["pending"], row["out"])


def _paid(found: Any, wages: Any) -> Any:
    """Add before, after, second and sixth to each period: earnings of all employers together."""
    import ibis

    keys = found.select("person", "period", "start", "exit", "exit_quarter", "reason")
    near = wages.inner_join(keys, "person")
    since_exit, since_entry = near["at"] - near.exit_quarter, near["at"] - quarter_number(near.start)

    def total(steps: Any) -> Any:
        return ibis.cases((steps.fill_null(False), near.wages), else_=0.0).sum()

    sums = near.group_by("person", "period").agg(
        after=total(since_exit.isin(AFTER)),
        before=total(since_entry.isin(BEFORE)),
        second=total(since_exit == 2),
        sixth=total(since_exit == SIXTH),
    )
    joined = keys.left_join(sums, ["person", "period"]).drop("person_right", "period_right")
    names = ("after", "before", "second", "sixth")
    return joined.mutate(**{name: joined[name].fill_null(0.0) for name in names})


def _counts(told: Any, *more: str) -> dict[str, int]:
    names = ("counted", "pending", "out", *more)
    row = told.agg(**{name: told[name].cast("int64").sum() for name in names}).to_pyarrow().to_pylist()[0]
    return {name: int(value or 0) for name, value in row.items()}
