"""What others may read of records that go between systems by file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.access import require
from gainful.domain.participants.models import Consent, ExchangedRecord, HandedOver, Participant, Scope
from gainful.domain.participants.states import OwnerState

GOES_ALONG = (Scope.PROFILE, Scope.MATCHING, Scope.SUPPORT)
"""Parts of a record that a file may hold; what was told in confidence, notes and outcomes stay here."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Another system that got files: how many records it holds of ours, how many ended, when it got the last."""

    name: str
    present: int
    ended: int
    last_at: datetime


def agreed_to_pass_on(actor: Actor) -> QuerySet[Participant]:
    """Return the people who let the acting agency pass their record on, with the consent that says so."""
    require(actor, "import")
    consents = Consent.objects.filter(
        organization=actor.organization, revoked_at=None, expires_at__gt=timezone.now(),
        scopes__contains=[Scope.PROFILE, Scope.EXCHANGE],
    )  # fmt: skip
    found = Participant.objects.filter(merged_into=None, pk__in=consents.order_by().values("participant"))
    return found.prefetch_related(
        Prefetch("consents", consents, to_attr="passing"), "jobs", "credentials", "barriers",
        Prefetch("exchanged", ExchangedRecord.objects.filter(organization=actor.organization), to_attr="owned_by"),
    ).order_by("code", "id")  # fmt: skip


def partners(actor: Actor) -> list[Partner]:
    """Return the systems that the acting agency passed records on to."""
    require(actor, "import")
    found = HandedOver.objects.filter(organization=actor.organization).order_by().values("partner")
    counted = found.annotate(
        present=Count("id", filter=Q(state=OwnerState.PRESENT)),
        ended=Count("id", filter=~Q(state=OwnerState.PRESENT)), last_at=Max("last_at"),
    )  # fmt: skip
    return [
        Partner(row["partner"], row["present"], row["ended"], row["last_at"])
        for row in counted.order_by("partner")
    ]


def received(actor: Actor) -> QuerySet[ExchangedRecord]:
    """Return the records here whose owner is another system, newest first."""
    require(actor, "import")
    found = ExchangedRecord.objects.filter(organization=actor.organization)
    return found.select_related("participant").order_by("-received_at", "id")


def ended_but_kept(actor: Actor) -> QuerySet[ExchangedRecord]:
    """Return the records that their owner ended and that stay here, since the agency worked with the person itself."""
    kept = ExchangedRecord.objects.filter(participant__isnull=False).order_by().values("pk")
    return received(actor).exclude(state=OwnerState.PRESENT).filter(pk__in=kept)


def links_of(actor: Actor, whose: Iterable[tuple[str, str]]) -> dict[tuple[str, str], ExchangedRecord]:
    """Return which of these records, by owner and number there, are here or were."""
    pairs = set(whose)
    found = ExchangedRecord.objects.filter(
        organization=actor.organization, record__in={record for _owner, record in pairs}
    ).select_related("participant")
    return {(row.owner, row.record): row for row in found if (row.owner, row.record) in pairs}


def ids_of(links: Iterable[ExchangedRecord]) -> list[UUID]:
    """Return the people of these records whom the actor sees."""
    return [row.participant.pk for row in links if row.participant]
