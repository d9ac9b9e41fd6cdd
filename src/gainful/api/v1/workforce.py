"""An employer's own workforce: numbers, those who agreed, the skills inventory, and what is needed by when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import numpy as np
from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import EMPLOYERS
from gainful.domain.workforce import actions, queries
from gainful.domain.workforce.models import Target
from gainful.engine.workforce import Inventory, Mover

router = Router(tags=["Workforce"])
Limit = Annotated[int, Query(ge=1, le=500)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


class StateOut(Schema):
    """How many people work here and how their agreement stands; nobody is named."""

    people: int
    shown: int
    asked: int
    said_no: int
    to_ask: int
    no_address: int


class WorkerOut(Schema):
    """A worker who agreed to be shown to their employer: all that it sees."""

    id: UUID
    number: str
    name: str
    email: str
    title: str
    occupation_code: str
    since: date | None
    site: str
    agreed_by: str
    agreed_on: date
    until: date


class HeldOut(Schema):
    """A skill or knowledge of a worker; `evidence` is `role` where it is assumed from the role and the time in it."""

    name: str
    level: float
    evidence: str


class ProvedOut(Schema):
    """A certificate or licence of a worker's own profile."""

    name: str
    issuer: str
    earned_on: date | None
    expires_on: date | None


class WorkerSkillsOut(WorkerOut):
    """One worker with what they can do; the worker reads that the employer looked."""

    tells_levels: bool
    levels: list[HeldOut]
    credentials: list[ProvedOut]


class RoleOut(Schema):
    """A role of the inventory; `levels` are means 0-7 by competency, null where not known or not shown."""

    code: str
    title: str
    people: int
    agreed: int
    counted: int
    told: int
    """counted by their own profile; the others' levels are assumed from role and time in it"""
    levels: list[float | None]


class InventoryOut(Schema):
    """The skills inventory: `competencies` and `names` are the order of every role's `levels`."""

    reference: str
    people: int
    without_role: int
    competencies: list[str]
    names: list[str]
    roles: list[RoleOut]


class NearOut(Schema):
    """A role whose people are near, hours of learning as a range, and courses that close it."""

    code: str
    title: str
    people: int
    hours_low: float
    hours_high: float
    short_of: list[str]
    courses: list[str]
    usd: float | None


class NeedOut(Schema):
    """What is needed by a day, what is there, and who is nearest."""

    id: UUID
    occupation: str
    competency: str
    level: float | None
    people: int
    by: date
    note: str
    have: int
    missing: int
    nearest: list[NearOut]


class NeedIn(Schema):
    """A need: an occupation (title or O*NET code), or a competency with a level."""

    people: int = Field(ge=1, le=1_000_000)
    by: date
    occupation: str = Field("", max_length=200)
    competency: str = Field("", max_length=120)
    level: Decimal | None = Field(None, gt=0, le=7, max_digits=3, decimal_places=2)
    note: str = Field("", max_length=300)


class AskedOut(Schema):
    """How many workers are asked now."""

    asked: int


@router.get("/workforce", response={200: StateOut, **PROBLEMS}, summary="How many people work here")
def state(request: ActorRequest) -> Any:
    """Return numbers of the acting employer's workforce."""
    return queries.state(actor_in(request, EMPLOYERS))


@router.get("/workforce/people", response={200: list[WorkerOut], **PROBLEMS}, summary="Workers who agreed")
def people(
    request: ActorRequest,
    limit: Limit = 100,
    offset: Offset = 0,
    q: Annotated[str, Query(max_length=100)] = "",
) -> Any:
    """Return the workers who agreed that their employer sees them by name."""
    rows = list(queries.workers(actor_in(request, EMPLOYERS), q=q)[offset : offset + limit])
    queries.note_looks(rows, "Seen in the employer's list")
    return rows


