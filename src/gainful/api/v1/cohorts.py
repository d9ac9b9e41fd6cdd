"""Cohorts, applications to them, the draw, and who is enrolled."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in, actor_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.actions.check_application import assessment_of
from gainful.domain.cohorts.models import Application, Cohort, Draw, Enrolment
from gainful.domain.cohorts.seats import SeatLimit, seat_counts, seat_limit, seat_limits
from gainful.domain.participants.actions import record_reads
from gainful.domain.programs import queries as programs

router = Router(tags=["Cohorts"])


class CohortOut(Schema):
    """A cohort, with what stands behind its seats; `beyond` seats need a named override."""

    id: UUID
    name: str
    status: str
    program_id: UUID
    seats: int
    starts_on: date
    ends_on: date
    apply_until: date
    later_start_on: date | None
    is_public: bool
    curriculum_id: UUID | None
    openings: int
    completion_rate: float
    seats_allowed: int
    seats_beyond: int
    allowed_by: str
    allowed_reason: str


class CohortDetail(CohortOut):
    """A cohort with how many people stand where."""

    taken: int
    received: int
    eligible: int
    waiting: int
    enrolled: int
    tracks: list[TrackOut]
    floors: list[FloorOut]


class NewCohort(Schema):
    """A cohort to start."""

    program_id: UUID
    name: str = Field(min_length=1, max_length=200)
    seats: int = Field(ge=1, le=5_000)
    starts_on: date
    ends_on: date
    apply_until: date
    later_start_on: date | None = None
    about: str = Field("", max_length=4_000)
    contact: str = Field("", max_length=300)
    decide_days: int = Field(14, ge=1, le=90)
    is_public: bool = False


class Openings(Schema):
    """Openings to put behind a cohort."""

    openings: list[UUID] = Field(min_length=1, max_length=1_000)


class Override(Schema):
    """Who allows more seats than openings, and why."""

    seats: int = Field(ge=1, le=5_000)
    name: str = Field(min_length=1, max_length=200)
    title: str = Field(min_length=1, max_length=200)
    reason: str = Field(min_length=1, max_length=600)


class FloorOut(Schema):
    """Seats at least for a segment; `promised` is what applicants read at first where it was lowered since."""

    id: UUID
    segment: str
    track_id: UUID | None
    seats: int
    promised: int | None
    reason: str
    lowered_reason: str


class TrackOut(Schema):
    """A role of a cohort with its seats."""

    id: UUID
    name: str
    seats: int


class ChangedSeats(Schema):
    """The seats of a cohort, and of each role by its id; the roles have them together once it is open."""

    seats: int = Field(ge=1, le=5_000)
    tracks: dict[UUID, int] = Field(default_factory=dict, max_length=60)


class LowerFloor(Schema):
    """Fewer seats for a segment (0 takes the floor away), with the reason that is published before the draw."""

    seats: int = Field(ge=0, le=5_000)
    reason: str = Field(min_length=1, max_length=400)


class Left(Schema):
    """Why somebody declines a seat or withdraws, as they told you; they read it."""

    reason: Literal["work", "school", "times", "way", "care", "health", "moved", "changed", "other"]
    words: str = Field("", max_length=600)


class ApplicationOut(Schema):
    """An application; `code` is what a published draw calls it."""

    id: UUID
    code: str
    name: str
    status: str
    refusal: str
    left_reason: str
    words: str
    applied_at: datetime
    decide_by: date
    place: int | None
    follow: str
    participant_id: UUID | None
    track_id: UUID | None


class ApplicationDetail(ApplicationOut):
    """An application with what its answers amount to."""

    verdict: str
    reasons: list[str]


class NewApplication(Schema):
    """An application that staff enter for somebody."""

    name: str = Field(min_length=1, max_length=200)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    note: str = Field("", max_length=2_000)
    follow: str = Field("", max_length=3)
    track_id: UUID | None = None
    """The role, where the cohort has roles."""
    answers: dict[UUID, str] = Field(default_factory=dict)


class Refusal(Schema):
    """Why an application is refused."""

    reason: str = Field(min_length=1, max_length=20)
    words: str = Field("", max_length=600)


class Announcement(Schema):
    """Where the public value comes from: a time for the beacon, or parties with the SHA-256 of their values."""

    at: datetime | None = None
    parties: dict[str, str] = Field(default_factory=dict)
    without_proof: bool = False
    """Draw although nobody has seen the proof of a yes that would count: it counts as a no, and that is published."""


class Opening(Schema):
    """The beacon's signature of the announced round; empty where parties contribute."""

    signature: str = Field("", max_length=200)


