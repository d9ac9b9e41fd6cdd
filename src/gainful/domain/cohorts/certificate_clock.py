"""What time alone brings: badges whose last day is over leave the profile."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from gainful.domain.cohorts.actions.held_badges import end_expired
from gainful.domain.cohorts.models import HeldBadge
from gainful.domain.messages.duties import register_duty


def _over(now: datetime) -> QuerySet[HeldBadge]:
    return HeldBadge.objects.filter(is_held=True, expires_on__lt=timezone.localdate(now))


def any_over(now: datetime) -> bool:
    """Say whether a badge counts whose last day is over."""
    return _over(now).exists()


def end_one(now: datetime) -> bool:
    """Take one such badge out of its holder's profile; False where there is none."""
    row = _over(now).select_for_update(skip_locked=True, of=("self",)).select_related("credential").first()
    if row is None:
        return False
    end_expired(row)
    return True


register_duty("badges whose last day is over", any_over, end_one)
