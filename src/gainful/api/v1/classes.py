"""Classes of cohorts: planned, moved, cancelled; attendance by tap; hours; skill gains; apprenticeships."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in, actor_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.actions.attendance import MOST_TAPS
from gainful.domain.cohorts.apprentice_progress import progress_of
from gainful.domain.cohorts.hours import PersonHours, hours_of
from gainful.domain.cohorts.looks import note_looks
from gainful.domain.cohorts.models import Cohort, Enrolment, Session
from gainful.domain.cohorts.registers import register_of
from gainful.domain.cohorts.states import TEACHERS
from gainful.domain.participants.actions import record_reads

router = Router(tags=["Classes"])
CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"


class ClassOut(Schema):
    """A session: a moment in UTC, a length, and the zone whose day and clock it keeps."""

    id: UUID
    cohort_id: UUID
    title: str
    kind: str
    place: str
    day: date
    starts_at: datetime
    minutes: int
    zone: str
    status: str
    reason: str
    times_changed: int


class ClassTime(Schema):
    """When a session is: the day and clock of its zone; `which` only in the night in which clocks go back."""

    day: date
    clock: str = Field(pattern=CLOCK)
    minutes: int = Field(ge=5, le=720)
    zone: str = Field("", max_length=60)
    which: str = Field("", max_length=6)

    def moment(self) -> actions.Time:
        """Return it as the domain takes it."""
        return actions.Time(self.day, time.fromisoformat(self.clock), self.minutes, self.zone, self.which)


class NewClass(ClassTime):
    """A session to plan; with `weekdays` (0 is Monday) and `until`, one on each of these days."""

    title: str = Field(min_length=1, max_length=200)
    kind: str = Field("class", max_length=12)
    place: str = Field("", max_length=300)
    weekdays: list[Annotated[int, Field(ge=0, le=6)]] = Field(default_factory=list, max_length=7)
    until: date | None = None
    without: list[date] = Field(default_factory=list, max_length=200)


class ClassMove(ClassTime):
    """Another time, and why."""

    reason: str = Field("", max_length=400)


class ClassReason(Schema):
    """Why a session does not take place."""

    reason: str = Field(min_length=1, max_length=400)


class TapIn(Schema):
    """One tap: its key, whose, what, and when it was tapped (with its zone)."""

    key: UUID
    seat: UUID
    presence: str = Field(max_length=10)
    late: int = Field(0, ge=0, le=720)
    early: int = Field(0, ge=0, le=720)
    at: datetime


class TapsIn(Schema):
    """What a phone sends; sent again after a lost connection it changes nothing."""

    taps: list[TapIn] = Field(max_length=MOST_TAPS)


class TapRefused(Schema):
    """A tap that cannot be saved, with why; the others are."""

    key: UUID
    why: str


class TapsSaved(Schema):
    """The keys that are saved now, and those that cannot be, with why."""

    saved: list[UUID]
    refused: list[TapRefused]


class RegisterLine(Schema):
    """One person of a register; `presence` is empty where nobody marked them."""

    seat: UUID
    name: str
    presence: str
    minutes_late: int
    minutes_early: int


class FunderHours(Schema):
    """Hours that one fund counts."""

    fund: str
    hours: float


class HoursOut(Schema):
    """One person's minutes, planned and actual, and the hours that each funder counts."""

    seat: UUID
    name: str
    status: str
    planned: int
    held: int
    attended: int
    made_up: int
    times: dict[str, int]
    counted: list[FunderHours]


class NewGain(Schema):
    """A measurable skill gain: `kind` is level, diploma, transcript, milestone or progress (types A to E)."""

    kind: str = Field(max_length=12)
    achieved_on: date
    evidence: str = Field(min_length=1, max_length=300)
    is_postsecondary: bool = False


class GainOut(NewGain):
    """A gain as it is recorded."""

    id: UUID


class NewResult(Schema):
    """A result on the assessment's own scale."""

    instrument: str = Field(min_length=1, max_length=120)
    taken_on: date
    score: Decimal = Field(max_digits=8, decimal_places=2)
    lowest: Decimal = Field(Decimal(0), max_digits=8, decimal_places=2)
    highest: Decimal = Field(max_digits=8, decimal_places=2)
    passes_at: Decimal | None = Field(None, max_digits=8, decimal_places=2)


