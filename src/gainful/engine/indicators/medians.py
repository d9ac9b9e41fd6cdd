"""A median with an interval that assumes nothing of the distribution: two values by their place in order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gainful.engine.indicators.outcomes import YES
from gainful.engine.indicators.precision import median_places
from gainful.engine.indicators.summary import MEDIAN, Group
from gainful.engine.tables import expressions as ex
from gainful.engine.tables import rows_of
from gainful.engine.tables.types import Table


def median_with_interval(
    table: Table, column: str, of: int
) -> tuple[float | None, float | None, float | None]:
    """Return the median of a column of `of` rows and the values at the two places that hold it (95 percent).

    None for the interval below six rows, where no two places hold it that surely.
    """
    if of == 0:
        return None, None, None
    places = {(of - 1) // 2, of // 2}
    bounds = median_places(of)
    if bounds:
        places |= {bounds[0] - 1, bounds[1] - 1}
    ranked = table.mutate(place=ex.row_number().over(ex.window(order_by=table[column])))
    rows: list[Any] = rows_of(ranked.filter(ranked.place.isin(sorted(places))))
    at = {int(row["place"]): float(row[column]) for row in rows}
    middle = (at[(of - 1) // 2] + at[of // 2]) / 2
    return (middle, at[bounds[0] - 1], at[bounds[1] - 1]) if bounds else (middle, None, None)


def with_median_interval(group: Group, table: Table) -> Group:
    """Return everybody's figures with the interval of median earnings; `table` holds the outcomes that were counted."""
    measured = []
    for found in group.measured:
        if found.indicator.id == MEDIAN and found.denominator:
            earned = table.filter(table[found.indicator.column] == YES).select("earnings")
            _, low, high = median_with_interval(earned, "earnings", found.denominator)
            found = replace(found, low=low, high=high)  # noqa: PLW2901 - the same line, with its interval
        measured.append(found)
    return replace(group, measured=tuple(measured))
