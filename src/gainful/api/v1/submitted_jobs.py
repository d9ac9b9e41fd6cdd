"""Jobs that employers send to an agency: send one, see what became of it, take it up or say why not."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import transaction
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in, actor_of, staff_of
from gainful.api.v1.job_orders import JobOrderOut, posting_and_stated
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import EMPLOYERS, MANAGERS
from gainful.domain.job_orders import actions as order_actions
from gainful.domain.job_orders import queries
from gainful.domain.job_orders.models import SubmittedJob
from gainful.domain.plans import actions

router = Router(tags=["Job orders"])
Pay = Annotated[Decimal | None, Field(ge=0, le=10_000_000, decimal_places=2)]


class NewSubmittedJob(Schema):
    """The posting as text (or as `file` beside it) and what is known besides; wages in USD per `wage_unit`."""

    agency: UUID | None = None
    """Where it goes; needed only where there is more than one agency."""
    text: str = ""
    title: str = Field("", max_length=200)
    openings: int = Field(1, ge=1, le=10_000)
    wage_low: Pay = None
    wage_high: Pay = None
    wage_unit: Literal["hour", "day", "week", "month", "year", ""] = ""
    schedule: str = Field("", max_length=200)
    hours_per_week: float | None = Field(None, gt=0, le=168)
    place: str = Field("", max_length=200)
    contract: str = Field("", max_length=60)
    contact_name: str = Field("", max_length=200)
    contact_email: str = Field("", max_length=254)
    is_internal: bool = False
    """For people who work at this employer already."""


class SubmittedJobOut(Schema):
    """A job that an employer sent in; `job_order` once the agency took it up, `reason` where it declined."""

    id: UUID
    agency: UUID = Field(alias="agency_id")
    employer: str = Field(alias="employer.name")
    title: str
    openings: int
    wage_low: float | None
    wage_high: float | None
    wage_unit: str
    schedule: str
    hours_per_week: float | None
    place: str
    contract: str
    is_internal: bool
    status: str
    reason: str
    job_order: UUID | None = Field(alias="job_order_id")
    submitted_at: datetime


class Declined(Schema):
    """Why, in words for the employer."""

    reason: str = Field(max_length=400)


def _employer_of(request: ActorRequest) -> Actor:
    words = "Only somebody who works for an employer does this."
    actor = actor_in(request, EMPLOYERS, words)
    if actor.organization is None:
        raise Refused(403, words)
    return actor


def _job(actor: Actor, job_id: UUID) -> SubmittedJob:
    if (job := queries.submitted_job(actor, job_id)) is None:
        raise Refused(404, "There is no such job.")
    return job


@router.get("/submitted-jobs", response={200: list[SubmittedJobOut], **PROBLEMS})
def list_submitted_jobs(
    request: ActorRequest,
    waiting: bool = False,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Any:
    """List the jobs that the caller's employer sent in, or that were sent to their agency, newest first."""
    actor = actor_in(request, MANAGERS | EMPLOYERS)
    return list(queries.submitted_jobs(actor, waiting=waiting)[offset : offset + limit])


@router.post("/submitted-jobs", response={201: SubmittedJobOut, **PROBLEMS})
def submit_job(
    request: ActorRequest, data: Form[NewSubmittedJob], file: Annotated[UploadedFile | None, File()] = None
) -> Any:
    """Send a job to an agency, as text or a file. Multipart form, by its employer."""
    actor = _employer_of(request)
    assert actor.organization is not None  # noqa: S101 - _employer_of refused it
    agencies = queries.usual_agencies(actor.organization)
    if data.agency is None and agencies[1:2].exists():
        raise Refused(422, "There is more than one agency here.", "Name one by its id.", "agency")
    agency = (agencies.filter(pk=data.agency) if data.agency else agencies).first()
    if agency is None:
        raise Refused(422, "There is no such agency.", field="agency")
    stated = data.dict(exclude={"text", "agency"})
    return 201, actions.submit_job(actor, agency, **posting_and_stated(data.text, file, stated))


@router.get("/submitted-jobs/{job_id}", response={200: SubmittedJobOut, **PROBLEMS})
def get_submitted_job(request: ActorRequest, job_id: UUID) -> Any:
    """Return one of them."""
    return _job(actor_of(request), job_id)


@router.post("/submitted-jobs/{job_id}/withdraw", response={200: SubmittedJobOut, **PROBLEMS})
def withdraw_submitted_job(request: ActorRequest, job_id: UUID) -> Any:
    """Take back a job that nobody has taken up; by its employer."""
    actor = _employer_of(request)
    return order_actions.withdraw_submitted(actor, _job(actor, job_id))


@router.post("/submitted-jobs/{job_id}/decline", response={200: SubmittedJobOut, **PROBLEMS})
def decline_submitted_job(request: ActorRequest, job_id: UUID, data: Declined) -> Any:
    """Say why the agency cannot take it up."""
    actor = staff_of(request)
    return actions.decline_submitted(actor, _job(actor, job_id), reason=data.reason)


@router.post("/submitted-jobs/{job_id}/take-up", response={201: JobOrderOut, **PROBLEMS})
def take_up_submitted_job(request: ActorRequest, job_id: UUID) -> Any:
    """Make the agency's job order from it, and read its posting into a profile."""
    actor = staff_of(request)
    job = _job(actor, job_id)
    with transaction.atomic():
        order = actions.take_up_submitted(actor, job)
        order_actions.read_posting_into_profile(actor, order, title=job.title or None)
    return 201, order
