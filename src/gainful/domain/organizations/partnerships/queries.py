"""What others may read of partnerships."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Prefetch, Q, QuerySet, Sum

from gainful.domain.accounts.actor import Actor
from gainful.domain.organizations.models import (
    Contact,
    CouncilDecision,
    CouncilMeeting,
    Organization,
    Partner,
    Partnership,
    SupplyAgreement,
)
from gainful.domain.organizations.partnerships.models import PartnerRole, PartnershipKind


def partnerships_for(actor: Actor, *, search: str = "", kind: str = "") -> QuerySet[Any]:
    """Return the agency's partnerships, the active first, with `employers` and `next_on`, the next action's day."""
    found = Partnership.objects.filter(agency=actor.organization).select_related("owner")
    if search:
        found = found.filter(Q(name__icontains=search) | Q(partners__organization__name__icontains=search))
    if kind in PartnershipKind.values:
        found = found.filter(kind=kind)
    hiring = Q(partners__role=PartnerRole.EMPLOYER, partners__left_on=None)
    waits = Q(contacts__done_at=None) & ~Q(contacts__next_action="")
    return found.annotate(
        employers=Count("partners", filter=hiring, distinct=True),
        next_on=Min("contacts__next_on", filter=waits),
    ).order_by("-is_open", "next_on", "name", "id")


def partnership(actor: Actor, partnership_id: UUID | str) -> Partnership | None:
    """Return one partnership of the actor's agency with its partners and council, or None."""
    return (
        Partnership.objects.filter(agency=actor.organization)
        .select_related("owner", "agency")
        .prefetch_related(
            Prefetch("partners", Partner.objects.select_related("organization").order_by("role", "id")),
            "council__organization",
        )
        .filter(pk=partnership_id)
        .first()
    )


def releasing_employers(partnership: Partnership) -> list[str]:
    """Return the names of whoever lets people go in a layoff, the present one first."""
    rows = [row for row in partnership.partners.all() if row.role == PartnerRole.RELEASING]
    return [row.organization.name for row in sorted(rows, key=lambda row: row.left_on is not None)]


def contacts_of(partnership: Partnership) -> QuerySet[Contact]:
    """Return the contact log, newest first."""
    found = partnership.contacts.select_related("organization", "created_by")
    return found.order_by("-day", "-created_at", "id")


def next_actions(actor: Actor, until: date | None = None) -> QuerySet[Contact]:
    """Return what is still to be done for the agency's partnerships, the earliest first."""
    found = Contact.objects.filter(partnership__agency=actor.organization, done_at=None).exclude(
        next_action=""
    )
    if until is not None:
        found = found.filter(next_on__lte=until)
    return found.select_related("partnership", "organization").order_by("next_on", "id")


def agenda_text(meeting: CouncilMeeting) -> str:
    """Return the agenda of a meeting as it is typed: a point a line."""
    return "\n".join(meeting.agenda.order_by("position").values_list("title", flat=True))


def meetings_of(partnership: Partnership) -> QuerySet[CouncilMeeting]:
    """Return the meetings of the council, newest first, with agenda, who was there and decisions."""
    found = partnership.meetings.prefetch_related(
        "agenda", "present", "decisions__item", "decisions__replaced_by"
    )
    return found.order_by("-starts_at", "id")


def decisions_of(partnership: Partnership) -> QuerySet[CouncilDecision]:
    """Return the council's decisions, newest first."""
    found = CouncilDecision.objects.filter(meeting__partnership=partnership).select_related("meeting", "item")
    return found.order_by("-created_at", "id")


def agreements_of(partnership: Partnership) -> QuerySet[SupplyAgreement]:
    """Return the supplier agreements with `entered`, the people that were entered by hand (None: nobody was)."""
    found = partnership.agreements.select_related("supplier", "receiver")
    return found.annotate(entered=Sum("supplies__people")).order_by("ends_on", "id")


def possible_partners() -> QuerySet[Organization]:
    """Return every organization that may take part, by name."""
    return Organization.objects.order_by("name", "id")
