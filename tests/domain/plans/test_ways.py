"""A plan that leaves open what is needed on day one is signed once a way is named; rates that change make it old."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from gainful.demo.region import generate_people
from gainful.domain.accounts.actor import acting_as
from gainful.domain.job_orders.actions import create_job_order, read_posting_into_profile
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.plans.actions import PlanRequest, make_plan, name_way, send_plan
from gainful.domain.plans.changes import changes_since, hindrances
from gainful.domain.plans.document import stored_plan
from gainful.domain.programs.actions import set_rate
from gainful.engine.planning.document import PlanDocument
from tests.engine.planning.test_requirements import KEY, POSTING
from tests.town import town

__all__ = ["town"]


@pytest.fixture
def manager(town):
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        yield actor


@pytest.fixture
def plan(town, manager):
    """A plan for drivers without a license, where the catalogue is empty."""
    from dataclasses import replace

    from gainful.demo.seed import _attestation
    from gainful.domain.participants.actions import import_people

    people = [replace(person, credentials=()) for person in generate_people(40)]
    import_people(manager, people, _attestation(), is_sample=True)
    order = create_job_order(manager, text=POSTING, employer=town.employer_org)
    read_posting_into_profile(manager, order)
    return make_plan(manager, order, PlanRequest(scenario="displaced"))


def test_it_is_not_sent_before_a_way_is_named_and_the_way_is_what_is_signed(manager, plan):
    assert [item.competency_id for item in hindrances(plan)] == [KEY]
    with pytest.raises(
        JobOrderError, match="needs this on day one and nothing in the plan closes it"
    ) as refused:
        send_plan(manager, plan)
    assert "Name the way" in refused.value.hint
    named = name_way(
        manager, plan, KEY, kind="provider", words="Northside driving school", price=Decimal(3100)
    )
    before, after = (PlanDocument.from_json(each.document) for each in (plan, named))
    assert named.number == plan.number + 1
    assert {row.participant_id for row in named.people.all()} == {
        row.participant_id for row in plan.people.all()
    }
    assert named.inputs["scenario"] == "displaced", "what was asked before stays"
    assert float(after.cost.total) == float(before.cost.total) + 4 * 3100
    assert "without" in before.sentence
    assert "without" not in after.sentence
    assert hindrances(named) == []
    sent = send_plan(manager, named)
    assert stored_plan(sent, shared=True).open_requirements[0].way.words == "Northside driving school"


def test_the_plan_counts_first_whose_limits_it_goes_beyond_and_names_nobody(manager, plan):
    """One of those planned for says that this pay is too little; what was said stands with the person alone."""
    assert not any("stated a limit" in said for said in stored_plan(plan).for_agency)
    someone = plan.people.first().participant
    type(someone).objects.filter(pk=someone.pk).update(wage_floor=190_000)
    again = make_plan(
        manager,
        plan.job_order,
        PlanRequest(people=tuple(str(row.participant_id) for row in plan.people.all())),
    )
    assert stored_plan(again).for_agency[0].startswith(f"1 of {again.people_count} people stated a limit")
    assert "190,000" not in json.dumps(again.document)
    assert "190,000" in json.dumps([row.part for row in again.people.all()])
    assert stored_plan(again, shared=True).for_agency == ()


def test_a_later_word_takes_the_place_of_the_way(manager, plan):
    first = name_way(manager, plan, KEY, kind="provider", words="Northside", price=Decimal(3100))
    second = name_way(manager, first, KEY, kind="employer", words="The brewery pays its own school")
    (item,) = [i for i in PlanDocument.from_json(second.document).open_requirements if i.competency_id == KEY]
    assert (item.way.kind, item.way.price) == ("employer", None)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "nonsense", "words": "x"}, "Choose how"),
        ({"kind": "provider", "words": "  "}, "Say who closes it"),
        ({"kind": "provider", "words": "x", "price": Decimal(-1)}, "0 or more"),
        ({"kind": "accepted", "words": "x", "price": Decimal(5)}, "has a price"),
    ],
)
def test_a_way_that_says_nothing_is_refused(manager, plan, values, words):
    with pytest.raises(JobOrderError, match=words):
        name_way(manager, plan, KEY, **values)


def test_a_way_is_named_for_what_is_open_in_the_newest_plan_by_the_agency(town, manager, plan):
    with pytest.raises(JobOrderError, match="does not leave this open"):
        name_way(manager, plan, "credential:cna", kind="holders", words="x")
    name_way(manager, plan, KEY, kind="holders", words="x")
    plan.refresh_from_db()
    with pytest.raises(JobOrderError, match="was replaced"):
        name_way(manager, plan, KEY, kind="holders", words="x")
    with (
        acting_as(town.employer.user, town.employer_org, role="employer") as employer,
        pytest.raises(NotAllowedError),
    ):
        name_way(employer, plan, KEY, kind="holders", words="x")


def test_a_plan_of_other_rates_is_out_of_date(manager, plan):
    assert changes_since(manager, plan) == []
    set_rate(manager, "coaching", amount=Decimal(70), source="Contract")
    assert [change.words for change in changes_since(manager, plan)] == ["Your organization's rates changed."]
    again = make_plan(manager, plan.job_order)
    assert changes_since(manager, again) == []
    coach = next(
        line for line in PlanDocument.from_json(again.document).cost.lines if line.kind == "coaching"
    )
    assert coach.unit_price == 70
    assert coach.source.startswith("Contract. 20 hours for each person")


def test_what_was_asked_comes_back_from_the_store(manager, plan):
    named = name_way(manager, plan, KEY, kind="provider", words="Northside", price=Decimal("3100.50"))
    named.refresh_from_db()
    asked = PlanRequest.from_json(named.inputs)
    assert asked.ways[0].price == Decimal("3100.50")
    assert PlanRequest.from_json(asked.to_json()) == asked
