"""What goes in beside the usual files, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from gainful.engine.indicators.coverage import Coverage
from gainful.engine.indicators.outcomes import STATES
from gainful.engine.indicators.precision import Gap, wilson
from gainful.engine.indicators.program.definitions import Metric
from gainful.engine.indicators.retention import Curve, ReasonCurve
from gainful.engine.tables import expressions as ex
from gainful.engine.tables import rows_of
from gainful.engine.tables.types import Column, Table


@dataclass(frozen=True, slots=True)
class Asked:
    """The day, the quarters that are in, and the windows that are choices."""

    as_of: date
    coverage: Coverage
    weeks: int = 13
    """Within how many weeks of training a job counts as a placement."""
    days: int = 180
    """At which day the retention curve of jobs is read off."""


@dataclass(frozen=True, slots=True)
class Extras:
    """Typed tables of the same backend as the inputs; None where the file or column is not there."""

    services: Table | None = None
    """person, type, start, end, status, completed (true, false, null), hours (null where not given)"""
    has_completed: bool = False
    has_hours: bool = False
    placements: Table | None = None
    """person, start, end (null: still there), reason (text, may be empty)"""
    costs: Table | None = None
    """kind (“train”, “support”, “measure”, “other”), amount in dollars"""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a mix: its sum, and its share of train, support and measure together (None for other)."""

    name: str
    amount: float
    share: float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric of one set of files; `missing` says in words why there is none."""

    metric: Metric
    value: float | None = None
    low: float | None = None
    high: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    pending: int = 0
    excluded: int = 0
    missing: str = ""
    parts: tuple[Part, ...] = ()
    curve: Curve | None = None
    reasons: tuple[ReasonCurve, ...] = field(default=())
    gap: Gap | None = None
    """Of a segment: its figure minus that of everybody else"""

    @classmethod
    def share(cls, metric: Metric, yes: int, of: int, pending: int = 0, excluded: int = 0) -> Figure:
        """Return a share with Wilson's interval, or what is missing where nobody is counted yet."""
        found = cls(metric, None, None, None, yes, of, pending, excluded)
        interval = wilson(yes, of)
        if interval is None:
            return replace(found, missing=nobody(pending))
        return replace(found, value=yes / of, low=interval[0], high=interval[1])

    @classmethod
    def of_states(cls, metric: Metric, told: Table) -> Figure:
        """Return the share of yes in a table with a `state` a row."""
        count = counts_of(told)
        return cls.share(
            metric, count["yes"], count["yes"] + count["no"], count["pending"], count["excluded"]
        )

    @classmethod
    def without(cls, metric: Metric) -> Figure:
        """Return a metric whose file is not there."""
        return cls(metric, missing=f"Not measured: it needs {metric.needs}.")


def nobody(pending: int) -> str:
    """Return why there is no figure where no one is counted."""
    return "Not known yet." if pending else "Nobody to count."


def counts_of(told: Table) -> dict[str, int]:
    """Return how many rows of a table are in each of `STATES`."""
    rows: list[Any] = rows_of(told.group_by("state").agg(n=told.count()))
    found = {STATES[row["state"]]: int(row["n"]) for row in rows}
    return {state: found.get(state, 0) for state in STATES}


def state_of(excluded: Column, pending: Column, yes: Column, counted: Column) -> Column:
    """Return the code of `STATES` of each row: excluded, pending, yes, no; outside where it does not count."""
    return ex.cases(
        (excluded.fill_null(False), STATES.index("excluded")),
        (pending.fill_null(False), STATES.index("pending")),
        ((counted & yes).fill_null(False), STATES.index("yes")),
        (counted.fill_null(False), STATES.index("no")),
        else_=STATES.index("outside"),
    ).cast("int8")
