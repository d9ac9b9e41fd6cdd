"""The mix is the budget, held against the paper's reference."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.held.circumstances import BARRIERS, Scenario
from gainful.engine.mix import REFERENCE_MIX, BudgetLine, Part, measure_lines, propose_mix, support_lines
from gainful.engine.mix.rates import Rate, rates_of


def budget_line(part, cents):
    amount = Decimal(cents) / 100
    return BudgetLine(part, "x", "x", Decimal(1), "x", amount, amount, "test")


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [("displaced", (50, 30, 20)), ("incumbent", (60, 20, 20)), ("nontraditional", (30, 40, 30))],
)
def test_reference_mixes_are_the_papers(scenario, expected):
    assert tuple(REFERENCE_MIX[Scenario(scenario)].values()) == expected


@given(st.lists(st.tuples(st.sampled_from(list(Part)), st.integers(1, 10**9)), min_size=1, max_size=30))
def test_shares_sum_to_100_and_amounts_to_the_total(rows):
    lines = [budget_line(*row) for row in rows]
    mix = propose_mix("displaced", lines)
    assert sum(mix.shares.values()) == 100
    assert mix.total == sum(line.amount for line in lines)


@given(st.sampled_from(list(Scenario)), st.lists(st.integers(1, 10**7), min_size=3, max_size=3))
def test_every_notable_difference_has_a_reason(scenario, cents):
    mix = propose_mix(scenario, [budget_line(part, c) for part, c in zip(Part, cents, strict=True)])
    notable = [part for part in Part if abs(mix.shares[part] - mix.reference[part]) >= 5]
    assert len(mix.reasons) == len(notable)


@given(st.lists(st.sets(st.sampled_from(BARRIERS)), min_size=1, max_size=12), st.integers(1, 60))
def test_support_lines_multiply_out(barriers, weeks):
    for line in support_lines([sorted(b) for b in barriers], Scenario.DISPLACED, [weeks] * len(barriers)):
        assert line.amount == (line.quantity * line.unit_price).quantize(Decimal("0.01"))


def test_nobody_costs_nothing():
    assert support_lines([], Scenario.DISPLACED, []) == []
    assert measure_lines([]) == []


def test_without_a_class_there_is_no_stipend_and_no_month_of_training_to_pay_for():
    lines = {line.label: line for line in support_lines([["income", "childcare"]], Scenario.DISPLACED, [0])}
    assert not any("living costs" in label for label in lines)
    assert any(label.endswith("1 person × 1 month") for label in lines), list(lines)
    assert any("1 person × 1 week" in line.label and not line.label.endswith("weeks")
               for line in support_lines([["income"]], Scenario.DISPLACED, [1]))  # fmt: skip


def test_each_person_gets_a_stipend_for_the_weeks_of_their_own_classes():
    """One has six weeks of classes, one a single day, one none: 7 weeks are paid, not 3 x 6."""
    barriers = [["income"], ["income"], ["income"]]
    (stipend,) = (x for x in support_lines(barriers, Scenario.DISPLACED, [6, 1, 0]) if x.kind == "income")
    assert (stipend.quantity, stipend.amount, stipend.people) == (7, Decimal(1400), 2)
    assert stipend.label == "Help with living costs in weeks of class, 2 people, 1 to 6 weeks each"


def test_without_a_class_only_as_many_get_a_month_of_help_and_records_as_are_hired():
    """Three people, no class, one opening: one first month of work, not three."""
    needs = [["childcare"], ["childcare"], ["transport"]]
    lines = {line.kind: line for line in support_lines(needs, Scenario.DISPLACED, [0, 0, 0], hired=1)}
    assert lines["childcare"].quantity == 1
    assert lines["transport"].quantity == 1  # nobody knows yet who of them is hired: either need can come
    records = {line.kind: line for line in measure_lines([0, 0, 0], hired=1)}["records"]
    assert records.quantity == Decimal("0.25")


def test_with_classes_everybody_is_helped_and_recorded():
    lines = {
        line.kind: line for line in support_lines([["childcare"]] * 3, Scenario.DISPLACED, [4, 4, 4], hired=1)
    }
    assert lines["childcare"].quantity == 6
    assert {line.kind: line for line in measure_lines([4, 4, 4], hired=1)}["records"].quantity == 3


@pytest.mark.parametrize(
    ("weeks", "clothed", "why"), [([0, 0, 0], 1, False), ([4, 4, 4], 3, True), ([4, 0, 0], 2, True)]
)
def test_work_clothes_are_for_those_in_class_and_for_whoever_is_hired(weeks, clothed, why):
    """Three people, one opening: without a class one set; with one, who has it needs them there, and it says so."""
    rates = rates_of([Rate("tools", Decimal(140), "Price list")])
    lines = support_lines([[]] * 3, Scenario.DISPLACED, weeks, rates, hired=1)
    (line,) = (line for line in lines if line.kind == "tools")
    assert (line.quantity, line.amount) == (clothed, 140 * clothed)
    assert ("it is needed there" in line.source) == why


def test_lines_of_a_part_are_named_once():
    """Support takes what training lacks: its lines stand in its own reason, not a second time in training's."""
    lines = [
        replace(budget_line(part, cents), label=label)
        for part, cents, label in (
            (Part.TRAIN, 10, "course"),
            (Part.SUPPORT, 80, "coach"),
            (Part.MEASURE, 10, "wave"),
        )
    ]
    reasons = propose_mix(Scenario.DISPLACED, lines).reasons
    assert len(reasons) == 3
    assert sum("coach" in reason for reason in reasons) == 1
