"""Open a cohort, close its applications, start, complete or cancel it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_in
from gainful.domain.cohorts.access import (
    advance_application,
    advance_cohort,
    advance_enrolment,
    hold,
    require_cohort,
)
from gainful.domain.cohorts.actions.change_seats import require_floors, require_seats, require_shared
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Application, Cohort
from gainful.domain.cohorts.publishing import notice_of
from gainful.domain.cohorts.release import unsigned_employers
from gainful.domain.cohorts.seats import completion_rate, seat_counts
from gainful.domain.cohorts.states import (
    APPLICATION_RULES,
    ApplicationStatus,
    CohortStatus,
    EnrolmentStatus,
    LeftReason,
)
from gainful.domain.cohorts.telling import COHORT_ENDED, COHORT_OPENED, COHORT_STARTED, MOVED
from gainful.domain.messages.notices import notice

_UNDECIDED = (ApplicationStatus.RECEIVED, ApplicationStatus.INCOMPLETE, ApplicationStatus.ELIGIBLE)


@transaction.atomic
def open_cohort(actor: Actor, cohort: Cohort) -> Cohort:
    """Open a cohort for applications: enough committed openings stand behind it, or somebody allows more by name."""
    hold(cohort)
    require_cohort(actor, "open", cohort)
    if cohort.apply_until < timezone.localdate():
        raise CohortError(
            _("The last day to apply is past."), hint=_("Change it first."), field="apply_until"
        )
    require_shared(cohort)
    require_floors(cohort)
    if cohort.is_public and not (cohort.about and cohort.contact):
        raise CohortError(
            _("Say what one learns and whom to ask: it stands on the public page."), field="about"
        )
    require_seats(cohort)
    _require_releases(cohort)
    rate = completion_rate(cohort.program_id)
    advance_cohort(
        cohort, "open", expected_rate=rate.to_json(), opened_at=timezone.now(), notice=notice_of(cohort)
    )
    notice(actor, COHORT_OPENED, cohort.pk)
    return cohort


def _require_releases(cohort: Cohort) -> None:
    """Refuse while an employer that trains its own people here has not agreed to their hours off."""
    missing = unsigned_employers(cohort)
    if missing:
        raise CohortError(
            _("%(employer)s has not signed for the hours off of its people.") % {"employer": missing[0]},
            hint=_("Put the agreement before them; they sign on their first page."),
        )


@transaction.atomic
def publish_again(actor: Actor, cohort: Cohort) -> Cohort:
    """Bring what is published of the jobs and the site up to date."""
    hold(cohort)
    require_cohort(actor, "change_dates", cohort)
    cohort.notice, cohort.updated_at = notice_of(cohort), timezone.now()
    cohort.save(update_fields=["notice", "updated_at"])
    return cohort


@transaction.atomic
def close_applications(actor: Actor, cohort: Cohort) -> Cohort:
    """Take no more applications: from now on seats are given."""
    hold(cohort)
    require_cohort(actor, "close_applications", cohort)
    advance_cohort(cohort, "close_applications")
    return cohort


@transaction.atomic
def open_again(actor: Actor, cohort: Cohort) -> Cohort:
    """Take applications again, as long as no draw is announced and no seat is given."""
    hold(cohort)
    require_cohort(actor, "open_again", cohort)
    if cohort.draws.exclude(status="void").exists() or seat_counts([cohort.pk])[cohort.pk].taken:
        raise CohortError(
            _("Seats are being given already."), hint=_("Late applicants join the waiting list.")
        )
    if cohort.apply_until < timezone.localdate():
        raise CohortError(
            _("The last day to apply is past."), hint=_("Change it first."), field="apply_until"
        )
    advance_cohort(cohort, "open_again", status="open")
    return cohort


@transaction.atomic
def start_cohort(actor: Actor, cohort: Cohort) -> Cohort:
    """Begin training with those who are enrolled."""
    hold(cohort)
    require_cohort(actor, "start", cohort)
    counts = seat_counts([cohort.pk])[cohort.pk]
    if not counts.enrolments("enrolled"):
        raise CohortError(_("Nobody is enrolled."), hint=_("Offer seats first."))
    if waiting := cohort.applications.filter(status__in=[*_UNDECIDED, ApplicationStatus.OFFERED]).count():
        raise CohortError(
            _("%(n)s applicants have not heard the end of it.") % {"n": waiting},
            hint=_("Decide their applications, put them on the waiting list, or wait for their answers."),
        )
    advance_cohort(cohort, "start")
    notice(actor, COHORT_STARTED, cohort.pk)
    return cohort


def close_unshared(cohort: Cohort) -> None:
    """Close applications that the agency may not read any more once training has begun; by the system, with kind words.

    They hold up nobody else's training. A seat that was offered stays so until its days are over: the person may still
    take it. Whoever is on the waiting list stays there.
    """
    if cohort.status != CohortStatus.RUNNING:
        return
    for row in cohort.applications.filter(status__in=_UNDECIDED).select_related("cohort__organization"):
        advance_application(row, "close", left_reason=str(LeftReason.NOT_SHARED))
        notice(Actor(None, cohort.organization, SYSTEM_ROLE), MOVED, row.pk)


def end_unshared(cohort: Cohort) -> None:
    """End what is left in a cohort that is over of people whom its agency may not see any more; by the system."""
    _close_open(cohort)
    if cohort.status != CohortStatus.CANCELLED:
        return
    for row in cohort.enrolments.filter(status=EnrolmentStatus.ENROLLED):
        verb = "leave" if row.starts_on <= timezone.localdate() else "not_start"
        advance_enrolment(row, verb, reason=cohort.ended_reason, ended_at=timezone.now())


@transaction.atomic
def complete_cohort(actor: Actor, cohort: Cohort) -> Cohort:
    """End training: everybody's seat has ended, those who still wait are told, and the openings are free again."""
    hold(cohort)
    require_cohort(actor, "complete", cohort)
    if left := cohort.enrolments.filter(status=EnrolmentStatus.ENROLLED).count():
        raise CohortError(
            ngettext("%(n)s person is still enrolled.", "%(n)s people are still enrolled.", left)
            % {"n": left},
            hint=_("Say of each whether they completed or left."),
        )
    _end(actor, cohort, "complete")
    return cohort


@transaction.atomic
def cancel_cohort(actor: Actor, cohort: Cohort, *, reason: str) -> Cohort:
    """Cancel a cohort with the reason that applicants read."""
    hold(cohort)
    require_cohort(actor, "cancel", cohort)
    reason = " ".join(reason.split())
    if not reason:
        raise CohortError(_("Say why: everybody who applied reads it."), field="reason")
    if cohort.enrolments.filter(status=EnrolmentStatus.ENROLLED).exists():
        raise CohortError(
            _("People are enrolled in it."),
            hint=_("Say of each that they left or did not start, then cancel."),
        )
    _end(actor, cohort, "cancel", ended_reason=reason[:400])
    return cohort


def _close_open(cohort: Cohort) -> None:
    rows = Application.objects.filter(cohort=cohort, status__in=APPLICATION_RULES["close"].states)
    with acting_in("move_application"):
        rows.update(status=APPLICATION_RULES["close"].to, status_at=timezone.now(), late_told_at=None)


def _end(actor: Actor, cohort: Cohort, verb: str, **changes: str) -> None:
    """End the cohort; applications that still wait are closed, and each applicant is told by the clock."""
    _close_open(cohort)
    cohort.opening_rows.filter(released_at=None).update(released_at=timezone.now())
    advance_cohort(cohort, verb, **changes)
    notice(actor, COHORT_ENDED, cohort.pk)
