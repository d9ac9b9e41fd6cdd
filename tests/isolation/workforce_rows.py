"""Rows of a workforce of one tenant for the matrix of rights."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from gainful.domain.cohorts.models import Cohort, ReleaseAgreement
from gainful.domain.workforce.models import CountedLevels, Target, Worker


def make(agency, person):
    """Make one row in each table, and two workers: one who agreed, one who did not."""
    today = timezone.localdate()
    agreed = {"agreed_by": "signed_form", "agreed_on": today, "until": today + timedelta(days=9)}
    Worker.objects.create(organization=agency, number="1", title="Welder", email=person.user.email, **agreed)
    silent = Worker.objects.create(organization=agency, number="2", title="Welder")
    CountedLevels.objects.create(
        organization=agency, worker=silent, occupation_code="51-4121.00", reference_version="1", levels=b"12"
    )
    Target.objects.create(organization=agency, occupation_code="51-4121.00", people=2, due_on=today)
    ReleaseAgreement.objects.create(
        cohort=Cohort.objects.filter(organization=agency).first(), employer=agency, cohort_name="Spring",
        agency_name="A", starts_on=today, ends_on=today, people=1, hours_per_week=4, backfill="Nobody",
    )  # fmt: skip


def belongs(organization):
    """Return SQL for each table: the row is this tenant's."""
    return {
        "workforce_worker": organization,
        "workforce_target": organization,
        "workforce_countedlevels": organization,
        "cohorts_releaseagreement": organization.replace("organization_id", "employer_id"),
    }
