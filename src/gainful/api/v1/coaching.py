"""Who looks after whom, how many each coach has, and what an agency asks first, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in
from gainful.api.v1.supported import supported_person
from gainful.domain.accounts.models import User
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS, STAFF
from gainful.domain.participants.actions import record_reads
from gainful.domain.support import plan_queries as queries
from gainful.domain.support.actions import notes
from gainful.domain.support.actions.needs import change_preset
from gainful.domain.support.coaches import coaches_of, some_coaches
from gainful.domain.support.helping import staff_organization
from gainful.domain.support.instruments import presets_of
from gainful.domain.support.models import Assignment

router = Router(tags=["Support plans"])
MOST = 25
"""Coaches in one answer, as on the page."""


class CoachedOut(Schema):
    """Who looks after a person for an agency."""

    agency: str
    coach: str
    coach_id: UUID | None
    since: datetime


class CoachedIn(Schema):
    """Who is to look after a person; without a name, whoever calls."""

    coach: UUID | None = None


class LoadOut(Schema):
    """A coach: people, what is due within two weeks, how many they can look after, their languages."""

    coach: UUID
    name: str
    people: int
    due: int
    most: int | None
    languages: list[str]
    is_over: bool


class CaseloadMoveOut(Schema):
    """A move that would even it out, with its reason; nobody is moved before a manager does it."""

    person: UUID
    name: str
    to: UUID
    why: str


class CaseloadsOut(Schema):
    """Coaches by name, moves among those of this answer; on the first answer, how many people have lost their coach."""

    coaches: list[LoadOut]
    moves: list[CaseloadMoveOut]
    unassigned: int


class CaseloadIn(Schema):
    """How many people a coach can look after (null: nobody said) and which languages they speak, as `en`, `es`."""

    most: int | None = Field(None, ge=0, le=1000)
    languages: list[Annotated[str, Field(max_length=10)]] = Field(default_factory=list, max_length=20)


class NeedsPresetOut(Schema):
    """Whom the agency asks what first."""

    code: str
    name: str
    topics: list[str]


class NeedsPresetIn(Schema):
    """The name of a list and its topics."""

    name: str = Field(min_length=1, max_length=80)
    topics: list[Annotated[str, Field(max_length=40)]] = Field(min_length=1, max_length=40)


def _assignment(row: Assignment) -> dict[str, Any]:
    return {
        "agency": str(row.organization), "coach": row.coach_name, "coach_id": row.coach_id, "since": row.since,
    }  # fmt: skip


def _coach(request: ActorRequest, coach_id: UUID) -> User:
    found = coaches_of(actor_in(request, STAFF)).filter(pk=coach_id).first()
    if found is None:
        raise Refused(404, "There is no such coach at your agency.")
    return found


@router.get(
    "/participants/{person_id}/coaches",
    response={200: list[CoachedOut], **PROBLEMS},
    summary="Who looks after a person",
)
def coaches(request: ActorRequest, person_id: UUID) -> list[dict[str, Any]]:
    """Return who looks after a person now, one an agency."""
    return [_assignment(row) for row in queries.coaches_of_person(supported_person(request, person_id))]


@router.put(
    "/participants/{person_id}/coach",
    response={200: CoachedOut, **PROBLEMS},
    summary="Let a coach look after a person",
)
def assign(request: ActorRequest, person_id: UUID, given: CoachedIn) -> dict[str, Any]:
    """Take a person on, or hand them to a coach of the agency (managers)."""
    actor = actor_in(request, STAFF)
    coach = None if given.coach is None else _coach(request, given.coach)
    return _assignment(notes.assign(actor, supported_person(request, person_id), coach))


@router.delete(
    "/participants/{person_id}/coach",
    response={204: None, **PROBLEMS},
    summary="Look after a person no longer",
)
def end(request: ActorRequest, person_id: UUID) -> tuple[int, None]:
    """End it: whoever looks after them, or a manager; where nobody does, nothing changes."""
    actor = actor_in(request, STAFF)
    row = queries.assignment_of(supported_person(request, person_id), actor.organization_id)
    if row is not None:
        notes.end_assignment(actor, row)
    return 204, None


@router.get("/caseloads", response={200: CaseloadsOut, **PROBLEMS}, summary="How many people each coach has")
def caseloads(request: ActorRequest, offset: int = Query(0, ge=0, le=100_000)) -> dict[str, Any]:
    """Return twenty-five coaches of the agency and the few moves that would even out what they have."""
    actor = actor_in(request, MANAGERS)
    found = queries.caseload(actor, some_coaches(actor, offset, MOST), with_lost=offset == 0)
    moved = [person.pk for _move, person, _from, _to in found.moves]
    record_reads(actor, moved, what="Caseloads looked at")
    return {
        "coaches": [
            {
                "coach": load.coach.id, "name": load.coach.name, "people": load.people, "due": load.due,
                "most": load.coach.most, "languages": sorted(load.coach.languages), "is_over": load.is_over,
            }
            for load in found.loads
        ],
        "moves": [
            {"person": person.pk, "name": str(person), "to": move.target, "why": move.why}
            for move, person, _from, _to in found.moves
        ],
        "unassigned": found.unassigned,
    }  # fmt: skip


@router.put(
    "/caseloads/{coach_id}", response={204: None, **PROBLEMS}, summary="How many a coach can look after"
)
def set_caseload(request: ActorRequest, coach_id: UUID, given: CaseloadIn) -> tuple[int, None]:
    """Say how many people a coach can look after and which languages they speak."""
    actor = actor_in(request, MANAGERS)
    notes.set_caseload(actor, _coach(request, coach_id), most=given.most, languages=given.languages)
    return 204, None


@router.get(
    "/needs-presets",
    response={200: list[NeedsPresetOut], **PROBLEMS},
    summary="Whom the agency asks what first",
)
def presets(request: ActorRequest) -> list[dict[str, Any]]:
    """Return the lists of topics: the agency's own over those that come with Gainful."""
    found = presets_of(staff_organization(actor_in(request, STAFF)))
    return [{"code": each.code, "name": each.name, "topics": list(each.topics)} for each in found]


@router.put(
    "/needs-presets/{code}", response={200: NeedsPresetOut, **PROBLEMS}, summary="Change what is asked first"
)
def set_preset(request: ActorRequest, code: str, given: NeedsPresetIn) -> dict[str, Any]:
    """Change a list, or make one of the agency's own under a new code; topics stand in the instrument's order."""
    row = change_preset(actor_in(request, MANAGERS), code, name=given.name, topics=given.topics)
    return {"code": row.code, "name": row.name, "topics": list(row.topics)}
