from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.claims import Kind, UnreadableClaim, read_claim
from gainful.engine.claims.model import Topic


@pytest.mark.parametrize(
    ("text", "count", "total"),
    [
        ("246 of 269", 246, 269),
        ("246/269", 246, 269),
        ("246 out of the 269 individuals", 246, 269),
        ("two hundred and forty-six of 269", 246, 269),
        ("1,246 of 2,690 people", 1246, 2690),
        (
            "246 of the 269 individuals who have completed EARN-funded training have obtained employment",
            246,
            269,
        ),
        ("200 participants, of whom 150 found work", 150, 200),
        ("150 found work out of 200 participants", 150, 200),
        ("1.2k of 2k", 1200, 2000),
        ("2nd quarter after exit: 246/269 employed", 246, 269),
        ("30 of 40 within 12 weeks", 30, 40),
        ("0 of 25", 0, 25),
        ("of 269 graduates, 246 are employed", 246, 269),
    ],
)
def test_counts_are_read_in_the_ways_people_write_them(text, count, total):
    claim = read_claim(text)
    assert (claim.kind, claim.count, claim.total) == (Kind.COUNT, count, total)


@pytest.mark.parametrize(
    ("text", "low", "high", "total", "decimals"),
    [
        ("75% of 130", 75, 75, 130, 0),
        ("75%of130", 75, 75, 130, 0),
        ("75 per cent of 1,200", 75, 75, 1200, 0),
        ("75.0 percent of 130", 75, 75, 130, 1),
        ("75,5 % of 200", Fraction("75.5"), Fraction("75.5"), 200, 1),
        ("About 75% of its first batch of 130 students who graduated in 2018", 75, 75, 130, 0),
        ("Out of 130 students, 75% found jobs", 75, 75, 130, 0),
        ("70–80% of 130", 70, 80, 130, 0),
        ("between 70 and 80 percent of 130", 70, 80, 130, 0),
        ("half of 131", 50, 50, 131, 0),
        ("two-thirds of 90", Fraction(200, 3), Fraction(200, 3), 90, 0),
        ("¾ of 90", 75, 75, 90, 0),
        ("1/2 of 130", 50, 50, 130, 0),
        ("75% of 2,018 people", 75, 75, 2018, 0),
        ("75% (n=130)", 75, 75, 130, 0),
        ("n = 130, 75% employed", 75, 75, 130, 0),
        ("80% of 120 found work within 8 weeks", 80, 80, 120, 0),
    ],
)
def test_percents_of_a_total(text, low, high, total, decimals):
    claim = read_claim(text)
    assert claim.kind is Kind.PERCENT
    assert (claim.low, claim.high, claim.total, claim.decimals) == (low, high, total, decimals)


@pytest.mark.parametrize(
    ("text", "change", "unit"),
    [
        ("+53% earnings", 53, "%"),
        ("participants increased earnings by 53% compared with a control group", 53, "%"),
        ("earnings fell 12 percentage points", -12, "points"),
        ("+$1,794 earnings", 1794, "$"),
        ("$1,794 more a year", 1794, "$"),
        ("doubled wages", 100, "times"),
        ("3x earnings", 200, "times"),
        ("cut unemployment in half", -50, "times"),
        ("earnings rose by a third", Fraction(100, 3), "times"),
        ("a 20-point gain", 20, "points"),
        ("−5% unemployment", -5, "%"),
        ("15 percent higher wages than 200 similar workers", 15, "%"),
    ],
)
def test_changes_keep_their_sign_and_unit(text, change, unit):
    claim = read_claim(text)
    assert (claim.kind, claim.low, claim.unit) == (Kind.CHANGE, change, unit)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("84% of graduates since 2014", 84),
        ("84% of the class of 2018", 84),
        ("80% of participants attain employment within eight weeks of training", 80),
        ("9 in 10 graduates got jobs", 90),
        ("three quarters of participants", 75),
        ("5 per 100 people", 5),
        ("3 quarters after exit 60% were employed", 60),
    ],
)
def test_years_and_lengths_of_time_are_not_taken_for_people(text, share):
    claim = read_claim(text)
    assert (claim.kind, claim.low, claim.total) == (Kind.SHARE, share, None)


def test_from_to_takes_both_ends():
    claim = read_claim("wages rose from $15 to $18")
    assert (claim.kind, claim.before, claim.after, claim.unit) == (Kind.FROM_TO, 15, 18, "$")
    claim = read_claim("60% compared to 40% in the control group")
    assert (claim.kind, claim.before, claim.after, claim.unit) == (Kind.FROM_TO, 40, 60, "%")


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("about 75% of 130", "about"),
        ("more than 75% of 130", "more than"),
        ("nearly 75% of 130", "less than"),
        ("75% of 130", ""),
    ],
)
def test_hedges_are_kept(text, hedge):
    assert read_claim(text).hedge == hedge


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("+53% earnings", Topic.EARNINGS),
        ("246 of 269 completed EARN-funded training", Topic.COMPLETION),
        ("80 of 90 hired", Topic.EMPLOYMENT),
        ("80 of 90 still on the job", Topic.RETENTION),
        ("80 of 90 earned a license", Topic.EARNINGS),
        ("80 of 90", Topic.OTHER),
    ],
)
def test_topic_comes_from_the_words(text, topic):
    assert read_claim(text).topic is topic


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "nothing to check"),
        ("great results", "no figure"),
        ("42", "what it is a part of"),
        ("12.5 of 20", "whole"),
        ("-3 of 10", "zero or more"),
        ("9" * 30 + " of " + "9" * 31, "Check the figure"),
        ("x" * 3000, "one sentence"),
    ],
)
def test_what_cannot_be_read_says_why(text, says):
    with pytest.raises(UnreadableClaim, match=says):
        read_claim(text)


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_any_count_of_any_total_reads_back(count, total):
    claim = read_claim(f"{count:,} of {total:,} people")
    assert (claim.count, claim.total) == (count, total)


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_words_give_a_claim_or_a_reason(text):
    try:
        claim = read_claim(text)
    except UnreadableClaim as error:
        reason = str(error)
    else:
        reason = ""
        assert claim.text == text.strip()
    assert reason == "" or len(reason) > 20
