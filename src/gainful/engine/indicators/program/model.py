"""What goes in beside the usual files, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from gainful.engine.indicators.precision import wilson
from gainful.engine.indicators.program.definitions import Metric
from gainful.engine.indicators.retention import Curve, ReasonCurve


@dataclass(frozen=True, slots=True)
class Extras:
    """Typed tables of the same backend as the inputs; None where the file or column is not there."""

    services: Any = None
    """person, type, start, end, status, completed (true, false, null), hours (null where not given)"""
    has_completed: bool = False
    has_hours: bool = False
    placements: Any = None
    """person, start, end (null: still there), reason (text, may be empty)"""
    costs: Any = None
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

    @classmethod
    def share(cls, metric: Metric, yes: int, of: int, pending: int = 0, excluded: int = 0) -> Figure:
        """Return a share with Wilson's interval, or what is missing where nobody is counted yet."""
        found = cls(metric, None, None, None, yes, of, pending, excluded)
        interval = wilson(yes, of)
        if interval is None:
            return replace(found, missing=nobody(pending))
        return replace(found, value=yes / of, low=interval[0], high=interval[1])

    @classmethod
    def without(cls, metric: Metric) -> Figure:
        """Return a metric whose file is not there."""
        return cls(metric, missing=f"Not measured: it needs {metric.needs}.")


def nobody(pending: int) -> str:
    """Return why there is no figure where no one is counted."""
    return "Not known yet." if pending else "Nobody to count."
