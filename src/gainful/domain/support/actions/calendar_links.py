"""A secret address of one's own calendar, for a calendar program that asks it every hour."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system
from gainful.domain.messages.links import links_about, make_signed_link
from gainful.domain.messages.models import SignedLink
from gainful.domain.participants.access import is_self
from gainful.domain.participants.models import Participant
from gainful.domain.support.access import require_staff
from gainful.domain.support.asking import PERSON_CALENDAR, STAFF_CALENDAR

LIFETIME = timedelta(days=366)


@transaction.atomic
def person_calendar_link(actor: Actor, person: Participant) -> str:
    """Make the address of a person's own calendar and return its token; an earlier one ends."""
    if not is_self(actor, person):
        raise PermissionDenied("Only the person opens their calendar to a program.")
    with acting_as_system("a calendar link"):
        links_about(PERSON_CALENDAR.about_kind, person.pk).update(revoked_at=timezone.now())
        maker = Actor(None, person.registered_by, SYSTEM_ROLE)
        _link, token = make_signed_link(maker, PERSON_CALENDAR, person.pk, lifetime=LIFETIME)
    return token


@transaction.atomic
def staff_calendar_link(actor: Actor) -> str:
    """Make the address of the actor's own calendar and return its token; an earlier one ends."""
    require_staff(actor)
    user = actor.signed_in_user
    SignedLink.objects.filter(
        about_kind=STAFF_CALENDAR.about_kind, about_id=str(user.pk), revoked_at=None
    ).update(revoked_at=timezone.now())
    return make_signed_link(actor, STAFF_CALENDAR, user.pk, lifetime=LIFETIME)[1]
