"""Rows of sharing of one tenant for the matrix of rights: a request, an emergency look, a second record of a person."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from gainful.domain.participants.models import (
    AccessRequest,
    Consent,
    DuplicatePair,
    EmergencyAccess,
    ExchangedRecord,
    HandedOver,
    MergedRow,
    Participant,
    RecordClaim,
    RecordMerge,
    SharedMeasure,
)


def make(agency, person, coach):
    """Make one row in each table."""
    AccessRequest.objects.create(
        organization=agency, email=person.user.email, scopes=["profile"], purpose="Help", asker_name="C",
        until=timezone.localdate() + timedelta(days=9),
    )  # fmt: skip
    EmergencyAccess.objects.create(
        organization=agency, participant=person, user=coach, user_name="C", reason="Somebody was in danger",
        ends_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    other = Participant.objects.create(registered_by=agency, code=f"{person.code}-again", name=person.name)
    Consent.objects.create(
        participant=other, organization=agency, scopes=["profile"], basis="signed_form",
        expires_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    first, second = sorted((person, other), key=lambda each: each.pk)
    DuplicatePair.objects.create(organization=agency, first=first, second=second)
    merge = RecordMerge.objects.create(organization=agency, kept=person, merged=other, reason="x")
    MergedRow.objects.create(merge=merge, table="participants.Barrier.participant", row="x", what="moved")
    now = timezone.now()
    ExchangedRecord.objects.create(
        organization=agency, participant=person, owner="o", record="1", changed_at=now
    )
    HandedOver.objects.create(organization=agency, partner="Other system", record=person.pk)
    RecordClaim.objects.create(participant=person, organization=agency, name=person.name, until=now.date())
    SharedMeasure.objects.create(
        participant=person,
        kind="income",
        value="21000",
        as_of=now.date(),
        organization=agency,
        enterer_name="C",
    )


def belongs(organization):
    """Return SQL for each table: the row is this tenant's."""
    named = (
        "accessrequest", "emergencyaccess", "duplicatepair", "recordmerge", "exchangedrecord", "handedover",
        "recordclaim", "sharedmeasure",
    )  # fmt: skip
    return {
        **{f"participants_{name}": organization for name in named},
        "participants_mergedrow": f"merge_id IN (SELECT id FROM participants_recordmerge WHERE {organization})",
    }
