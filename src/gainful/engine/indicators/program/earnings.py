"""Earnings gain against a person's own past, and advancement, from wage records."""

from __future__ import annotations

from gainful.engine.indicators.coverage import Coverage
from gainful.engine.indicators.medians import median_with_interval
from gainful.engine.indicators.outcomes import STATES
from gainful.engine.indicators.program.definitions import Metric
from gainful.engine.indicators.program.model import Figure, counts_of, nobody, state_of
from gainful.engine.tables import expressions as ex
from gainful.engine.tables import quarter_number
from gainful.engine.tables.types import Column, Table, Value

AFTER, BEFORE = (2, 3), (-2, -3)
"""Quarters counted from the quarter of exit, and from that of entry."""
SIXTH = 6
TENTHS = 11
"""A rise of a tenth, in tenths: whole numbers, so that 3,300 of 3,000 is one."""


def gain(metric: Metric, told: Table) -> Figure:
    """Return the median change of half-yearly earnings, with its order-statistic interval."""
    count = counts_of(told)
    changes = told.filter(told.state == STATES.index("yes")).select("change")
    value, low, high = median_with_interval(changes, "change", count["yes"])
    missing = "" if value is not None else nobody(count["pending"])
    return Figure(
        metric, value, low, high, None, count["yes"], count["pending"], count["excluded"], missing=missing
    )


def gain_states(found: Table, wages: Table, coverage: Coverage, *, pending: bool = False) -> Table:
    """Return person, period, `state` (yes: counted) and `change` in dollars of every period."""
    known = _paid(found, wages, pending=pending).mutate(entry=lambda table: quarter_number(table.start))
    past = coverage.holds(known.entry + min(BEFORE)) & coverage.holds(known.entry + max(BEFORE))
    later = coverage.holds(known.exit_quarter + max(AFTER)) & ~known.unknown_gain
    return _states(known, known.exit.notnull() & past, later, ex.literal(True))


def advancement(metric: Metric, told: Table) -> Figure:
    """Return the share whose earnings rose by a tenth or more from the second to the sixth quarter after exit."""
    return Figure.of_states(metric, told)


def advancement_states(found: Table, wages: Table, coverage: Coverage, *, pending: bool = False) -> Table:
    """Return person, period and `state` of every period."""
    known = _paid(found, wages, pending=pending)
    here = known.exit.notnull() & coverage.holds(known.exit_quarter + 2)
    here &= (known.second > 0) | known.unknown_rise
    later = coverage.holds(known.exit_quarter + SIXTH) & ~known.unknown_rise
    return _states(known, here, later, known.sixth * 10 >= known.second * TENTHS)


def _states(known: Table, here: Column, later: Column, yes: Value) -> Table:
    excluded = known.reason != ""
    state = state_of(here & excluded, here & ~excluded & ~later, yes, here & ~excluded & later)
    return known.select("person", "period", state=state, change=known.after - known.before)


def _paid(found: Table, wages: Table, *, pending: bool) -> Table:
    """Add before, after, second and sixth to each period: earnings of all employers together.

    unknown_gain and unknown_rise tell whether an amount that they need is not known yet.
    """
    keys = found.select("person", "period", "start", "exit", "exit_quarter", "reason")
    near = wages.inner_join(keys, "person")
    since_exit, since_entry = near["at"] - near.exit_quarter, near["at"] - quarter_number(near.start)

    def total(steps: Column) -> Value:
        return ex.cases((steps.fill_null(False), near.wages), else_=0.0).sum()

    empty = near.wages.isnull()
    unknown = {
        "unknown_gain": (empty & (since_exit.isin(AFTER) | since_entry.isin(BEFORE))).any(),
        "unknown_rise": (empty & since_exit.isin((2, SIXTH))).any(),
    }
    sums = near.group_by("person", "period").agg(
        after=total(since_exit.isin(AFTER)),
        before=total(since_entry.isin(BEFORE)),
        second=total(since_exit == 2),
        sixth=total(since_exit == SIXTH),
        **(unknown if pending else {}),
    )
    joined = keys.left_join(sums, ["person", "period"]).drop("person_right", "period_right")
    names = ("after", "before", "second", "sixth")
    no = ex.literal(False)
    flags = {name: joined[name].fill_null(False) if pending else no for name in unknown}
    return joined.mutate(**{name: joined[name].fill_null(0.0) for name in names}, **flags)
