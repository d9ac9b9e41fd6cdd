"""Expressions on days and quarters that give equal answers on DuckDB and on Spark."""

from __future__ import annotations

from typing import Any


def quarter_number(day: Any) -> Any:
    """Return year × 4 + quarter − 1 of a date column, so that quarters can be subtracted."""
    return (day.year() * 4 + day.quarter() - 1).cast("int32")


def days_between(later: Any, earlier: Any) -> Any:
    """Return whole days from one date to a later one."""
    return later.delta(earlier, unit="day")


def year_after(day: Any) -> Any:
    """Return the same calendar day a year later (28 February after a leap day)."""
    import ibis

    return (day + ibis.interval(years=1)).cast("date")


def trimmed(text: Any) -> Any:
    """Return a text without spaces around it; Ibis's own `strip` takes letters f, n, r, t and v off on Spark."""
    return text.re_replace("^ +| +$", "")
