from __future__ import annotations

from math import comb

import pytest

from gainful.engine.indicators import Coverage, outcomes, quarter_of, summarise, with_median_interval
from gainful.engine.indicators.precision import median_places
from gainful.engine.tables import open_duckdb
from tests.engine.indicators.cases import Case
from tests.engine.indicators.test_cases import AS_OF
from tests.engine.indicators.typed import arrow_of, load

IN = Coverage(quarter_of("2023Q1"), quarter_of("2026Q1"))


@pytest.mark.parametrize("of", [6, 7, 8, 9, 10, 25, 60, 137, 500])
def test_the_two_places_hold_the_median_at_least_95_times_of_100(of):
    """The number of values below the median is binomial, so the coverage is exact whatever the distribution."""
    low, high = median_places(of)
    assert high == of + 1 - low
    covered = sum(comb(of, below) for below in range(low, of - low + 1)) / 2**of
    assert 0.95 <= covered < 1


def test_five_values_have_no_such_interval():
    assert median_places(5) is None


def test_median_earnings_come_with_their_interval():
    """Nine people earn 100 to 900 in the second quarter after exit: the median is 500, places 1 and 9 hold it."""
    people = [
        Case(f"p{number}", "", "career 2024-08-15", (), f"E 2025Q1 {number}00") for number in range(1, 10)
    ]
    connection = open_duckdb(threads=1)
    table = connection.create_table("outcomes", outcomes(load(connection, arrow_of(people)), AS_OF, IN))
    plain = summarise(table)[0]
    told = with_median_interval(plain, table)
    median = told.measured[2]
    low, high = median_places(9)
    assert (median.value, median.low, median.high) == (500, low * 100, high * 100)
    assert [m for m in told.measured if m is not median] == [
        m for m in plain.measured if m.indicator.id != "median-earnings-q2"
    ]


def test_nobody_with_earnings_has_no_interval():
    connection = open_duckdb(threads=1)
    people = [Case("a", "", "career 2024-08-15", ())]
    table = connection.create_table("outcomes", outcomes(load(connection, arrow_of(people)), AS_OF, IN))
    median = with_median_interval(summarise(table)[0], table).measured[2]
    assert (median.value, median.low, median.high) == (None, None, None)
