"""Lines of a profile that a badge or a certificate proves: there while one of them counts, gone with the last."""

from __future__ import annotations

import hashlib
from datetime import date

from django.utils import timezone

from gainful.domain.cohorts.models import Certificate, HeldBadge
from gainful.domain.participants.levels import refresh_levels
from gainful.domain.participants.models import Participant, ParticipantCredential
from gainful.engine.credentials.mentions import find_credentials

BADGE, CERTIFICATE = "badge", "certificate"
"""Sources of a line that stands on proof alone: what the person said themselves stays without it."""


def proved_competency(name: str, achievement: str) -> str:
    """Return the credential of the profile that an achievement is: a known one, or one of its own."""
    known = next((competency for competency, _name, _span in find_credentials(name)), "")
    return known or f"credential:badge-{hashlib.sha256(achievement.encode()).hexdigest()[:16]}"


def prove_line(
    person: Participant, competency_id: str, *, source: str, name: str, issuer: str, earned_on: date | None,
    expires_on: date | None,
) -> ParticipantCredential:  # fmt: skip
    """Return the line that is proved now; one that was there keeps its source."""
    line = ParticipantCredential.objects.filter(
        participant=person, competency_id=competency_id
    ).first() or ParticipantCredential(
        participant=person, competency_id=competency_id, name=name[:200], source=source
    )
    line.issuer, line.confirmed_at = issuer[:200], timezone.now()
    line.earned_on, line.expires_on = earned_on, expires_on
    line.save()
    return line


def end_line(line: ParticipantCredential) -> None:
    """Take a line out of the profile that nothing proves any more; what the person said themselves stays."""
    if line.source not in {BADGE, CERTIFICATE} or line.badges.exists():
        return
    rows = Certificate.objects.filter(participant=line.participant_id).order_by("id")
    if not any(row.counts and competency_of(row) == line.competency_id for row in rows):
        line.delete()


def competency_of(certificate: Certificate) -> str:
    """Return the credential of the profile that a certificate of ours proves."""
    return proved_competency(
        certificate.title, certificate.document["credentialSubject"]["achievement"]["id"]
    )


def enter_certificate(certificate: Certificate) -> None:
    """Bring the holder's profile in line with a certificate: it proves a line while it counts.

    Where its holder brought it as a badge too, that one counts no longer than the certificate does.
    """
    person, key = certificate.participant, competency_of(certificate)
    if certificate.counts:
        prove_line(
            person, key, source=CERTIFICATE, name=certificate.title, issuer=certificate.organization.name,
            earned_on=timezone.localdate(certificate.issued_at), expires_on=certificate.valid_until,
        )  # fmt: skip
    else:
        number = certificate.document["id"]
        for row in HeldBadge.objects.filter(participant=person, number=number, is_held=True).order_by("id"):
            row.is_held, row.credential = False, None
            row.answers = {**row.answers, "status": certificate.status}
            row.save(update_fields=["is_held", "credential", "answers"])
        line = ParticipantCredential.objects.filter(participant=person, competency_id=key).first()
        if line is not None:
            end_line(line)
    refresh_levels([person.pk])