class ResultOut(NewResult):
    """A result as it is recorded."""

    id: UUID
    passed: bool | None


class ApprenticeOut(Schema):
    """An apprenticeship and how far it is, in hours."""

    id: UUID
    name: str
    occupation_code: str
    occupation_title: str
    employer_name: str
    status: str
    job_hours: int
    confirmed_hours: float
    instruction_hours: int
    attended_hours: float
    wage: Decimal | None
    missing: list[str]


class ClassPart(Schema):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=100_000)


def _cohort(request: ActorRequest, cohort_id: UUID) -> Cohort:
    actor = actor_in(request, TEACHERS)
    if actor.role == "instructor":
        found = queries.taught_cohorts(actor).filter(pk=cohort_id).first()
    else:
        found = queries.our_cohort(actor, cohort_id)
    if found is None:
        raise Refused(404, "There is no such cohort, or it is not yours.")
    return found


def _session(request: ActorRequest, class_id: UUID) -> Session:
    actor_in(request, TEACHERS)
    found = queries.session(class_id)
    if found is None:
        raise Refused(404, "There is no such class, or it is not yours.")
    _cohort(request, found.cohort_id)
    return found


def _seat(request: ActorRequest, seat_id: UUID) -> Enrolment:
    found = Enrolment.objects.filter(pk=seat_id).first()
    if found is None:
        raise Refused(404, "There is no such seat, or it is not shared with you.")
    found.cohort = _cohort(request, found.cohort_id)
    return found


@router.get("/cohorts/{cohort_id}/classes", response={200: list[ClassOut], **PROBLEMS})
def classes(request: ActorRequest, cohort_id: UUID, part: Annotated[ClassPart, Query()]) -> list[Session]:
    """Return the sessions of a cohort in their order."""
    rows = queries.sessions_of(_cohort(request, cohort_id))
    return list(rows[part.offset : part.offset + part.limit])


@router.post("/cohorts/{cohort_id}/classes", response={201: list[ClassOut], **PROBLEMS})
def new_class(request: ActorRequest, cohort_id: UUID, data: NewClass) -> tuple[int, list[Session]]:
    """Plan one session, or one on each of these weekdays; each stands for itself afterwards."""
    cohort, actor = _cohort(request, cohort_id), actor_of(request)
    draft = actions.SessionDraft(data.moment(), data.title, data.kind, data.place)
    if not data.weekdays:
        return 201, [actions.add_session(actor, cohort, draft)]
    if data.until is None:
        raise Refused(422, "Say until when.", field="until")
    return 201, actions.add_weekly(
        actor, cohort, draft, weekdays=set(data.weekdays), until=data.until, without=data.without
    )


@router.post("/classes/{class_id}/move", response={200: ClassOut, **PROBLEMS})
def move_class(request: ActorRequest, class_id: UUID, data: ClassMove) -> Session:
    """Move a session; everybody concerned is told."""
    return actions.move_session(
        actor_of(request), _session(request, class_id), data.moment(), reason=data.reason
    )


@router.post("/classes/{class_id}/cancel", response={200: ClassOut, **PROBLEMS})
def cancel_class(request: ActorRequest, class_id: UUID, data: ClassReason) -> Session:
    """Cancel a session; everybody concerned is told."""
    return actions.cancel_session(actor_of(request), _session(request, class_id), reason=data.reason)


@router.post("/classes/{class_id}/close", response={200: ClassOut, **PROBLEMS})
def close_class(request: ActorRequest, class_id: UUID) -> Session:
    """Say that it was held and everybody is marked; the hours are booked."""
    return actions.close_session(actor_of(request), _session(request, class_id))


@router.get("/classes/{class_id}/register", response={200: list[RegisterLine], **PROBLEMS})
def register(request: ActorRequest, class_id: UUID) -> list[dict[str, Any]]:
    """Return who is to be there and who was."""
    lines = register_of(_session(request, class_id))
    note_looks(actor_of(request), [line.enrolment for line in lines], "Register of a class")
    return [
        {
            "seat": line.enrolment.pk, "name": line.enrolment.name,
            "presence": line.attendance.presence if line.attendance else "",
            "minutes_late": line.attendance.minutes_late if line.attendance else 0,
            "minutes_early": line.attendance.minutes_early if line.attendance else 0,
        }
        for line in lines
    ]  # fmt: skip


