"""Program years run from 1 July to 30 June."""

from datetime import date

import pytest

from gainful.engine.indicators.outcomes import program_year


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2024, 6, 30), 2023),
        (date(2024, 7, 1), 2024),
        (date(2024, 7, 31), 2024),
        (date(2024, 12, 31), 2024),
        (date(2025, 1, 1), 2024),
        (date(2025, 6, 30), 2024),
    ],
)
def test_a_day_belongs_to_the_program_year_that_holds_it(day, first):
    assert program_year(day) == (date(first, 7, 1), date(first + 1, 6, 30))
