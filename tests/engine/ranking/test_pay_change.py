"""What a job pays beside other work, where either wage may be known only to reach the published ceiling."""

from __future__ import annotations

import pytest

from gainful.engine.occupations import load_reference
from gainful.engine.ranking.pay_change import (
    Pay,
    PayBasis,
    change_in_words,
    job_pay,
    pay_change,
    step_by_pay,
)

UNKNOWN = float("nan")


@pytest.mark.parametrize(
    ("job", "now", "amount", "bound"),
    [
        (Pay(60_000), Pay(50_000), 10_000, "exact"),
        (Pay(239_200, at_least=True), Pay(200_000), 39_200, "at_least"),
        (Pay(200_000), Pay(239_200, at_least=True), -39_200, "at_most"),
        (Pay(239_200, at_least=True), Pay(239_200, at_least=True), None, "unknown"),
        (Pay(UNKNOWN), Pay(50_000), None, "unknown"),
        (Pay(50_000), Pay(UNKNOWN), None, "unknown"),
    ],
)
def test_a_change_says_how_much_of_it_is_known(job, now, amount, bound):
    change = pay_change(job, now)
    assert (change.amount, change.bound) == (amount, bound)


@pytest.mark.parametrize(
    ("job", "now", "step"),
    [
        (Pay(52_500), Pay(50_000), "up"),
        (Pay(52_499), Pay(50_000), "sideways"),
        (Pay(47_500), Pay(50_000), "sideways"),
        (Pay(47_499), Pay(50_000), "down"),
        # a job at the ceiling pays more than what lies below it, and perhaps less than what lies above
        (Pay(239_200, at_least=True), Pay(200_000), "up"),
        (Pay(239_200, at_least=True), Pay(300_000), None),
        (Pay(239_200, at_least=True), Pay(239_200), None),
        # work at the ceiling pays more than a job below it; one above may pay less or more
        (Pay(200_000), Pay(239_200, at_least=True), "down"),
        (Pay(300_000), Pay(239_200, at_least=True), None),
        (Pay(239_200, at_least=True), Pay(239_200, at_least=True), None),
        (Pay(UNKNOWN), Pay(50_000), None),
    ],
)
def test_a_step_is_named_only_where_pay_tells(job, now, step):
    assert step_by_pay(job, now) == step


def test_pay_that_is_enough_is_no_step_down():
    assert step_by_pay(Pay(40_000), Pay(50_000), wage_floor=40_000) == "sideways"
    assert step_by_pay(Pay(39_999), Pay(50_000), wage_floor=40_000) == "down"


def test_the_words_turn_the_bound_with_the_sign():
    """A change of -39,200 at most is at least 39,200 less."""
    less = change_in_words(pay_change(Pay(200_000), Pay(239_200, at_least=True)))
    more = change_in_words(pay_change(Pay(239_200, at_least=True), Pay(200_000)))
    assert less == "The job's median wage is at least $39,200 a year less."
    assert more == "The job's median wage is at least $39,200 a year more."


def test_a_job_pays_what_it_states_else_what_is_usual_where_it_is():
    """Nursing assistants in Minneapolis: the OEWS median of the area; the nation's where no area is known."""
    reference = load_reference()
    stated = job_pay(36_000.0, "31-1131.00", "0033460", reference)
    assert (stated.pay, stated.basis) == (Pay(36_000.0), PayBasis.STATED)
    here, there = (job_pay(None, "31-1131.00", area, reference) for area in ("0033460", None))
    assert here.basis is there.basis is PayBasis.USUAL
    assert (here.place, there.place) == ("area", "nation")
    assert here.pay.wage == reference.wage("31-1131.00", "0033460").median != there.pay.wage
    assert job_pay(None, None, None, reference).basis is PayBasis.UNKNOWN


def test_stated_pay_is_not_called_a_median():
    words = change_in_words(pay_change(Pay(41_000), Pay(40_000)), PayBasis.STATED)
    assert words == "The job pays $1,000 a year more."
    assert (
        change_in_words(pay_change(Pay(60_000), Pay(50_000)))
        == "The job's median wage is $10,000 a year more."
    )
    assert change_in_words(pay_change(Pay(UNKNOWN), Pay(1))) is None