class Contribution(Schema):
    """The value that a party opens."""

    party: str = Field(min_length=1, max_length=200)
    value: str = Field(min_length=1, max_length=1_000)


class Void(Schema):
    """Why a draw is void."""

    reason: str = Field(min_length=1, max_length=10)
    words: str = Field(min_length=1, max_length=600)


class DrawOut(Schema):
    """A draw with its published record."""

    id: UUID
    number: int
    status: str
    commitment: str
    announced_at: datetime
    opens_at: datetime | None
    drawn_at: datetime | None
    void_reason: str
    void_words: str
    known_when_void: str
    void_before: list[dict[str, str]]
    comparisons: list[dict[str, Any]]
    """Which designs of an evaluation the draw permits, and until when, as it was announced."""
    comparisons_now: list[dict[str, Any]]
    """The same as the cohort stands now: those who wait may start on another day than was announced."""
    record: dict[str, Any]


class EnrolmentOut(Schema):
    """Somebody in a cohort."""

    id: UUID
    participant_id: UUID
    application_id: UUID
    track_id: UUID | None
    name: str
    status: str
    starts_on: date
    ends_on: date
    reason: str


class Narrowed(Schema):
    """What narrows a list, and which part of it."""

    status: str = Field("", max_length=20)
    q: str = Field("", max_length=100)
    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=100_000)


def cohort_found(request: ActorRequest, cohort_id: UUID) -> Cohort:
    """Return a cohort of the caller's agency; 404 where it is not theirs."""
    found = queries.our_cohort(actor_in(request, STAFF), cohort_id)
    if found is None:
        raise Refused(404, "There is no such cohort, or it is not yours.")
    return found


def _application(request: ActorRequest, application_id: UUID) -> Application:
    actor, found = actor_in(request, STAFF), queries.application(application_id)
    if found is None or found.organization_id != actor.organization_id:
        raise Refused(404, "There is no such application, or it is not shared with you.")
    return found


def _told(cohort: Cohort, limit: SeatLimit) -> dict[str, Any]:
    known = {name: getattr(cohort, name) for name in CohortOut.model_fields if hasattr(cohort, name)}
    allowed = limit.override if limit.beyond else None
    return {
        **known,
        "openings": limit.openings,
        "completion_rate": float(limit.rate.rate),
        "seats_allowed": limit.limit,
        "seats_beyond": limit.beyond,
        "allowed_by": allowed.name if allowed else "",
        "allowed_reason": allowed.reason if allowed else "",
    }


def cohort_detail(cohort: Cohort) -> dict[str, Any]:
    """Return the fields of `CohortDetail`."""
    counts = seat_counts([cohort.pk])[cohort.pk]
    return {
        **_told(cohort, seat_limit(cohort)),
        "taken": counts.taken,
        **{state: counts.applications(state) for state in ("received", "eligible", "waiting")},
        "enrolled": counts.enrolments("enrolled"),
        "tracks": list(cohort.tracks.values("id", "name", "seats")),
        "floors": [
            {name: getattr(row, name) for name in FloorOut.model_fields if name != "segment"}
            | {"segment": row.rule.label}
            for row in cohort.floors.select_related("rule")
        ],
    }


@router.get("/cohorts", response={200: list[CohortOut], **PROBLEMS})
def cohorts(request: ActorRequest, narrowed: Annotated[Narrowed, Query()]) -> list[dict[str, Any]]:
    """Return the cohorts of your agency."""
    found = queries.cohorts_of(actor_in(request, STAFF), narrowed.model_dump())
    rows = list(found[narrowed.offset : narrowed.offset + narrowed.limit])
    limits = seat_limits(rows)
    return [_told(row, limits[row.pk]) for row in rows]


@router.post("/cohorts", response={201: CohortDetail, **PROBLEMS})
def new_cohort(request: ActorRequest, data: NewCohort) -> tuple[int, dict[str, Any]]:
    """Start a cohort as a draft."""
    actor = actor_in(request, STAFF)
    program = programs.program(actor, data.program_id)
    if program is None:
        raise Refused(404, "There is no such program.", field="program_id")
    told = data.model_dump(exclude={"program_id"})
    return 201, cohort_detail(actions.create_cohort(actor, program, actions.CohortDraft(**told)))


@router.get("/cohorts/{cohort_id}", response={200: CohortDetail, **PROBLEMS})
def cohort(request: ActorRequest, cohort_id: UUID) -> dict[str, Any]:
    """Return one cohort with how many people stand where."""
    return cohort_detail(cohort_found(request, cohort_id))