@router.post("/classes/{class_id}/taps", response={200: TapsSaved, **PROBLEMS})
def taps(request: ActorRequest, class_id: UUID, data: TapsIn) -> dict[str, Any]:
    """Take attendance; each tap counts once by its key, and of two for one person the later one."""
    for tap in data.taps:
        if tap.at.tzinfo is None:
            raise Refused(422, "The time needs its zone.", "Write 2027-01-15T14:00:00-06:00.", "at")
    sent = [
        actions.Tapped(tap.key, actions.Mark(tap.seat, tap.presence, tap.late, tap.early), tap.at)
        for tap in data.taps
    ]
    taken = actions.take_taps(actor_of(request), _session(request, class_id), sent)
    return {"saved": taken.saved, "refused": [{"key": key, "why": why} for key, why in taken.refused]}


def _hours(found: PersonHours, funds: dict[UUID, str]) -> dict[str, Any]:
    sums = found.sums
    return {
        "seat": found.enrolment.pk, "name": found.enrolment.name, "status": found.enrolment.status,
        "planned": sums.planned, "held": sums.held, "attended": sums.attended, "made_up": sums.made_up,
        "times": found.times,
        "counted": [{"fund": funds[key], "hours": float(each.hours)} for key, each in found.counted.items()],
    }  # fmt: skip


@router.get("/cohorts/{cohort_id}/hours", response={200: list[HoursOut], **PROBLEMS})
def hours(
    request: ActorRequest, cohort_id: UUID, part: Annotated[ClassPart, Query()]
) -> list[dict[str, Any]]:
    """Return planned and actual minutes of a cohort's people, and the hours that each funder counts."""
    cohort, actor = _cohort(request, cohort_id), actor_of(request)
    seats = queries.classmates(cohort) if actor.role == "instructor" else queries.enrolments_of(cohort)
    rows, rules = list(seats[part.offset : part.offset + part.limit]), queries.funder_rules_of(cohort)
    note_looks(actor, rows, "Hours of a class")
    funds = {rule.pk: str(rule.fund) for rule in rules}
    return [_hours(found, funds) for found in hours_of(cohort, rows, rules)]


@router.post("/seats/{seat_id}/gains", response={201: GainOut, **PROBLEMS})
def new_gain(request: ActorRequest, seat_id: UUID, data: NewGain) -> tuple[int, Any]:
    """Record a measurable skill gain (20 CFR 677.155(a)(1)(v))."""
    return 201, actions.record_gain(actor_of(request), _seat(request, seat_id), **data.model_dump())


@router.post("/seats/{seat_id}/results", response={201: ResultOut, **PROBLEMS})
def new_result(request: ActorRequest, seat_id: UUID, data: NewResult) -> tuple[int, Any]:
    """Record the result of an assessment on its own scale."""
    return 201, actions.record_result(actor_of(request), _seat(request, seat_id), **data.model_dump())


@router.get("/apprenticeships", response={200: list[ApprenticeOut], **PROBLEMS})
def apprenticeships(request: ActorRequest, part: Annotated[ClassPart, Query()]) -> list[dict[str, Any]]:
    """Return the apprenticeships of your agency and how far each is."""
    actor = actor_in(request, TEACHERS - {"instructor"})
    found = queries.apprenticeships_of(actor).select_related("enrolment")
    rows = list(found[part.offset : part.offset + part.limit])
    record_reads(actor, [row.participant_id for row in rows], what="Apprenticeships")
    return [_apprentice(row) for row in rows]


def _apprentice(row: Any) -> dict[str, Any]:
    found = progress_of(row)
    known = {name: getattr(row, name) for name in ApprenticeOut.model_fields if hasattr(row, name)}
    return {
        **known, "confirmed_hours": float(found.confirmed), "attended_hours": float(found.instruction),
        "wage": found.step.wage if found.step else None, "missing": found.missing(),
    }  # fmt: skip
