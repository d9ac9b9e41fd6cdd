"""Two records on the two sides of one mentorship or practice agreement are not put together unasked."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.actions import merge_people
from gainful.domain.participants.models import Participant, RecordMerge
from gainful.domain.support.actions.mentors import add_mentor, decline_pair, propose_pair
from gainful.domain.support.actions.practice import withdraw_practice
from gainful.domain.support.models import Mentor
from gainful.domain.support.states.practice import PairSide
from tests.domain.participants.test_duplicates import WHY, again
from tests.domain.support.test_mentors import GIVES
from tests.domain.support.test_practice import sent
from tests.helped import as_member
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]


@pytest.fixture
def twice(town, ana):
    """A second record, of somebody with an address of their own."""
    return again(town, name="Ana Silva", email="kim@books.example")


def put_together(town, kept, other):
    with as_member(town.manager) as actor:
        return merge_people(actor, kept, other, reason=WHY)


def mentored_by(town, ana, graduate=None, email="lena@example.org"):
    with as_member(town.coach) as actor:
        mentor = add_mentor(actor, name="Lena Ortiz", email=email, offer=GIVES)
    if graduate is not None:
        with acting_as_system("test"):
            Mentor.objects.filter(pk=mentor.pk).update(participant=graduate)
            mentor.refresh_from_db()
    with as_member(town.coach) as actor:
        return propose_pair(actor, mentor, ana.person, ["occupation"])


@pytest.mark.parametrize("by_record", [True, False])
@pytest.mark.parametrize("mentor_is_kept", [True, False])
def test_a_mentor_and_their_person_are_not_put_together_while_it_lasts(
    town, ana, twice, by_record, mentor_is_kept
):
    pair = mentored_by(town, ana, twice) if by_record else mentored_by(town, ana, email="Kim@Books.example")
    both = (twice, ana.person) if mentor_is_kept else (ana.person, twice)
    with pytest.raises(ValidationError, match=r"the other's mentor\. End that first"):
        put_together(town, *both)
    with acting_as_system("test"):
        assert not RecordMerge.objects.exists()
        assert Participant.objects.get(pk=twice.pk).merged_into_id is None
    with as_member(town.coach) as actor:
        decline_pair(actor, pair, side=PairSide.AGENCY, words="The same person twice")
    assert put_together(town, *both).kept == both[0]


def test_whoever_talked_as_mentor_and_person_are_two_people(town, ana, twice):
    pair = mentored_by(town, ana, twice)
    with acting_as_system("test"):
        pair.talks.create(held_on=timezone.localdate(), side=PairSide.PERSON, words="We met")
    with as_member(town.coach) as actor:
        decline_pair(actor, pair, side=PairSide.AGENCY)
    with pytest.raises(ValidationError, match="these are two people"):
        put_together(town, ana.person, twice)


def test_host_and_person_of_one_agreement_are_two_people(town, ana, twice):
    row = sent(town, ana)
    with pytest.raises(ValidationError, match="practice work: these are two people"):
        put_together(town, ana.person, twice)
    with as_member(town.manager) as actor:
        withdraw_practice(actor, row)
    assert put_together(town, ana.person, twice)


def test_somebody_else_s_mentor_stands_in_no_way(town, ana, twice):
    mentored_by(town, ana)
    assert put_together(town, ana.person, twice)
