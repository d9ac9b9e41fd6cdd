"""Introductions, what became of people, and what happened since; each caller sees what their account may see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in, actor_of, staff_of
from gainful.api.v1.job_orders import find_order
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import EMPLOYERS, STAFF
from gainful.domain.participants import queries as people
from gainful.domain.participants.actions import record_read, record_reads
from gainful.domain.placements import actions, queries
from gainful.domain.placements.actions import Change, Terms, Why
from gainful.domain.placements.actions.after_hire import may_record
from gainful.domain.placements.looks import note_looks
from gainful.domain.placements.models import Introduction, JobChange, Placement
from gainful.domain.placements.states import REASONS

router = Router(tags=["Placements"])
MOST = 200
Wage = Decimal | None


class IntroductionOut(Schema):
    """One introduction; `card` is what the employer reads, empty before the person agreed and after it ended."""

    id: UUID
    status: str
    is_internal: bool
    job: dict[str, Any]
    card: dict[str, Any]
    asked_at: datetime
    agreed_at: datetime | None
    shared_until: date | None
    changed_at: datetime


class NewIntroduction(Schema):
    """Whom to ask about a job, and what the agency says of them."""

    person: UUID
    note: str = Field("", max_length=600)


class PlacementStepIn(Schema):
    """A step with a reason out of its list, one's own words, and how the person said it where staff answer for them."""

    reason: str = Field("", max_length=20)
    words: str = Field("", max_length=600)
    for_person: Literal["", "verbal", "signed_form"] = ""
    hide: list[Literal["contact", "jobs", "credentials"]] = []


class TermsIn(Schema):
    """A job's terms, USD and hours a week; `benefits` null: nobody said."""

    title: str = Field(min_length=1, max_length=200)
    starts_on: date
    hours_per_week: Decimal = Field(gt=0, le=100, decimal_places=2)
    wage: Decimal = Field(gt=0, lt=1_000_000, decimal_places=2)
    wage_unit: Literal["hour", "day", "week", "month", "year"]
    schedule: str = Field("", max_length=200)
    benefits: list[str] | None = None
    subsidised: bool = False
    subsidy: Decimal | None = Field(None, ge=0, lt=1_000_000, decimal_places=2)
    next_role: str = Field("", max_length=200)
    answer_by: date


class PlacementOut(Schema):
    """What became of a person: wage as stated and as USD an hour; `benefits_known` false: nobody said."""

    id: UUID
    kind: str
    title: str
    employer_name: str
    occupation_code: str
    starts_on: date
    hours_per_week: Decimal | None
    wage: Decimal | None
    wage_unit: str
    wage_hourly: Decimal | None
    schedule: str
    benefits: list[str]
    benefits_known: bool
    subsidised: bool
    source: str


class StayOut(Schema):
    """Whether somebody was there after so many days: yes, no, unknown or pending."""

    days: int
    same_employer: str
    employed: str


class PlacementPartOut(Schema):
    """One part of the good-job score: meets, short or not_compared."""

    part: str
    fit: str
    source: str


class OutcomeOut(PlacementOut):
    """A placement with retention and advancement apart, and the good-job score with its parts."""

    stays: list[StayOut]
    advanced: str
    hourly_change: float | None
    good_job_met: int
    good_job_compared: int
    good_job: list[PlacementPartOut]


class ChangeIn(Schema):
    """What happened after a placement, USD and hours a week."""

    kind: Literal["still_there", "raise", "promotion", "new_title", "hours", "new_employer", "separation"]
    day: date
    title: str = Field("", max_length=200)
    employer_name: str = Field("", max_length=200)
    hours_per_week: Decimal | None = Field(None, gt=0, le=100, decimal_places=2)
    wage: Decimal | None = Field(None, gt=0, lt=1_000_000, decimal_places=2)
    wage_unit: Literal["", "hour", "day", "week", "month", "year"] = ""
    reason: str = Field("", max_length=12)
    words: str = Field("", max_length=400)
    source: Literal["", "employer", "person", "agency"] = ""


class ChangeOut(Schema):
    """One thing heard after a placement."""

    id: UUID
    kind: str
    day: date
    title: str
    employer_name: str
    hours_per_week: Decimal | None
    wage: Decimal | None
    wage_unit: str
    wage_hourly: Decimal | None
    reason: str
    source: str


class PageIn(Schema):
    """Which part of a list, and in which state."""

    status: str = Field("", max_length=20)
    search: str = Field("", max_length=100)
    offset: int = Field(0, ge=0, le=100_000)
    limit: int = Field(50, ge=1, le=MOST)


def _note(actor: Actor, rows: list[Introduction], what: str) -> None:
    if actor.role == "employer":
        note_looks([row.pk for row in rows], what)
    elif actor.role in STAFF:
        record_reads(actor, [row.participant_id for row in rows], what=what)


def _find(request: ActorRequest, introduction_id: UUID) -> tuple[Actor, Introduction]:
    actor = actor_of(request)
    found = queries.introduction(introduction_id)
    if found is None:
        raise Refused(404, "There is no such introduction, or it is not shared with you.")
    _note(actor, [found], "Read through the API")
    return actor, found


@router.get("/introductions", response={200: list[IntroductionOut], **PROBLEMS})
def introductions(request: ActorRequest, asked: Query[PageIn]) -> list[Introduction]:
    """Return introductions, those that moved last first; `status` may be `open`."""
    actor = actor_in(request, STAFF | EMPLOYERS)
    rows = queries.introductions(actor, status=asked.status, search=asked.search)
    found = list(rows[asked.offset : asked.offset + asked.limit])
    _note(actor, found, "List read through the API")
    return found


