"""Plan against actual: what is worth a word, what is too early, what is unknown."""

from __future__ import annotations

from decimal import Decimal

from gainful.engine.mix.actual import Spent, compare
from gainful.engine.mix.shares import Part


def spent(train=None, support=None, measure=None):
    amounts = {Part.TRAIN: train, Part.SUPPORT: support, Part.MEASURE: measure}
    return {part: Spent(cost=Decimal(cost)) for part, cost in amounts.items() if cost is not None}


PLAN = spent(500, 300, 200)


def test_as_planned_there_is_nothing_to_say():
    found = compare(PLAN, spent(250, 150, 100))
    assert found.alerts == ()
    assert [part.actual_share for part in found.parts] == [50, 30, 20]
    assert [part.left for part in found.parts] == [250, 150, 100]


def test_a_share_five_points_off_is_said():
    assert compare(PLAN, spent(270, 140, 90)).alerts == ()
    (first, second) = compare(PLAN, spent(300, 100, 100)).alerts
    assert first == "Training is 60 % of what is spent, 10 points above the plan."
    assert "Support" in second


def test_too_little_spent_to_judge():
    found = compare(PLAN, spent(99))
    assert found.is_early
    assert found.alerts == ()
    assert not compare(PLAN, spent(100)).is_early


def test_more_than_a_tenth_over_is_said_of_the_part_and_the_whole():
    alerts = compare(PLAN, spent(551, 330, 221)).alerts
    assert alerts[0] == "$1,102 is spent of $1,000 planned."
    assert "Training took $551 of $500 planned." in alerts
    assert compare(PLAN, spent(550, 330, 220)).alerts == ()


def test_unknown_is_not_zero():
    found = compare(PLAN, {})
    assert found.actual_total is None
    assert [part.left for part in found.parts] == [None] * 3
    assert compare({}, spent(10)).planned_total is None
    assert compare(PLAN, {Part.TRAIN: Spent(minutes=60)}).actual_total is None
    found = compare(PLAN, {Part.TRAIN: Spent(cost=Decimal(30)), Part.MEASURE: Spent(minutes=20)})
    assert [part.actual_share for part in found.parts] == [100, None, None], "no share of what nobody knows"
