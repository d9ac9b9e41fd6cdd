"""Program metrics as they may be published: which figures may stand, by everybody and by segment.

Metrics of periods count people whom the indicators count too, so they are protected in one with the indicators: who
advanced was at work. Metrics of trainings and jobs are tables of their own, yes and no by segment. Pending and excluded
are not told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gainful.engine.disclosure import Rule
from gainful.engine.disclosure.protect import RULE
from gainful.engine.indicators.outcomes import STATES
from gainful.engine.indicators.program.measure import Told
from gainful.engine.indicators.program.metrics import (
    COUNTED_METRICS,
    DERIVED_METRICS,
    TOLD,
    Counted,
    Derived,
    Given,
    Rows,
)
from gainful.engine.indicators.publishing import COUNTED, Earlier, Key, Publishable, protected, publishable
from gainful.engine.tables import rows_of
from gainful.engine.tables.types import Table

_ENTRIES: tuple[Counted | Derived, ...] = (*COUNTED_METRICS.values(), *DERIVED_METRICS.values())
RESTS_ON: dict[str, Given] = {entry.id: entry.gives_away for entry in _ENTRIES if entry.gives_away}
"""Metrics that have no counts of their own: which counts could be worked out of them."""


def _counted_in(rows: Rows) -> list[str]:
    return [entry.id for entry in COUNTED_METRICS.values() if entry.rows is rows]


@dataclass(frozen=True, slots=True)
class PublishableMetrics:
    """Which counts of the indicators and of the metrics may be shown."""

    counts: Publishable

    def shows(self, segment: str | None, metric: str) -> bool:
        """Whether a metric's figure may stand: every count that it gives away may."""
        of, names = RESTS_ON.get(metric, (metric, TOLD))
        return all(self.counts.shows(segment, of, name) for name in names)


def publishable_metrics(
    found: Table,
    told: Told,
    *,
    by: str | None = None,
    rule: Rule = RULE,
    earlier: Sequence[Earlier] = (),
) -> PublishableMetrics:
    """Return what may be shown of the indicators in `found` and of the metrics in `told`, released together.

    `earlier` are releases before this one.
    """
    joined, beside = found, {}
    for metric in _counted_in(Rows.PERIODS):
        if told.tables.get(metric) is not None:
            beside[metric] = {name: COUNTED[name] for name in TOLD}
            joined = _joined(joined, metric, _with_state(told.tables[metric]))
    whole = publishable(joined, by=by, rule=rule, beside=beside, earlier=earlier)
    hidden, counts, closed = set(whole.hidden), dict(whole.counts), set(whole.closed)
    for metric in _counted_in(Rows.OWN):
        if told.tables.get(metric) is not None:
            cells = _counted(_with_state(told.tables[metric]), told.by)
            own = protected([n for _, _, n in cells], _figures(metric, cells), rule, earlier)
            hidden, closed, counts = hidden | own.hidden, closed | own.closed, {**counts, **own.counts}
    return PublishableMetrics(Publishable(rule, frozenset(hidden), counts, frozenset(closed)))


def _joined(found: Table, metric: str, table: Table) -> Table:
    """Put a metric's state beside the outcomes of each period; outside where it does not count the period."""
    states = table.select("person", "period", **{metric: table.state})
    joined = found.left_join(states, ["person", "period"]).drop("person_right", "period_right")
    return joined.mutate(**{metric: joined[metric].fill_null(STATES.index("outside")).cast("int8")})


def _with_state(table: Table) -> Table:
    """Give who stayed and who left a state, where the table has none: yes where the watch ended before they left."""
    if "state" in table.columns:
        return table
    stayed = table.reason.isnull().cast("int8")
    return table.mutate(state=stayed * STATES.index("yes") + (1 - stayed) * STATES.index("no"))


def _counted(table: Table, by_segment: bool) -> list[tuple[str | None, str, int]]:
    """Return (segment, yes or no, how many)."""
    keys = ["segment", "state"] if by_segment else ["state"]
    rows: list[Any] = rows_of(table.group_by(keys).agg(n=table.count()))
    found = [(row.get("segment"), STATES[row["state"]], int(row["n"])) for row in rows]
    return sorted((row for row in found if row[1] in {"yes", "no"}), key=lambda row: (str(row[0]), row[1]))


def _figures(metric: str, cells: Sequence[tuple[str | None, str, int]]) -> Mapping[Key, frozenset[int]]:
    """Return the cells that each count of one metric's own table adds up."""
    segments = {segment for segment, _, _ in cells if segment is not None}
    return {
        (segment, metric, name): frozenset(
            place
            for place, (where, state, _) in enumerate(cells)
            if segment in {None, where} and state in COUNTED[name]
        )
        for segment in (None, *sorted(segments))
        for name in TOLD
    }
