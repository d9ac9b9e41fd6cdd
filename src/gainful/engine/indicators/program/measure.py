"""Every program metric of one set of files, in the order of their definitions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from gainful.engine.indicators.coverage import Coverage
from gainful.engine.indicators.outcomes import Inputs
from gainful.engine.indicators.program import costs, earnings, staying, training
from gainful.engine.indicators.program.definitions import Metric, load_metrics
from gainful.engine.indicators.program.model import Extras, Figure
from gainful.engine.indicators.summary import Group, Measured


@dataclass(frozen=True, slots=True)
class Asked:
    """The day, the quarters that are in, and the windows that are choices."""

    as_of: date
    coverage: Coverage
    weeks: int = 13
    """Within how many weeks of training a job counts as a placement."""
    days: int = 180
    """At which day the retention curve of jobs is read off."""


def program_metrics(
    found: Any,
    inputs: Inputs,
    extras: Extras,
    whole: Group,
    asked: Asked,
    only: Collection[str] | None = None,
) -> Sequence[Figure]:
    """Return one figure a metric, of all or `only` of those named; nothing is worked out for the others.

    `found` is the table of outcomes, `whole` its summary of everybody.
    """
    named = {metric.id: metric.filled(weeks=asked.weeks, days=asked.days) for metric in load_metrics()}
    day, coverage, wages = asked.as_of, asked.coverage, inputs.wages
    done = cache(lambda: training.completion(named["completion"], extras, day))
    spent = cache(lambda: costs.money(extras))
    each = cache(lambda: costs.per_participant(named["cost-per-participant"], spent(), whole.periods))

    def job(metric: str, indicator: str) -> Figure:
        return costs.per_outcome(named[metric], each().value, _as_figure(named[metric], whole, indicator))

    def completed() -> Figure:
        begun = training.trainings_begun(extras, day) if spent() else 0
        one = spent().get("train", 0.0) / begun if begun else None
        return _completion_cost(named["cost-per-completion"], one, done(), spent())

    ways: dict[str, Callable[[], Figure]] = {
        "completion": done,
        "placement": lambda: training.placement(named["placement"], found, extras, day, asked.weeks),
        "retention-job": lambda: staying.jobs(named["retention-job"], extras, day, asked.days),
        "retention-employer": lambda: staying.employers(named["retention-employer"], found, wages, coverage),
        "wage-gain": lambda: earnings.gain(named["wage-gain"], found, wages, coverage),
        "advancement": lambda: earnings.advancement(named["advancement"], found, wages, coverage),
        "cost-per-participant": each,
        "cost-per-completion": completed,
        "cost-per-job-q2": lambda: job("cost-per-job-q2", "employment-q2"),
        "cost-per-job-q4": lambda: job("cost-per-job-q4", "employment-q4"),
        "mix-money": lambda: costs.mix_of_money(named["mix-money"], spent()),
        "mix-hours": lambda: costs.mix_of_hours(named["mix-hours"], extras, day),
    }
    return [ways[name]() for name in named if only is None or name in only]


def _completion_cost(metric: Metric, each: float | None, done: Figure, spent: dict[str, float]) -> Figure:
    if not spent or done.denominator is None:
        return Figure.without(metric)
    return costs.per_outcome(metric, each, done)


def _as_figure(metric: Metric, whole: Group, indicator: str) -> Figure:
    found: Measured = next(m for m in whole.measured if m.indicator.id == indicator)
    return Figure.share(metric, found.numerator, found.denominator, found.pending, found.excluded)
