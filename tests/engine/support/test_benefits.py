"""What a raise leaves in the hand, by rules with a date and a source; without them nothing is computed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gainful.engine.support.benefits import BenefitRule, BenefitRuleError, Pay, cliff

D = Decimal
DAY = date(2026, 11, 30)
POINTS = ((0, 700), (1000, 460), (2500, 100), (2501, 0))
YEAR = (date(2026, 10, 1), date(2027, 9, 30))


def rule(name="SNAP", household=3, start=YEAR[0], end=YEAR[1], points=POINTS, **more):
    pairs = tuple((D(income), D(benefit)) for income, benefit in points)
    source = more.get("source", "Made up for this test")
    return BenefitRule(name, household, start, end, more.get("is_step", False), pairs, source)


def raise_of(rules, benefits=("SNAP",), before=("20", "15"), after=("40", "15"), **more):
    pay = [Pay(D(hours), D(wage)) for hours, wage in (before, after)]
    return cliff(*pay, benefits=benefits, household=more.pop("household", 3), rules=rules, day=DAY, **more)


def test_a_month_is_a_twelfth_of_52_weeks():
    assert Pay(D(20), D(15)).monthly == D("1300.00")
    assert Pay(D("37.5"), D("18.40")).monthly == D("2990.00")


def test_a_benefit_falls_in_a_line_between_its_points():
    assert rule().benefit(D(500)) == D(580)
    assert rule().benefit(D(1300)) == D(388)
    assert rule().benefit(D(9000)) == 0


def test_a_step_holds_until_the_next_one():
    steps = rule(points=((0, 900), (1800, 0)), is_step=True)
    assert steps.benefit(D("1799.99")) == 900
    assert steps.benefit(D(1800)) == 0


def test_a_raise_that_leaves_more_says_how_much():
    found = raise_of([rule()])
    assert (found.pay_before, found.pay_after) == (D(1300), D(2600))
    assert (found.total_before, found.total_after, found.change) == (D(1688), D(2600), D(912))
    assert not found.is_cliff


def test_a_raise_that_costs_more_than_it_brings_is_a_cliff():
    care = rule("Child care help", points=((0, 1100), (1500, 0)), is_step=True)
    found = raise_of([rule(), care], ("SNAP", "Child care help"), after=("24", "15"))
    assert found.change == D("1560.00") + rule().benefit(D(1560)) - D(1300) - D(388) - D(1100)
    assert found.is_cliff


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([], "has loaded no rule"),
        ([rule(end=date(2026, 11, 29))], "in force on that day"),
        ([rule(household=2)], "household of this size"),
    ],
)
def test_without_a_rule_that_fits_nothing_is_computed(rules, words):
    found = raise_of(rules)
    assert not found.is_computed
    assert (found.total_before, found.total_after, found.change, found.is_cliff) == (None, None, None, False)
    assert words in found.lines[0].why_not


def test_one_benefit_without_a_rule_leaves_the_sum_open():
    found = raise_of([rule()], ("SNAP", "Housing help"))
    assert found.lines[0].after == 0
    assert found.change is None


def test_nobody_who_gets_nothing_is_told_a_sum_of_benefits():
    assert raise_of([rule()], ()).is_computed is False


def test_the_newer_of_two_rules_in_force_counts_on_both_ends_of_its_days():
    newer = rule(start=DAY, end=DAY, points=((0, 10),))
    assert raise_of([rule(), newer]).lines[0].before == 10


def test_other_income_of_the_household_counts_for_the_benefit_and_not_for_the_pay():
    found = raise_of([rule()], other_income=D(200))
    assert found.pay_before == D(1300)
    assert found.lines[0].before == rule().benefit(D(1500)) == D(340)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"points": ()}, "at an income of 0"),
        ({"points": ((5, 1),)}, "at an income of 0"),
        ({"points": ((0, 1), (0, 2))}, "must rise"),
        ({"points": ((0, -1),)}, "0 or more"),
        ({"source": " "}, "where the rule stands"),
        ({"household": 0}, "at least one person"),
        ({"end": date(2026, 9, 30)}, "ends after it begins"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused(wrong, words):
    with pytest.raises(BenefitRuleError, match=words):
        rule(**wrong)
