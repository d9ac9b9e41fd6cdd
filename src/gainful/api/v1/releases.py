"""Hours off that an employer gives its own people for a cohort: proposed by the agency, signed by the employer."""

from __future__ import annotations

from collections.abc import Iterable
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
from gainful.domain.cohorts.release import (
    internal_employers,
    release_limits,
    releases_for,
    releases_of,
    seats_told,
)

router = Router(tags=["Cohorts"])
MOST = 200


class HoursOffOut(Schema):
    """An agreement about hours off; `signed_at` is null while it waits, or where it was refused.

    `seats_beyond`: seats of the cohort beyond the openings that employers promised, who allowed them and why; `seen`
    goes back with a signature, so that nobody signs what changed since.
    """

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
    seats_beyond: int
    allowed_by: str
    allowed_reason: str
    seen: str


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
    seen: str | None = Field(None, max_length=60)
    """The agreement's `seen` as it was read; the signature is refused where it is another one now."""


class RefusalIn(Schema):
    """Why not."""

    reason: str = Field(min_length=1, max_length=400)


def _cohort(request: ActorRequest, cohort_id: UUID) -> Cohort:
    found = queries.our_cohort(staff_of(request), cohort_id)
    if found is None:
        raise Refused(404, "There is no such cohort, or it is not yours.")
    return found


def _told(rows: Iterable[ReleaseAgreement]) -> list[ReleaseAgreement]:
    """Put beside each agreement what it says of seats beyond the openings."""
    found = list(rows)
    limits = release_limits(found)
    for row in found:
        limit = limits.get(row.cohort_id)
        allowed = limit.allowed if limit else None
        row.seats_beyond = limit.beyond if limit else 0  # type: ignore[attr-defined]
        row.allowed_by = allowed.name if allowed else ""  # type: ignore[attr-defined]
        row.allowed_reason = allowed.reason if allowed else ""  # type: ignore[attr-defined]
        row.seen = seats_told(limit)  # type: ignore[attr-defined]
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
    return _told(releases_of(_cohort(request, cohort_id))[:MOST])


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
    return 201, _told([row])[0]


@router.get("/releases", response={200: list[HoursOffOut], **PROBLEMS}, summary="Hours off asked of us")
def asked(request: ActorRequest) -> Any:
    """Return what agencies ask the acting employer to agree to, at most 200."""
    actor = actor_in(request, EMPLOYERS)
    return _told(releases_for(actor)[:MOST])


@router.post("/releases/{release_id}/sign", response={200: HoursOffOut, **PROBLEMS}, summary="Sign hours off")
def sign(request: ActorRequest, release_id: UUID, data: SignatureIn) -> ReleaseAgreement:
    """Sign for the acting employer."""
    row = _mine(request, release_id)
    signed = actions.sign_release(actor_of(request), row, **data.model_dump())
    return _told([signed])[0]


@router.post(
    "/releases/{release_id}/refuse", response={200: HoursOffOut, **PROBLEMS}, summary="Refuse hours off"
)
def refuse(request: ActorRequest, release_id: UUID, data: RefusalIn) -> ReleaseAgreement:
    """Say no for the acting employer, with the reason."""
    refused = actions.refuse_release(actor_of(request), _mine(request, release_id), reason=data.reason)
    return _told([refused])[0]
