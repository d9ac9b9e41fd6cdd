"""Quarters are 1 to 4: a 0 is refused, it is not the last quarter of the year before."""

import pytest

from gainful.engine.indicators import quarter_of
from gainful.exchange.tables.cells import CellError, parse_period, parse_quarter

WRONG = ("0", "00", "Q0", "5", "0.0", "-1", "1.5")


@pytest.mark.parametrize("text", WRONG)
def test_a_cell_that_is_no_quarter_is_refused(text):
    with pytest.raises(CellError, match=r"is no quarter\. Write 1, 2, 3 or 4"):
        parse_quarter(text)


@pytest.mark.parametrize(
    ("text", "quarter"), [("1", 1), ("02", 2), ("Q3", 3), ("Qtr 4", 4), ("4.0", 4), ("", None)]
)
def test_a_cell_that_is_one_is_read(text, quarter):
    assert parse_quarter(text) == quarter


@pytest.mark.parametrize("text", ["2025Q0", "2025-0", "Q0 2025", "0Q2025", "20250", "2025Q5"])
def test_a_year_with_a_quarter_that_is_none_is_refused(text):
    with pytest.raises(CellError):
        parse_period(text)


@pytest.mark.parametrize("text", ["2025Q0", "2025Q5", "2025", "25Q1", "Q1"])
def test_an_option_that_is_no_quarter_is_refused(text):
    with pytest.raises(ValueError, match=r"is no quarter\. Write it as 2025Q3"):
        quarter_of(text)


def test_the_first_quarter_follows_the_last_of_the_year_before():
    assert quarter_of("2025Q1") == quarter_of("2024Q4") + 1 == parse_period("2025Q1")
