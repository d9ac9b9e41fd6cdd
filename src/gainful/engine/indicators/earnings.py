"""Earnings in the four quarters after exit, from wage records."""

from __future__ import annotations

from gainful.engine.tables import expressions as ex
from gainful.engine.tables import kept
from gainful.engine.tables.types import Column, Table, Value


def named(employer: Column) -> Column:
    """Return whether a record names its employer: two that do not may be of two employers."""
    return employer.fill_null("") != ""


def key_of(spans: Table) -> list[str]:
    """Return the columns by which a period is known: its number where there is one, which is quicker than a name."""
    return ["number"] if "number" in spans.columns else ["person", "period"]


def joined_by(spans: Table, found: Table, key: list[str]) -> Table:
    """Put what was found beside each period."""
    return spans.left_join(found, key).drop(*(f"{name}_right" for name in key))


def earnings_after_exit(spans: Table, wages: Table, *, pending: bool = False) -> Table:
    """Add earned_1 to earned_4, unknown_1 to unknown_4, earned_any and same_employer to each period.

    `wages` has person, employer, at (quarter number), wages. Rows of one employer in one quarter are
    added up, so that a correction with a minus sign counts. Zero or less is not employment. Records that name no
    employer are earnings, but never the same employer as another. Where `pending` says that some wages are NULL (a
    record whose amount is not known yet), unknown_2 and its kin tell the quarters that have one.
    """
    key = key_of(spans)
    left = spans.filter(spans.exit.notnull()).select(*dict.fromkeys(("person", *key)), "exit_quarter")
    after = wages.inner_join(left, "person")
    # Two comparisons and no difference of quarters: so DuckDB makes them part of the join itself.
    after = after.filter((after["at"] > after.exit_quarter) & (after["at"] <= after.exit_quarter + 4))

    def paid(table: Table, step: int) -> Value:
        return ex.cases((table["at"] == table.exit_quarter + step, table.wages), else_=0.0).sum()

    def unknown(table: Table, step: int) -> Value:
        return ((table["at"] == table.exit_quarter + step) & table.wages.isnull()).any()

    steps = range(1, 5) if pending else ()
    by_employer = after.group_by(*key, "employer").agg(
        q1=paid(after, 1),
        q2=paid(after, 2),
        q3=paid(after, 3),
        q4=paid(after, 4),
        **{f"u{step}": unknown(after, step) for step in steps},
    )
    by_period = by_employer.group_by(*key).agg(
        earned_1=by_employer.q1.sum(),
        earned_2=by_employer.q2.sum(),
        earned_3=by_employer.q3.sum(),
        earned_4=by_employer.q4.sum(),
        same=(named(by_employer.employer) & (by_employer.q2 > 0) & (by_employer.q4 > 0)).any(),
        **{f"unknown_{step}": by_employer[f"u{step}"].any() for step in steps},
    )
    joined = joined_by(spans, kept(by_period), key)
    joined = joined.mutate(
        **{f"earned_{step}": joined[f"earned_{step}"].fill_null(0.0) for step in range(1, 5)}
    )
    no = ex.literal(False)
    joined = joined.mutate(
        **{
            f"unknown_{step}": joined[f"unknown_{step}"].fill_null(False) if pending else no
            for step in range(1, 5)
        }
    )
    return joined.mutate(
        earned_any=(joined.earned_1 > 0)
        | (joined.earned_2 > 0)
        | (joined.earned_3 > 0)
        | (joined.earned_4 > 0),
        same_employer=joined.same.fill_null(False),
    ).drop("same")
