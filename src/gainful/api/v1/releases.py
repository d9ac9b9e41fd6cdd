"""Hours off that an employer gives its own people for a cohort: proposed by the agency, signed by the employer."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in, actor_of, staff_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import EMPLOYERS
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.models import Cohort, ReleaseAgreement
from gainful.domain.cohorts.release import internal_employers, releases_for, releases_of

router = Router(tags=["Cohorts"])
MOST = 200


class HoursOffOut(Schema):
    """An agreement about hours off; `signed_at` is null while it waits, or where it was refused."""

    id: UUID
    cohort_id: UUID
    cohort_name: str
    agency_name: str
    employer_id: UUID
    starts_on: date
    ends_on: date
    people: int
    hours_per_week: float
    is_paid: bool
    backfill: str
    signed_at: datetime | None
    signer_name: str
    refused_at: datetime | None
    reason: str
    withdrawn_at: datetime | None


class HoursOffIn(Schema):
    """Hours off to propose."""

    employer_id: UUID
    hours_per_week: Decimal = Field(gt=0, le=60, max_digits=4, decimal_places=1)
    is_paid: bool = True
    backfill: str = Field(min_length=1, max_length=300)


class SignatureIn(Schema):
    """Who signs."""

    name: str = Field(min_length=1, max_length=200)
    title: str = Field(min_length=1, max_length=200)


class RefusalIn(Schema):
    """Why not."""

    reason: str = Field(min_length=1, max_length=400)


def _cohort(request: ActorRequest, cohort_id: UUID) -> Cohort:
    found = queries.our_cohort(staff_of(request), cohort_id)
    if found is None:
        raise Refused(404, "There is no such cohort, or it is not yours.")
    return found


def _mine(request: ActorRequest, release_id: UUID) -> ReleaseAgreement:
    actor = actor_in(request, EMPLOYERS)
    found = releases_for(actor).filter(pk=release_id).first()
    if found is None:
        raise Refused(404, "There is no such agreement.")
    return found


@router.get(
    "/cohorts/{cohort_id}/releases", response={200: list[HoursOffOut], **PROBLEMS}, summary="Hours off"
)
def releases(request: ActorRequest, cohort_id: UUID) -> Any:
    """Return what was put before the employers whose people learn in a cohort."""
    return releases_of(_cohort(request, cohort_id))[:MOST]


@router.post(
    "/cohorts/{cohort_id}/releases", response={201: HoursOffOut, **PROBLEMS}, summary="Propose hours off"
)
def propose(request: ActorRequest, cohort_id: UUID, data: HoursOffIn) -> tuple[int, ReleaseAgreement]:
    """Put hours off before an employer whose internal openings stand behind the cohort."""
    cohort = _cohort(request, cohort_id)
    employer = internal_employers(cohort).get(data.employer_id)
    if employer is None:
        raise Refused(
            422, "No internal opening of this employer stands behind the cohort.", field="employer_id"
        )
    row = actions.propose_release(
        actor_of(request), cohort, employer, hours_per_week=data.hours_per_week, is_paid=data.is_paid,
        backfill=data.backfill,
    )  # fmt: skip
    return 201, row


@router.get("/releases", response={200: list[HoursOffOut], **PROBLEMS}, summary="Hours off asked of us")
def asked(request: ActorRequest) -> Any:
    """Return what agencies ask the acting employer to agree to, at most 200."""
    actor = actor_in(request, EMPLOYERS)
    return releases_for(actor)[:MOST]


@router.post("/releases/{release_id}/sign", response={200: HoursOffOut, **PROBLEMS}, summary="Sign hours off")
def sign(request: ActorRequest, release_id: UUID, data: SignatureIn) -> ReleaseAgreement:
    """Sign for the acting employer."""
    return actions.sign_release(
        actor_of(request), _mine(request, release_id), name=data.name, title=data.title
    )


@router.post(
    "/releases/{release_id}/refuse", response={200: HoursOffOut, **PROBLEMS}, summary="Refuse hours off"
)
def refuse(request: ActorRequest, release_id: UUID, data: RefusalIn) -> ReleaseAgreement:
    """Say no for the acting employer, with the reason."""
    return actions.refuse_release(actor_of(request), _mine(request, release_id), reason=data.reason)
