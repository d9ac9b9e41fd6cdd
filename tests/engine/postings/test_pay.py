"""Pay as postings write it: its ends, unit and currency; what stands beside pay is not pay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.postings.money import number
from gainful.engine.postings.pay import UNITS_A_YEAR, wage_fact

Read = tuple[float | None, float | None, str, str] | None


def read(text: str) -> Read:
    found = wage_fact(f"Packer\nMaple Row Foods, Dayton, OH\n\n{text}\n\nDuties\n- Pack boxes\n")
    return found and (found.low, found.high, found.unit, found.currency)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("$900 sign-on bonus! Pay: $16.40/hr", (16.4, None, "hour", "USD")),
        ("$16 first shift / $18 second shift", (16, 18, "hour", "USD")),
        ("Compensation: $31.000 - $36.500", (31000, 36500, "year", "USD")),
        ("Salary: 31 000 - 36 500 USD", (31000, 36500, "year", "USD")),
        ("Pay $17.00 - weekly pay", (17, None, "hour", "USD")),
        ("$17 Weekly pay!", (17, None, "hour", "USD")),
        ("$1,240.00 - $1,500.00 Biweekly", (620, 750, "week", "USD")),
        ("£1,150 per fortnight", (575, None, "week", "GBP")),
        ("$15.25\u2011$19.75/hr", (15.25, 19.75, "hour", "USD")),
        ("$15.25 \u2212 $19.75 an hour", (15.25, 19.75, "hour", "USD")),
        ("$19/hr 401(k) match", (19, None, "hour", "USD")),
        ("Minimum: $15.10/hr\nMaximum: $18.90/hr", (15.1, 18.9, "hour", "USD")),
        ("Starting at $15.10, up to $18.90 per hour", (15.1, 18.9, "hour", "USD")),
        (
            "OTE: $44k - $51K (base + variable). Talk with the team on a daily basis.",
            (44000, 51000, "year", "USD"),
        ),
        ("Pay: $41-48k per year", (41000, 48000, "year", "USD")),
        ("**PACKERS** $$ up to $21/hr $$ + tips", (None, 21, "hour", "USD")),
        ("Salary Range:$14.7500 To $16.2500 Hourly", (14.75, 16.25, "hour", "USD")),
        ("$18.10 to - $21.40 per hour", (18.1, 21.4, "hour", "USD")),
        ("Monthly salary $3,512-$4,155", (3512, 4155, "month", "USD")),
        ("Salary: £23,400 rising to £24,050 per annum", (23400, 24050, "year", "GBP")),
        ("CTC 3,60,000 per annum", (360000, None, "year", "INR")),
        ("₹4.2 LPA", (420000, None, "year", "INR")),
        ("Lohn: CHF 26.10 per hour", (26.1, None, "hour", "CHF")),
        ("€2.400 - €2.800 per month", (2400, 2800, "month", "EUR")),
        ("CA$27.50/hour", (27.5, None, "hour", "CAD")),
        ("Between $17 and $20 per hour", (17, 20, "hour", "USD")),
        ("Day rate $198 first hitch", (198, None, "day", "USD")),
        ("$16.80 + up to $2 quality bonus", (16.8, None, "hour", "USD")),
        ("Start $28.10, topping out at $44.30", (28.1, 44.3, "hour", "USD")),
        ("15.75 an hr. m-f 6am start", (15.75, None, "hour", "USD")),
        ("A shift premium of $2 an hour", None),
        ("Boots: $200/yr. $5,000 relocation. We run a $95,000 fund.", None),
        ("$0.61 per mile", None),
        ("Stipend $17,000 a year", None),
    ],
)
def test_pay_in_the_shapes_of_postings(text: str, right: Read) -> None:
    assert read(text) == right


@pytest.mark.parametrize(
    ("place", "currency"),
    [("Burnaby, BC V5H 2A1", "CAD"), ("Ontario", "CAD"), ("Mildura VIC", "AUD"), ("Coonawarra, South Australia", "AUD"), ("Auckland, New Zealand", "NZD"), ("Erie, PA", "USD")],
)  # fmt: skip
def test_a_bare_dollar_is_that_of_the_country_that_is_named(place: str, currency: str) -> None:
    found = wage_fact(f"Mechanic\n{place}\n$31.20 per hour")
    assert found is not None
    assert found.currency == currency


def test_computer_aided_design_is_no_canadian_dollar() -> None:
    found = wage_fact("Toolmaker\nReads CAD drawings. $31.20 per hour")
    assert found is not None
    assert found.currency == "USD"


@pytest.mark.parametrize(
    ("digits", "value"),
    [("45,000", 45000), ("4,20,000", 420000), ("35.000", 35000), ("35 000", 35000), ("13.2500", 13.25), ("14,50", 14.5), ("1,234.56", 1234.56), ("1.234,56", 1234.56), ("22", 22)],
)  # fmt: skip
def test_numbers_as_people_write_them(digits: str, value: float) -> None:
    assert number(digits) == pytest.approx(value)


@given(st.floats(8, 90).map(lambda x: round(x, 2)), st.floats(0.5, 30).map(lambda x: round(x, 2)))
def test_a_range_comes_back_as_written(low: float, more: float) -> None:
    high = round(low + more, 2)
    found = wage_fact(f"Pay: ${low:.2f} - ${high:.2f} per hour")
    assert found is not None
    assert (found.low, found.high) == (low, high)
    assert found.annual_low == pytest.approx(low * UNITS_A_YEAR["hour"])