@router.get(
    "/workforce/people/{worker_id}",
    response={200: WorkerSkillsOut, **PROBLEMS},
    summary="One worker's skills",
)
def person(request: ActorRequest, worker_id: UUID) -> dict[str, Any]:
    """Return a worker who agreed, with what they can do by their own profile where they let it count."""
    row = queries.workers(actor_in(request, EMPLOYERS)).filter(pk=worker_id).first()
    if row is None:
        raise Refused(404, "There is no such worker, or they did not agree.")
    queries.note_looks([row], "Opened by the employer")
    shown = {name: getattr(row, name) for name in WorkerOut.model_fields}
    names = ("name", "issuer", "earned_on", "expires_on")
    proved = queries.credentials_of(row) if row.tells_levels else []
    return {
        **shown,
        "tells_levels": row.tells_levels,
        "levels": queries.levels_of(row, told=row.tells_levels),
        "credentials": [dict(zip(names, each, strict=True)) for each in proved],
    }


@router.post("/workforce/ask", response={200: AskedOut, **PROBLEMS}, summary="Ask workers by letter")
def ask(request: ActorRequest) -> dict[str, int]:
    """Ask those who were not asked within thirty days, at most 5,000 at once."""
    return {"asked": actions.ask_workers(actor_in(request, EMPLOYERS))}


@router.get("/workforce/inventory", response={200: InventoryOut, **PROBLEMS}, summary="Skills inventory")
def inventory(request: ActorRequest, limit: Limit = 100, offset: Offset = 0) -> dict[str, Any]:
    """Return levels by role, roles with the most people first."""
    found = queries.inventory(actor_in(request, EMPLOYERS))
    elements = [found.reference.elements[int(place)] for place in found.columns]
    rows = range(offset, min(offset + limit, len(found.roles)))
    return {
        "reference": found.reference.version,
        "people": found.people,
        "without_role": found.without_role,
        "competencies": [each.id for each in elements],
        "names": [each.name for each in elements],
        "roles": [_role(found, row) for row in rows],
    }


def _role(found: Inventory, row: int) -> dict[str, Any]:
    code = found.roles[row]
    return {
        "code": code,
        "title": found.reference.occupation(code).title,
        "people": int(found.headcount[row]),
        "agreed": int(found.agreed[row]),
        "counted": int(found.counted[row]),
        "told": int(found.told[row]),
        "levels": [None if np.isnan(level) else round(float(level), 2) for level in found.mean[row]],
    }


@router.get("/workforce/needs", response={200: list[NeedOut], **PROBLEMS}, summary="What is needed by when")
def needs(request: ActorRequest) -> list[dict[str, Any]]:
    """Return every need with how it stands, the nearest day first."""
    actor = actor_in(request, EMPLOYERS)
    found = queries.inventory(actor)
    return [_need(found, target) for target in queries.targets(actor)]


@router.post("/workforce/needs", response={201: NeedOut, **PROBLEMS}, summary="Add a need")
def add_need(request: ActorRequest, data: NeedIn) -> tuple[int, dict[str, Any]]:
    """Say how many people are needed in an occupation, or at a level, by a day."""
    actor = actor_in(request, EMPLOYERS)
    target = actions.add_target(
        actor, people=data.people, due_on=data.by, occupation=data.occupation, competency=data.competency,
        level=data.level, note=data.note,
    )  # fmt: skip
    return 201, _need(queries.inventory(actor), target)


@router.post("/workforce/needs/{need_id}/drop", response={204: None, **PROBLEMS}, summary="Drop a need")
def drop_need(request: ActorRequest, need_id: UUID) -> tuple[int, None]:
    """Need it no longer."""
    actor = actor_in(request, EMPLOYERS)
    target = queries.targets(actor).filter(pk=need_id).first()
    if target is None:
        raise Refused(404, "There is no such need.")
    actions.drop_target(actor, target)
    return 204, None


def _need(found: Inventory, target: Target) -> dict[str, Any]:
    stands = queries.standing(found, target)
    return {
        "id": target.pk,
        "occupation": target.occupation_code,
        "competency": target.competency_id,
        "level": target.level,
        "people": target.people,
        "by": target.due_on,
        "note": target.note,
        "have": stands.have,
        "missing": stands.missing,
        "nearest": [_near(mover) for mover in stands.movers],
    }


def _near(mover: Mover) -> dict[str, Any]:
    return {
        "code": mover.code,
        "title": mover.title,
        "people": mover.people,
        "hours_low": round(mover.hours_low, 1),
        "hours_high": round(mover.hours_high, 1),
        "short_of": mover.short_of,
        "courses": [item.course.title for item in mover.plan.courses] if mover.plan else [],
        "usd": float(mover.plan.price) if mover.plan else None,
    }
