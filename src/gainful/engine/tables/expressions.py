"""What expressions on tables are made of: Ibis's own words, and ours on days and quarters.

Whoever computes with tables takes them from here (`from gainful.engine.tables import expressions as ex`), so that Ibis
is imported in this room alone and only when something is computed. All give equal answers on DuckDB and on Spark.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from gainful.engine.tables.types import Column, Plain, Scalar, Term, Value, Window

WindowBound: TypeAlias = "str | Column | Sequence[str | Column] | int | tuple[int | None, int | None] | None"
"""Columns by name or as such, or how many rows (or how far in value) before and after."""


def quarter_number(day: Column) -> Column:
    """Return year × 4 + quarter − 1 of a date column, so that quarters can be subtracted."""
    return (day.year() * 4 + day.quarter() - 1).cast("int32")


def days_between(later: Value, earlier: Value) -> Value:
    """Return whole days from one date to a later one."""
    return later.delta(earlier, unit="day")


def year_after(day: Column) -> Column:
    """Return the same calendar day a year later (28 February after a leap day)."""
    import ibis

    return (day + ibis.interval(years=1)).cast("date")


def trimmed(text: Column) -> Column:
    """Return a text without spaces around it; Ibis's own `strip` takes letters f, n, r, t and v off on Spark."""
    return text.re_replace("^ +| +$", "")


def literal(value: Plain, kind: str | None = None) -> Scalar:
    """Return a value as an expression, of a type such as `int64` or `date` where it is named."""
    import ibis

    return ibis.literal(value, kind) if kind else ibis.literal(value)


def null(kind: str | None = None) -> Scalar:
    """Return the unknown value, of a type where it is named."""
    import ibis

    return ibis.null(kind) if kind else ibis.null()


def day(*parts: int | str | date) -> Scalar:
    """Return a date of year, month and day, or of a text such as 2026-06-30."""
    import ibis

    return ibis.date(*parts)


def cases(*branches: tuple[Term, Term], else_: Term = None) -> Value:
    """Return the value of the first condition that holds, else `else_`."""
    import ibis

    return ibis.cases(*branches, else_=else_)


def ifelse(condition: Term, then: Term, otherwise: Term) -> Value:
    """Return one of two values by a condition; where it is unknown, the second."""
    import ibis

    return ibis.ifelse(condition, then, otherwise)


def coalesce(*values: Term) -> Value:
    """Return the first value that is known."""
    import ibis

    return ibis.coalesce(*values)


def greatest(*values: Term) -> Value:
    """Return the largest value."""
    import ibis

    return ibis.greatest(*values)


def least(*values: Term) -> Value:
    """Return the smallest value."""
    import ibis

    return ibis.least(*values)


def row_number() -> Column:
    """Return the place of a row in its window, from 0."""
    import ibis

    return ibis.row_number()


def window(**bounds: WindowBound) -> Window:
    """Return a window of rows: `group_by`, `order_by`, `preceding`, `following`."""
    import ibis

    return ibis.window(**bounds)


def range_window(**bounds: WindowBound) -> Window:
    """Return a window of rows whose order value lies within bounds of the row's own."""
    import ibis

    return ibis.range_window(**bounds)
