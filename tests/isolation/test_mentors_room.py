"""Two at the same moment: a mentor takes no more people than they said, an apprentice's no more than the ratio."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts.actions import name_mentor
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import ApprenticeMentor, Apprenticeship
from gainful.domain.participants.models import Consent, Participant
from gainful.domain.support.actions.mentors import Offer, add_mentor, propose_pair
from gainful.domain.support.errors import NotAllowedError
from gainful.domain.support.models import Mentorship
from tests.helped import as_member
from tests.side_by_side import one_waits_for_the_other, own_database
from tests.town import build_town, town

__all__ = ["own_database", "town"]
GIVES = Offer(["mentor"], ["English"], [], 1)


def person(town, code):
    with acting_as_system("test"):
        made = Participant.objects.create(registered_by=town.agency, code=code, name=code)
        Consent.objects.create(
            participant=made, organization=town.agency, scopes=["profile", "support"], basis="signed_form",
            expires_at=timezone.now() + timedelta(days=9),
        )  # fmt: skip
    return made


def mentor(town):
    with as_member(town.coach) as actor:
        return add_mentor(actor, name="Lena", email="lena@example.org", offer=GIVES)


def apprentice(town, code):
    who = person(town, code)
    with acting_as_system("test"):
        return Apprenticeship.objects.create(
            organization=town.agency, participant=who, name=code, employer_name="Mill", sponsor="Mill",
            occupation_code="51-4041.00", occupation_title="Machinist", begins_on=date(2026, 9, 1), journey_wage=30,
        )  # fmt: skip


@pytest.fixture
def three(town):
    return mentor(town), person(town, "P-1"), person(town, "P-2")


def test_two_who_propose_one_mentor_at_the_same_moment_do_not_exceed_their_room(own_database):
    town = build_town()
    lena, one, other = mentor(town), person(town, "P-1"), person(town, "P-2")
    came = one_waits_for_the_other(
        (lambda: as_member(town.manager), lambda actor: propose_pair(actor, lena, one, [])),
        (lambda: as_member(town.coach), lambda actor: propose_pair(actor, lena, other, [])),
    )
    assert isinstance(came[0], Mentorship), came
    assert isinstance(came[1], NotAllowedError), came
    assert "no room" in came[1].message


def test_the_database_holds_the_room_where_no_action_asks(town, three, as_web_role):
    lena, one, other = three
    fields = {"organization": town.agency, "mentor": lena, "mentor_name": "Lena", "person_name": "x"}
    with as_member(town.coach) as actor:
        Mentorship.objects.create(participant=one, proposed_by=actor.user, **fields)
        with pytest.raises(DatabaseError, match="takes no more people"), transaction.atomic():
            Mentorship.objects.create(participant=other, proposed_by=actor.user, **fields)


def test_two_managers_who_name_one_mentor_at_the_same_moment_keep_the_ratio(own_database):
    town = build_town()
    rows = [apprentice(town, code) for code in ("P-1", "P-2")]

    def names(row):
        return lambda actor: name_mentor(actor, row, name="Mo", email="mo@example.org")

    came = one_waits_for_the_other(
        (lambda: as_member(town.manager), names(rows[0])), (lambda: as_member(town.coach), names(rows[1]))
    )
    assert isinstance(came[0], ApprenticeMentor), came
    assert isinstance(came[1], CohortError), came
    assert "ratio" in came[1].message


@pytest.fixture
def half_seen(town):
    """An apprentice whom staff see; the other one, who has the mentor, took the consent back."""
    seen, hidden = apprentice(town, "P-1"), apprentice(town, "P-2")
    with as_member(town.manager) as actor:
        name_mentor(actor, hidden, name="Mo", email="mo@example.org")
    with acting_as_system("test"):
        Consent.objects.filter(participant=hidden.participant_id).update(revoked_at=timezone.now())
    return seen


def test_an_apprentice_whom_staff_may_not_see_counts_in_the_ratio(town, half_seen, as_web_role):
    with as_member(town.manager) as actor, pytest.raises(CohortError, match="as the ratio allows"):
        name_mentor(actor, half_seen, name="Mo", email="MO@example.org")
