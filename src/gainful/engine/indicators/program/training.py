"""Trainings completed, and people placed after them."""

from __future__ import annotations

from datetime import date
from typing import Any

from gainful.engine.indicators.program.definitions import Metric
from gainful.engine.indicators.program.model import Extras, Figure, state_of
from gainful.engine.indicators.vocabulary import EDUCATION_OR_TRAINING, ON_THE_JOB
from gainful.engine.tables import days_between, rows_of
from gainful.engine.tables import expressions as ex
from gainful.engine.tables.types import Table

TRAINING = (*EDUCATION_OR_TRAINING, *ON_THE_JOB)


def completion(metric: Metric, told: Table | None) -> Figure:
    """Return the share of ended trainings that were completed."""
    return Figure.without(metric) if told is None else Figure.of_states(metric, told)


def completion_states(extras: Extras, as_of: date) -> Table | None:
    """Return person and `state` of every training that had begun; None where completion is not told."""
    if extras.services is None or not extras.has_completed:
        return None
    given = _begun(extras.services, as_of)
    counted = given.ended & given.completed.notnull()
    return given.select(
        "person", state=state_of(~given.ended & given.ended, ~counted, given.completed, counted)
    )


def placement(metric: Metric, told: Table | None) -> Figure:
    """Return the share of periods with ended training that led to a job within some weeks."""
    return Figure.without(metric) if told is None else Figure.of_states(metric, told)


def placement_states(found: Table, extras: Extras, as_of: date, weeks: int) -> Table | None:
    """Return person, period and `state` of every period with training; None where a file is not there."""
    if extras.services is None or extras.placements is None:
        return None
    known = _trained(found, extras.services, as_of)
    jobs = extras.placements.select("person", job=extras.placements.start)
    matched = known.left_join(jobs, "person")
    window = 7 * weeks
    begun = (matched.job >= matched.first_training) & (
        days_between(matched.job, matched.last_training) <= window
    )
    waiting = (days_between(ex.day(as_of), matched.last_training) < window) | (matched.still == 1)
    by_period = matched.group_by("person", "period").agg(
        placed=begun.fill_null(False).cast("int8").max(),
        excluded=(matched.reason != "").cast("int8").max(),
        waiting=waiting.cast("int8").max(),
    )
    excluded, counts = by_period.excluded == 1, by_period.waiting == 0
    state = state_of(excluded, ~excluded & ~counts, by_period.placed == 1, ~excluded & counts)
    return by_period.select("person", "period", state=state)


def trainings_begun(extras: Extras, as_of: date) -> int:
    """Return how many trainings had begun, for costs to be spread over."""
    if extras.services is None:
        return 0
    begun = _begun(extras.services, as_of)
    rows: list[Any] = rows_of(begun.aggregate(n=begun.count()))
    return int(rows[0]["n"])


def _begun(services: Table, as_of: date) -> Table:
    """Return trainings that had begun, with `until` and whether they had ended."""
    today = ex.day(as_of)
    given = services.filter(
        services.type.isin(TRAINING) & (services.status != "planned") & (services.start <= today)
    )
    given = given.mutate(until=ex.coalesce(given.end, given.start))
    return given.mutate(ended=(given.status != "open") & (given.until <= today))


def _trained(found: Table, services: Table, as_of: date) -> Table:
    """Return periods with training: first and last day of it, and whether one still goes on."""
    keys = found.select("person", "period", "reason", begin="start", finish="last")
    given = _begun(services, as_of)
    joined = given.select("person", "start", "until", "ended").inner_join(keys, "person")
    inside = joined.filter((joined.start >= joined.begin) & (days_between(joined.start, joined.finish) <= 0))
    return inside.group_by("person", "period").agg(
        first_training=inside.start.min(),
        last_training=inside.until.max(),
        still=(~inside.ended).cast("int8").max(),
        reason=inside.reason.max(),
    )
