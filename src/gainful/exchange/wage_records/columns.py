# ruff: noqa: E501 - a column a line reads as the table that it is
"""Which columns a wage file has, and the column of the person that all outcome files share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gainful.exchange.tables.headings import Column, key_of

PERSON = Column(
    "person", ("person", "person_id", "personal_id", "person_key", "participant_id", "participant", "individual_id", "client_id", "id", "ssn"),
    "key", needed=True, filled=True,
)  # fmt: skip
WAGES = (
    PERSON,
    Column("employer", ("employer", "employer_account", "employer_id", "employer_account_number", "ein", "fein"), needed=True),
    Column("year", ("year", "wage_year", "calendar_year"), "year", True, True),
    Column("quarter", ("quarter", "qtr", "wage_quarter"), "quarter", True, True),
    Column("wages", ("wages", "wage", "amount", "earnings", "gross_wages", "total_wages"), "wage", True, True),
)  # fmt: skip
PERIOD = Column(
    "period", ("period", "year_quarter", "yearqtr", "year_qtr", "yyyyq", "wage_period"), "period", True, True
)


def wage_columns(headings: Sequence[str]) -> tuple[Column, ...]:
    """Return what to look for in a wage file: year and quarter, or one column that says both."""
    there = {key_of(heading) for heading in headings}
    year, quarter = (next(c for c in WAGES if c.name == name) for name in ("year", "quarter"))
    period = PERIOD
    if not there & set(map(key_of, PERIOD.headings)):
        if there & set(map(key_of, year.headings)) or not there & set(map(key_of, quarter.headings)):
            return WAGES
        period = replace(PERIOD, headings=quarter.headings)
    return (*(column for column in WAGES if column not in {year, quarter}), period)
