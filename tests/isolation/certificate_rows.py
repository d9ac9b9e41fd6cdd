"""Certificates' rows of one tenant for the matrix of rights: a key, a list, a certificate in it, a badge of others."""

from __future__ import annotations

from gainful.domain.cohorts.models import (
    Certificate,
    Enrolment,
    HeldBadge,
    IssuerKey,
    StatusEntry,
    StatusList,
)


def make(agency, person):
    """Make one row in each table; the person is in a cohort of the agency."""
    seat = Enrolment.objects.get(organization=agency, participant=person)
    key = IssuerKey.objects.create(organization=agency, number=1, did="did:web:a.example", public="z6Mk")
    entry = StatusEntry.objects.create(
        status_list=StatusList.objects.create(organization=agency, number=1), index=1
    )
    Certificate.objects.create(
        organization=agency, cohort=seat.cohort, enrolment=seat, participant=person, entry=entry, key=key, name="P",
        title="Welder", document={},
    )  # fmt: skip
    HeldBadge.objects.create(participant=person, digest="x", text="{}", name="CPR", issuer="Red Cross")


def belongs(organization, person):
    """Return SQL for each table: the row is this tenant's."""
    return {
        **{f"cohorts_{part}": organization for part in ("issuerkey", "statuslist", "certificate")},
        "cohorts_statusentry": f"status_list_id IN (SELECT id FROM cohorts_statuslist WHERE {organization})",
        "cohorts_heldbadge": person,
    }
