"""Rates an organization sets once take the place of planning assumptions, with their source, payer and fund."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gainful.domain.programs.models import RateKind
from gainful.engine.held.circumstances import Scenario
from gainful.engine.mix import (
    KINDS,
    BudgetLine,
    PaidBy,
    Part,
    Rate,
    Rates,
    measure_lines,
    propose_mix,
    support_lines,
)
from gainful.engine.mix.prices import COACHING, asks_for_tools


def test_a_rate_takes_the_place_of_the_assumption_with_its_source_payer_and_fund():
    rates = Rates((Rate("coaching", Decimal(62), "Board of 2 May 2026", fund="Title I"),))
    coach, mentor = support_lines([[]], Scenario.DISPLACED, [8], rates)
    assert (coach.quantity, coach.unit_price, coach.amount) == (10, 62, 620)
    assert (coach.fund, coach.paid_by) == ("Title I", PaidBy.PROGRAM)
    assert coach.source == (
        "Board of 2 May 2026. 10 hours for each person: our planning number for people who lost a job."
    )
    assert (mentor.unit_price, mentor.fund) == (30, "")


def test_a_rate_without_an_amount_names_payer_and_fund_only():
    rates = Rates((Rate("coaching", fund="Title I"), Rate("mentor", paid_by=PaidBy.EMPLOYER)))
    coach, mentor = support_lines([[]], Scenario.INCUMBENT, [8], rates)
    assert (coach.unit_price, coach.fund) == (COACHING.amount, "Title I")
    assert coach.source.startswith(COACHING.source)
    assert coach.source.endswith("4 hours for each person: our planning number for people who have a job.")
    assert mentor.paid_by is PaidBy.EMPLOYER


def test_tools_or_a_wage_for_everybody_are_not_given_twice():
    barriers = [["clothing", "income"], []]
    assumed = {line.kind for line in support_lines(barriers, Scenario.DISPLACED, [8, 8])}
    assert {"clothing", "income"} <= assumed
    rates = Rates((Rate("tools", Decimal(180), "List"), Rate("training_wage", Decimal(15), "Policy")))
    own = {line.kind: line for line in support_lines(barriers, Scenario.DISPLACED, [8, 8], rates)}
    assert not {"clothing", "income"} & set(own)
    assert (own["tools"].quantity, own["tools"].amount) == (2, 360)


def test_measurement_is_priced_by_its_rates():
    rates = Rates((Rate("follow_up", Decimal("31.50"), "Contract"),))
    lines = {line.kind: line for line in measure_lines([8, 1, 0], rates)}
    assert (lines["follow_up"].quantity, lines["follow_up"].amount) == (12, Decimal("378.00"))
    assert lines["evaluation"].unit_price == 236, "4 hours at $59, the hour in whole dollars"
    assert lines["records"].quantity == Decimal("2.50"), "a quarter of an hour for each of 8 + 1 + 1 weeks"


def test_the_mix_is_shown_with_and_without_pay_to_people_who_learn():
    """4,000 + 2,000 support of which 2,000 are stipends + 2,000: 50/25/25 with, 57/14/29 without."""

    def cost(part, kind, amount):
        return BudgetLine(part, kind, kind, Decimal(1), "person", Decimal(amount), Decimal(amount), "test")

    lines = [cost(Part.TRAIN, "course", 4000), cost(Part.SUPPORT, "income", 1000), cost(Part.SUPPORT, "coaching", 1000),
             cost(Part.MEASURE, "evaluation", 2000)]  # fmt: skip
    mix = propose_mix("displaced", lines)
    assert tuple(mix.shares.values()) == (50, 25, 25)
    assert tuple(mix.without_stipends.values()) == (57, 14, 29)
    assert propose_mix("displaced", lines[:1]).without_stipends is None


def test_what_can_be_set_is_the_same_on_the_page_and_in_the_engine():
    assert set(RateKind.values) == set(KINDS)


@pytest.mark.parametrize("kinds", [("nonsense",), ("coaching", "coaching")])
def test_an_unknown_kind_or_one_set_twice_is_refused(kinds):
    with pytest.raises(ValueError, match="kind of rate"):
        Rates(tuple(Rate(kind) for kind in kinds))


def test_other_rates_have_another_fingerprint_and_none_has_none():
    one, other = (Rates((Rate("coaching", Decimal(amount), "x"),)).fingerprint for amount in (60, 61))
    assert Rates().fingerprint == ""
    assert one != other
    assert Rates((Rate("coaching", Decimal(60), "x"),)).fingerprint == one


def test_work_at_a_desk_gets_no_work_clothes_by_rate_but_whoever_needs_clothes_does():
    rates = Rates((Rate("tools", Decimal(180), "List"),))
    office = support_lines([["clothing"], []], Scenario.DISPLACED, [2, 2], rates, tools=False)
    assert "tools" not in {line.kind for line in office}
    assert [line.quantity for line in office if line.kind == "clothing"] == [1]
    assert not asks_for_tools("15-1252.00")
    assert not asks_for_tools("43-3031.00")
    assert asks_for_tools("49-9021.00")
    assert asks_for_tools("31-1131.00")
    assert asks_for_tools(None)


@pytest.mark.parametrize(
    ("hourly", "rates", "price"),
    [
        (Decimal("34.61"), (), Decimal("34.61")),
        (Decimal("23.40"), (), Decimal(30)),
        (None, (), Decimal(30)),
        (Decimal("34.61"), (Rate("mentor", Decimal(20), "Contract"),), Decimal(20)),
        (Decimal("34.61"), (Rate("mentor", fund="Title I"),), Decimal("34.61")),
    ],
)
def test_a_mentor_costs_no_less_an_hour_than_the_new_person_earns(hourly, rates, price):
    """A developer at $34.61 was to have a mentor at $30; a rate that somebody set stays as it is."""
    lines = support_lines([[]], Scenario.DISPLACED, [8], Rates(rates), hourly=hourly)
    mentor = {line.kind: line for line in lines}["mentor"]
    assert mentor.unit_price == price
    assert ("the job's lowest pay" in mentor.source) is (price == Decimal("34.61"))


def test_records_follow_the_rule_that_is_printed_and_name_no_trainer_without_a_class():
    (records, *_rest) = measure_lines([0, 0, 0], hired=1)
    assert records.quantity == Decimal("0.25")
    assert records.label == "Progress records in the first week at work"
    assert "one week for whoever is hired without a class" in records.source
    assert measure_lines([2, 0], hired=1)[0].label == "Progress records with the trainer"
