"""Partnerships: list them, their contact log, their council's decisions, their supplier agreements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, staff_of
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.curricula.actions import open_change
from gainful.domain.curricula.models import Curriculum
from gainful.domain.curricula.queries import curricula_of_decision
from gainful.domain.job_orders.supply_progress import progress_of
from gainful.domain.organizations.models import Contact, Partnership
from gainful.domain.organizations.partnerships import actions, queries

router = Router(tags=["Partnerships"])
Limit = Annotated[int, Query(ge=1, le=100)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


class PartnershipOut(Schema):
    """A partnership; `next_on` is the day of its next action, null where none is written down."""

    id: UUID
    name: str
    kind: str
    about: str
    is_open: bool
    notice_on: date | None
    last_day: date | None
    employers: int
    next_on: date | None


class ContactOut(Schema):
    """An entry of the contact log."""

    id: UUID
    day: date
    way: str
    person: str
    note: str
    next_action: str
    next_on: date | None
    done_at: datetime | None


class NewContact(Schema):
    """An entry to write; a next action has a day, and a day an action."""

    way: str = Field(max_length=10)
    day: date | None = None
    person: str = Field("", max_length=200)
    note: str = Field(min_length=1, max_length=4000)
    next_action: str = Field("", max_length=300)
    next_on: date | None = None


class DecisionOut(Schema):
    """A decision of the council, with the versions of curricula that it led to, as `curriculum/number`."""

    id: UUID
    text: str
    reason: str
    decided: datetime
    led_to: list[str]


class AgreementOut(Schema):
    """A supplier agreement; `entered` counts people entered by hand, null where nobody was.

    `hired` counts those in openings kept here, each once: for the agreement that ends first and still lacks people.
    """

    id: UUID
    supplier: str
    receiver: str
    occupation_code: str
    people: int
    starts_on: date
    ends_on: date
    status: str
    hired: int
    entered: int | None
    is_late: bool


class AgendaChangeIn(Schema):
    """The curriculum that a decision changes."""

    curriculum: UUID


class OpenedOut(Schema):
    """The draft that was opened."""

    curriculum_id: UUID
    number: int
    status: str


def _found(actor: Actor, partnership_id: UUID) -> Partnership:
    found = queries.partnership(actor, partnership_id)
    if found is None:
        raise Refused(404, "There is no such partnership.")
    return found


@router.get("/partnerships", response={200: list[PartnershipOut], **PROBLEMS})
def partnerships(request: ActorRequest, limit: Limit = 50, offset: Offset = 0) -> list[Any]:
    """Return the partnerships of the caller's agency, active ones first."""
    return list(queries.partnerships_for(staff_of(request))[offset : offset + limit])


@router.get("/partnerships/{partnership_id}/contacts", response={200: list[ContactOut], **PROBLEMS})
def contacts(
    request: ActorRequest, partnership_id: UUID, limit: Limit = 50, offset: Offset = 0
) -> list[Contact]:
    """Return the contact log, newest first."""
    found = _found(staff_of(request), partnership_id)
    return list(queries.contacts_of(found)[offset : offset + limit])


@router.post("/partnerships/{partnership_id}/contacts", response={201: ContactOut, **PROBLEMS})
def log_contact(request: ActorRequest, partnership_id: UUID, data: NewContact) -> tuple[int, Contact]:
    """Write down who was spoken to and what comes next."""
    actor = staff_of(request)
    return 201, actions.log_contact(actor, _found(actor, partnership_id), **data.dict())


@router.get("/partnerships/{partnership_id}/decisions", response={200: list[DecisionOut], **PROBLEMS})
def decisions(
    request: ActorRequest, partnership_id: UUID, limit: Limit = 50, offset: Offset = 0
) -> list[dict[str, Any]]:
    """Return the council's decisions, newest first."""
    found = _found(staff_of(request), partnership_id)
    rows = list(queries.decisions_of(found)[offset : offset + limit])
    changes = curricula_of_decision([row.pk for row in rows])
    return [
        {
            "id": row.pk,
            "text": row.text,
            "reason": row.reason,
            "decided": row.meeting.starts_at,
            "led_to": [f"{c.version.curriculum_id}/{c.version.number}" for c in changes.get(row.pk, [])],
        }
        for row in rows
    ]


@router.post(
    "/partnerships/{partnership_id}/decisions/{decision_id}/changes", response={201: OpenedOut, **PROBLEMS}
)
def change(
    request: ActorRequest, partnership_id: UUID, decision_id: UUID, data: AgendaChangeIn
) -> tuple[int, Any]:
    """Open a change of a curriculum because of a decision."""
    actor = staff_of(request)
    decision = queries.decisions_of(_found(actor, partnership_id)).filter(pk=decision_id).first()
    curriculum = Curriculum.objects.filter(pk=data.curriculum, agency=actor.organization).first()
    if decision is None or curriculum is None:
        raise Refused(404, "There is no such decision or curriculum.")
    return 201, open_change(actor, decision, curriculum)


@router.get("/partnerships/{partnership_id}/agreements", response={200: list[AgreementOut], **PROBLEMS})
def agreements(
    request: ActorRequest, partnership_id: UUID, limit: Limit = 50, offset: Offset = 0
) -> list[dict[str, Any]]:
    """Return the supplier agreements, what ends first first."""
    found = _found(staff_of(request), partnership_id)
    names = ("id", "occupation_code", "people", "starts_on", "ends_on", "status", "entered")
    return [
        {
            **{name: getattr(row.agreement, name) for name in names},
            "supplier": row.agreement.supplier.name,
            "receiver": row.agreement.receiver.name,
            "hired": row.hired,
            "is_late": row.is_late,
        }
        for row in progress_of(found)[offset : offset + limit]
    ]
