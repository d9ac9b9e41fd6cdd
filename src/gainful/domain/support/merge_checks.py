"""Two people who stand on the two sides of one mentorship or practice agreement are not put together unasked."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from gainful.domain.participants.merge_checks import register_merge_check
from gainful.domain.participants.models import Participant
from gainful.domain.support.asking_mentors import OPEN
from gainful.domain.support.models import Mentorship, MentorTalk, PracticeAgreement
from gainful.domain.support.states.practice import PracticeState

_UNSENT = (PracticeState.DRAFT, PracticeState.WITHDRAWN)
BothWays = tuple[tuple[Participant, Participant], tuple[Participant, Participant]]


def _both_ways(one: Participant, other: Participant) -> BothWays:
    return (one, other), (other, one)


def _is_mentor(person: Participant) -> Q:
    """A graduate by their record; a volunteer, who has none, by the address at which they are asked."""
    by_address = Q(mentor__email__iexact=person.email) if person.email else Q(pk=None)
    return Q(mentor__participant=person) | by_address


def _mentor_of_the_other(kept: Participant, given_up: Participant) -> str:
    pairs = Q(pk=None)
    for mentor, person in _both_ways(kept, given_up):
        pairs |= Q(participant=person) & _is_mentor(mentor)
    found = Mentorship.objects.filter(pairs)
    if found.filter(state__in=OPEN).exists():
        return _("One of the two is the other's mentor. End that first, if it is one person after all.")
    if MentorTalk.objects.filter(mentorship__in=found).exists():
        return _("One of the two was the other's mentor, and they talked: these are two people.")
    return ""


def _both_in_one_agreement(kept: Participant, given_up: Participant) -> str:
    sides = Q(pk=None)
    for person, other in _both_ways(kept, given_up):
        if other.email:
            address = Q(host_email__iexact=other.email) | Q(employer_email__iexact=other.email)
            sides |= Q(participant=person) & address
    found = PracticeAgreement.objects.filter(sides).exclude(state__in=_UNSENT)
    if not found.exists():
        return ""
    return _(
        "One of the two signs for the host or employer in the other's practice work: these are two people."
    )


register_merge_check(_mentor_of_the_other)
register_merge_check(_both_in_one_agreement)
