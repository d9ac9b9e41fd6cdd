"""How many seats a cohort may have: committed unfilled openings ÷ the program's expected completion rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db import connection
from django.utils import timezone

from gainful.domain.cohorts.models import Cohort, SeatOverride
from gainful.domain.cohorts.states import CohortStatus

_OVER = frozenset({CohortStatus.COMPLETED, CohortStatus.CANCELLED})
ENOUGH = 10
"""People who must have completed before a program's rate is trusted; until then everybody is expected to complete."""


@dataclass(frozen=True, slots=True)
class CompletionRate:
    """How many of a program's trainees completed, of those whose training ended."""

    completed: int
    ended: int

    @property
    def is_measured(self) -> bool:
        """Whether enough people have completed for the rate to be trusted."""
        return self.completed >= ENOUGH

    @property
    def rate(self) -> Fraction:
        """The rate to expect, 0 to 1; exactly 1 until enough people have completed."""
        return Fraction(self.completed, self.ended) if self.is_measured else Fraction(1)

    def seats_for(self, openings: int) -> int:
        """Return the seats that so many openings allow: each opening may lose some trainees on the way."""
        return int(openings / self.rate)

    def to_json(self) -> dict[str, float | int]:
        """Return what a cohort keeps of it when it opens."""
        return {"completed": self.completed, "ended": self.ended, "rate": round(float(self.rate), 4)}


@dataclass(frozen=True, slots=True)
class SeatLimit:
    """The seats of a cohort beside what stands behind them today."""

    seats: int
    openings: int
    rate: CompletionRate
    override: SeatOverride | None
    is_over: bool = False
    """The cohort has ended and its openings are free again: what was allowed by name still shows, nothing is short."""

    @property
    def limit(self) -> int:
        """Seats that the openings allow."""
        return self.rate.seats_for(self.openings)

    @property
    def beyond(self) -> int:
        """Seats beyond what the openings allow, or allowed once a cohort is over; 0 where there are none."""
        if self.is_over:
            return max(0, self.seats - self.override.limit) if self.override else 0
        return max(0, self.seats - self.limit)

    @property
    def allowed(self) -> SeatOverride | None:
        """Who allowed the seats beyond, None where there are none or nobody did."""
        return self.override if self.beyond else None

    @property
    def is_allowed(self) -> bool:
        """Whether the openings, or somebody by name, allow these seats.

        A name stands for so many seats beyond the openings of that day: where openings go later it allows no more.
        """
        if not self.beyond:
            return True
        given = self.override
        return given is not None and given.seats >= self.seats and self.beyond <= given.seats - given.limit


def is_over(cohort: Cohort) -> bool:
    """Whether a cohort has ended or was cancelled: it gives no seats any more."""
    return cohort.status in _OVER


def openings_behind(cohorts: Iterable[UUID], day: date | None = None) -> dict[UUID, int]:
    """Return the committed, unfilled openings behind each cohort on a day (today), as whoever sees the cohort.

    Once training has begun a filled one counts as well: hires are what the seats are for.
    """
    wanted = list(cohorts)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cohort, openings FROM gainful.openings_behind(%s, %s)",
            [wanted, day or timezone.localdate()],
        )
        found = dict(cursor.fetchall())
    return {cohort: found.get(cohort, 0) for cohort in wanted}


def completion_rate(program_id: UUID) -> CompletionRate:
    """Return the completion rate of a program of the actor's agency."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT completed, ended FROM gainful.program_completions(%s)", [program_id])
        completed, ended = cursor.fetchone()
    return CompletionRate(completed or 0, ended or 0)


def seat_limits(cohorts: Iterable[Cohort]) -> dict[UUID, SeatLimit]:
    """Return the limit of each cohort: an opened one rests on the rate of its opening, others on today's."""
    rows = list(cohorts)
    openings = openings_behind(row.pk for row in rows)
    newest: dict[UUID, SeatOverride] = {}
    for override in SeatOverride.objects.filter(cohort__in=[row.pk for row in rows]).order_by("at", "id"):
        newest[override.cohort_id] = override
    programs = {row.program_id for row in rows if not _is_settled(row)}
    today = {program: completion_rate(program) for program in programs}
    rates = {row.pk: _settled(row) if _is_settled(row) else today[row.program_id] for row in rows}
    return {
        row.pk: SeatLimit(row.seats, openings[row.pk], rates[row.pk], newest.get(row.pk), is_over(row))
        for row in rows
    }


def _is_settled(cohort: Cohort) -> bool:
    return bool(cohort.expected_rate) and cohort.status != CohortStatus.DRAFT


def _settled(cohort: Cohort) -> CompletionRate:
    return CompletionRate(cohort.expected_rate["completed"], cohort.expected_rate["ended"])


def seat_limit(cohort: Cohort) -> SeatLimit:
    """Return the limit of one cohort."""
    return seat_limits([cohort])[cohort.pk]


@dataclass(frozen=True, slots=True)
class SeatCounts:
    """How many people stand where in a cohort, by track; counted whatever consents have ended since."""

    rows: tuple[tuple[UUID | None, str, int], ...]

    def _sum(self, kind: str, states: Iterable[str], track: UUID | None = None) -> int:
        wanted = {f"{kind}.{state}" for state in states}
        return sum(n for where, what, n in self.rows if what in wanted and track in {None, where})

    def applications(self, *states: str) -> int:
        """Return the applications in these states."""
        return self._sum("application", states)

    def enrolments(self, *states: str) -> int:
        """Return the enrolments in these states."""
        return self._sum("enrolment", states)

    @property
    def to_decide(self) -> int:
        """Applications that wait for the agency or the applicant."""
        return self.applications("received", "incomplete")

    @property
    def enrolled(self) -> int:
        """People in the cohort now."""
        return self.enrolments("enrolled")

    @property
    def took_part(self) -> int:
        """People who are in the cohort or were until it ended or they left."""
        return self.enrolments("enrolled", "completed", "left")

    @property
    def all_applications(self) -> int:
        """Every application that there is."""
        return sum(n for _where, what, n in self.rows if what.startswith("application."))

    @property
    def taken(self) -> int:
        """Seats offered or taken; whoever did not start gave theirs back."""
        return self.taken_in(None)

    def taken_in(self, track: UUID | None) -> int:
        """Return the seats offered or taken in a track; None is all of them."""
        offered = self._sum("application", ("offered",), track)
        return offered + self._sum("enrolment", ("enrolled", "completed", "left"), track)


def seat_counts(cohorts: Iterable[UUID]) -> dict[UUID, SeatCounts]:
    """Return the counts of each cohort, for staff of its agency."""
    wanted = list(cohorts)
    found: dict[UUID, list[tuple[UUID | None, str, int]]] = {cohort: [] for cohort in wanted}
    with connection.cursor() as cursor:
        cursor.execute("SELECT cohort, track, what, n FROM gainful.cohort_counts(%s)", [wanted])
        for cohort, track, what, number in cursor.fetchall():
            found[cohort].append((track, what, number))
    return {cohort: SeatCounts(tuple(rows)) for cohort, rows in found.items()}


def free_seats(cohort: Cohort) -> dict[UUID | None, int]:
    """Return the free seats by track; a cohort without tracks has one entry, None."""
    counts = seat_counts([cohort.pk])[cohort.pk]
    tracks = list(cohort.tracks.all())
    if not tracks:
        return {None: max(0, cohort.seats - counts.taken)}
    return {track.pk: max(0, track.seats - counts.taken_in(track.pk)) for track in tracks}