@router.post("/cohorts/{cohort_id}/openings", response={200: CohortDetail, **PROBLEMS})
def openings(request: ActorRequest, cohort_id: UUID, data: Openings) -> dict[str, Any]:
    """Put committed openings behind a cohort."""
    found = cohort_found(request, cohort_id)
    actions.add_openings(actor_of(request), found, data.openings)
    return cohort_detail(found)


@router.post("/cohorts/{cohort_id}/override", response={200: CohortDetail, **PROBLEMS})
def override(request: ActorRequest, cohort_id: UUID, data: Override) -> dict[str, Any]:
    """Allow more seats than openings, by name and with the reason."""
    found = cohort_found(request, cohort_id)
    actions.override_seats(actor_of(request), found, **data.model_dump())
    return cohort_detail(found)


@router.post("/cohorts/{cohort_id}/seats", response={200: CohortDetail, **PROBLEMS})
def seats(request: ActorRequest, cohort_id: UUID, data: ChangedSeats) -> dict[str, Any]:
    """Change the seats of a cohort and of its roles."""
    found = cohort_found(request, cohort_id)
    actions.change_seats(actor_of(request), found, data.seats, data.tracks)
    return cohort_detail(found)


@router.post("/cohorts/{cohort_id}/floors/{floor_id}/lower", response={200: CohortDetail, **PROBLEMS})
def lower_floor(request: ActorRequest, cohort_id: UUID, floor_id: UUID, data: LowerFloor) -> dict[str, Any]:
    """Promise a segment fewer seats than applicants read, before a draw that could not be held otherwise."""
    found = cohort_found(request, cohort_id)
    actions.lower_floor(actor_of(request), found, floor_id, seats=data.seats, reason=data.reason)
    return cohort_detail(found)


STEPS = {
    "open": actions.open_cohort,
    "close-applications": actions.close_applications,
    "open-again": actions.open_again,
    "offer-seats": actions.offer_seats,
    "start": actions.start_cohort,
    "complete": actions.complete_cohort,
}


@router.post("/cohorts/{cohort_id}/steps/{step}", response={200: CohortDetail, **PROBLEMS})
def take_step(request: ActorRequest, cohort_id: UUID, step: str) -> dict[str, Any]:
    """Take a step: open, close-applications, open-again, offer-seats, start, complete."""
    found = cohort_found(request, cohort_id)
    if step not in STEPS:
        raise Refused(404, "There is no such step.", f"Steps: {', '.join(STEPS)}.")
    STEPS[step](actor_of(request), found)
    found.refresh_from_db()
    return cohort_detail(found)


@router.get("/cohorts/{cohort_id}/applications", response={200: list[ApplicationOut], **PROBLEMS})
def applications(
    request: ActorRequest, cohort_id: UUID, narrowed: Annotated[Narrowed, Query()]
) -> list[Application]:
    """Return who applied; each person's look is noted in their read log."""
    found = queries.applications_of(cohort_found(request, cohort_id), narrowed.model_dump())
    rows = list(found[narrowed.offset : narrowed.offset + narrowed.limit])
    _note(request, rows)
    return rows


def _note(request: ActorRequest, rows: list[Application]) -> None:
    record_reads(
        actor_of(request),
        [row.participant_id for row in rows if row.participant_id],
        what="Application to a cohort",
    )


@router.post("/cohorts/{cohort_id}/applications", response={201: ApplicationOut, **PROBLEMS})
def new_application(request: ActorRequest, cohort_id: UUID, data: NewApplication) -> tuple[int, Application]:
    """Enter an application for somebody who told you so."""
    found, told = cohort_found(request, cohort_id), data.model_dump(exclude={"track_id"})
    track = found.tracks.filter(pk=data.track_id).first() if data.track_id else None
    if data.track_id and track is None:
        raise Refused(422, "There is no such role in this cohort.", field="track_id")
    return 201, actions.apply_for(actor_of(request), found, actions.Form(**told, track=track))


@router.get("/applications/{application_id}", response={200: ApplicationDetail, **PROBLEMS})
def application(request: ActorRequest, application_id: UUID) -> dict[str, Any]:
    """Return one application with what its answers amount to."""
    row = _application(request, application_id)
    _note(request, [row])
    found = assessment_of(row)
    known = {name: getattr(row, name) for name in ApplicationOut.model_fields}
    return {**known, "verdict": str(found.verdict), "reasons": found.reasons}


