"""Openings of a job order, the commitment to them, and what is signed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, actor_of
from gainful.api.v1.job_orders import find_order
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders import actions, queries
from gainful.domain.job_orders.actions import CommitmentTerms
from gainful.domain.job_orders.models import Commitment, Opening
from gainful.domain.plans import queries as plan_queries
from gainful.domain.plans.actions import commit_openings, withdraw_opening
from gainful.domain.plans.signatures import Kind, documents_of
from gainful.engine.planning.document import SignaturePart

router = Router(tags=["Openings and signatures"])


class OpeningOut(Schema):
    """One opening on its terms, USD; `current_status` counts an expired commitment."""

    id: UUID
    number: int
    current_status: str
    starts_on: date | None
    wage: Decimal | None
    wage_unit: str
    contract: str
    place: str
    shift: str
    contribution: Decimal
    reason: str


class NewCommitment(Schema):
    """What the employer commits to, USD, and who signs."""

    openings: int = Field(ge=1, le=1_000)
    wage: Decimal = Field(gt=0, lt=1_000_000, decimal_places=2)
    wage_unit: Literal["hour", "day", "week", "month", "year"]
    until: date
    starts_on: date | None = None
    contribution: Decimal = Field(Decimal(0), ge=0, lt=1_000_000, decimal_places=2)
    name: str = Field(min_length=1, max_length=200)
    title: str = Field(min_length=1, max_length=200)
    seen: str = Field("", max_length=60)
    """`basis` of the document list that the signer looked at: refused if somebody signed, or the job changed, since."""


class CommitmentOut(Schema):
    """A signed commitment."""

    number: int
    openings: int
    wage: Decimal
    wage_unit: str
    until: date
    starts_on: date | None
    contribution: Decimal
    profile_number: int
    name: str
    title: str
    on_behalf_of: str
    signed_at: datetime
    content_hash: str


class Withdrawal(Schema):
    """Why an opening is withdrawn."""

    reason: str = Field(min_length=1, max_length=400)


class DocumentOut(Schema):
    """One document: its version, who signs it, its signature, or what it waits for."""

    kind: str
    label: str
    version: int | None
    who: str
    is_signed: bool
    signature: SignaturePart | None
    note: str
    basis: str = ""
    """For the commitment: what a signature of it would stand on; send it back as `seen`."""


@router.get("/job-orders/{order_id}/openings", response={200: list[OpeningOut], **PROBLEMS})
def openings(request: ActorRequest, order_id: UUID) -> list[Opening]:
    """Return the openings, one a row; a withdrawn one keeps its number."""
    return list(queries.openings_of(find_order(actor_of(request), order_id)))


@router.post("/job-orders/{order_id}/commitment", response={201: CommitmentOut, **PROBLEMS})
def commit(request: ActorRequest, order_id: UUID, data: NewCommitment) -> tuple[int, Commitment]:
    """Commit openings: as the employer, or as the agency with the employer on the phone."""
    actor = actor_of(request)
    terms = CommitmentTerms(
        data.openings, data.wage, data.wage_unit, data.until, data.starts_on, data.contribution
    )
    order = find_order(actor, order_id)
    return 201, commit_openings(actor, order, terms, name=data.name, title=data.title, seen=data.seen)


@router.post("/job-orders/{order_id}/openings/{opening_id}/withdraw", response={200: OpeningOut, **PROBLEMS})
def withdraw(request: ActorRequest, order_id: UUID, opening_id: UUID, data: Withdrawal) -> Opening:
    """Withdraw one opening; plans made for it are out of date."""
    actor = actor_of(request)
    return withdraw_opening(actor, find_order(actor, order_id), opening_id, reason=data.reason)


@router.post("/job-orders/{order_id}/openings/{opening_id}/resume", response={200: OpeningOut, **PROBLEMS})
def resume(request: ActorRequest, order_id: UUID, opening_id: UUID) -> Opening:
    """Offer a paused opening again."""
    actor = actor_of(request)
    return actions.resume_opening(actor, find_order(actor, order_id), opening_id)


@router.get("/job-orders/{order_id}/documents", response={200: list[DocumentOut], **PROBLEMS})
def documents(request: ActorRequest, order_id: UUID) -> list[DocumentOut]:
    """Return what is signed for a job order, by whom, and what still waits."""
    actor = actor_of(request)
    order = find_order(actor, order_id)
    plan = plan_queries.shared_plan(order) if actor.role == "employer" else plan_queries.newest_plan(order)
    basis = actions.commitment_basis(order)
    found = [DocumentOut.from_orm(document) for document in documents_of(order, plan)]
    return [one.model_copy(update={"basis": basis}) if one.kind == Kind.COMMITMENT else one for one in found]
