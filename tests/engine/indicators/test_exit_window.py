"""Exits from one day to another: both days belong to the window (a program year ends on 30 June, 20 CFR 677.150)."""

from datetime import date

import ibis
import pytest

from gainful.engine.indicators.summary import within

DAYS = ("2024-06-30", "2024-07-01", "2025-06-30", "2025-07-01", None)
FIRST, LAST = date(2024, 7, 1), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        (FIRST, LAST, ("2024-07-01", "2025-06-30", None)),
        (FIRST, None, ("2024-07-01", "2025-06-30", "2025-07-01", None)),
        (None, LAST, ("2024-06-30", "2024-07-01", "2025-06-30", None)),
        (None, None, DAYS),
    ],
)
def test_an_exit_on_the_first_or_the_last_day_counts_and_open_periods_stay(first, last, kept):
    table = ibis.memtable(
        {"exit": [day and date.fromisoformat(day) for day in DAYS]}, schema={"exit": "date"}
    )
    rows = within(table, first, last).to_pyarrow().to_pylist()
    assert sorted(str(row["exit"]) for row in rows) == sorted(str(day) for day in kept)
