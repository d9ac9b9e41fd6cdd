"""Absences in a row: found whenever attendance is taken, and taken back where it is corrected."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from gainful.domain.cohorts.models import AbsenceAlert, Cohort
from gainful.domain.cohorts.registers import runs_of
from gainful.engine.attendance import Run


def watch(cohort: Cohort, enrolments: Iterable[UUID]) -> None:
    """Raise an alert for each of these seats that is in a run of absences as long as the cohort says.

    A run that goes on is the same alert with more absences. One that turns out shorter, since attendance was corrected,
    is withdrawn; whoever simply comes again keeps it: somebody should still have asked.
    """
    runs = runs_of(enrolments)
    alerts = {
        (row.enrolment_id, row.first_session_id): row
        for row in AbsenceAlert.objects.filter(enrolment__in=list(runs))
    }
    for seat, run in runs.items():
        if run is not None and run.length >= cohort.alert_after:
            _raise(seat, run, alerts.pop((seat, run.first), None))
    _withdraw([row for row in alerts.values() if row.withdrawn_at is None], cohort)


def _raise(seat: UUID, run: Run[UUID], alert: AbsenceAlert | None) -> None:
    if alert is None:
        AbsenceAlert.objects.create(
            enrolment_id=seat, first_session_id=run.first, last_session_id=run.last, absences=run.length
        )
    elif (alert.last_session_id, alert.absences, alert.withdrawn_at) != (run.last, run.length, None):
        alert.last_session_id, alert.absences, alert.withdrawn_at = run.last, run.length, None
        alert.save(update_fields=["last_session", "absences", "withdrawn_at"])


def _withdraw(alerts: list[AbsenceAlert], cohort: Cohort) -> None:
    """Withdraw alerts whose sessions no longer make a run: somebody corrected the attendance."""
    for alert in alerts:
        first, last = alert.first_session.starts_at, alert.last_session.starts_at
        missed = alert.enrolment.attendance.filter(
            session__starts_at__range=(first, last), presence="absent"
        ).aggregate(n=Count("id"))["n"]  # fmt: skip
        came = alert.enrolment.attendance.filter(
            session__starts_at__range=(first, last), presence__in=["present", "late"]
        ).exists()  # fmt: skip
        if came or missed < cohort.alert_after:
            alert.withdrawn_at = timezone.now()
            alert.save(update_fields=["withdrawn_at"])
