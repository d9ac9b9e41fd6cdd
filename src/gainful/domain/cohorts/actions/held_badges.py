"""Badges of others that a person brings: kept with what was found, in the profile only where they count."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.actions.proved_lines import BADGE, end_line, prove_line
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import HeldBadge
from gainful.domain.participants.access import require_person_or
from gainful.domain.participants.levels import refresh_levels
from gainful.domain.participants.models import Participant, ParticipantCredential

MOST_BADGES = 200


@dataclass(frozen=True, slots=True)
class CheckedBadge:
    """A badge as it was checked; `counts` where proof, status and dates are good and it names this person."""

    text: str
    name: str
    issuer: str
    issuer_id: str
    number: str
    """What its issuer calls it: the same one signed anew keeps it."""
    counts: bool
    competency_id: str
    """The credential of the profile that it proves: a known one, or one of its own."""
    answers: Mapping[str, str] = field(default_factory=dict)
    earned_on: date | None = None
    expires_on: date | None = None


@transaction.atomic
def keep_badge(actor: Actor, person: Participant, checked: CheckedBadge) -> HeldBadge:
    """Keep a badge with what was found; one that counts becomes a line of the profile, one that no longer does ends it.

    The same badge brought again is checked again: its row says what was found last.
    """
    require_person_or(actor, person, "change")
    Participant.objects.select_for_update().get(pk=person.pk)
    digest = hashlib.sha256(checked.text.encode()).hexdigest()
    row = HeldBadge.objects.filter(participant=person, digest=digest).first()
    if row is None:
        if HeldBadge.objects.filter(participant=person).count() >= MOST_BADGES:
            raise CohortError(_("That is more badges than we keep."), hint=_("Remove some first."))
        row = HeldBadge(participant=person, digest=digest, text=checked.text)
    row.name, row.issuer, row.issuer_id = checked.name[:200], checked.issuer[:200], checked.issuer_id[:300]
    row.number = checked.number[:300]
    row.answers, row.is_held, row.checked_at = dict(checked.answers), checked.counts, timezone.now()
    row.earned_on, row.expires_on = checked.earned_on, checked.expires_on
    before, row.credential = row.credential, _line(person, checked) if checked.counts else None
    row.save()
    if before is not None and row.credential is None:
        end_line(before)
    _replace_others(row)
    refresh_levels([person.pk])
    return row


def _line(person: Participant, checked: CheckedBadge) -> ParticipantCredential:
    """Return the line of the profile that a badge proves; one that the person gave themselves stays theirs."""
    return prove_line(
        person, checked.competency_id, source=BADGE, name=checked.name, issuer=checked.issuer,
        earned_on=checked.earned_on, expires_on=checked.expires_on,
    )  # fmt: skip


def _replace_others(row: HeldBadge) -> None:
    """Let a badge take the place of others with its number: signed anew, it is one badge, and the last one stands.

    One that does not count takes no place of one that does.
    """
    others = HeldBadge.objects.filter(
        participant=row.participant_id, number=row.number, issuer_id=row.issuer_id
    ).exclude(pk=row.pk)
    if not row.number or (not row.is_held and others.filter(is_held=True).exists()):
        return
    for other in others.select_related("credential"):
        line = other.credential
        other.delete()
        if line is not None and line.pk != row.credential_id:
            end_line(line)


@transaction.atomic
def remove_badge(actor: Actor, row: HeldBadge) -> None:
    """Take a badge out of the record, with the line of the profile that it proved."""
    require_person_or(actor, row.participant, "change")
    line = row.credential
    row.delete()
    if line is not None:
        end_line(line)
    refresh_levels([row.participant_id])


@transaction.atomic
def end_expired(row: HeldBadge) -> None:
    """Take a badge whose last day is over out of the profile, as the system; the badge stays, with its dates."""
    line = row.credential
    row.credential, row.is_held = None, False
    row.answers = {**row.answers, "dates": "expired"}
    row.save(update_fields=["credential", "is_held", "answers"])
    if line is not None:
        end_line(line)
    refresh_levels([row.participant_id])
