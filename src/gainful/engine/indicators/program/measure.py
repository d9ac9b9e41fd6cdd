"""Every program metric of one set of files, in the order of their definitions; of everybody and by segment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from gainful.engine.indicators.outcomes import Inputs
from gainful.engine.indicators.precision import Gap, gap_between, gap_of
from gainful.engine.indicators.program.definitions import Metric, load_metrics
from gainful.engine.indicators.program.metrics import COUNTED_METRICS, DERIVED_METRICS, Source, Whole
from gainful.engine.indicators.program.model import Asked, Extras, Figure
from gainful.engine.indicators.summary import NOT_GIVEN, Group
from gainful.engine.tables import kept
from gainful.engine.tables.types import Column, Table


@dataclass(frozen=True, slots=True)
class SegmentFigures:
    """The metrics of one segment, each with its gap to everybody else."""

    segment: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What each metric counts: a table a metric, None where its file is not there; with `by` they have a `segment`."""

    asked: Asked
    tables: Mapping[str, Table | None]
    metrics: Mapping[str, Metric]
    by: bool = False

    def figure(self, metric: str, where: Callable[[Table], Column] | None = None) -> Figure:
        """Return one metric of everybody, or of the rows that `where` keeps of a table."""
        table, named = self.tables[metric], self.metrics[metric]
        rows = table if table is None or where is None else table.filter(where(table))
        return COUNTED_METRICS[metric].figure(named, rows, self.asked)


def tell(
    found: Table,
    inputs: Inputs,
    extras: Extras,
    asked: Asked,
    only: Collection[str] | None = None,
    by: str | None = None,
) -> Told:
    """Return the tables that the metrics asked for are counted in; with `by`, a column of `found`, by segment."""
    source = Source(found, inputs, extras, asked)
    wanted = _wanted(only)
    tables = {entry.id: entry.table(source) for entry in COUNTED_METRICS.values() if entry.id in wanted}
    if by is not None:
        people = found.select("person", segment=found[by].cast("string").fill_null(NOT_GIVEN)).distinct()
        tables = {
            name: None if table is None else kept(table.inner_join(people, "person"))
            for name, table in tables.items()
        }
    named = {metric.id: metric.filled(weeks=asked.weeks, days=asked.days) for metric in load_metrics()}
    return Told(asked, tables, named, by is not None)


def _wanted(only: Collection[str] | None) -> set[str]:
    """Return the metrics to count: those asked for and those that they rest on; None asks for all."""
    if only is None:
        return set(COUNTED_METRICS)
    return {
        *only,
        *(name for metric in only if metric in DERIVED_METRICS for name in DERIVED_METRICS[metric].counts),
    }


def program_metrics(
    found: Table,
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
    ground = Whole(Source(found, inputs, extras, asked), whole, named, told.figure)
    return [
        DERIVED_METRICS[name].figure(named[name], ground) if name in DERIVED_METRICS else told.figure(name)
        for name in named
        if only is None or name in only
    ]


def metrics_by_segment(
    told: Told, segments: Sequence[str], only: Collection[str] | None = None
) -> list[SegmentFigures]:
    """Return the metrics that can be told by segment, in the order of `segments`, each against all others."""
    names = [name for name in COUNTED_METRICS if name in told.tables and (only is None or name in only)]
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
