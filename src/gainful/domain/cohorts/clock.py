"""What time alone brings: applicants whom nobody told in time, openings withdrawn under a cohort, what is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import acting_in
from gainful.domain.cohorts.hearing import hears_by
from gainful.domain.cohorts.models import Application, Cohort
from gainful.domain.cohorts.seats import SeatLimit, seat_limits
from gainful.domain.cohorts.states import WAITS_FOR_US, ApplicationStatus, CohortStatus
from gainful.domain.cohorts.telling import tell_applicant, tell_managers
from gainful.domain.cohorts.words import late_words, still_waiting_words
from gainful.domain.messages.duties import register_duty


def _late(now: datetime) -> QuerySet[Application]:
    return Application.objects.filter(
        status__in=WAITS_FOR_US, late_told_at=None, decide_by__lt=timezone.localdate(now)
    ).order_by("decide_by", "id")


def anybody_late(now: datetime) -> bool:
    """Say whether an applicant should have heard by now and was not told."""
    return _late(now).exists()


def tell_late(now: datetime) -> bool:
    """Tell one applicant that the agency is late, and its managers; False where there is none.

    Whoever is on a waiting list reads where they stand instead, and their days begin anew: nobody is late there.
    """
    row = (
        _late(now).select_for_update(skip_locked=True, of=("self",))
        .select_related("cohort__organization", "organization", "participant").first()
    )  # fmt: skip
    if row is None:
        return False
    occasion = f"{row.pk}:late:{row.decide_by}"
    if row.status == ApplicationStatus.WAITING:
        tell_applicant(row, lambda: still_waiting_words(row), occasion)
        row.decide_by = hears_by(row.cohort, row.status, timezone.localdate(now)) or row.decide_by
        with acting_in("move_application"):
            row.save(update_fields=["decide_by"])
        return True
    row.late_told_at = timezone.now()
    row.save(update_fields=["late_told_at"])
    tell_applicant(row, lambda: late_words(row), occasion)
    tell_managers(
        row.organization,
        lambda: _("Applicants wait for %(cohort)s") % {"cohort": row.cohort.name},
        lambda: _late_for_managers(row),
        f"{row.cohort_id}:late:{row.status}:{timezone.localdate(now)}", row.cohort_id,
    )  # fmt: skip
    return True


def _late_for_managers(row: Application) -> str:
    if row.status == ApplicationStatus.ELIGIBLE:
        text = _(
            "Somebody who is eligible for %(cohort)s should have heard by %(day)s whether they get a seat. Offer the "
            "seats, announce a draw, or tell them when."
        )
    else:
        text = _(
            "Somebody applied for %(cohort)s and should have heard by %(day)s. Decide, or tell them when."
        )
    return text % {"cohort": row.cohort.name, "day": row.decide_by.isoformat()}


_ALIVE = (CohortStatus.OPEN, CohortStatus.SELECTING, CohortStatus.RUNNING)
_AT_ONCE = 500
"""Cohorts that are looked at together: a step that looked at all of them to tell one would take hours of thousands."""
_TOLD_AT_ONCE = 20
"""Cohorts that one step tells of: until its end nobody else can change them."""


def _short() -> Iterator[tuple[list[Cohort], list[tuple[Cohort, SeatLimit]]]]:
    """Yield, some cohorts at a time, those that were short and have enough again, and those short of more openings
    than was told; pairs of two empty lists are left out.
    """
    alive = list(Cohort.objects.filter(status__in=_ALIVE).order_by("id").values_list("id", flat=True))
    for start in range(0, len(alive), _AT_ONCE):
        rows = list(Cohort.objects.filter(id__in=alive[start : start + _AT_ONCE]).order_by("id"))
        limits = seat_limits(rows)
        again = [row for row in rows if row.short_told is not None and limits[row.pk].is_allowed]
        short = [
            (row, limits[row.pk]) for row in rows
            if not limits[row.pk].is_allowed and (row.short_told is None or limits[row.pk].openings < row.short_told)
        ]  # fmt: skip
        if again or short:
            yield again, short


def any_short(_now: datetime) -> bool:
    """Say whether a cohort has more seats than its openings allow now and its managers do not know how far."""
    return next(_short(), None) is not None


def tell_short(now: datetime) -> bool:
    """Tell the managers of such cohorts, each time that more openings go, some at a time; False where there is none."""
    again, short = next(_short(), ([], []))
    Cohort.objects.filter(pk__in=[row.pk for row in again]).update(short_told=None)
    for row, limit in short[:_TOLD_AT_ONCE]:
        _tell_short(row, limit, now)
    return bool(again or short)


def _tell_short(row: Cohort, limit: SeatLimit, now: datetime) -> None:
    words = {"cohort": row.name, "openings": limit.openings, "limit": limit.limit, "seats": limit.seats}
    tell_managers(
        row.organization,
        lambda: _("Too few openings behind %(cohort)s") % words,
        lambda: _(
            "%(openings)s committed openings stand behind %(cohort)s now: they allow %(limit)s seats, and it has "
            "%(seats)s. Find more openings, or say by name why it goes on."
        )
        % words,
        f"{row.pk}:short:{limit.openings}:{timezone.localdate(now)}", row.pk,
    )  # fmt: skip
    row.short_told_at, row.short_told = timezone.now(), limit.openings
    row.save(update_fields=["short_told_at", "short_told"])


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