@router.post("/applications/{application_id}/eligible", response={200: ApplicationOut, **PROBLEMS})
def eligible(request: ActorRequest, application_id: UUID) -> Application:
    """Say that an applicant meets every condition."""
    return actions.find_eligible(actor_of(request), _application(request, application_id))


@router.post("/applications/{application_id}/refuse", response={200: ApplicationOut, **PROBLEMS})
def refuse(request: ActorRequest, application_id: UUID, data: Refusal) -> Application:
    """Refuse an application; the applicant reads the reason."""
    row = _application(request, application_id)
    return actions.refuse_application(actor_of(request), row, reason=data.reason, words=data.words)


@router.post("/applications/{application_id}/accept", response={200: EnrolmentOut, **PROBLEMS})
def accept(request: ActorRequest, application_id: UUID) -> Enrolment:
    """Take the seat for an applicant who told you so."""
    return actions.accept_seat(actor_of(request), _application(request, application_id))


@router.post("/applications/{application_id}/decline", response={200: ApplicationOut, **PROBLEMS})
def decline(request: ActorRequest, application_id: UUID, data: Left) -> Application:
    """Decline the seat for an applicant who told you so, with their reason."""
    row = _application(request, application_id)
    return actions.decline_seat(actor_of(request), row, reason=data.reason, words=data.words)


@router.post("/applications/{application_id}/withdraw", response={200: ApplicationOut, **PROBLEMS})
def withdraw(request: ActorRequest, application_id: UUID, data: Left) -> Application:
    """Withdraw an application for somebody who told you so, with their reason."""
    row = _application(request, application_id)
    return actions.withdraw_application(actor_of(request), row, reason=data.reason, words=data.words)


@router.get("/cohorts/{cohort_id}/draws", response={200: list[DrawOut], **PROBLEMS})
def draws(request: ActorRequest, cohort_id: UUID) -> list[Draw]:
    """Return the draws of a cohort, void ones too."""
    return queries.draws_of(cohort_found(request, cohort_id))


@router.post("/cohorts/{cohort_id}/draws", response={201: DrawOut, **PROBLEMS})
def announce(request: ActorRequest, cohort_id: UUID, data: Announcement) -> tuple[int, Draw]:
    """Announce a draw; publish its commitment before the public value exists."""
    if data.at is not None and data.at.tzinfo is None:
        raise Refused(422, "The time needs its zone.", "Write 2027-01-15T14:00-05:00.", "at")
    found, value = cohort_found(request, cohort_id), actions.PublicValue(data.at, data.parties)
    return 201, actions.announce_draw(actor_of(request), found, value, without_proof=data.without_proof)


def _draw(request: ActorRequest, draw_id: UUID) -> Draw:
    actor = actor_in(request, STAFF)
    found = (
        Draw.objects.select_related("cohort")
        .filter(pk=draw_id, cohort__organization=actor.organization)
        .first()
    )
    if found is None:
        raise Refused(404, "There is no such draw, or it is not yours.")
    return found


@router.post("/draws/{draw_id}/contribution", response={200: DrawOut, **PROBLEMS})
def contribute(request: ActorRequest, draw_id: UUID, data: Contribution) -> Draw:
    """Take in the value of a party."""
    return actions.contribute(actor_of(request), _draw(request, draw_id), data.party, data.value)


@router.post("/draws/{draw_id}/open", response={200: DrawOut, **PROBLEMS})
def open_draw(request: ActorRequest, draw_id: UUID, data: Opening) -> Draw:
    """Draw."""
    return actions.open_draw(actor_of(request), _draw(request, draw_id), signature=data.signature)


@router.post("/draws/{draw_id}/void", response={200: DrawOut, **PROBLEMS})
def void(request: ActorRequest, draw_id: UUID, data: Void) -> Draw:
    """Make an announced draw void; it stays published with the reason."""
    return actions.void_draw(actor_of(request), _draw(request, draw_id), reason=data.reason, words=data.words)


@router.get("/cohorts/{cohort_id}/enrolments", response={200: list[EnrolmentOut], **PROBLEMS})
def enrolments(
    request: ActorRequest, cohort_id: UUID, narrowed: Annotated[Narrowed, Query()]
) -> list[Enrolment]:
    """Return who is in a cohort."""
    found = queries.enrolments_of(cohort_found(request, cohort_id), narrowed.status)
    rows = list(found[narrowed.offset : narrowed.offset + narrowed.limit])
    record_reads(actor_of(request), [row.participant_id for row in rows], what="Who is in a cohort")
    return rows
