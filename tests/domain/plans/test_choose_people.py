"""The tray of a job order: who is in it, who may change it, what it refuses."""

from __future__ import annotations

from uuid import uuid4

import pytest

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.participants.models import Participant
from gainful.domain.plans.actions import choose_people
from gainful.domain.plans.actions.choose_people import MOST_CHOSEN
from tests.town import town

__all__ = ["town"]


@pytest.fixture(autouse=True)
def lets_through(system):
    """Row security refuses nothing in these tests."""


@pytest.fixture
def order(town):
    return JobOrder.objects.create(agency=town.agency, title="Aide", status="profile_ready")


@pytest.fixture
def people(town):
    made = [Participant(registered_by=town.agency, code=f"P-{n}", name=f"Person {n}") for n in range(4)]
    return [str(person.pk) for person in Participant.objects.bulk_create(made)]


def manager(town):
    return Actor(town.manager.user, town.agency, "program_manager")


def tray(order):
    return {str(row.participant_id) for row in order.shortlist.all()}


def test_a_page_speaks_of_its_own_rows_alone(town, order, people):
    first, second, third, fourth = people
    assert choose_people(manager(town), order, [first], among=[first, second]) == 1
    assert choose_people(manager(town), order, [third], among=[third, fourth]) == 2
    assert tray(order) == {first, third}
    assert choose_people(manager(town), order, [second], among=[first, second]) == 2
    assert tray(order) == {second, third}
    assert choose_people(manager(town), order, []) == 0


def test_choosing_twice_keeps_who_chose_first(town, order, people):
    choose_people(manager(town), order, people[:1])
    before = order.shortlist.get()
    choose_people(manager(town), order, people[:1], among=people)
    assert order.shortlist.get().pk == before.pk
    assert before.chosen_by == town.manager.user


def test_who_does_not_exist_is_not_chosen(town, order, people):
    assert choose_people(manager(town), order, [people[0], str(uuid4())]) == 1
    with pytest.raises(JobOrderError, match="One of the people chosen does not exist"):
        choose_people(manager(town), order, ["nobody"])


def test_a_tray_holds_five_hundred_people(town, order):
    made = Participant.objects.bulk_create(
        Participant(registered_by=town.agency, code=f"Q-{n}") for n in range(MOST_CHOSEN + 1)
    )
    ids = [str(person.pk) for person in made]
    assert choose_people(manager(town), order, ids[:500]) == 500
    with pytest.raises(JobOrderError, match="At most 500 people"):
        choose_people(manager(town), order, ids)
    assert len(tray(order)) == 500


@pytest.mark.parametrize("role", ["coach", "employer", "participant"])
def test_other_roles_choose_nobody(town, order, people, role):
    with pytest.raises(NotAllowedError, match="Your role does not allow this step"):
        choose_people(Actor(town.coach.user, town.agency, role), order, people)


def test_nobody_is_chosen_for_a_closed_job_or_one_of_another_agency(town, order, people):
    with pytest.raises(NotAllowedError, match="Your role does not allow this step"):
        choose_people(Actor(town.stranger.user, town.stranger.organization, "program_manager"), order, people)
    JobOrder.objects.filter(pk=order.pk).update(status="closed")
    order.refresh_from_db()
    with pytest.raises(NotAllowedError, match="not open while"):
        choose_people(manager(town), order, people)
