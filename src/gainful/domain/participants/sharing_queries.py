"""What others may read of sharing: who asks to see whom, emergency looks, who looked."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.access import require
from gainful.domain.participants.models import AccessRequest, Consent, EmergencyAccess, Participant
from gainful.domain.participants.states import AccessState


def asked_of_me(actor: Actor) -> QuerySet[AccessRequest]:
    """Return the requests that wait for the acting person's answer, the oldest first."""
    found = AccessRequest.objects.filter(state=AccessState.ASKED).select_related("organization")
    address = actor.user.email if actor.user else ""
    return found.filter(email__iexact=address).order_by("asked_at", "id") if address else found.none()


def access_requests(actor: Actor, *, state: str = "") -> QuerySet[AccessRequest]:
    """Return what the acting agency asked, newest first."""
    require(actor, "ask to see")
    found = AccessRequest.objects.filter(organization=actor.organization).select_related("consent")
    if state:
        found = found.filter(state=state)
    return found.order_by("-asked_at", "id")


def access_request(asked_id: UUID) -> AccessRequest | None:
    """Return one request that the actor may see, or None."""
    return AccessRequest.objects.filter(pk=asked_id).select_related("organization").first()


def emergencies(actor: Actor) -> QuerySet[EmergencyAccess]:
    """Return the emergency looks of the acting agency, those that wait for review first."""
    require(actor, "open in an emergency")
    found = EmergencyAccess.objects.filter(organization=actor.organization)
    return found.order_by("reviewed_at", "-opened_at", "id").select_related("consent")


def emergency(row_id: UUID) -> EmergencyAccess | None:
    """Return one emergency look that the actor may see, or None."""
    return EmergencyAccess.objects.filter(pk=row_id).select_related("consent").first()


def emergencies_of(person: Participant) -> QuerySet[EmergencyAccess]:
    """Return the emergency looks at a person's record, newest first."""
    return EmergencyAccess.objects.filter(participant=person).select_related("organization")


def consent(person: Participant, consent_id: UUID) -> Consent | None:
    """Return one consent of a person that the actor may see, or None."""
    found = Consent.objects.filter(participant=person, pk=consent_id)
    return found.select_related("participant", "organization").first()
