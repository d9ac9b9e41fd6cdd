"""Every program metric of one set of files, in the order of their definitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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
    found: Any, inputs: Inputs, extras: Extras, whole: Group, asked: Asked
) -> Sequence[Figure]:
    """Return one figure a metric; `found` is the table of outcomes, `whole` its summary of everybody."""
    named = {metric.id: metric.filled(weeks=asked.weeks, days=asked.days) for metric in load_metrics()}
    done = training.completion(named["completion"], extras, asked.as_of)
    spent = costs.money(extras)
    each = costs.per_participant(named["cost-per-participant"], spent, whole.periods)
    begun = training.trainings_begun(extras, asked.as_of) if spent else 0
    training_cost = spent.get("train", 0.0) / begun if begun else None

    def job(metric: str, indicator: str) -> Figure:
        return costs.per_outcome(named[metric], each.value, _as_figure(named[metric], whole, indicator))

    figures = {
        "completion": done,
        "placement": training.placement(named["placement"], found, extras, asked.as_of, asked.weeks),
        "retention-job": staying.jobs(named["retention-job"], extras, asked.as_of, asked.days),
        "retention-employer": staying.employers(
            named["retention-employer"], found, inputs.wages, asked.coverage
        ),
        "wage-gain": earnings.gain(named["wage-gain"], found, inputs.wages, asked.coverage),
        "advancement": earnings.advancement(named["advancement"], found, inputs.wages, asked.coverage),
        "cost-per-participant": each,
        "cost-per-completion": _completion_cost(named["cost-per-completion"], training_cost, done, spent),
        "cost-per-job-q2": job("cost-per-job-q2", "employment-q2"),
        "cost-per-job-q4": job("cost-per-job-q4", "employment-q4"),
        "mix-money": costs.mix_of_money(named["mix-money"], spent),
        "mix-hours": costs.mix_of_hours(named["mix-hours"], extras, asked.as_of),
    }
    return [figures[name] for name in named]


def _completion_cost(metric: Metric, each: float | None, done: Figure, spent: dict[str, float]) -> Figure:
    if not spent or done.denominator is None:
        return Figure.without(metric)
    return costs.per_outcome(metric, each, done)


def _as_figure(metric: Metric, whole: Group, indicator: str) -> Figure:
    found: Measured = next(m for m in whole.measured if m.indicator.id == indicator)
    return Figure.share(metric, found.numerator, found.denominator, found.pending, found.excluded)
