"""Several agencies, one record: who asks to see a person and what they answer; emergency looks and their review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in, actor_of, my_person
from gainful.api.v1.participants import ScopeName
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import sharing_queries as queries
from gainful.domain.participants.actions import (
    ask_access,
    break_glass,
    grant_access,
    leave,
    narrow_consent,
    refuse_access,
    review_emergency,
    withdraw_access,
)
from gainful.domain.participants.models import AccessRequest, EmergencyAccess

router = Router(tags=["Sharing"])
T = TypeVar("T")
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


class AccessAskIn(Schema):
    """Whom an agency asks, for which parts, what for (the person reads it word for word), through which day."""

    email: str = Field(max_length=254)
    scopes: list[ScopeName] = Field(min_length=1)
    purpose: str = Field(min_length=1, max_length=200)
    until: date


class AskOut(Schema):
    """A request and how far it is; it names no record: only the person's answer says whether there is one."""

    id: UUID
    organization: str
    asker_name: str
    email: str
    scopes: list[str]
    purpose: str
    until: date
    state: str
    asked_at: datetime
    answered_at: datetime | None

    @staticmethod
    def resolve_organization(row: AccessRequest) -> str:
        """Who asks, by name."""
        return str(row.organization)


class AccessAnswerIn(Schema):
    """Yes to all or to less, until the day that was asked for or an earlier one; or no."""

    answer: Literal["yes", "no"]
    scopes: list[ScopeName] = Field(default_factory=list)
    until: date | None = None


class LessIn(Schema):
    """The part that an agency sees no more."""

    part: ScopeName


class LeftOut(Schema):
    """How many consents ended."""

    ended: int


class EmergencyIn(Schema):
    """A person ID or email address, and who is in what danger: the person reads it, a manager reviews it."""

    named: str = Field(min_length=1, max_length=200)
    reason: str = Field(min_length=1, max_length=400)


class ReviewIn(Schema):
    """Whether the reason holds, and what was found; a no closes the record at once."""

    justified: bool
    note: str = Field(min_length=1, max_length=400)


class EmergencyOut(Schema):
    """A record that was opened without asking, why, and what the review found."""

    id: UUID
    organization: str
    participant_id: UUID
    user_name: str
    reason: str
    opened_at: datetime
    ends_at: datetime
    state: str
    reviewer_name: str
    review_note: str

    @staticmethod
    def resolve_organization(row: EmergencyAccess) -> str:
        """Which agency opened it."""
        return str(row.organization)


def _told(action: Callable[..., T], *args: Any, **fields: Any) -> T:
    try:
        return action(*args, **fields)
    except ValidationError as error:
        field = next(iter(error.message_dict), "") if hasattr(error, "error_dict") else ""
        raise Refused(422, " ".join(error.messages), field="" if field == "__all__" else field) from error


@router.get("/me/asked", response={200: list[AskOut], **PROBLEMS}, summary="Agencies that ask to see me")
def asked_of_me(request: ActorRequest) -> list[AccessRequest]:
    """Return the requests that wait for my answer, the oldest first."""
    my_person(request)
    return list(queries.asked_of_me(actor_of(request))[:200])


@router.post("/me/asked/{asked_id}", response={200: AskOut, **PROBLEMS}, summary="Let an agency in, or not")
def answer(request: ActorRequest, asked_id: UUID, given: AccessAnswerIn) -> AccessRequest:
    """Say yes to all or to less, or no. A yes takes the place of what this agency saw before."""
    actor, person = actor_in(request, {"participant"}), my_person(request)
    row = queries.asked_of_me(actor).filter(pk=asked_id).first() or queries.access_request(asked_id)
    if row is None:
        raise Refused(404, "Nobody asks you under this number.")
    if given.answer == "no":
        return _told(refuse_access, actor, person, row)
    until = given.until or row.until
    _told(grant_access, actor, person, row, scopes=given.scopes or row.scopes, until=until)
    return row


@router.post("/me/consents/{consent_id}/less", response={204: None, **PROBLEMS}, summary="Show less")
def less(request: ActorRequest, consent_id: UUID, given: LessIn) -> tuple[int, None]:
    """Stop one part of what an agency sees; the rest stays until the same day."""
    row = queries.consent(my_person(request), consent_id)
    if row is None:
        raise Refused(404, "You gave no such consent.")
    _told(narrow_consent, actor_of(request), row, without=given.part)
    return 204, None


@router.post("/me/leave", response={200: LeftOut, **PROBLEMS}, summary="Take every consent back")
def go(request: ActorRequest) -> dict[str, int]:
    """End every consent and refuse what is asked; the record stays mine, and I can come back."""
    person = my_person(request)
    return {"ended": leave(actor_of(request), person)}


@router.get(
    "/me/emergencies", response={200: list[EmergencyOut], **PROBLEMS}, summary="Looks without my consent"
)
def my_emergencies(request: ActorRequest) -> list[EmergencyAccess]:
    """Return who opened my record without asking, why, and what the review found, newest first."""
    return list(queries.emergencies_of(my_person(request))[:200])


@router.get("/access-requests", response={200: list[AskOut], **PROBLEMS}, summary="Whom my agency asked")
def requests(
    request: ActorRequest, state: str = Query("", max_length=20), limit: Limit = 50, offset: Offset = 0
) -> list[AccessRequest]:
    """Return what the acting agency asked, newest first."""
    found = queries.access_requests(actor_of(request), state=state).select_related("organization")
    return list(found[offset : offset + limit])


@router.post("/access-requests", response={201: AskOut, **PROBLEMS}, summary="Ask to see somebody")
def ask(request: ActorRequest, given: AccessAskIn) -> tuple[int, AccessRequest]:
    """Ask the holder of an address; the answer is the same whether or not anybody has it."""
    return 201, _told(ask_access, actor_of(request), **given.dict())


@router.post(
    "/access-requests/{asked_id}/withdraw", response={200: AskOut, **PROBLEMS}, summary="Take a request back"
)
def withdraw(request: ActorRequest, asked_id: UUID) -> AccessRequest:
    """Take a request back before it is answered."""
    row = queries.access_requests(actor_of(request)).filter(pk=asked_id).first()
    if row is None:
        raise Refused(404, "Your agency has asked nothing under this number.")
    return _told(withdraw_access, actor_of(request), row)


@router.get("/emergencies", response={200: list[EmergencyOut], **PROBLEMS}, summary="Emergency looks")
def emergencies(request: ActorRequest, limit: Limit = 50, offset: Offset = 0) -> list[EmergencyAccess]:
    """Return the emergency looks of the acting agency, those that wait for review first."""
    found = queries.emergencies(actor_of(request)).select_related("organization")
    return list(found[offset : offset + limit])


@router.post(
    "/emergencies", response={201: EmergencyOut, **PROBLEMS}, summary="Open a record in an emergency"
)
def open_in_emergency(request: ActorRequest, given: EmergencyIn) -> tuple[int, EmergencyAccess]:
    """Open name and support for a day without a consent, because somebody is in danger; the person is told."""
    return 201, _told(break_glass, actor_of(request), given.named, given.reason)


@router.post(
    "/emergencies/{row_id}/review",
    response={200: EmergencyOut, **PROBLEMS},
    summary="Review an emergency look",
)
def review(request: ActorRequest, row_id: UUID, given: ReviewIn) -> EmergencyAccess:
    """Say whether the reason holds; somebody other than who looked does."""
    actor = actor_of(request)
    row = queries.emergencies(actor).filter(pk=row_id).first()
    if row is None:
        raise Refused(404, "Your agency opened nothing under this number.")
    return _told(review_emergency, actor, row, **given.dict())
