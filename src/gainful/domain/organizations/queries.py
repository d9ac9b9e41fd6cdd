"""What others may read of organizations."""

from __future__ import annotations

from django.db.models import QuerySet

from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership


def active_memberships(user: User) -> QuerySet[Membership]:
    """Return the roles a user holds now, oldest first, with their organizations."""
    active = Membership.objects.filter(user=user, ended_at=None)
    return active.select_related("organization").order_by("created_at", "id")
