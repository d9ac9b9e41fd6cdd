"""Rows of sharing of one tenant for the matrix of rights: a request to the person, an emergency look."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from gainful.domain.participants.models import AccessRequest, EmergencyAccess


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


def belongs(organization):
    """Return SQL for each table: the row is this tenant's."""
    return {f"participants_{name}": organization for name in ("accessrequest", "emergencyaccess")}
