"""Services, referrals and appointments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.participants import queries as people
from gainful.domain.participants.actions import record_read, record_reads
from gainful.domain.support import queries
from gainful.domain.support.actions import (
    Sending,
    accept_referral,
    close_referral,
    decline_referral,
    hand_over,
    mark_received,
    send_referral,
    set_places,
    withdraw_referral,
)
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.models import Appointment, Referral, Service

router = Router(tags=["Support"])
Limit = Annotated[int, Query(ge=1, le=100)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


class ServiceOut(Schema):
    """A service of the directory; null places are not known, which is not zero."""

    id: UUID
    name: str
    provider: str
    status: str
    needs: list[str]
    phone: str
    email: str
    languages: list[str]
    places: int | None
    places_free: int | None

    @staticmethod
    def resolve_provider(row: Service) -> str:
        """Who provides it."""
        return row.provider.name


class Places(Schema):
    """How many places there are and how many are free; null of both: nobody counts."""

    places: int | None = Field(None, ge=0, le=1_000_000)
    free: int | None = Field(None, ge=0, le=1_000_000)


class ReferralOut(Schema):
    """A referral and how far it is."""

    id: UUID
    participant_id: UUID
    service_id: UUID
    need: str
    urgency: str
    state: str
    outcome: str
    declined_by: str
    decline_reason: str
    is_warm: bool
    sent_at: datetime
    answered_at: datetime | None
    received_at: datetime | None
    closed_at: datetime | None


class NewReferral(Schema):
    """A referral to send; the person must have agreed."""

    participant_id: UUID
    service_id: UUID
    need: str = Field(min_length=1, max_length=20)
    agreed_how: Literal["verbal", "signed_form"]
    urgency: Literal["routine", "soon", "emergency"] = "routine"
    message: str = Field("", max_length=1_000)
    is_warm: bool = False
    share_name: bool = True
    share_phone: bool = False
    share_email: bool = False


class Step(Schema):
    """One step of a referral; `side` and `reason` for a no, `got_it` to close, `note` how they met at a hand-off."""

    verb: Literal["accept", "decline", "hand_over", "receive", "withdraw", "close"]
    reason: str = Field("", max_length=20)
    side: Literal["", "person", "provider"] = ""
    note: str = Field("", max_length=500)
    got_it: bool | None = None


class AppointmentOut(Schema):
    """An appointment; its start belongs to it, its end does not."""

    id: UUID
    participant_id: UUID
    referral_id: UUID | None
    what: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    state: str
    cancelled_by: str
    is_late_cancel: bool
    rule_number: int | None


def _staff(request: ActorRequest) -> Actor:
    actor = actor_in(request, STAFF, "Only staff of an agency work with its services and referrals.")
    if actor.organization is None:
        raise Refused(403, "Only staff of an agency work with its services and referrals.")
    return actor


def _refused(error: SupportError) -> Refused:
    status = 403 if isinstance(error, NotAllowedError) else 422
    return Refused(status, error.message, error.hint, error.field)


def _service(actor: Actor, service_id: UUID) -> Service:
    found = queries.service(actor, service_id)
    if found is None:
        raise Refused(404, "There is no such service.")
    return found


@router.get("/services", response={200: list[ServiceOut], **PROBLEMS}, summary="The directory of services")
def services(
    request: ActorRequest,
    q: str = Query("", max_length=100),
    need: str = Query("", max_length=20),
    near: str = Query("", max_length=10),
    limit: Limit = 50,
    offset: Offset = 0,
) -> list[Service]:
    """Return the services, by name; `near` is a ZIP code."""
    actor = _staff(request)
    return list(queries.services(actor, {"q": q, "need": need, "near": near})[offset : offset + limit])


@router.put("/services/{service_id}/places", response={200: ServiceOut, **PROBLEMS})
def places(request: ActorRequest, service_id: UUID, data: Places) -> Service:
    """Say how many places a service has and how many are free now."""
    actor = _staff(request)
    try:
        return set_places(actor, _service(actor, service_id), data.places, data.free)
    except SupportError as error:
        raise _refused(error) from error


@router.get("/referrals", response={200: list[ReferralOut], **PROBLEMS})
def referrals(
    request: ActorRequest, state: str = Query("", max_length=20), limit: Limit = 50, offset: Offset = 0
) -> list[Referral]:
    """Return the referrals of the agency, newest first."""
    actor = _staff(request)
    rows = list(queries.referrals(actor, {"state": state})[offset : offset + limit])
    record_reads(actor, [row.participant_id for row in rows], what="Referrals listed through the API")
    return rows


def _referral(request: ActorRequest, referral_id: UUID) -> tuple[Actor, Referral]:
    actor, found = _staff(request), queries.referral(referral_id)
    if found is None or found.organization_id != actor.organization_id:
        raise Refused(404, "There is no such referral.")
    record_read(actor, found.participant, what="Referral opened through the API")
    return actor, found


@router.post("/referrals", response={201: ReferralOut, **PROBLEMS})
def send(request: ActorRequest, data: NewReferral) -> tuple[int, Referral]:
    """Refer a person who agreed to a service."""
    actor = _staff(request)
    person = people.person(data.participant_id)
    if person is None:
        raise Refused(404, "There is no such person.")
    given = data.model_dump(exclude={"participant_id", "service_id"})
    try:
        return 201, send_referral(actor, person, _service(actor, data.service_id), Sending(**given))
    except SupportError as error:
        raise _refused(error) from error


@router.get("/referrals/{referral_id}", response={200: ReferralOut, **PROBLEMS})
def referral(request: ActorRequest, referral_id: UUID) -> Referral:
    """Return one referral."""
    return _referral(request, referral_id)[1]


@router.post("/referrals/{referral_id}/steps", response={200: ReferralOut, **PROBLEMS})
def step(request: ActorRequest, referral_id: UUID, data: Step) -> Referral:
    """Take one step with a referral."""
    actor, row = _referral(request, referral_id)
    steps: dict[str, Any] = {
        "accept": lambda: accept_referral(actor, row, note=data.note),
        "decline": lambda: decline_referral(actor, row, reason=data.reason, note=data.note, side=data.side),
        "hand_over": lambda: hand_over(actor, row, how=data.note),
        "receive": lambda: mark_received(actor, row, note=data.note),
        "withdraw": lambda: withdraw_referral(actor, row, note=data.note),
        "close": lambda: close_referral(actor, row, got_it=data.got_it, note=data.note),
    }
    try:
        done: Referral = steps[data.verb]()
    except SupportError as error:
        raise _refused(error) from error
    return done


@router.get("/appointments", response={200: list[AppointmentOut], **PROBLEMS})
def appointments(
    request: ActorRequest,
    start: date | None = None,
    end: date | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> list[Appointment]:
    """Return the appointments of the agency by time, from and until a day."""
    actor = _staff(request)
    found = queries.appointments(actor, {"from": start, "until": end})
    rows = list(found[offset : offset + limit])
    record_reads(actor, [row.participant_id for row in rows], what="Appointments listed through the API")
    return rows
