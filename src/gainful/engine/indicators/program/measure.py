"""Every program metric of one set of files, in the order of their definitions; of everybody and by segment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from gainful.engine.indicators.coverage import Coverage
from gainful.engine.indicators.outcomes import Inputs
from gainful.engine.indicators.precision import Gap, gap_between, gap_of
from gainful.engine.indicators.program import costs, earnings, staying, training
from gainful.engine.indicators.program.definitions import Metric, load_metrics
from gainful.engine.indicators.program.model import Extras, Figure
from gainful.engine.indicators.summary import NOT_GIVEN, Group, Measured
from gainful.engine.tables import kept

BY_SEGMENT = (
    "completion",
    "placement",
    "retention-job",
    "retention-employer",
    "wage-gain",
    "advancement",
    "mix-hours",
)
"""Metrics that are told by segment; the costs file does not say for whom the money was spent."""


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
class SegmentFigures:
    """The metrics of one segment, each with its gap to everybody else."""

    segment: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What each metric counts: a table a metric, None where its file is not there; with `by` they have a `segment`."""

    asked: Asked
    tables: Mapping[str, Any]
    metrics: Mapping[str, Metric]
    by: bool = False

    def figure(self, metric: str, where: Callable[[Any], Any] | None = None) -> Figure:
        """Return one metric of everybody, or of the rows that `where` keeps of a table."""
        table, named = self.tables[metric], self.metrics[metric]
        rows = table if table is None or where is None else table.filter(where(table))
        if metric == "retention-job":
            return staying.jobs(named, rows, self.asked.days)
        return _READ[metric](named, rows)


_READ: dict[str, Callable[[Metric, Any], Figure]] = {
    "completion": training.completion,
    "placement": training.placement,
    "retention-employer": staying.employers,
    "wage-gain": earnings.gain,
    "advancement": earnings.advancement,
    "mix-hours": costs.mix_of_hours,
}


def tell(
    found: Any,
    inputs: Inputs,
    extras: Extras,
    asked: Asked,
    only: Collection[str] | None = None,
    by: str | None = None,
) -> Told:
    """Return the tables that the metrics asked for are counted in; with `by`, a column of `found`, by segment."""
    day, coverage, wages = asked.as_of, asked.coverage, inputs.wages
    ways: dict[str, Callable[[], Any]] = {
        "completion": lambda: training.completion_states(extras, day),
        "placement": lambda: training.placement_states(found, extras, day, asked.weeks),
        "retention-job": lambda: staying.job_spells(extras, day),
        "retention-employer": lambda: staying.employer_spells(found, wages, coverage),
        "wage-gain": lambda: earnings.gain_states(found, wages, coverage),
        "advancement": lambda: earnings.advancement_states(found, wages, coverage),
        "mix-hours": lambda: costs.hours(extras, day),
    }
    wanted = [
        name for name in ways if only is None or name in only or (name == "completion" and _needs(only))
    ]
    tables = {name: ways[name]() for name in wanted}
    if by is not None:
        people = found.select("person", segment=found[by].cast("string").fill_null(NOT_GIVEN)).distinct()
        tables = {
            name: None if table is None else kept(table.inner_join(people, "person"))
            for name, table in tables.items()
        }
    named = {metric.id: metric.filled(weeks=asked.weeks, days=asked.days) for metric in load_metrics()}
    return Told(asked, tables, named, by is not None)


def _needs(only: Collection[str]) -> bool:
    return "cost-per-completion" in only


def program_metrics(
    found: Any,
    inputs: Inputs,
    extras: Extras,
    whole: Group,
    asked: Asked,
    only: Collection[str] | None = None,
    told: Told | None = None,
) -> Sequence[Figure]:
    """Return one figure a metric, of all or `only` of those named; nothing is worked out for the others.

    `found` is the table of outcomes, `whole` its summary of everybody; `told` saves counting twice.
    """
    told = told or tell(found, inputs, extras, asked, only)
    named = told.metrics
    spent = cache(lambda: costs.money(extras))
    each = cache(lambda: costs.per_participant(named["cost-per-participant"], spent(), whole.periods))

    def job(metric: str, indicator: str) -> Figure:
        return costs.per_outcome(named[metric], each().value, _as_figure(named[metric], whole, indicator))

    def completed() -> Figure:
        begun = training.trainings_begun(extras, asked.as_of) if spent() else 0
        one = spent().get("train", 0.0) / begun if begun else None
        return _completion_cost(named["cost-per-completion"], one, told.figure("completion"), spent())

    ways: dict[str, Callable[[], Figure]] = {
        "cost-per-participant": each,
        "cost-per-completion": completed,
        "cost-per-job-q2": lambda: job("cost-per-job-q2", "employment-q2"),
        "cost-per-job-q4": lambda: job("cost-per-job-q4", "employment-q4"),
        "mix-money": lambda: costs.mix_of_money(named["mix-money"], spent()),
    }
    asked_for = [name for name in named if only is None or name in only]
    return [ways[name]() if name in ways else told.figure(name) for name in asked_for]


def metrics_by_segment(
    told: Told, segments: Sequence[str], only: Collection[str] | None = None
) -> list[SegmentFigures]:
    """Return the metrics that can be told by segment, in the order of `segments`, each against all others."""
    names = [name for name in BY_SEGMENT if name in told.tables and (only is None or name in only)]
    return [
        SegmentFigures(segment, tuple(_beside(told, name, segment) for name in names)) for segment in segments
    ]


def _beside(told: Told, metric: str, segment: str) -> Figure:
    figure = told.figure(metric, lambda table: table.segment == segment)
    if figure.value is None:
        return figure
    return replace(figure, gap=_gap(figure, told.figure(metric, lambda table: table.segment != segment)))


def _gap(one: Figure, others: Figure) -> Gap | None:
    """Return the gap of two figures of different people, None where one of them has no interval."""
    if one.numerator is not None and others.numerator is not None and one.metric.unit == "share":
        return gap_between(one.numerator, one.denominator or 0, others.numerator, others.denominator or 0)
    ends = (one.value, one.low, one.high, others.value, others.low, others.high)
    if any(end is None for end in ends):
        return None
    value, low, high, other, other_low, other_high = (float(end) for end in ends if end is not None)
    return Gap(*gap_of((value, low, high), (other, other_low, other_high)), None)


def _completion_cost(metric: Metric, each: float | None, done: Figure, spent: dict[str, float]) -> Figure:
    if not spent or done.denominator is None:
        return Figure.without(metric)
    return costs.per_outcome(metric, each, done)


def _as_figure(metric: Metric, whole: Group, indicator: str) -> Figure:
    found: Measured = next(m for m in whole.measured if m.indicator.id == indicator)
    return Figure.share(metric, found.numerator, found.denominator, found.pending, found.excluded)
