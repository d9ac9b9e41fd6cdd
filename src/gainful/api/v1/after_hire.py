"""The coach's talks after a hire, what an employer sees, and coming back, as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in, actor_of
from gainful.api.v1.supported import supported_person
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.placements.models import Placement
from gainful.domain.placements.queries import placement
from gainful.domain.support import after_hire_queries as queries
from gainful.domain.support.actions.checkins import Talk, check_in, come_back, raise_concern
from gainful.domain.support.models import CheckIn, Concern

router = Router(tags=["Support plans"])


class MomentOut(Schema):
    """One of the five talks after a first day, and on which days it was held with each side."""

    label: str
    day: date
    with_person: date | None
    with_employer: date | None


class HiredJobOut(Schema):
    """One job with its talks."""

    placement: UUID
    title: str
    starts_on: date
    talks: list[MomentOut]


class TalkIn(Schema):
    """A talk: a conversation and a note; minutes go into the ledger."""

    moment: Literal["week_1", "month_1", "month_3", "month_6", "month_12"]
    side: Literal["person", "employer"]
    kind: Literal["call", "meeting", "visit", "employer"] = "call"
    text: str = Field(min_length=1, max_length=4000)
    minutes: int | None = Field(None, ge=0, le=1440)


class TalkOut(Schema):
    """A talk that was written down."""

    id: UUID
    moment: str
    side: str
    held_on: date


class ConcernIn(Schema):
    """What an employer sees with somebody they hired, and what would help; the person reads it."""

    words: str = Field(min_length=1, max_length=1000)
    wish: str = Field("", max_length=400)
    key: UUID | None = None
    """A number of the caller's own: sent twice, it is one concern."""


class ConcernOut(Schema):
    """A concern and how far it is."""

    id: UUID
    words: str
    wish: str
    state: str


class CameBackOut(Schema):
    """The needs assessment that begins when somebody comes back."""

    assessment: UUID


def _held(talk: CheckIn | None) -> date | None:
    return None if talk is None else talk.held_on


@router.get("/participants/{person_id}/talks", response={200: list[HiredJobOut], **PROBLEMS})
def talks(request: ActorRequest, person_id: UUID) -> list[dict[str, Any]]:
    """Return a person's jobs with the talks of week 1 and months 1, 3, 6 and 12."""
    return [
        {
            "placement": job.placement.pk, "title": job.placement.title, "starts_on": job.placement.starts_on,
            "talks": [
                {"label": each.label, "day": each.day, "with_person": _held(each.person),
                 "with_employer": _held(each.employer)}
                for each in job.moments
            ],
        }
        for job in queries.jobs_of(supported_person(request, person_id))
    ]  # fmt: skip


def _placement(placement_id: UUID) -> Placement:
    found = placement(placement_id)
    if found is None:
        raise Refused(404, "There is no such placement, or it is not shared with you.")
    return found


@router.post("/placements/{placement_id}/talks", response={201: TalkOut, **PROBLEMS})
def talk(request: ActorRequest, placement_id: UUID, given: TalkIn) -> tuple[int, CheckIn]:
    """Write down a talk after the hire."""
    actor, row = actor_in(request, STAFF), _placement(placement_id)
    supported_person(request, row.participant_id)
    return 201, check_in(actor, row, Talk(**given.dict()))


@router.post("/placements/{placement_id}/concerns", response={201: ConcernOut, **PROBLEMS})
def concern(request: ActorRequest, placement_id: UUID, given: ConcernIn) -> tuple[int, Concern]:
    """Say as the employer what one sees; the person and their coach read it, and make a shared plan of it."""
    actor = actor_in(request, {"employer"})
    return 201, raise_concern(actor, _placement(placement_id), **given.dict())


@router.post("/participants/{person_id}/again", response={201: CameBackOut, **PROBLEMS})
def again(request: ActorRequest, person_id: UUID) -> tuple[int, dict[str, Any]]:
    """Come back after a job, in one step: a new look at what is needed begins."""
    return 201, {"assessment": come_back(actor_of(request), supported_person(request, person_id)).pk}
