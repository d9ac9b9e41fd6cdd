"""Kaplan–Meier and Aalen–Johansen: somebody who is still there counts as long as they were seen, and no longer.

Both take counts of people beside the times, so that millions arrive as a small table. Kaplan–Meier (1958) comes from
lifelines; Aalen–Johansen (1978) from statsmodels, because that of lifelines shifts people who leave at the same time
by a random amount, and quarters and months are full of them.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class AtRisk:
    """Who was under observation just before a time, and what became of them at it."""

    time: float
    at_risk: int
    left: int
    lost: int
    """Still there when last seen: nobody knows what came after."""


@dataclass(frozen=True, slots=True)
class Point:
    """Share still there after a time, with its 95 percent interval (log-log, Greenwood)."""

    time: float
    share: float
    low: float
    high: float
    of: AtRisk


@dataclass(frozen=True, slots=True)
class Curve:
    """A retention curve; the median is None where fewer than half are known to have left."""

    people: int
    left: int
    median: float | None
    points: tuple[Point, ...]

    def at(self, time: float) -> Point | None:
        """Return the curve at a time; None beyond the last time at which anybody was watched."""
        if not self.points or time > self.points[-1].time:
            return None
        return max((point for point in self.points if point.time <= time), key=lambda point: point.time)

    def watched(self, time: float) -> int:
        """Return how many were still there and under observation just before a time: the at-risk table."""
        return next((point.of.at_risk for point in self.points if point.time >= time), 0)


@dataclass(frozen=True, slots=True)
class ReasonCurve:
    """Share who had left for one reason by each time, the other reasons taken into account."""

    reason: str
    left: int
    points: tuple[tuple[float, float, float, float], ...]
    """time, share, low, high"""


def retention_curve(
    times: Sequence[float], left: Sequence[bool], counts: Sequence[int] | None = None
) -> Curve:
    """Return the Kaplan–Meier curve; `left` is false for those who were still there when last seen.

    ValueError where a time is negative or not a number, or nobody is given.
    """
    from lifelines import KaplanMeierFitter

    many = _checked(times, left, counts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pandas 4 in lifelines' own code
        fitted = KaplanMeierFitter().fit(list(times), [bool(value) for value in left], weights=many)
        table, share = fitted.event_table, fitted.survival_function_
        interval = fitted.confidence_interval_
    points = tuple(
        Point(
            float(time),
            float(share.iloc[place, 0]),
            _bounded(interval.iloc[place, 0], 0.0),
            _bounded(interval.iloc[place, 1], 1.0),
            AtRisk(float(time), int(row["at_risk"]), int(row["observed"]), int(row["censored"])),
        )
        for place, (time, row) in enumerate(table.iterrows())
    )
    gone = sum(n for n, out in zip(many, left, strict=True) if out)
    return Curve(sum(many), gone, _median([point.of for point in points]), points)


def _median(watched: Sequence[AtRisk]) -> float | None:
    """Return the first time after which at most half are still there, in whole numbers of people.

    As a product of rounded fractions the share after 3 of (1, 2, 3, 4, 5, 6) is a hair above a half, and the median 4.
    """
    still, people = 1, 1
    for step in watched:
        if step.left:
            still, people = still * (step.at_risk - step.left), people * step.at_risk
            shared = math.gcd(still, people) or 1
            still, people = still // shared, people // shared
        if 2 * still <= people:
            return step.time
    return None


def reason_curves(
    times: Sequence[float], reasons: Sequence[str | None], counts: Sequence[int] | None = None
) -> tuple[ReasonCurve, ...]:
    """Return a cumulative incidence a reason (Aalen–Johansen); None as a reason is still there when last seen.

    One minus Kaplan–Meier for each reason would add up to more than everybody: the others would count as lost.
    """
    import numpy as np
    from statsmodels.duration.survfunc import CumIncidenceRight

    many = _checked(times, [reason is not None for reason in reasons], counts)
    names = sorted({reason for reason in reasons if reason is not None})
    if not names:
        return ()
    place = {name: number for number, name in enumerate(names, 1)}
    status = np.repeat([0 if reason is None else place[reason] for reason in reasons], many)
    found = CumIncidenceRight(np.repeat(np.asarray(times, dtype=float), many), status)
    return tuple(
        ReasonCurve(
            name,
            int((status == place[name]).sum()),
            tuple(
                (float(time), float(share), *_log_log(float(share), float(error)))
                for time, share, error in zip(
                    found.times, found.cinc[number], found.cinc_se[number], strict=True
                )
            ),
        )
        for number, name in enumerate(names)
    )


def difference_between(groups: Mapping[str, tuple[Sequence[float], Sequence[bool]]]) -> tuple[float, float]:
    """Return statistic and p value of the log-rank test that groups leave at the same rate; needs two groups."""
    from lifelines.statistics import multivariate_logrank_test

    if len(groups) < 2:
        raise ValueError("The log-rank test needs two groups or more.")
    times: list[float] = []
    left: list[bool] = []
    names: list[str] = []
    for name, (durations, gone) in groups.items():
        _checked(durations, gone, None)
        times += durations
        left += [bool(value) for value in gone]
        names += [name] * len(durations)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        # lifelines has no types
        found: Any = multivariate_logrank_test(times, names, left)
    return float(found.test_statistic), float(found.p_value)


def _checked(times: Sequence[float], left: Sequence[bool], counts: Sequence[int] | None) -> list[int]:
    many = [1] * len(times) if counts is None else [int(count) for count in counts]
    if not (len(times) == len(left) == len(many)):
        raise ValueError(f"{len(times)} times, {len(left)} endings and {len(many)} counts: give one of each.")
    if sum(many) == 0:
        raise ValueError("There is nobody to draw a curve of.")
    for number, time in enumerate(times):
        if not math.isfinite(time) or time < 0:
            raise ValueError(f"Time {number + 1} is {time}. Give days or quarters of zero or more.")
    return many


def _bounded(value: float, otherwise: float) -> float:
    return otherwise if math.isnan(value) else min(max(float(value), 0.0), 1.0)


def _log_log(share: float, error: float) -> tuple[float, float]:
    """Return the interval of a share on the log(-log) scale, which cannot leave 0 to 1."""
    if not 0 < share < 1 or not math.isfinite(error):
        return share, share
    wide = math.exp(Z * error / (abs(math.log(share)) * share))
    return share**wide, share ** (1 / wide)
