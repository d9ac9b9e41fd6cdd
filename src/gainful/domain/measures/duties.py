"""What the clock looks for: hires and draws whose waves are not planned, and questions whose day has come."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from gainful.domain.measures import waves
from gainful.domain.measures.actions import ask_one, plan_waves
from gainful.domain.messages.duties import register_duty


def _day(now: datetime) -> date:
    """Return the day by the site's clock: a wave is due on a day, also in the week in which clocks change."""
    return timezone.localtime(now).date()


def _is_due(now: datetime) -> bool:
    today = _day(now)
    return (
        waves.due(today).exists()
        or waves.unplanned_hires(today).exists()
        or waves.unplanned_applications(today).exists()
    )


def _step(now: datetime) -> bool:
    today = _day(now)
    return bool(plan_waves(today)) or ask_one(today)


register_duty("measures: waves", _is_due, _step)
