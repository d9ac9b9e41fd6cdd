"""Practice employment and internships: agreements, signatures, weeks, the review; for staff and for the person."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in, my_person
from gainful.api.v1.supported import supported_person
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.participants.actions import record_read, record_reads
from gainful.domain.support import practice_queries as queries
from gainful.domain.support.actions.practice import (
    Signer,
    Terms,
    change_practice,
    draft_practice,
    send_practice,
    sign_practice,
    withdraw_practice,
)
from gainful.domain.support.actions.practice_weeks import break_off, confirm_week, counter_sign, log_week
from gainful.domain.support.models import PracticeAgreement
from gainful.domain.support.states.practice import PracticeSide, PracticeState

router = Router(tags=["Practice work"])
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
NONE = "There is no such agreement, or it is not shared with you."
HIDDEN = frozenset({PracticeState.DRAFT, PracticeState.WITHDRAWN})


class PracticeTermsIn(Schema):
    """What is agreed; `wage` in USD an hour, null where it is unpaid; a current employer signs where one is named."""

    kind: Literal["employment", "internship"]
    person_name: str = Field(min_length=1, max_length=200)
    host_name: str = Field(min_length=1, max_length=200)
    host_contact: str = Field(min_length=1, max_length=200)
    host_email: str = Field(max_length=254)
    work: str = Field(min_length=1, max_length=200)
    tasks: str = Field(min_length=1, max_length=1000)
    learns: str = Field("", max_length=1000)
    place: str = Field(min_length=1, max_length=300)
    starts_on: date
    ends_on: date
    hours_per_week: Decimal = Field(Decimal(20), gt=0, le=40, max_digits=4, decimal_places=1)
    wage: Decimal | None = Field(None, ge=0, max_digits=6, decimal_places=2)
    insurer: Literal["host", "provider", "other"]
    insurance: str = Field(min_length=1, max_length=300)
    employer_name: str = Field("", max_length=200)
    employer_email: str = Field("", max_length=254)
    host_language: Literal["en", "es"] = "en"
    employer_language: Literal["en", "es"] = "en"


class NewPractice(PracticeTermsIn):
    """An agreement for a person."""

    participant_id: UUID


class PracticeSignatureOut(Schema):
    """One side's signature."""

    side: str
    name: str
    title: str
    signed_at: datetime
    way: str = Field(
        description="account, letter, desk (the letter's link, in a browser of the agency) or handed; empty if not kept"
    )
    handed_by: str = Field(description="who of the agency made the link and handed it over")
    browser_of: str = Field(description="whose account the browser knew when it was signed")


class WeekOut(Schema):
    """Hours of one week, from Monday on."""

    id: UUID
    week_on: date
    hours: Decimal
    words: str
    logged_by: str
    confirmed_by: str
    confirmed_at: datetime | None


class PracticeOut(Schema):
    """An agreement, who signed it, its weeks and its review; `content_hash` names the words that are signed."""

    id: UUID
    participant_id: UUID
    kind: str
    person_name: str
    host_name: str
    host_contact: str
    employer_name: str
    work: str
    tasks: str
    learns: str
    place: str
    starts_on: date
    ends_on: date
    hours_per_week: Decimal
    wage: Decimal | None
    insurer: str
    insurance: str
    state: str
    content_hash: str
    outcome: str
    review: str
    reviewed_by: str
    person_agrees: bool | None
    person_words: str
    signatures: list[PracticeSignatureOut]
    weeks: list[WeekOut]

    @staticmethod
    def resolve_signatures(row: PracticeAgreement) -> Any:
        """Who signed, in order."""
        return row.signatures.all()

    @staticmethod
    def resolve_weeks(row: PracticeAgreement) -> Any:
        """The weeks, the last one first."""
        return row.weeks.all()


class PracticeLine(Schema):
    """An agreement in the list, with the hours confirmed."""

    id: UUID
    participant_id: UUID
    person_name: str
    work: str
    host_name: str
    starts_on: date
    ends_on: date
    hours_per_week: Decimal
    confirmed: Decimal
    state: str
    outcome: str


class PracticeStepIn(Schema):
    """One step; which fields it takes stands beside each.

    send, withdraw: none. sign: name, title, seen (the `content_hash` that was read). log: day, hours, words.
    confirm: week, hours as read. break_off: words. counter_sign: agrees, words.
    """

    verb: Literal["send", "withdraw", "sign", "log", "confirm", "break_off", "counter_sign"]
    name: str = Field("", max_length=200)
    title: str = Field("", max_length=200)
    seen: str = Field("", max_length=64)
    day: date | None = None
    hours: Decimal | None = Field(None, ge=0, le=60, max_digits=4, decimal_places=1)
    week: UUID | None = None
    words: str = Field("", max_length=2000)
    agrees: bool | None = None


