"""Hours side by side: planned, held, attended, made up, and what each funder counts; per person, cohort, program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from django.db import connection
from django.db.models import Count, Sum

from gainful.domain.cohorts.models import (
    THERE,
    Attendance,
    Cohort,
    Enrolment,
    FunderRule,
    MadeUpHours,
    Presence,
    Session,
)
from gainful.domain.cohorts.states import SessionStatus
from gainful.engine.attendance import Attended, Counted, count_hours


@dataclass(frozen=True, slots=True)
class Sums:
    """Minutes of everybody in a cohort: planned in all, held so far, attended, made up."""

    people: int = 0
    planned: int = 0
    held: int = 0
    attended: int = 0
    made_up: int = 0

    @property
    def share(self) -> float | None:
        """Attended or made up, of what was held; None where nothing was held yet."""
        return (self.attended + self.made_up) / self.held if self.held else None

    @property
    def percent(self) -> int | None:
        """The share in whole percent."""
        return None if self.share is None else round(self.share * 100)

    def plus(self, other: Sums) -> Sums:
        """Return both together."""
        return Sums(
            self.people + other.people, self.planned + other.planned, self.held + other.held,
            self.attended + other.attended, self.made_up + other.made_up,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonHours:
    """One person's minutes, how often they were what, and what each funder counts in hours."""

    enrolment: Enrolment
    sums: Sums
    times: dict[str, int] = field(default_factory=dict)
    counted: dict[UUID, Counted] = field(default_factory=dict)


def cohort_sums(ids: Iterable[UUID]) -> dict[UUID, Sums]:
    """Return the sums of some cohorts; they name nobody and count everybody."""
    wanted = list(ids)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cohort, people, planned, held, attended, made_up FROM gainful.training_sums(%s)", [wanted]
        )
        found = {row[0]: Sums(*row[1:]) for row in cursor.fetchall()}
    return {each: found.get(each, Sums()) for each in wanted}


def program_sums(program_id: UUID) -> list[tuple[Cohort, Sums]]:
    """Return the sums of each cohort of a program that has sessions or will have, newest first."""
    cohorts = list(
        Cohort.objects.filter(program=program_id).exclude(status="draft").order_by("-starts_on", "id")[:200]
    )
    sums = cohort_sums(row.pk for row in cohorts)
    return [(row, sums[row.pk]) for row in cohorts]


def total(found: Iterable[Sums]) -> Sums:
    """Return all of them together."""
    whole = Sums()
    for one in found:
        whole = whole.plus(one)
    return whole


def hours_of(
    cohort: Cohort, enrolments: Sequence[Enrolment], rules: Sequence[FunderRule] = ()
) -> list[PersonHours]:
    """Return the hours of some people of one cohort, in the order given: three statements, however many."""
    sessions = list(
        Session.objects.filter(cohort=cohort).exclude(status=SessionStatus.CANCELLED)
        .values_list("day", "track", "minutes", "status", "starts_at")
    )  # fmt: skip
    groups = _groups(enrolments)
    made_up = dict(
        MadeUpHours.objects.filter(enrolment__in=enrolments, taken_back_at=None).order_by()
        .values_list("enrolment").annotate(n=Sum("minutes"))
    )  # fmt: skip
    return [
        _person(seat, _planned(seat, sessions), groups[seat.pk], made_up.get(seat.pk, 0), rules)
        for seat in enrolments
    ]


def _groups(enrolments: Sequence[Enrolment]) -> dict[UUID, list[tuple[str, Attended, int]]]:
    rows = (
        Attendance.objects.filter(enrolment__in=enrolments).order_by()
        .values_list("enrolment", "presence", "session__minutes", "minutes_late", "minutes_early")
        .annotate(n=Count("id"), there=Sum("minutes"))
    )  # fmt: skip
    found: dict[UUID, list[tuple[str, Attended, int]]] = defaultdict(list)
    for seat, presence, planned, late, early, times, there in rows:
        group = Attended(
            planned,
            late,
            early,
            is_there=presence in THERE,
            is_excused=presence == Presence.EXCUSED,
            times=times,
        )
        found[seat].append((presence, group, there))
    return found


def _planned(seat: Enrolment, sessions: Iterable[tuple[object, ...]]) -> tuple[int, int]:
    """Return the minutes of somebody's sessions: all of them, and those that were held while they were in it."""
    planned = held = 0
    for day, track, minutes, status, starts_at in sessions:
        if track not in {None, seat.track_id} or not seat.starts_on <= day <= seat.ends_on:  # type: ignore[operator]
            continue
        planned += minutes  # type: ignore[operator]
        is_in = seat.ended_at is None or starts_at <= seat.ended_at  # type: ignore[operator]
        held += minutes if status == SessionStatus.HELD and is_in else 0  # type: ignore[operator]
    return planned, held


def _person(
    seat: Enrolment,
    planned: tuple[int, int],
    groups: list[tuple[str, Attended, int]],
    made_up: int,
    rules: Sequence[FunderRule],
) -> PersonHours:
    times: dict[str, int] = defaultdict(int)
    for presence, group, _minutes in groups:
        times[presence] += group.times
    sums = Sums(1, planned[0], planned[1], sum(minutes for *_rest, minutes in groups), made_up)
    classes = [group for _presence, group, _minutes in groups]
    counted = {rule.pk: count_hours(classes, made_up, planned[0], rule.rule()) for rule in rules}
    return PersonHours(seat, sums, dict(times), counted)


def in_hours(minutes: int | Fraction) -> str:
    """Return minutes as hours to the hundredth, without zeros that say nothing."""
    return f"{float(minutes) / 60:.2f}".rstrip("0").rstrip(".")
