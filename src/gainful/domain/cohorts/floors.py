"""Floors that no draw could keep: told when they are stated, before a draw is announced, and at the draw."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gainful.domain.cohorts.models import Cohort
from gainful.engine.allocation import FloorsError


@dataclass(frozen=True, slots=True)
class FloorProblem:
    """What cannot be kept, with the numbers, and what to do."""

    words: str
    hint: str


def floor_problem(cohort: Cohort) -> FloorProblem | None:
    """Return why the floors as stated can be kept by no draw of these seats, None where they can."""
    room = {None: cohort.seats} | {track.pk: track.seats for track in cohort.tracks.all()}
    names = {track.pk: track.name for track in cohort.tracks.all()}
    asked: dict[object, int] = {}
    for floor in cohort.floors.select_related("rule"):
        if names and floor.track_id is None and floor.seats:
            return FloorProblem(
                _("The floor for %s names no role, and a draw is held for each role of its own.")
                % floor.rule.label,
                _("Remove that floor and promise the seats in a role."),
            )
        asked[floor.track_id] = asked.get(floor.track_id, 0) + floor.seats
    for where, seats in asked.items():
        if seats > room[where]:  # type: ignore[index]  # a track of this cohort
            return too_many(names.get(where, cohort.name), seats, room[where])  # type: ignore[call-overload, index]
    return None


def too_many(where: str, asked: int, seats: int) -> FloorProblem:
    """Return that floors ask for more seats than there are in a role, or in the cohort."""
    return FloorProblem(
        _("Floors promise %(asked)s seats of %(where)s; it has %(seats)s: no draw could keep that.")
        % {"asked": asked, "where": where, "seats": seats},
        _("Lower a floor, or give it more seats."),
    )


def from_draw(cohort: Cohort, error: FloorsError) -> FloorProblem:
    """Return the words for floors that the people who are eligible make impossible to keep."""
    where = error.stratum or cohort.name
    if error.priority is None:
        return FloorProblem(
            _("Floors promise %(asked)s seats of %(where)s, and %(seats)s are free: no draw could keep that.")
            % {"asked": error.asked, "where": where, "seats": error.seats},
            _("Lower a floor, or give more seats: nothing is announced until the floors can be kept."),
        )
    return FloorProblem(
        _(
            "Whoever is served first takes seats of %(where)s before: %(seats)s are left where chance decides, and "
            "floors ask for %(asked)s of them."
        )
        % {"asked": error.asked, "where": where, "seats": error.seats},
        _(
            "Lower floors to %(seats)s seats together, or give %(more)s seats more: nothing is announced until the "
            "floors can be kept."
        )
        % {"seats": error.seats, "more": error.asked - error.seats},
    )
