"""Whom of a cohort to introduce for which job: the best for all together, floors and their price, who stays out."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.placements.actions import Why, close_introduction, introduce_chosen
from gainful.domain.placements.errors import NotAllowedError, PlacementError
from gainful.domain.placements.models import Introduction
from gainful.domain.placements.proposals import SegmentFloor, propose
from tests.cohorts import coach, manager
from tests.proposals import world
from tests.town import town

__all__ = ["town", "world"]
pytestmark = pytest.mark.django_db


def jobs_of(found, world):
    """Return the proposed job of each person by title, in the order of the world."""
    by_person = {row.enrolment.participant_id: row.order and row.order.title for row in found.rows}
    return [by_person.get(person.pk, "out") for person in world.people]


def floor(world, job="Aide", segment="North", people=1):
    return SegmentFloor(world.orders[job].pk, segment, people)


def test_the_best_for_all_together_is_proposed_and_a_floor_has_its_price(town, world):
    with manager(town) as actor:
        found = propose(actor, world.cohort)
        assert jobs_of(found, world) == ["Porter", "Aide", None]
        assert sum(row.hours for row in found.proposed) == 70
        assert (found.price_people, found.price_hours, found.segments) == (0, 0, ("North",))
        kept = propose(actor, world.cohort, floors=[floor(world)])
        assert jobs_of(kept, world) == ["Porter", None, "Aide"]
        assert (kept.price_people, kept.price_hours) == (0, 70), "90 + 50 hours instead of 70"
        both = propose(actor, world.cohort, floors=[floor(world), floor(world, "Porter")])
        assert [(each.segment, each.people) for each in both.unfilled] == [("North", 1)]
        assert jobs_of(propose(actor, world.cohort, per_opening=2), world) == ["Aide", "Aide", "Porter"]


def test_a_floor_that_cannot_be_meant_is_refused_in_words(town, world):
    with manager(town) as actor:
        for floors, words in (
            ([floor(world, people=2)], "has room for 1 people; you keep 2 places"),
            ([floor(world, segment="South")], "Choose a job behind this cohort"),
            ([SegmentFloor(world.cohort.pk, "North", 1)], "Choose a job behind this cohort"),
        ):
            with pytest.raises(PlacementError, match=words):
                propose(actor, world.cohort, floors=floors)
        with pytest.raises(PlacementError, match="1 to 5 people"):
            propose(actor, world.cohort, per_opening=6)


def test_what_is_their_own_leaves_somebody_out_and_what_training_gives_does_not(town, world):
    world.failed |= {
        ("Aide", 1): ("wage",),
        ("Porter", 1): ("credentials", "hours"),
        ("Aide", 0): ("schedule",),
    }
    with manager(town) as actor:
        found = propose(actor, world.cohort)
    assert jobs_of(found, world) == ["Porter", None, "Aide"]
    told = {
        row.enrolment.participant_id: [(order.title, why) for order, why in row.closed] for row in found.rows
    }
    assert [told[person.pk] for person in world.people] == [[("Aide", "schedule")], [("Aide", "wage")], []]
    world.failed["Porter", 1] = ("schedule",)
    page = text(town.manager.client.get(reverse("program:cohort_introductions", args=[world.cohort.pk])))
    assert "None of these jobs is open to them – Aide: pays less than they ask for Porter: has shifts" in page


def test_whoever_is_on_the_way_stays_out_and_what_came_to_nothing_is_not_proposed_again(town, world):
    with manager(town) as actor:
        row = introduce_chosen(actor, world.cohort, [(world.seats[0].pk, world.orders["Porter"].pk)])[0]
        found = propose(actor, world.cohort)
        assert jobs_of(found, world) == ["out", "Aide", None], "the opening of the porter has its person"
        close_introduction(actor, row, Why("mistake"))
        found = propose(actor, world.cohort)
    assert jobs_of(found, world) == ["Aide", None, "Porter"]
    again = next(each for each in found.rows if each.enrolment.participant_id == world.people[0].pk)
    assert [(order.title, why) for order, why in again.closed] == [("Porter", "introduced")]


def test_a_role_trained_for_is_the_one_proposed(town, world):
    with acting_as_system("test"):
        track = world.cohort.tracks.create(name="Porters", seats=1, job_order=world.orders["Porter"])
        others = world.cohort.seats - 1
        world.cohort.tracks.create(name="Aides", seats=others, job_order=world.orders["Aide"])
        world.cohort.enrolments.filter(participant=world.people[1]).update(track=track)
    with manager(town) as actor:
        found = propose(actor, world.cohort)
    assert jobs_of(found, world) == ["Aide", None, "Porter"]
    told = next(row for row in found.rows if row.enrolment.participant_id == world.people[1].pk)
    assert [(order.title, why) for order, why in told.closed] == [("Aide", "track")]


def test_pairs_of_elsewhere_are_refused_and_nobody_is_asked(town, world):
    with manager(town) as actor:
        for pair in ((world.seats[0].pk, world.cohort.pk), (world.cohort.pk, world.orders["Aide"].pk)):
            with pytest.raises(PlacementError, match="not open any more"):
                introduce_chosen(actor, world.cohort, [(world.seats[1].pk, world.orders["Aide"].pk), pair])
        assert not Introduction.objects.exists()
        with pytest.raises(PlacementError, match="at least one person"):
            introduce_chosen(actor, world.cohort, [])
    with coach(town) as actor, pytest.raises(NotAllowedError, match="Only managers"):
        introduce_chosen(actor, world.cohort, [(world.seats[1].pk, world.orders["Aide"].pk)])


def text(reply):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def test_the_page_proposes_asks_the_chosen_and_says_what_it_cannot_do(town, world):
    address = reverse("program:cohort_introductions", args=[world.cohort.pk])
    client = town.manager.client
    page = client.get(address)
    assert "3 of this cohort have no job yet and are on no way to one; 2 openings are free." in text(page)
    field = f"floor:{world.orders['Aide'].pk}:North"
    assert "have 70 hours more to learn together" in text(client.get(address, {field: "1"}))
    wrong = client.get(address, {field: "many"})
    assert wrong.status_code == 422
    assert "“many” is no whole number. This is the proposal without it." in text(wrong)
    pairs = re.findall(r'name="pair"\s+value="([^"]+)"', page.content.decode())
    assert len(pairs) == 2
    done = client.post(address, {"pair": pairs, "note": "On time"}, follow=True)
    assert "2 people are asked. The employer sees nobody before they say yes." in text(done)
    assert "No opening of the jobs" not in text(done)
    with acting_as_system("test"):
        assert Introduction.objects.filter(status="asked").count() == 2
    assert "at least one person" in text(client.post(address, {}, follow=True))
    assert town.coach.client.get(address).status_code == 200
    assert town.coach.client.post(address, {"pair": pairs}).status_code == 404
    assert town.stranger.client.get(address).status_code == 404


def test_the_page_asks_the_database_no_more_for_more_people(town, world):
    address = reverse("program:cohort_introductions", args=[world.cohort.pk])
    numbers = []
    for people in (3, 1):
        town.manager.client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert f"{people} of this cohort" in text(town.manager.client.get(address))
        numbers.append(len(seen))
        with acting_as_system("test"):
            world.cohort.enrolments.exclude(pk=world.seats[0].pk).update(status="left")
    assert numbers[0] == numbers[1] <= 40


def test_the_api_says_the_same(town, world):
    path = f"/api/v1/cohorts/{world.cohort.pk}/introductions"
    told = town.manager.client.get(path).json()
    titles = [row["job"] and row["job"]["title"] for row in told["people"]]
    assert sorted(map(str, titles)) == ["Aide", "None", "Porter"]
    assert sum(row["hours"] or 0 for row in told["people"]) == 70
    floors = f"{world.orders['Aide'].pk}:1:North"
    kept = town.manager.client.get(path, {"floor": floors}).json()
    assert (kept["price_people"], kept["price_hours"]) == (0, 70)
    assert town.manager.client.get(path, {"floor": "x"}).status_code == 422
    assert town.manager.client.get(path, {"floor": f"{world.orders['Aide'].pk}:1:South"}).status_code == 422
    assert town.employer.client.get(path).status_code == 403
    assert town.stranger.client.get(path).status_code == 404
