"""Two figures beside one another: which is the base, what is stated of their difference, what is back for a dollar."""

from contextlib import suppress
from fractions import Fraction

import pytest

from gainful.engine.claims import Kind, UnreadableClaim, read_claim
from gainful.engine.claims.check import check_claim
from gainful.engine.claims.model import Arithmetic


@pytest.mark.parametrize(
    ("text", "before", "after", "unit"),
    [
        ("85 % of completers versus 62 % of the comparison group", 62, 85, "%"),
        ("62% of the comparison group against 85% of completers", 62, 85, "%"),
        (
            "85 percent of participants were employed, compared to 62 percent of the control group",
            62,
            85,
            "%",
        ),
        ("Employment was 85 percent in the program group and 62 percent in the control group", 62, 85, "%"),
        ("$31,032 against $23,243", 23_243, 31_032, "$"),
        ("Graduates earned $31,032 while those who did not enrol earned $23,243", 23_243, 31_032, "$"),
        ("The control group earned $23,243, compared with $31,032 for graduates", 23_243, 31_032, "$"),
        ("wages rose from $15 to $18", 15, 18, "$"),
    ],
)
def test_which_figure_is_the_base(text, before, after, unit):
    claim = read_claim(text)
    assert (claim.kind, claim.before, claim.after, claim.unit) == (Kind.FROM_TO, before, after, unit)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("nearly 9 out of 10 of 2,544", 2544),
        ("Nearly nine in ten of the 2,544 graduates found work", 2544),
        ("9 of every 10 among the 2,544 who finished", 2544),
    ],
)
def test_a_share_in_small_numbers_of_a_total(text, total):
    claim = read_claim(text)
    assert (claim.kind, claim.total, claim.low) == (Kind.PERCENT, total, 90)
    assert not claim.ignored


def test_a_small_count_is_still_a_count():
    assert read_claim("9 of 12").kind is Kind.COUNT
    assert read_claim("246 of 269 of the trainees").count == 246


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "unit"),
    [
        ("between 12 and 34 percent", Kind.SHARE, 12, 34, "%"),
        ("between 12 and 34 percent of 200", Kind.PERCENT, 12, 34, "%"),
        ("earnings rose between 12 and 34 percent", Kind.CHANGE, 12, 34, "%"),
        ("earnings fell by 12 to 34 percent", Kind.CHANGE, -34, -12, "%"),
        ("employment gained 5 to 7 percentage points", Kind.CHANGE, 5, 7, "points"),
    ],
)
def test_ranges_keep_both_ends(text, kind, low, high, unit):
    claim = read_claim(text)
    assert (claim.kind, claim.low, claim.high, claim.unit) == (kind, low, high, unit)


def test_a_range_of_a_change_is_told_as_one():
    assert check_claim("earnings rose between 12 and 34 percent").answer.startswith(
        "12% to 34% higher than what?"
    )


@pytest.mark.parametrize(
    "text",
    [
        "$2.46 for every $1",
        "returned $2.46 for each dollar spent",
        "$4.92 in benefits for every $2",
        "$2.46 per dollar",
    ],
)
def test_dollars_back_for_a_dollar(text):
    check = check_claim(text)
    assert check.claim.kind is Kind.RETURN
    assert check.claim.low == Fraction("2.46")
    assert check.arithmetic is Arithmetic.UNKNOWN
    assert "$1.46 more than was spent" in check.answer
    assert check.ask[0].startswith("Who gets the dollars")


@pytest.mark.parametrize("text", ["$18 per hour", "jobs that pay $21.50 an hour for 40 hours"])
def test_pay_by_the_hour_is_no_return(text):
    with suppress(UnreadableClaim):
        assert read_claim(text).kind is not Kind.RETURN


@pytest.mark.parametrize(
    ("stated", "arithmetic"),
    [
        ("33 percent", Arithmetic.IMPOSSIBLE),
        ("34 percent", Arithmetic.FITS),
        ("33.5 percent", Arithmetic.FITS),
        ("33.6 percent", Arithmetic.IMPOSSIBLE),
        ("43 percent", Arithmetic.IMPOSSIBLE),
    ],
)
def test_money_is_held_against_its_percent(stated, arithmetic):
    """31,032 over 23,243 is 1.33511: 33.5 % or 34 %, rounded."""
    check = check_claim(
        f"They earned $31,032, compared with $23,243 in the control group, a {stated} difference"
    )
    assert check.arithmetic is arithmetic
    assert not check.claim.ignored


@pytest.mark.parametrize(
    ("gain", "arithmetic"),
    [("7,789", Arithmetic.FITS), ("7,790", Arithmetic.FITS), ("8,000", Arithmetic.IMPOSSIBLE)],
)
def test_money_is_held_against_its_difference(gain, arithmetic):
    check = check_claim(f"Earnings rose from $23,243 to $31,032, a gain of ${gain}")
    assert check.arithmetic is arithmetic


@pytest.mark.parametrize(
    ("text", "kind", "figures"),
    [
        ("more than 84% have obtained employment", Kind.SHARE, (84, 84)),
        ("About 75% of its first batch of 130 students", Kind.PERCENT, (75, 75)),
        ("approximately 80% of its graduates either at work or in school", Kind.SHARE, (80, 80)),
        ("improved the employment rate of participants by 30% in 2019", Kind.CHANGE, (30, 30)),
        ("80% of HWTC’s participants attain employment within eight weeks", Kind.SHARE, (80, 80)),
        ("participants increased earnings by 53% compared with the control group", Kind.CHANGE, (53, 53)),
        ("32–42% of COVID-induced layoffs will be permanent", Kind.SHARE, (32, 42)),
    ],
)  # fmt: skip
def test_claims_of_the_paper(text, kind, figures):
    """Figures that "Job-centric upskilling" quotes of programs; what is read is what they say."""
    claim = read_claim(text)
    assert (claim.kind, claim.low, claim.high) == (kind, *figures)


@pytest.mark.parametrize(
    "text",
    [
        "every $1 invested returns $2.46",
        "For every dollar spent, taxpayers get $2.46",
        "each $100 put in brings back $246",
        "$2.46 for each dollar",
    ],
)
def test_dollars_back_in_either_order(text):
    claim = read_claim(text)
    assert (claim.kind, claim.low) == (Kind.RETURN, Fraction("2.46"))


@pytest.mark.parametrize(
    "text",
    [
        "Participants earned $31,032; the control group, $23,243",
        "Controls earned $23,243; participants $31,032",
    ],
)
def test_two_figures_parted_by_a_semicolon(text):
    claim = read_claim(text)
    assert (claim.kind, claim.before, claim.after) == (Kind.FROM_TO, 23_243, 31_032)


def test_who_got_a_raise_is_a_share_and_a_raise_of_so_much_a_change():
    assert read_claim("between 12% and 34% of participants got a raise").kind is Kind.SHARE
    assert read_claim("a raise of 12% in pay").kind is Kind.CHANGE
    assert read_claim("raised pay by 12%").kind is Kind.CHANGE


def test_a_return_in_percent_is_no_share_of_people():
    with pytest.raises(UnreadableClaim):
        read_claim("a return of 246%")
