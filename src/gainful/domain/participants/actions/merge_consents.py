"""Consents of two records of one person: nobody sees more of the one record than they saw of both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from gainful.domain.participants.models import Consent, MergedRow, Participant, RecordMerge

KEY = "participants.Consent.participant"


def open_consents(person: Participant) -> dict[UUID, Consent]:
    """Return what is in force, by organization."""
    found: QuerySet[Consent] = person.consents.filter(revoked_at=None).select_related("organization")
    return {consent.organization_id: consent for consent in found}


def join_consents(merge: RecordMerge, one: Participant, other: Participant) -> Iterator[MergedRow]:
    """End what only one of the two gave; where both gave, what both opened stays, until the earlier of both days.

    An organization that saw one record alone would read the other's without having been let in to it.
    """
    now = timezone.now()
    ours, theirs = open_consents(one), open_consents(other)
    made = []
    for organization in sorted(ours.keys() | theirs.keys()):
        mine, yours = ours.get(organization), theirs.get(organization)
        joint = _joint(mine, yours, now) if mine and yours else None
        for consent in (mine, yours):
            if consent is not None and (joint is None or consent.pk != joint.pk):
                yield _end(merge, consent, now)
        if joint is not None and joint._state.adding:  # noqa: SLF001 - Django's public API of instances
            made.append(joint)
    for consent in other.consents.all():
        Consent.objects.filter(pk=consent.pk).update(participant=one)
        yield MergedRow(merge=merge, table=KEY, row=str(consent.pk), what="moved")
    for joint in made:
        joint.participant = one
        joint.save(force_insert=True)
        yield MergedRow(
            merge=merge, table=KEY, row=str(joint.pk), what="made", after=str(joint.organization_id)
        )


def shown_less(one: Participant, other: Participant) -> list[str]:
    """Return the organizations that would see nothing any more, by name: only one of the two let them in."""
    ours, theirs = open_consents(one), open_consents(other)
    now = timezone.now()
    lost = []
    for organization in ours.keys() | theirs.keys():
        mine, yours = ours.get(organization), theirs.get(organization)
        if mine is None or yours is None or _joint(mine, yours, now) is None:
            consent = mine or yours
            lost.append(str(consent.organization) if consent else "")
    return sorted(lost)


def _joint(mine: Consent, yours: Consent, now: datetime) -> Consent | None:
    """Return the consent that opens what both open: one of the two where it is the narrower, else a new one."""
    scopes = [scope for scope in mine.scopes if scope in yours.scopes]
    ends = min(mine.expires_at, yours.expires_at)
    if not scopes or ends <= now:
        return None
    for consent in (mine, yours):
        if sorted(consent.scopes) == sorted(scopes) and consent.expires_at == ends:
            return consent
    return Consent(
        organization=mine.organization, scopes=scopes, granted_at=now, expires_at=ends, basis=mine.basis,
        attested_by=mine.attested_by, note=mine.note,
        purpose=" / ".join(dict.fromkeys(each for each in (mine.purpose, yours.purpose) if each))[:200],
    )  # fmt: skip


def _end(merge: RecordMerge, consent: Consent, now: datetime) -> MergedRow:
    Consent.objects.filter(pk=consent.pk).update(revoked_at=now)
    return MergedRow(
        merge=merge, table=KEY, row=str(consent.pk), what="ended", before=str(consent.organization_id),
        after=now.isoformat(),
    )  # fmt: skip
