"""How many seats a cohort has: no more than openings stand behind, or than somebody allows by name."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.cohorts.access import advance_cohort, hold, require_cohort
from gainful.domain.cohorts.actions.saving import one_line, saved
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.floors import floor_problem
from gainful.domain.cohorts.models import Cohort, SeatOverride
from gainful.domain.cohorts.seats import seat_counts, seat_limit
from gainful.domain.cohorts.states import CohortStatus, DrawStatus
from gainful.domain.cohorts.telling import SEAT_FREE
from gainful.domain.messages.notices import notice


@transaction.atomic
def change_seats(
    actor: Actor, cohort: Cohort, seats: int, tracks: Mapping[UUID, int] | None = None
) -> Cohort:
    """Change the number of seats; an open cohort takes no more than its openings or a named override allow.

    `tracks`: the seats of each role, where they change; together they are the cohort's once it is open.
    """
    hold(cohort)
    require_cohort(actor, "change_seats", cohort)
    if seats < 1:
        raise CohortError(_("A cohort has at least one seat."), field="seats")
    taken = seat_counts([cohort.pk])[cohort.pk].taken
    if seats < taken:
        raise CohortError(
            ngettext("%(n)s seat is given already.", "%(n)s seats are given already.", taken) % {"n": taken},
            field="seats",
        )
    drawn = _drawn_for(cohort, seats, tracks or {})
    before = cohort.seats
    cohort.seats = seats
    _share_seats(cohort, tracks or {})
    if cohort.status != CohortStatus.DRAFT:
        require_shared(cohort)
        require_floors(cohort)
        if seats > before:
            require_seats(cohort)
    advance_cohort(cohort, "change_seats", seats=seats)
    if drawn:
        notice(actor, SEAT_FREE, cohort.pk)
    return cohort


def _drawn_for(cohort: Cohort, seats: int, tracks: Mapping[UUID, int]) -> bool:
    """Return whether the seats were drawn; refuse a change before the draw is opened, and fewer seats after it."""
    draw = cohort.draws.exclude(status=DrawStatus.VOID).first()
    if draw is None:
        return False
    if draw.status == DrawStatus.ANNOUNCED:
        raise CohortError(
            _("The draw is announced for these seats."),
            hint=_("Open it first; more seats then go to the next on the waiting list."), field="seats",
        )  # fmt: skip
    fewer = any(tracks.get(row.pk, row.seats) < row.seats for row in cohort.tracks.all())
    if seats < cohort.seats or fewer:
        raise CohortError(_("These seats were drawn: they cannot become fewer."), field="seats")
    return True


def _share_seats(cohort: Cohort, wanted: Mapping[UUID, int]) -> None:
    """Change the seats of roles; none has fewer than are given in it."""
    counts = seat_counts([cohort.pk])[cohort.pk]
    for track in cohort.tracks.filter(pk__in=wanted):
        seats = wanted[track.pk]
        taken = counts.taken_in(track.pk)
        if seats < max(1, taken):
            raise CohortError(
                _("%(role)s has at least one seat, and no fewer than are given: %(n)s.")
                % {"role": track.name, "n": taken},
                field="seats",
            )
        if seats != track.seats:
            track.seats = seats
            saved(track)


def require_shared(cohort: Cohort) -> None:
    """Refuse where the seats of the roles are not the cohort's together: each role is given its own."""
    tracks = sum(cohort.tracks.values_list("seats", flat=True))
    if tracks and tracks != cohort.seats:
        raise CohortError(
            _("The tracks have %(tracks)s seats together, the cohort %(seats)s.")
            % {"tracks": tracks, "seats": cohort.seats},
            hint=_("Make both the same."), field="seats",
        )  # fmt: skip


def require_floors(cohort: Cohort) -> None:
    """Refuse floors that no draw could keep, with the numbers and what to do."""
    if problem := floor_problem(cohort):
        raise CohortError(problem.words, hint=problem.hint, field="seats")


def require_seats(cohort: Cohort) -> None:
    """Refuse more seats than committed openings or a named override allow: no training without a job."""
    limit = seat_limit(cohort)
    if limit.is_allowed:
        return
    words = ngettext(
        "%(n)s committed opening stands behind this cohort: it allows %(limit)s seats, not %(seats)s.",
        "%(n)s committed openings stand behind this cohort: they allow %(limit)s seats, not %(seats)s.",
        limit.openings,
    )
    raise CohortError(
        words % {"n": limit.openings, "limit": limit.limit, "seats": cohort.seats},
        hint=_("Add openings, lower the seats, or allow more by name with the reason."),
        field="seats",
    )


@transaction.atomic
def override_seats(actor: Actor, cohort: Cohort, *, seats: int, name: str, title: str, reason: str) -> None:
    """Allow more seats than openings stand behind, by name and with the reason; it shows wherever the cohort does."""
    hold(cohort)
    require_cohort(actor, "override", cohort)
    given = {"name": one_line(name), "title": one_line(title), "reason": one_line(reason)}
    missing = {"name": _("Type the full name of whoever decides."), "title": _("Type their job title."),
               "reason": _("Say why: applicants, employers and funders read it.")}  # fmt: skip
    for field, words in missing.items():
        if not given[field]:
            raise CohortError(words, field=field)
    limit = seat_limit(cohort).limit
    if seats <= limit:
        raise CohortError(
            ngettext(
                "The openings allow %(n)s seat already.", "The openings allow %(n)s seats already.", limit
            )
            % {"n": limit},
            field="seats",
        )
    row = SeatOverride(cohort=cohort, seats=seats, limit=limit, user=actor.user, **given)
    with acting_in("override_seats"):
        saved(row)
