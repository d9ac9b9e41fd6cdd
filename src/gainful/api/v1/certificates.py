"""Certificates of cohorts, and the check of any badge."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in, actor_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.cohorts import certificate_queries as queries
from gainful.domain.cohorts.actions.certificates import (
    CertificateDraft,
    issue_all,
    move_certificate,
    reissue_certificate,
)
from gainful.domain.cohorts.models import Certificate
from gainful.domain.cohorts.queries import our_cohort
from gainful.domain.participants.actions import record_reads
from gainful.exchange.badges.errors import BadgeError
from gainful.exchange.badges.plain import as_data
from gainful.exchange.upload_sizes import BADGE
from gainful.imports.badges import SIGNER, check

router = Router(tags=["Certificates"])


class CertificateOut(Schema):
    """A certificate with its state."""

    id: UUID
    cohort_id: UUID
    participant_id: UUID
    name: str
    title: str
    status: str
    status_at: datetime
    reason: str
    issued_at: datetime
    valid_until: date | None
    replaces_id: UUID | None


class CertificateDetail(CertificateOut):
    """A certificate with the signed credential, as it is handed out."""

    document: dict[str, Any]


class NewCertificates(Schema):
    """What certificates say; `seats` are ids of enrolments, all who completed without it."""

    title: str = Field("", max_length=200)
    valid_until: date | None = None
    ctid: str = Field("", max_length=60)
    seats: list[UUID] | None = Field(None, max_length=5_000)


class CertificateMove(Schema):
    """Why a certificate is suspended, reinstated or revoked."""

    reason: str = Field(min_length=1, max_length=400)


class CertificateAgain(CertificateMove):
    """What the new certificate says; empty fields stay as they were."""

    name: str = Field("", max_length=200)
    title: str = Field("", max_length=200)
    valid_until: date | None = None
    ctid: str = Field("", max_length=60)


class CertificatesNarrowed(Schema):
    """What narrows a list, and which part of it."""

    status: str = Field("", max_length=20)
    q: str = Field("", max_length=100)
    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=100_000)


class BadgeToCheck(Schema):
    """A badge as JSON or JWT text, with what its issuer publishes (did.json, status lists), each as text."""

    badge: str = Field(min_length=1, max_length=400_000)
    documents: list[Annotated[str, Field(max_length=BADGE)]] = Field(default_factory=list, max_length=6)


class BadgeReport(Schema):
    """What was found: `counts` is the verdict; `proof`, `status` and `dates` are answers of their own."""

    kind: str
    counts: bool
    name: str
    recipient: str
    issuer: str
    issuer_id: str
    keys: str
    """Where its keys come from: `own`, `looked_up`, `given` with the badge, `itself` (did:key), `none`."""
    proof: str
    uncovered: list[str]
    status: str
    status_as_of: str
    dates: str
    valid_from: datetime | None
    valid_until: datetime | None
    alignments: list[dict[str, str]]
    details: list[str]
    missing: list[str]
    members: list[dict[str, Any]]
    left_out: int
    """Parts that were not looked at: too many, or they took too long."""


def _certificate(request: ActorRequest, certificate_id: UUID) -> Certificate:
    found = queries.our_certificate(actor_in(request, STAFF), certificate_id)
    if found is None:
        raise Refused(404, "There is no such certificate, or it is not shared with you.")
    return found


@router.get("/cohorts/{cohort_id}/certificates", response={200: list[CertificateOut], **PROBLEMS})
def certificates(
    request: ActorRequest, cohort_id: UUID, narrowed: Annotated[CertificatesNarrowed, Query()]
) -> list[Certificate]:
    """Return a cohort's certificates by name."""
    actor = actor_in(request, STAFF)
    cohort = our_cohort(actor, cohort_id)
    if cohort is None:
        raise Refused(404, "There is no such cohort, or it is not yours.")
    found = queries.certificates_of(cohort, narrowed.model_dump())
    rows = list(found[narrowed.offset : narrowed.offset + narrowed.limit])
    record_reads(actor, [row.participant_id for row in rows], what="Certificates of a cohort")
    return rows


@router.post("/cohorts/{cohort_id}/certificates", response={201: list[CertificateOut], **PROBLEMS})
def issue(request: ActorRequest, cohort_id: UUID, data: NewCertificates) -> tuple[int, list[Certificate]]:
    """Issue certificates to those who completed a cohort and have none."""
    actor = actor_in(request, STAFF)
    cohort = our_cohort(actor, cohort_id)
    if cohort is None:
        raise Refused(404, "There is no such cohort, or it is not yours.")
    draft = CertificateDraft(title=data.title, valid_until=data.valid_until, ctid=data.ctid)
    chosen = {str(each) for each in data.seats} if data.seats is not None else None
    return 201, issue_all(actor, cohort, SIGNER, draft, chosen)


@router.get("/certificates/{certificate_id}", response={200: CertificateDetail, **PROBLEMS})
def certificate(request: ActorRequest, certificate_id: UUID) -> Certificate:
    """Return one certificate with the signed credential."""
    found = _certificate(request, certificate_id)
    record_reads(actor_of(request), [found.participant_id], what="Certificate")
    return found


MOVES = ("suspend", "reinstate", "revoke")


@router.post("/certificates/{certificate_id}/reissue", response={201: CertificateOut, **PROBLEMS})
def reissue(request: ActorRequest, certificate_id: UUID, data: CertificateAgain) -> tuple[int, Certificate]:
    """Issue another certificate in the place of one; the old one is revoked."""
    found = _certificate(request, certificate_id)
    draft = CertificateDraft(**data.model_dump(exclude={"reason"}))
    return 201, reissue_certificate(actor_of(request), found, SIGNER, draft, reason=data.reason)


@router.post("/certificates/{certificate_id}/{step}", response={200: CertificateOut, **PROBLEMS})
def move(request: ActorRequest, certificate_id: UUID, step: str, data: CertificateMove) -> Certificate:
    """Suspend, reinstate or revoke a certificate; its published status changes at once."""
    found = _certificate(request, certificate_id)
    if step not in MOVES:
        raise Refused(404, "There is no such step.", f"Steps: {', '.join(MOVES)}, reissue.")
    return move_certificate(actor_of(request), found, step, reason=data.reason)


@router.post("/badges/verify", response={200: BadgeReport, **PROBLEMS})
def verify(request: ActorRequest, data: BadgeToCheck) -> dict[str, Any]:  # noqa: ARG001
    """Check any badge or learner record; nothing is looked up elsewhere and nothing is kept."""
    try:
        return as_data(check(data.badge, [each.encode() for each in data.documents]))
    except BadgeError as error:
        raise Refused(422, error.message, error.hint, "badge") from None
