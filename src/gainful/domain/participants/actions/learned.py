"""What a person learned enters their profile as evidence: at least this level, from which training."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.access import require_person_or
from gainful.domain.participants.levels import refresh_levels
from gainful.domain.participants.models import TRAINING, HeldCompetency, Participant, ParticipantCredential
from gainful.engine.credentials.mentions import find_credentials


@transaction.atomic
def learn_competencies(
    actor: Actor, person: Participant, lines: Mapping[str, tuple[str, float | None]], *, note: str
) -> int:
    """Enter competencies with the level that a training led to; returns how many. A second training keeps the higher.

    `lines` is competency → name and level (0-7, None where nobody says one).
    """
    require_person_or(actor, person, "read")
    there = {
        row.competency_id: row
        for row in HeldCompetency.objects.filter(participant=person, evidence_kind=TRAINING)
    }
    for competency, (name, level) in lines.items():
        row = there.get(competency) or HeldCompetency(
            participant=person, competency_id=competency, evidence_kind=TRAINING, source=TRAINING
        )
        known = [each for each in (row.level, level) if each is not None]
        row.name, row.level, row.note = name[:200], max(known) if known else None, note[:400]
        row.domain, row.confirmed_at = row.domain or "skill", timezone.now()
        row.save()
    if lines:
        refresh_levels([person.pk])
    return len(lines)


@transaction.atomic
def learn_credential(
    actor: Actor,
    person: Participant,
    *,
    name: str,
    issuer: str,
    earned_on: date,
    expires_on: date | None = None,
) -> ParticipantCredential:
    """Enter a credential that was earned; one of that name is brought up to date."""
    require_person_or(actor, person, "read")
    known = next((competency for competency, _name, _span in find_credentials(name)), "")
    row, _is_new = ParticipantCredential.objects.update_or_create(
        participant=person, competency_id=known or f"credential:{slugify(name, allow_unicode=True)[:100]}",
        defaults={
            "name": name, "issuer": issuer, "earned_on": earned_on, "expires_on": expires_on, "source": TRAINING,
            "confirmed_at": timezone.now(),
        },
    )  # fmt: skip
    refresh_levels([person.pk])
    return row
