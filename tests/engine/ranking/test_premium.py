"""A premium counts into the pay only where every hour of the job's shift earns it."""

from __future__ import annotations

import pytest

from gainful.engine.postings.job_facts import job_facts
from gainful.engine.ranking.job_constraints import constraints_of_facts
from gainful.engine.ranking.premium import premium_of


@pytest.mark.parametrize(
    ("words", "schedule", "amount", "counted"),
    [
        ("$2 night premium", "night", 2.0, 2.0),
        ("75 cents evening differential", "evening", 0.75, 0.75),
        ("50¢ second-shift differential", "evening", 0.5, 0.5),
        ("10% weekend differential", "weekend", 2.0, 2.0),
        ("$2 night premium", "day, night", 2.0, 0.0),
        ("$2 night premium", "rotating", 2.0, 0.0),
        ("$2 night premium", "", 2.0, 0.0),
        ("differential of $1.50 per hour", "night", 1.5, 0.0),
        ("$1 bilingual premium", "night", 1.0, 0.0),
        ("$1.25 shift premium", "evening", 1.25, 1.25),
        ("$1.25 shift premium", "day", 1.25, 0.0),
        ("$1.25 shift premium", "day, evening", 1.25, 0.0),
        ("$1 2nd shift premium", "evening", 1.0, 1.0),
    ],
)
def test_what_of_a_premium_is_sure(words, schedule, amount, counted):
    found = premium_of(words, 20.0, "hour", schedule)
    assert (found.amount, found.counted) == (amount, counted)


def test_a_premium_on_a_years_pay_has_no_amount():
    assert premium_of("10% night differential", 48_000, "year", "night").amount is None
    assert premium_of("", 20.0, "hour", "night") is None


def test_the_pay_of_a_posting_holds_the_premium_of_its_own_shift():
    """$23.40 and $2 for every night, 40 hours: $52,832 a year; with days among them $48,672."""
    said = "CNC Machine Operator\n\nOxbow Parts, Anoka, MN. 3 openings, {} $23.40 an hour + $2 night premium."
    assert constraints_of_facts(job_facts(said.format("night shift 10 pm - 6 am."))).wage == pytest.approx(
        52_832
    )
    assert constraints_of_facts(job_facts(said.format("day shift."))).wage == pytest.approx(48_672)
