"""Periods of participation and common exit (20 CFR 677.150(c)).

A period begins with the first service that makes a participant. It ends on the day of the last one, once 90 full
days have gone by without another and none is planned. Services of every program count together: the common exit.
A service on day 90 undoes the exit; one on day 91 begins a new period.
"""

from __future__ import annotations

from datetime import date

from gainful.engine.indicators.vocabulary import EDUCATION_OR_TRAINING, GAP_DAYS, NOT_EXTENDING, ON_THE_JOB
from gainful.engine.tables import days_between, quarter_number
from gainful.engine.tables import expressions as ex
from gainful.engine.tables.types import Table, Value


def periods(services: Table, as_of: date, training_from: date, training_to: date) -> Table:
    """Return a row a period: person, start, last, exit (null while open), exit_quarter, training flags.

    `services` has person, type, start, end (null: one day), status (“done”, “open”, “planned”).
    `year_training` tells whether education or training fell between the two days given.
    """
    today = ex.day(as_of)
    extending = services.filter(~services.type.isin(NOT_EXTENDING))
    given = extending.filter((extending.start <= today) & (extending.status != "planned"))
    ends = ex.cases((given.status == "open", today), else_=ex.coalesce(given.end, given.start))
    given = given.select(
        "person",
        "start",
        end=ex.greatest(ex.least(ends, today), given.start),
        in_training=given.type.isin(EDUCATION_OR_TRAINING),
        in_year=given.type.isin((*EDUCATION_OR_TRAINING, *ON_THE_JOB))
        & (given.start <= ex.day(training_to))
        & (ex.least(ends, today) >= ex.day(training_from)),
    )
    spans = (
        _numbered(given)
        .group_by("person", "period")
        .agg(
            start=lambda t: t.start.min(),
            last=lambda t: t.end.max(),
            trained=lambda t: t.in_training.any(),
            year_training=lambda t: t.in_year.any(),
            of=lambda t: t.of.max(),
        )
    )
    return _with_exit(spans, extending, today)


def _numbered(given: Table) -> Table:
    """Number each person's periods: a new one where more than 90 days lie since the latest end so far.

    Services of one day may come in any order: none ends before it began, so that only the first of them can be new,
    and the second window is by range and not by rows, so that all of them get its number. `of` is how many periods the
    person has: of the same order, so that it is worked out beside the number in one go.
    """
    before = ex.window(group_by="person", order_by="start", preceding=(None, 1))
    seen = given.mutate(before=given.end.max().over(before))
    fresh = seen.mutate(
        fresh=(days_between(seen.start, seen.before) > GAP_DAYS).fill_null(True).cast("int32")
    )
    so_far = ex.range_window(preceding=None, following=0, group_by="person", order_by="start")
    all_of_them = ex.window(group_by="person", order_by="start")
    return fresh.mutate(
        period=fresh.fresh.sum().over(so_far).cast("int32"),
        of=fresh.fresh.sum().over(all_of_them).cast("int32"),
    )


def _with_exit(spans: Table, extending: Table, today: Value) -> Table:
    """Date the exit where 90 days have gone by and nothing is planned."""
    ahead = extending.filter(
        (extending.start > today) | ((extending.status == "planned") & (extending.start >= today))
    )
    planned = ahead.select("person").distinct().mutate(planned=ex.literal(True))
    joined = spans.left_join(planned, "person").drop("person_right")
    newest = joined.mutate(newest=joined.period == joined.of).drop("of")
    over = (days_between(today, newest["last"]) >= GAP_DAYS) & ~(
        newest.newest & newest.planned.fill_null(False)
    )
    told = newest.mutate(exit=ex.cases((over | ~newest.newest, newest["last"])))
    return told.mutate(exit_quarter=quarter_number(told.exit)).drop("planned")