@router.get(
    "/practice", response={200: list[PracticeLine], **PROBLEMS}, summary="Practice work of the agency"
)
def agreements(
    request: ActorRequest,
    state: str = Query("", max_length=12),
    q: str = Query("", max_length=100),
    limit: Limit = 50,
    offset: Offset = 0,
) -> list[PracticeAgreement]:
    """Return the agreements, the latest start first."""
    actor = actor_in(request, STAFF)
    rows = list(queries.agreements(actor, state=state, search=q)[offset : offset + limit])
    record_reads(actor, {row.participant_id for row in rows}, what="Practice work listed through the API")
    return rows


@router.post("/practice", response={201: PracticeOut, **PROBLEMS}, summary="Write an agreement")
def draft(request: ActorRequest, given: NewPractice) -> tuple[int, PracticeAgreement]:
    """Write an agreement down; nobody is asked before it is sent."""
    actor, person = actor_in(request, STAFF), supported_person(request, given.participant_id)
    return 201, draft_practice(actor, person, Terms(**given.model_dump(exclude={"participant_id"})))


def _held(request: ActorRequest, row_id: UUID) -> tuple[Actor, PracticeAgreement]:
    actor, row = actor_in(request, {*STAFF, "participant"}), queries.agreement(row_id)
    if actor.role == "participant":
        ours = row is not None and row.participant_id == my_person(request).pk and row.state not in HIDDEN
    else:
        ours = row is not None and row.organization_id == actor.organization_id
    if row is None or not ours:
        raise Refused(404, NONE)
    record_read(actor, row.participant, what="Practice agreement opened through the API")
    return actor, row


@router.get("/practice/{row_id}", response={200: PracticeOut, **PROBLEMS}, summary="One agreement")
def one(request: ActorRequest, row_id: UUID) -> PracticeAgreement:
    """Return one agreement with its signatures, weeks and review."""
    return _held(request, row_id)[1]


@router.put("/practice/{row_id}", response={200: PracticeOut, **PROBLEMS}, summary="Change what is not sent")
def change(request: ActorRequest, row_id: UUID, given: PracticeTermsIn) -> PracticeAgreement:
    """Change an agreement before it is sent; afterwards take it back and write another."""
    actor, row = _held(request, row_id)
    return change_practice(actor, row, Terms(**given.model_dump()))


@router.post("/practice/{row_id}/steps", response={200: PracticeOut, **PROBLEMS}, summary="Take a step")
def step(request: ActorRequest, row_id: UUID, given: PracticeStepIn) -> PracticeAgreement:
    """Take one step as the agency or as the person; host and current employer answer through their links."""
    actor, row = _held(request, row_id)
    side = PracticeSide.PARTICIPANT if actor.role == "participant" else PracticeSide.PROVIDER
    _take(actor, row, given, side)
    found = queries.agreement(row_id)
    if found is None:
        raise Refused(404, NONE)
    return found


def _take(actor: Actor, row: PracticeAgreement, given: PracticeStepIn, side: PracticeSide) -> None:
    if given.verb in {"send", "withdraw"}:
        (send_practice if given.verb == "send" else withdraw_practice)(actor, row)
    elif given.verb == "sign":
        sign_practice(actor, row, Signer(given.name, given.title), side=side, seen_hash=given.seen)
    elif given.verb == "log":
        if given.day is None or given.hours is None:
            raise Refused(422, "Say which week and how many hours.", field="hours" if given.day else "day")
        log_week(actor, row, day=given.day, hours=given.hours, words=given.words, side=side)
    elif given.verb == "confirm":
        week = queries.week(row, str(given.week))
        if week is None or given.hours is None:
            raise Refused(422, "Say which week, and the hours that you read.", field="week")
        confirm_week(actor, row, week, Signer(str(actor.user)), seen=given.hours)
    elif given.verb == "break_off":
        break_off(actor, row, side=side, why=given.words)
    else:
        if given.agrees is None:
            raise Refused(422, "Say whether you agree.", field="agrees")
        counter_sign(actor, row, agrees=given.agrees, words=given.words, side=side)


@router.get("/me/practice", response={200: list[PracticeOut], **PROBLEMS}, summary="My practice work")
def mine(request: ActorRequest) -> list[PracticeAgreement]:
    """Return my agreements that were sent, the latest start first."""
    return queries.agreements_of(my_person(request))
