"""Until when an applicant hears from the agency, in each state in which they wait for it."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from gainful.domain.cohorts.models import Cohort
from gainful.domain.cohorts.states import WAITS_FOR_US, ApplicationStatus

WAITING_NEWS = timedelta(days=30)
"""Whoever is on a waiting list reads at least once a month where they stand (assumption)."""


def hears_by(cohort: Cohort, status: str, today: date | None = None) -> date | None:
    """Return the day by which an applicant hears who comes into a state today; None where they do not wait for us.

    Whoever is eligible waits for the last day to apply as well: seats are given after it.
    """
    today, days = today or timezone.localdate(), timedelta(days=cohort.decide_days)
    if status not in WAITS_FOR_US:
        return None
    if status == ApplicationStatus.WAITING:
        return today + WAITING_NEWS
    if status == ApplicationStatus.ELIGIBLE:
        return max(today, cohort.apply_until) + days
    return today + days
