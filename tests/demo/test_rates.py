"""The sample agency has set its rates: each line of its signed plan has a source, and the money has funds."""

from __future__ import annotations

import pytest

from gainful.demo.seed import promise, seed
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.plans.models import Plan
from gainful.domain.programs.models import Rate
from gainful.engine.planning.document import PlanDocument


def test_the_signed_sample_plan_is_priced_by_the_agencys_own_rates(db):
    with acting_as_system("test"):
        seed(60)
    promise()
    with acting_as_system("test"):
        assert Rate.objects.count() >= 6
        plan = Plan.objects.get(status="signed")
    cost = PlanDocument.from_json(plan.document).cost
    assert all(line.source for line in (*cost.lines, *cost.carried))
    funds = {each.fund: each.amount for each in cost.funds}
    assert funds["Adult formula money"] > 0
    assert sum(funds.values()) == pytest.approx(cost.total)
    coach = next(line for line in cost.lines if line.kind == "coaching")
    assert (coach.unit_price, coach.fund) == (58, "Adult formula money")
    assert "mentor" in {line.kind for line in cost.carried}
