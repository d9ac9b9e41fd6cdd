"""A person's word that another agency keeps a record of theirs, and that agency's answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from ninja import Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_of, my_person
from gainful.api.v1.participants import ScopeName
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import claim_queries as queries
from gainful.domain.participants.actions import record_reads
from gainful.domain.participants.actions.claims import (
    claim_record,
    confirm_claim,
    refuse_claim,
    withdraw_claim,
)
from gainful.domain.participants.models import Participant, RecordClaim

router = Router(tags=["People"])
MOST = 100
NONE = "There is no such question, or it was not put to you."


class ClaimIn(Schema):
    """What I tell an agency; `keeps` names the organizations that go on seeing what they see now."""

    organization: UUID
    name: str = Field(min_length=1, max_length=200)
    birth_date: date | None = None
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    code: str = Field("", max_length=60)
    scopes: list[ScopeName] = Field(min_length=1)
    until: date
    keeps: list[UUID] = Field(default_factory=list, max_length=100)


class MyClaimOut(Schema):
    """What I told, and what came of it."""

    id: UUID
    organization: UUID = Field(alias="organization_id")
    state: str
    asked_at: datetime
    answered_at: datetime | None


class CandidateOut(Schema):
    """One of the agency's own records, with what agrees."""

    person: UUID
    person_id: str
    agrees: list[str]


class ClaimOut(Schema):
    """What a person told the agency; `candidates` are the agency's own records that it may be.

    `email_is_confirmed`: they have opened a letter sent to this address. Anybody can type one.
    """

    id: UUID
    name: str
    birth_date: date | None
    email: str
    email_is_confirmed: bool
    phone: str
    code: str
    state: str
    asked_at: datetime
    candidates: list[CandidateOut] = []


class ConfirmIn(Schema):
    """Which of the agency's own records is theirs."""

    person: UUID


class ClaimDone(Schema):
    """What was answered; `merge` is the id to take it apart by."""

    state: str
    merge: UUID | None = None


def _mine(request: ActorRequest, claim_id: UUID) -> RecordClaim:
    found = queries.claim(claim_id)
    if found is None or found.participant_id != my_person(request).pk:
        raise Refused(404, NONE)
    return found


def _theirs(request: ActorRequest, claim_id: UUID) -> RecordClaim:
    found = queries.claim(claim_id)
    if found is None or found.organization_id != actor_of(request).organization_id:
        raise Refused(404, NONE)
    return found


def _refused(error: ValidationError | PermissionDenied) -> Refused:
    if isinstance(error, PermissionDenied):
        return Refused(403, str(error) or "Your role does not allow this.")
    return Refused(422, " ".join(error.messages))


@router.get(
    "/me/claims", response={200: list[MyClaimOut], **PROBLEMS}, summary="Agencies I told that they know me"
)
def my_claims(request: ActorRequest) -> list[RecordClaim]:
    """Return what I told and what came of it, newest first."""
    return list(queries.claims_of(my_person(request))[:MOST])


@router.post("/me/claims", response={201: MyClaimOut, **PROBLEMS}, summary="Tell an agency that it knows me")
def tell(request: ActorRequest, given: ClaimIn) -> tuple[int, RecordClaim]:
    """Tell one agency that it keeps a record of mine; the answer is the same whether or not it knows me."""
    person = my_person(request)
    agency = queries.agencies_to_ask(person).filter(pk=given.organization).first()
    if agency is None:
        raise Refused(404, "There is no such agency, or it sees your record already.", field="organization")
    try:
        return 201, claim_record(actor_of(request), person, agency, **given.dict(exclude={"organization"}))
    except (ValidationError, PermissionDenied) as error:
        raise _refused(error) from error


@router.post("/me/claims/{claim_id}/withdraw", response={204: None, **PROBLEMS}, summary="Take it back")
def take_back(request: ActorRequest, claim_id: UUID) -> tuple[int, None]:
    """Take my word back before it is answered."""
    try:
        withdraw_claim(actor_of(request), my_person(request), _mine(request, claim_id))
    except (ValidationError, PermissionDenied) as error:
        raise _refused(error) from error
    return 204, None


@router.get(
    "/people-claims", response={200: list[ClaimOut], **PROBLEMS}, summary="Who says that we know them"
)
def claims(request: ActorRequest) -> list[dict[str, Any]]:
    """Return the people who wait for an answer, each beside the agency's own records that it may be."""
    actor = actor_of(request)
    try:
        rows = list(queries.claims_to_us(actor)[:20])
    except PermissionDenied as error:
        raise _refused(error) from error
    told = []
    for row in rows:
        found = queries.candidates(actor, row)
        record_reads(actor, [person.pk for person, _agrees in found], what="Compared with another record")
        plain = ("id", "name", "birth_date", "email", "phone", "code", "state", "asked_at")
        told.append({
            **{key: getattr(row, key) for key in plain},
            "email_is_confirmed": queries.told_own_address(row),
            "candidates": [
                {"person": person.pk, "person_id": person.code, "agrees": agrees} for person, agrees in found
            ],
        })  # fmt: skip
    return told


@router.post(
    "/people-claims/{claim_id}/confirm", response={200: ClaimDone, **PROBLEMS}, summary="It is one person"
)
def confirm(request: ActorRequest, claim_id: UUID, given: ConfirmIn) -> dict[str, Any]:
    """Say which of the agency's own records is theirs; the two become one, as the person said who may see it."""
    claim = _theirs(request, claim_id)
    person = Participant.objects.filter(pk=given.person, merged_into=None).first()
    if person is None:
        raise Refused(404, "There is no such person, or they do not let you see their record.")
    try:
        merge = confirm_claim(actor_of(request), claim, person)
    except (ValidationError, PermissionDenied) as error:
        raise _refused(error) from error
    return {"state": "confirmed", "merge": merge.pk}


@router.post(
    "/people-claims/{claim_id}/refuse", response={200: ClaimDone, **PROBLEMS}, summary="We know nobody"
)
def refuse(request: ActorRequest, claim_id: UUID) -> dict[str, Any]:
    """Say that no record of the agency is theirs."""
    try:
        refuse_claim(actor_of(request), _theirs(request, claim_id))
    except (ValidationError, PermissionDenied) as error:
        raise _refused(error) from error
    return {"state": "refused"}
