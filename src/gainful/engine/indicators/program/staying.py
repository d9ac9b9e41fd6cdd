"""Who stays: jobs by the day from placements, first employers by the quarter from wage records."""

from __future__ import annotations

from datetime import date
from typing import Any

from gainful.engine.indicators.coverage import Coverage
from gainful.engine.indicators.earnings import named
from gainful.engine.indicators.program.definitions import Metric
from gainful.engine.indicators.program.model import Extras, Figure
from gainful.engine.indicators.retention import reason_curves, retention_curve
from gainful.engine.tables import days_between, rows_of, trimmed
from gainful.engine.tables import expressions as ex
from gainful.engine.tables.types import Table
from gainful.extras import MissingExtraError

QUARTERS = 4
ANOTHER, NOBODY = "paid by another employer", "paid by nobody"
NOT_GIVEN = "reason not given"
NOT_INSTALLED = "Not measured: the curve needs gainful[impact], which is not installed here."


def jobs(metric: Metric, told: Table | None, days: int) -> Figure:
    """Return the curve of staying in the job of the placements file."""
    return Figure.without(metric) if told is None else _curve(metric, told, days)


def job_spells(extras: Extras, as_of: date) -> Table | None:
    """Return person, time in days and the reason it ended (null: watched no longer); None without placements."""
    if extras.placements is None:
        return None
    today = ex.day(as_of)
    begun = extras.placements.filter(extras.placements.start <= today)
    ended = (begun.end.notnull() & (begun.end <= today)).fill_null(False)
    stay = days_between(ex.ifelse(ended, begun.end, today), begun.start)
    reason = ex.coalesce(trimmed(begun.reason).nullif(""), NOT_GIVEN)
    return begun.select("person", time=stay, reason=ex.ifelse(ended, reason, ex.null("string")))


def employers(metric: Metric, told: Table | None) -> Figure:
    """Return the curve of being paid by the first employer after exit, in quarters after the first."""
    return Figure.without(metric) if told is None else _curve(metric, told, QUARTERS)


def employer_spells(found: Table, wages: Table, coverage: Coverage) -> Table | None:
    """Return a row an exit: quarters with the first employer, and the reason it ended (null: watched no longer).

    None where no quarter is in. Who was paid in the last quarter that is in is known to have stayed beyond the quarter
    before it, so the watch ends there and not at the last quarter.
    """
    if coverage.last is None:
        return None
    keys = found.filter(found.exit.notnull() & (found.reason == "")).select(
        "person", "period", "exit_quarter"
    )
    keys = keys.filter(coverage.holds(keys.exit_quarter + 1))
    after = wages.inner_join(keys, "person")
    after = after.filter((after["at"] > after.exit_quarter) & (after["at"] <= coverage.last))
    here = after.wages.fill_null(1.0)  # an amount not known yet: the job is there all the same
    paid = after.group_by("person", "period", "exit_quarter", "employer", "at").agg(paid=here.sum())
    paid = paid.filter(paid.paid > 0)
    near = paid.filter((paid["at"] <= paid.exit_quarter + 4) & named(paid.employer))
    person = ["person", "period"]
    order = ex.window(group_by=person, order_by=[near["at"], near.paid.desc(), near.employer])
    ranked = near.mutate(place=ex.row_number().over(order))
    first = ranked.filter(ranked.place == 0).select("person", "period", main="employer", begin="at")
    theirs = paid.inner_join(first, person)
    theirs = theirs.filter((theirs.employer == theirs.main) & (theirs["at"] >= theirs.begin))
    number = ex.row_number().over(ex.window(group_by=person, order_by=theirs["at"]))
    run = theirs.mutate(number=number).filter(lambda t: t["at"] - t.begin == t.number)
    stays = run.group_by("person", "period", "begin").agg(length=run.count().cast("int32"))
    stays = stays.mutate(gap=stays.begin + stays.length)
    elsewhere = paid.select("person", "period", gap=paid["at"]).distinct()
    elsewhere = elsewhere.mutate(other=ex.literal(True))
    joined = stays.left_join(elsewhere, ["person", "period", "gap"])
    over = joined.gap <= coverage.last
    why = ex.ifelse(joined.other.fill_null(False), ANOTHER, NOBODY)
    return joined.select(
        "person",
        "period",
        time=ex.ifelse(over, joined.length, joined.length - 1),
        reason=ex.ifelse(over, why, ex.null("string")),
    )


def _curve(metric: Metric, table: Table, at: int) -> Figure:
    """Count people by time and reason in the backend, then draw; the share is read off at one time."""
    rows: list[Any] = rows_of(table.group_by("time", "reason").agg(people=table.count()))
    rows = sorted((row for row in rows if row["people"]), key=lambda row: (row["time"], row["reason"] or ""))
    if not rows:
        return Figure(metric, numerator=0, denominator=0, missing="Nobody to count.")
    times = [max(int(row["time"]), 0) for row in rows]
    reasons = [row["reason"] for row in rows]
    counts = [int(row["people"]) for row in rows]
    try:
        curve = retention_curve(times, [reason is not None for reason in reasons], counts)
        by_reason = reason_curves(times, reasons, counts)
    except MissingExtraError:  # a site needs no more than its own packages: one figure less, not no figures
        return Figure(metric, denominator=sum(counts), missing=NOT_INSTALLED)
    point = curve.at(at)
    return Figure(
        metric,
        None if point is None else point.share,
        None if point is None else point.low,
        None if point is None else point.high,
        denominator=curve.people,
        missing="" if point else "Nobody has been watched that long yet.",
        curve=curve,
        reasons=by_reason,
    )