@router.post("/job-orders/{order_id}/introductions", response={201: IntroductionOut, **PROBLEMS})
def introduce(request: ActorRequest, order_id: UUID, data: NewIntroduction) -> tuple[int, Introduction]:
    """Ask a person whether the employer may read about them; asked twice, it is one question."""
    actor = staff_of(request)
    person = people.person(data.person)
    if person is None:
        raise Refused(404, "There is no such person, or they are not shared with you.", field="person")
    return 201, actions.introduce(actor, find_order(actor, order_id), person, note=data.note)


STEPS: dict[str, Callable[[Actor, Introduction, Why, PlacementStepIn], object]] = {
    "agree": lambda actor, row, why, data: actions.agree(actor, row, hide=data.hide, why=why),
    "decline": lambda actor, row, why, _data: actions.decline(actor, row, why),
    "accept": lambda actor, row, why, _data: actions.accept_offer(actor, row, why=why),
    "step_back": lambda actor, row, why, _data: actions.step_back(actor, row, why),
    "refuse": lambda actor, row, why, _data: actions.refuse(actor, row, why),
    "take_offer_back": lambda actor, row, why, _data: actions.take_offer_back(actor, row, why),
    "close": lambda actor, row, why, _data: actions.close_introduction(actor, row, why),
    "ask_again": lambda actor, row, _why, _data: actions.ask_again(actor, row),
    "hire": lambda actor, row, _why, _data: actions.hire(actor, row),
    "take_hire_back": lambda actor, row, _why, _data: actions.take_hire_back(actor, row),
}
StepName = Literal["agree", "decline", "accept", "step_back", "refuse", "take_offer_back", "close", "ask_again", "hire",
                   "take_hire_back"]  # fmt: skip


@router.post("/introductions/{introduction_id}/steps/{verb}", response={200: IntroductionOut, **PROBLEMS})
def step(request: ActorRequest, introduction_id: UUID, verb: StepName, data: PlacementStepIn) -> Introduction:
    """Take one step; the reasons that each step knows are at `/placement-reasons`."""
    actor, row = _find(request, introduction_id)
    STEPS[verb](actor, row, Why(data.reason, data.words, data.for_person), data)
    return row


@router.post("/introductions/{introduction_id}/offer", response={200: IntroductionOut, **PROBLEMS})
def offer(request: ActorRequest, introduction_id: UUID, data: TermsIn) -> Introduction:
    """Offer one committed opening on stated terms."""
    actor, row = _find(request, introduction_id)
    given = data.dict(exclude={"answer_by"})
    benefits = None if data.benefits is None else tuple(data.benefits)
    actions.make_offer(actor, row, Terms(**{**given, "benefits": benefits}), answer_by=data.answer_by)
    return row


@router.get("/placement-reasons", response={200: dict[str, dict[str, str]], **PROBLEMS})
def reasons(request: ActorRequest) -> dict[str, dict[str, str]]:
    """Return for each step that needs a reason the reasons that there are."""
    actor_of(request)
    return {verb: {key: str(words) for key, words in kinds.choices} for verb, kinds in REASONS.items()}


@router.get("/placements", response={200: list[PlacementOut], **PROBLEMS})
def placements(request: ActorRequest, asked: Query[PageIn]) -> list[Placement]:
    """Return what became of people, the newest first; `status` is the outcome: `hire`, `internal`, `school` …"""
    actor = staff_of(request)
    rows = queries.placements(actor, kind=asked.status, search=asked.search)
    found = list(rows[asked.offset : asked.offset + asked.limit])
    record_reads(actor, [row.participant_id for row in found], what="List read through the API")
    return found


def _placement(placement_id: UUID) -> Placement:
    found = queries.placement(placement_id)
    if found is None:
        raise Refused(404, "There is no such outcome, or it is not shared with you.")
    return found


@router.get("/placements/{placement_id}", response={200: OutcomeOut, **PROBLEMS})
def placement(request: ActorRequest, placement_id: UUID) -> dict[str, Any]:
    """Return one outcome with retention, advancement and the good-job score."""
    actor = staff_of(request)
    row = _placement(placement_id)
    record_read(actor, row.participant, what="Read through the API")
    changes = queries.changes_of(row)
    advance, score = queries.advancement_of(row, changes), queries.good_job(row, row.participant)
    return {
        **PlacementOut.from_orm(row).dict(),
        "stays": [
            {"days": stay.days, "same_employer": stay.same_employer, "employed": stay.employed}
            for stay in queries.stays_of(row, changes, timezone.localdate())
        ],
        "advanced": advance.answer,
        "hourly_change": advance.hourly_change,
        "good_job_met": score.met,
        "good_job_compared": score.compared,
        "good_job": [{"part": part.part, "fit": part.fit, "source": part.source} for part in score.parts],
    }


@router.get("/placements/{placement_id}/changes", response={200: list[ChangeOut], **PROBLEMS})
def changes(request: ActorRequest, placement_id: UUID) -> list[JobChange]:
    """Return what was heard since, as far as the caller may read it."""
    actor = actor_of(request)
    row = _placement(placement_id)
    if not may_record(actor, row):
        raise Refused(404, "There is no such outcome, or it is not shared with you.")
    if actor.role in STAFF:
        record_read(actor, row.participant, what="Read through the API")
    return queries.changes_of(row)


@router.post("/placements/{placement_id}/changes", response={201: ChangeOut, **PROBLEMS})
def add_change(request: ActorRequest, placement_id: UUID, data: ChangeIn) -> tuple[int, JobChange]:
    """Record what happened since: as the employer, the person, or staff who say who told them."""
    actor = actor_of(request)
    return 201, actions.record_change(actor, _placement(placement_id), Change(**data.dict()))
