"""How each program metric is worked out and published: one entry a metric, beside its words in program-metrics.toml.

To add a metric, write its words there and its entry here; terminal, JSON, segments and disclosure control read both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from gainful.engine.indicators.outcomes import Inputs
from gainful.engine.indicators.program import costs, earnings, staying, training
from gainful.engine.indicators.program.definitions import Metric
from gainful.engine.indicators.program.model import Asked, Extras, Figure
from gainful.engine.indicators.summary import Group, Measured
from gainful.engine.tables.types import Table


class Rows(Enum):
    """What a row of a metric's table is, which decides how its counts are protected when they are published."""

    PERIODS = auto()
    """A period of participation, whom the indicators count too: protected in one with them."""
    OWN = auto()
    """A training or a job: a table of its own."""
    HOURS = auto()
    """Hours of service: sums, no counts."""


Given = tuple[str, tuple[str, ...]]
"""Of a metric without counts of its own: whose counts, by name, could be worked out of it."""
TOLD = ("numerator", "others", "denominator")
PERIODS: Given = ("", ("periods",))


@dataclass(frozen=True, slots=True)
class Source:
    """What metrics are counted from: the table of outcomes, the files, and what was asked."""

    found: Table
    inputs: Inputs
    extras: Extras
    asked: Asked


@dataclass(frozen=True, slots=True)
class Counted:
    """A metric that is counted in a table and can be told by segment."""

    id: str
    table: Callable[[Source], Table | None]
    """The table, None where its file is not there."""
    figure: Callable[[Metric, Table, Asked], Figure]
    rows: Rows
    gives_away: Given | None = None


@dataclass
class Whole:
    """What a metric of the whole program rests on."""

    source: Source
    group: Group
    named: Mapping[str, Metric]
    counted: Callable[[str], Figure]
    """The figure of a metric that is counted."""

    @cached_property
    def spent(self) -> dict[str, float]:
        """Dollars by kind; empty where no costs are given."""
        return costs.money(self.source.extras)

    @cached_property
    def each(self) -> float | None:
        """Dollars a participant."""
        metric = self.named["cost-per-participant"]
        return costs.per_participant(metric, self.spent, self.group.periods).value


@dataclass(frozen=True, slots=True)
class Derived:
    """A metric of the whole program, worked out of costs and of other figures; the costs file names no person."""

    id: str
    figure: Callable[[Metric, Whole], Figure]
    gives_away: Given
    counts: tuple[str, ...] = ()
    """Counted metrics that it rests on."""


def _per_completion(metric: Metric, whole: Whole) -> Figure:
    done, spent = whole.counted("completion"), whole.spent
    if not spent or done.denominator is None:
        return Figure.without(metric)
    begun = training.trainings_begun(whole.source.extras, whole.source.asked.as_of)
    return costs.per_outcome(metric, spent.get("train", 0.0) / begun if begun else None, done)


def _per_job(indicator: str) -> Callable[[Metric, Whole], Figure]:
    def figure(metric: Metric, whole: Whole) -> Figure:
        found: Measured = next(m for m in whole.group.measured if m.indicator.id == indicator)
        share = Figure.share(metric, found.numerator, found.denominator, found.pending, found.excluded)
        return costs.per_outcome(metric, whole.each, share)

    return figure


COUNTED_METRICS = {
    entry.id: entry
    for entry in (
        Counted(
            "completion",
            lambda source: training.completion_states(source.extras, source.asked.as_of),
            lambda metric, table, _: training.completion(metric, table),
            Rows.OWN,
        ),
        Counted(
            "placement",
            lambda source: training.placement_states(
                source.found, source.extras, source.asked.as_of, source.asked.weeks
            ),
            lambda metric, table, _: training.placement(metric, table),
            Rows.PERIODS,
        ),
        Counted(
            "retention-job",
            lambda source: staying.job_spells(source.extras, source.asked.as_of),
            lambda metric, table, asked: staying.jobs(metric, table, asked.days),
            Rows.OWN,
        ),
        Counted(
            "retention-employer",
            lambda source: staying.employer_spells(source.found, source.inputs.wages, source.asked.coverage),
            lambda metric, table, _: staying.employers(metric, table),
            Rows.PERIODS,
        ),
        Counted(
            "wage-gain",
            lambda source: earnings.gain_states(
                source.found, source.inputs.wages, source.asked.coverage, pending=source.inputs.pending
            ),
            lambda metric, table, _: earnings.gain(metric, table),
            Rows.PERIODS,
        ),
        Counted(
            "advancement",
            lambda source: earnings.advancement_states(
                source.found, source.inputs.wages, source.asked.coverage, pending=source.inputs.pending
            ),
            lambda metric, table, _: earnings.advancement(metric, table),
            Rows.PERIODS,
        ),
        Counted(
            "mix-hours",
            lambda source: costs.hours(source.extras, source.asked.as_of),
            lambda metric, table, _: costs.mix_of_hours(metric, table),
            Rows.HOURS,
            gives_away=PERIODS,
        ),
    )
}
DERIVED_METRICS = {
    entry.id: entry
    for entry in (
        Derived(
            "cost-per-participant",
            lambda metric, whole: costs.per_participant(metric, whole.spent, whole.group.periods),
            PERIODS,
        ),
        Derived("cost-per-completion", _per_completion, ("completion", TOLD), counts=("completion",)),
        Derived("cost-per-job-q2", _per_job("employment-q2"), ("employment-q2", TOLD)),
        Derived("cost-per-job-q4", _per_job("employment-q4"), ("employment-q4", TOLD)),
        Derived("mix-money", lambda metric, whole: costs.mix_of_money(metric, whole.spent), ("", ())),
    )
}
