"""What time alone brings: applicants whom nobody told in time, openings withdrawn under a cohort, what is forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.cohorts.models import Application, Cohort
from gainful.domain.cohorts.seats import SeatLimit, seat_limits
from gainful.domain.cohorts.states import ApplicationStatus, CohortStatus
from gainful.domain.cohorts.telling import tell_applicant, tell_managers
from gainful.domain.cohorts.words import late_words
from gainful.domain.messages.duties import register_duty


def _late(now: datetime) -> QuerySet[Application]:
    return Application.objects.filter(
        status=ApplicationStatus.RECEIVED, late_told_at=None, decide_by__lt=timezone.localdate(now)
    ).order_by("decide_by", "id")


def anybody_late(now: datetime) -> bool:
    """Say whether an applicant should have heard by now and was not told."""
    return _late(now).exists()


def tell_late(now: datetime) -> bool:
    """Tell one applicant that the agency is late, and its managers; False where there is none."""
    row = (
        _late(now).select_for_update(skip_locked=True, of=("self",))
        .select_related("cohort__organization", "organization", "participant").first()
    )  # fmt: skip
    if row is None:
        return False
    row.late_told_at = timezone.now()
    row.save(update_fields=["late_told_at"])
    tell_applicant(row, lambda: late_words(row), f"{row.pk}:late:{row.decide_by}")
    tell_managers(
        row.organization,
        lambda: _("Applicants wait for %(cohort)s") % {"cohort": row.cohort.name},
        lambda: _("Somebody applied for %(cohort)s and should have heard by %(day)s. Decide, or tell them when.")
        % {"cohort": row.cohort.name, "day": row.decide_by.isoformat()},
        f"{row.cohort_id}:late:{timezone.localdate(now)}", row.cohort_id,
    )  # fmt: skip
    return True


def _short() -> tuple[Cohort, SeatLimit] | None:
    alive = (CohortStatus.OPEN, CohortStatus.SELECTING, CohortStatus.RUNNING)
    found = Cohort.objects.filter(status__in=alive, short_told_at=None).select_related("organization")
    rows = list(found.order_by("id"))
    limits = seat_limits(rows)
    return next(((row, limits[row.pk]) for row in rows if not limits[row.pk].is_allowed), None)


def any_short(_now: datetime) -> bool:
    """Say whether a cohort has more seats than its openings allow now, and nobody was told."""
    return _short() is not None


def tell_short(_now: datetime) -> bool:
    """Tell the managers of one such cohort, once; False where there is none."""
    if (found := _short()) is None:
        return False
    row, limit = found
    words = {"cohort": row.name, "openings": limit.openings, "limit": limit.limit, "seats": limit.seats}
    tell_managers(
        row.organization,
        lambda: _("Too few openings behind %(cohort)s") % words,
        lambda: _(
            "%(openings)s committed openings stand behind %(cohort)s now: they allow %(limit)s seats, and it has "
            "%(seats)s. Find more openings, or say by name why it goes on."
        )
        % words,
        f"{row.pk}:short:{limit.openings}", row.pk,
    )  # fmt: skip
    row.short_told_at = timezone.now()
    row.save(update_fields=["short_told_at"])
    return True


def _outlived(now: datetime) -> QuerySet[Application]:
    return Application.objects.filter(participant=None, shared_until__lt=now, draw_entries=None)


def any_outlived(now: datetime) -> bool:
    """Say whether an application that was never joined to a record may be read by nobody any more."""
    return _outlived(now).exists()


def forget(now: datetime) -> bool:
    """Delete such applications with their answers and files; False where there was none."""
    return bool(_outlived(now).delete()[0])


register_duty("applicants who should have heard", anybody_late, tell_late)
register_duty("openings withdrawn under a cohort", any_short, tell_short)
register_duty("applications that nobody may read any more", any_outlived, forget)
