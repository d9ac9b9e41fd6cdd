"""What it cost, per person and per outcome, and how money and hours were split."""

from __future__ import annotations

from datetime import date
from typing import Any

from gainful.engine.indicators.program.definitions import Metric
from gainful.engine.indicators.program.model import Extras, Figure, Part, nobody
from gainful.engine.indicators.program.training import TRAINING
from gainful.engine.tables import expressions as ex
from gainful.engine.tables import rows_of
from gainful.engine.tables.types import Table

KINDS = ("train", "support", "measure")
OTHER = "other"
SUPPORT = ("career", "support", "case-management", "job-search", "follow-up")
MEASURE = ("assessment",)


def money(extras: Extras) -> dict[str, float]:
    """Return dollars by kind; empty where there is no costs file."""
    return {} if extras.costs is None else _sums(extras.costs, "kind", "amount")


def per_participant(metric: Metric, spent: dict[str, float], periods: int) -> Figure:
    """Return all costs over all periods of participation."""
    if not spent:
        return Figure.without(metric)
    if not periods:
        return Figure(metric, numerator=0, denominator=0, missing=nobody(0))
    return Figure(metric, sum(spent.values()) / periods, None, None, None, periods)


def per_outcome(metric: Metric, each: float | None, share: Figure) -> Figure:
    """Return a cost per person over a share, its interval from the share's: fewer successes, dearer each."""
    if each is None:
        return Figure.without(metric)
    counted = (share.numerator, share.denominator, share.pending, share.excluded)
    if share.value is None:
        return Figure(metric, None, None, None, *counted, missing=share.missing or nobody(share.pending))
    if not share.value:
        return Figure(metric, None, None, None, *counted, missing="No success yet, so no cost for each.")
    low = each / share.high if share.high else None
    high = each / share.low if share.low else None
    return Figure(metric, each / share.value, low, high, *counted)


def mix_of_money(metric: Metric, spent: dict[str, float]) -> Figure:
    """Return the shares of train, support and measure in dollars."""
    return _mix(metric, spent) if spent else Figure.without(metric)


def mix_of_hours(metric: Metric, told: Table | None) -> Figure:
    """Return the shares of train, support and measure in hours of service."""
    return Figure.without(metric) if told is None else _mix(metric, _sums(told, "kind", "amount"))


def hours(extras: Extras, as_of: date) -> Table | None:
    """Return person, kind and hours of every service that was given; None where hours are not told."""
    if extras.services is None or not extras.has_hours:
        return None
    given = extras.services.filter(
        (extras.services.start <= ex.day(as_of)) & (extras.services.status != "planned")
    )
    kind = ex.cases(
        (given.type.isin(TRAINING), KINDS[0]),
        (given.type.isin(SUPPORT), KINDS[1]),
        (given.type.isin(MEASURE), KINDS[2]),
        else_=OTHER,
    )
    return given.select("person", kind=kind, amount=given.hours.fill_null(0.0))


def _mix(metric: Metric, sums: dict[str, float]) -> Figure:
    whole = sum(sums.get(kind, 0.0) for kind in KINDS)
    if whole <= 0:
        return Figure(metric, missing="Nothing was spent on training, support or measuring.")
    parts = [Part(kind, sums.get(kind, 0.0), sums.get(kind, 0.0) / whole) for kind in KINDS]
    return Figure(metric, parts=(*parts, Part(OTHER, sums.get(OTHER, 0.0), None)))


def _sums(table: Table, kind: str, amount: str) -> dict[str, float]:
    rows: list[Any] = rows_of(table.group_by(kind).agg(total=table[amount].sum()))
    return {str(row[kind]): float(row["total"] or 0.0) for row in rows}
