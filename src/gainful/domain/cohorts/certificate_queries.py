"""Reads of certificates, of what is published of them, and of badges that people brought."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.certificate_states import CertificateStatus
from gainful.domain.cohorts.models import Certificate, Cohort, Enrolment, HeldBadge, IssuerKey, StatusList
from gainful.domain.cohorts.states import EnrolmentStatus
from gainful.domain.participants.models import Participant


def _whole() -> QuerySet[Certificate]:
    return Certificate.objects.select_related("cohort", "organization", "participant", "key", "replaces")


def certificates_of(found: Cohort, filters: Mapping[str, Any] | None = None) -> QuerySet[Certificate]:
    """Return a cohort's certificates by name, the newest first; `q` looks for a name, `status` narrows."""
    wanted = filters or {}
    rows = Certificate.objects.filter(cohort=found).select_related("replaced_by").defer("document")
    if text := str(wanted.get("q") or "").strip():
        rows = rows.filter(name__icontains=text)
    if str(wanted.get("status") or "") in CertificateStatus.values:
        rows = rows.filter(status=wanted["status"])
    return rows.order_by("name", "-issued_at", "-id")


def without_certificate(found: Cohort) -> QuerySet[Enrolment]:
    """Return who completed a cohort and has no certificate that counts or is suspended, by name."""
    rows = found.enrolments.filter(status=EnrolmentStatus.COMPLETED)
    return rows.exclude(certificates__status__in=["issued", "suspended"]).order_by("name", "id")


def shared_certificate(certificate_id: UUID | str) -> Certificate | None:
    """Return the certificate that a link opens, without what its holder does not see of it; None where it is shut."""
    return Certificate.objects.filter(pk=certificate_id).first()


def our_certificate(actor: Actor, certificate_id: UUID | str) -> Certificate | None:
    """Return one certificate of the actor's agency, or None."""
    return _whole().filter(pk=certificate_id, organization=actor.organization).first()


def my_certificates(person: Participant) -> QuerySet[Certificate]:
    """Return a person's certificates, newest first; ids rise with time, and two may be of one second."""
    return _whole().filter(participant=person).defer("document").order_by("-issued_at", "-id")


def my_certificate(person: Participant, certificate_id: UUID) -> Certificate | None:
    """Return one of a person's certificates, or None."""
    return _whole().filter(participant=person, pk=certificate_id).first()


def my_badges(person: Participant) -> QuerySet[HeldBadge]:
    """Return the badges of others that a person brought, newest first."""
    return HeldBadge.objects.filter(participant=person).defer("text").order_by("-checked_at", "-id")


def badges_to_recheck() -> list[UUID]:
    """Return ids of the badges that people brought whose issuer has a web address, those checked longest ago first.

    What was found broken or names somebody else stays so whatever its issuer says.
    """
    found = HeldBadge.objects.filter(issuer_id__startswith="did:web:").exclude(answers__named="no")
    return list(
        found.exclude(answers__proof="broken").order_by("checked_at", "id").values_list("pk", flat=True)
    )


def held_badge(number: UUID) -> HeldBadge | None:
    """Return one badge that somebody brought, with its person."""
    found = HeldBadge.objects.select_related("participant__user", "credential")
    return found.filter(pk=number).first()


def keys_of(organization_id: UUID) -> list[IssuerKey]:
    """Return an agency's keys, the newest first; those taken back among them."""
    return list(IssuerKey.objects.filter(organization=organization_id).order_by("-number"))


def status_list(organization_id: UUID, number: int) -> StatusList | None:
    """Return one of an agency's lists, or None."""
    return StatusList.objects.filter(organization=organization_id, number=number).first()


def marked_places(list_id: UUID, purpose: str) -> list[int]:
    """Return the marked places of a list; anybody may know them, nobody whose they are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gainful.marked_places(%s, %s)", [list_id, purpose])
        return [index for (index,) in cursor.fetchall()]


def everything_about_me(person: Participant) -> dict[str, list[dict[str, Any]]]:
    """Return a person's certificates, whole, and the badges that they brought, as plain values."""
    said = ("id", "title", "name", "status", "status_at", "reason", "issued_at", "valid_until", "document")
    found = (
        "name",
        "issuer",
        "issuer_id",
        "answers",
        "is_held",
        "earned_on",
        "expires_on",
        "checked_at",
        "text",
    )
    return {
        "certificates": list(my_certificates(person).defer(None).values(*said)),
        "badges": list(
            HeldBadge.objects.filter(participant=person).order_by("-checked_at", "-id").values(*found)
        ),
    }
