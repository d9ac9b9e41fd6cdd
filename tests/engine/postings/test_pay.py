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
        ("$0.61 per mile", (0.61, None, "piece", "USD")),
        ("$0.725 per mile", (0.725, None, "piece", "USD")),
        ("Stipend $17,000 a year", None),
    ],
)
def test_pay_in_the_shapes_of_postings(text: str, right: Read) -> None:
    assert read(text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Pay: $18.25 probation, $19.75 after 90 days, $22 lead", (18.25, 22, "hour", "USD")),
        ("Grade 1: $21.10 / Grade 2: $23.40 / Grade 3: $26.15 per hour", (21.1, 26.15, "hour", "USD")),
        ("$52,000–$58,000 DOE plus 10% bonus", (52000, 58000, "year", "USD")),
        ("58-66K, DOE", (58000, 66000, "year", "USD")),
        ("Salary 85k", (85000, None, "year", "USD")),
        ("£12.60 an hour, £13.40 nights", (12.6, 13.4, "hour", "GBP")),
        ("£11.44ph", (11.44, None, "hour", "GBP")),
        ("€13,80/hour", (13.8, None, "hour", "EUR")),
        ("AUD 34.20/hr casual loading included", (34.2, None, "hour", "AUD")),
        ("A$1,640 per week", (1640, None, "week", "AUD")),
        ("Rs. 18,000 - 22,000 per month", (18000, 22000, "month", "INR")),
        ("₹ 25,000/month + incentives", (25000, None, "month", "INR")),
        ("INR 3.5 - 4.5 LPA", (350000, 450000, "year", "INR")),
        ("C$24.75 to C$29.10 hourly", (24.75, 29.1, "hour", "CAD")),
        ("CAD $24.75/hr", (24.75, None, "hour", "CAD")),
        ("$240/day, 7 on 7 off", (240, None, "day", "USD")),
        ("$1,150 weekly guarantee", (1150, None, "week", "USD")),
        ("$0.58–0.64 per mile", (0.58, 0.64, "piece", "USD")),
        ("$15 cash per lawn", None),
        ("Pays $19 (1st), $20.25 (2nd), $21 (3rd).", (19, 21, "hour", "USD")),
        ("Wage $17.50, +$.75 for nights", (17.5, None, "hour", "USD")),
        ("hourly 23.10 to 27.80", (23.1, 27.8, "hour", "USD")),
        ("Pay band 4: £26,530 - £29,114 pro rata", (26530, 29114, "year", "GBP")),
        ("$4,120-$5,008/mo.", (4120, 5008, "month", "USD")),
        ("$2,080.00 semi-monthly", (4160, None, "month", "USD")),
        ("$28.55 – $35.90, shift diff $2.50, weekend $3", (28.55, 35.9, "hour", "USD")),
        ("Starting pay of $18; raise to $19.50 after 90 days", (18, 19.5, "hour", "USD")),
        ("Apprentice 1 $19.80, apprentice 4 $29.70; journeyman $41", (19.8, 29.7, "hour", "USD")),
        ("$21/hr. Referral bonus $500. Uniforms $100/yr.", (21, None, "hour", "USD")),
        ("Base $45,000 + commission (avg total $72,000)", (45000, None, "year", "USD")),
        ("Training wage $16, then $18.50", (16, 18.5, "hour", "USD")),
        ("$20 an hour for the first month, $22 after that", (20, 22, "hour", "USD")),
        ("$33–41/hr RN; $24–29/hr LPN", (24, 41, "hour", "USD")),
        ("We pay 19.25/h", (19.25, None, "hour", "USD")),
        ("Pay 16-18", (16, 18, "hour", "USD")),
        ("$19.00 USD/hr", (19, None, "hour", "USD")),
        ("NZ$27.80 p/h", (27.8, None, "hour", "NZD")),
        ("1.900 € - 2.200 € monatlich", None),
        ("2.400 € per month", (2400, None, "month", "EUR")),
        ("ZAR 18 500 per month", (18500, None, "month", "ZAR")),
        ("$75,000-$95,000 OTE; base $50,000", (50000, None, "year", "USD")),
        ("Salary: competitive", None),
        ("up to £28k", (None, 28000, "year", "GBP")),
        ("from $23.50", (23.5, None, "hour", "USD")),
        ("from £30,000 rising to £34,500 after probation", (30000, 34500, "year", "GBP")),
        ("$18-22 an hour depending on experience, tips ($8-12/hr more)", (18, 22, "hour", "USD")),
        ("$13.50 + tips (most make $25 an hour)", (13.5, None, "hour", "USD")),
        ("Minimum wage, $15.00.", (15, None, "hour", "USD")),
        ("Step 1 $3,871; Step 5 $4,706 monthly", (3871, 4706, "month", "USD")),
        ("Annual $61,214.40 - $78,000.00; 401(k) 5%", (61214.4, 78000, "year", "USD")),
    ],
)
def test_pay_spans_grades_steps_and_shifts_of_the_job_alone(text: str, right: Read) -> None:
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


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("19/h", (19, None, "hour", "USD")),
        ("17-19 DOE", None),
        ("23.50 to start", None),
        ("Pays 18", (18, None, "hour", "USD")),
        ("$58K–$64K", (58000, 64000, "year", "USD")),
        ("Prevailing wage $45.20 + $18 fringe", (45.2, None, "hour", "USD")),
        ("$20/hr + $2 nights", (20, None, "hour", "USD")),
        ("$62k base", (62000, None, "year", "USD")),
        ("$3,100-3,600/mo", (3100, 3600, "month", "USD")),
        ("CAD 27-31", (27, 31, "hour", "CAD")),
        ("£12.21/hr", (12.21, None, "hour", "GBP")),
        ("hourly: 21–26", (21, 26, "hour", "USD")),
        ("Wage 18.50–20", (18.5, 20, "hour", "USD")),
        ("pay 24 to 31", (24, 31, "hour", "USD")),
        ("$1,050/wk (training $800/wk)", (800, 1050, "week", "USD")),
        ("$22, $24 after probation", (22, 24, "hour", "USD")),
        ("GS-5: $39,576 – $51,446", (39576, 51446, "year", "USD")),
        ("$18 (days) $19.50 (nights)", (18, 19.5, "hour", "USD")),
        ("18.75/h; 20 after 6 mo", (18.75, 20, "hour", "USD")),
        ("$21-23, tips on top", (21, 23, "hour", "USD")),
        ("55–60k + bonus 8%", (55000, 60000, "year", "USD")),
        ("$27 p.h.", (27, None, "hour", "USD")),
        ("$250 a shift", (250, None, "day", "USD")),
        ("AUD 33/hr", (33, None, "hour", "AUD")),
        ("€2,300 gross a month", (2300, None, "month", "EUR")),
        ("starts 17.25", (17.25, None, "hour", "USD")),
        ("$19.10 + benefits worth $6/hr", (19.1, None, "hour", "USD")),
        ("$16 plus mileage .67", (16, None, "hour", "USD")),
        ("We pay sixteen an hour", None),
        ("$100 sign-on. 20.50/hr.", (20.5, None, "hour", "USD")),
        ("Rate: 0.62 cpm", (0.62, None, "piece", "USD")),
        ("35/yr", None),
        ("Starts 7:30", None),
        ("pays for itself", None),
        ("We pay 100% of insurance", None),
        ("Pays 18 to 22", (18, 22, "hour", "USD")),
        ("$25/hr after training; $20 while training", (20, 25, "hour", "USD")),
        ("$30 an hour, overtime after 40", (30, None, "hour", "USD")),
        ("$24 once licensed, $21 until then", (21, 24, "hour", "USD")),
        ("$20/hr. Raise after 90 days.", (20, None, "hour", "USD")),
        ("$50,000; $5,000 after a year", (50000, None, "year", "USD")),
        ("$21 after 5 pm, $19 before", (19, 21, "hour", "USD")),
        ("Pay: $18. Lunch $5.", (18, None, "hour", "USD")),
        ("$42 hourly net of fees", (42, None, "hour", "USD")),
        ("Salary $3,900 gross per month", (3900, None, "month", "USD")),
    ],
)
def test_pay_in_terse_postings(text: str, right: Read) -> None:
    assert read(text) == right
