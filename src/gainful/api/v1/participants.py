"""People: those who let the organization see them; found, read, added."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from gainful.api.v1.common import PROBLEMS, Refused, actor_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages.reach import reach_of
from gainful.domain.participants import queries
from gainful.domain.participants.access import require
from gainful.domain.participants.actions import (
    end_of,
    record_read,
    record_reads,
    register_participant,
    set_barriers,
)
from gainful.domain.participants.actions.consents import LONGEST
from gainful.domain.participants.models import Participant
from gainful.imports.erasures import erase_on_commit

router = Router(tags=["People"])
Situation = Literal["displaced", "incumbent", "nontraditional"]
Basis = Literal["signed_form", "verbal"]
ScopeName = Literal[
    "profile", "matching", "support", "sensitive", "fairness", "outcomes", "wellbeing", "plan", "notes", "notes_class",
    "notes_work", "measures", "exchange",
]  # fmt: skip
Need = Literal[
    "transport",
    "childcare",
    "internet",
    "housing",
    "income",
    "language",
    "health",
    "legal",
    "clothing",
    "other",
]
ShiftName = Literal["day", "evening", "night", "weekend"]


class PersonOut(Schema):
    """A person in a list."""

    id: UUID
    person_id: str = Field(alias="code")
    name: str
    scenario: str
    last_title: str | None
    last_code: str | None
    wage_floor: int | None
    updated_at: datetime


class ParticipantJobOut(Schema):
    """A job held; without an occupation code it tells the ranking nothing."""

    title: str
    occupation_code: str
    employer: str
    start: date | None
    end: date | None
    source: str


class PersonWhole(PersonOut):
    """A person's record as the organization may see it; wage in USD a year."""

    last_title: str | None = None
    last_code: str | None = None
    email: str
    phone: str
    reach_email: str
    """The address and the number to use: home may not be safe, and then its own stand in neither."""
    reach_phone: str
    not_at_home: bool
    """Whether they must not be reached at home."""
    birth_date: date | None
    postal_code: str
    area_code: str
    schedule: list[str]
    weekly_hours: int | None
    commute_minutes: int | None
    waits_since: date | None
    jobs: list[ParticipantJobOut]
    credentials: list[str]
    support: list[str]


class PeopleOut(Schema):
    """A page of people; `next_offset` is null on the last."""

    people: list[PersonOut]
    next_offset: int | None


class NewPerson(Schema):
    """A person with the consent that staff attest."""

    person_id: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    name: str = Field("", max_length=200)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    birth_date: date | None = None
    postal_code: str = Field("", max_length=12)
    area_code: str = Field("", max_length=10)
    scenario: Situation = "displaced"
    wage_floor: int | None = Field(None, ge=0, le=10_000_000)
    schedule: list[ShiftName] = []
    weekly_hours: int | None = Field(None, ge=0, le=80)
    commute_minutes: int | None = Field(None, ge=0, le=600)
    waits_since: date | None = None
    support: list[Need] = []
    basis: Basis
    consent_until: date
    scopes: list[ScopeName] = ["profile", "matching", "support"]


def end_of_consent(day: date, *, field: str = "consent_until") -> datetime:
    """Return when a consent ends that lasts through the day; 422 where the day is over."""
    if day <= timezone.localdate():
        raise Refused(422, "The consent must end in the future.", field=field)
    if day > timezone.localdate() + LONGEST:
        raise Refused(422, "The consent must end within five years.", field=field)
    return end_of(day)


def _whole(person: Participant) -> dict[str, Any]:
    fields = (
        "id", "code", "name", "scenario", "wage_floor", "updated_at", "email", "phone", "birth_date", "postal_code",
        "area_code", "schedule", "weekly_hours", "commute_minutes", "waits_since",
    )  # fmt: skip
    reach = reach_of(person)
    return {
        **{field: getattr(person, field) for field in fields},
        "reach_email": reach.email,
        "reach_phone": reach.phone,
        "not_at_home": reach.is_discreet,
        "jobs": list(person.jobs.all()),
        "credentials": [credential.name for credential in person.credentials.all()],
        "support": [barrier.kind for barrier in person.open_barriers],  # type: ignore[attr-defined]
    }


@router.get("/people", response={200: PeopleOut, **PROBLEMS}, summary="People the organization may see")
def people(
    request: ActorRequest,
    q: Annotated[str, Query(max_length=100)] = "",
    scenario: Situation | None = None,
    occupation: Annotated[str, Query(max_length=12)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> dict[str, Any]:
    """Return a page, by name; each person's read log notes it."""
    actor = actor_of(request)
    filters = {"q": q, "scenario": scenario, "occupation": occupation}
    found = list(queries.people(actor, filters)[offset : offset + limit + 1])
    record_reads(actor, [person.pk for person in found[:limit]], what="List read through the API")
    return {"people": found[:limit], "next_offset": offset + limit if len(found) > limit else None}


@router.get("/people/{person_id}", response={200: PersonWhole, **PROBLEMS}, summary="One person")
def person(request: ActorRequest, person_id: UUID) -> dict[str, Any]:
    """Return a record; the person sees that it was opened."""
    actor = actor_of(request)
    require(actor, "read")
    found = queries.person(person_id)
    if found is None:
        raise Refused(404, "There is no such person, or they do not let you see their record.")
    record_read(actor, found, what="Record read through the API")
    return _whole(found)


@router.post("/people", response={201: PersonWhole, **PROBLEMS}, summary="Add a person")
def add_person(request: ActorRequest, given: NewPerson) -> tuple[int, dict[str, Any]]:
    """Add a person with the consent that staff attest."""
    actor = actor_of(request)
    if given.support and "support" not in given.scopes:
        raise Refused(422, "The consent does not cover support needs.", "Leave them empty.", "support")
    fields = given.dict(exclude={"person_id", "basis", "consent_until", "scopes", "support"})
    try:
        made = register_participant(
            actor,
            code=given.person_id,
            consent_until=end_of_consent(given.consent_until),
            basis=given.basis,
            scopes=given.scopes,
            **fields,
        )
    except ValidationError as error:
        field, said = (
            next(iter(error.message_dict.items())) if hasattr(error, "error_dict") else ("", error.messages)
        )
        raise Refused(422, said[0], field="person_id" if field == "code" else field) from error
    set_barriers(actor, made, given.support)
    found = queries.person(made.pk)
    if found is None:
        raise Refused(404, "The person was added with a consent that does not let you see them.")
    return 201, _whole(found)


class EraseIn(Schema):
    """Why, and the person ID once more: an erasure cannot be undone."""

    reason: str = Field(min_length=1, max_length=400)
    confirm: str = Field(max_length=60)


@router.post(
    "/people/{person_id}/erase", response={204: None, **PROBLEMS}, summary="Erase a person who asked"
)
def erase(request: ActorRequest, person_id: UUID, given: EraseIn) -> tuple[int, None]:
    """Erase a person with everything about them, also from history; for managers of who registered them."""
    actor = actor_of(request)
    require(actor, "erase")
    found = queries.person(person_id)
    if found is None:
        raise Refused(404, "There is no such person, or they do not let you see their record.")
    if given.confirm.strip() != found.code:
        raise Refused(422, "That is not the person ID.", "Nothing was erased.", "confirm")
    if not given.reason.strip():
        raise Refused(422, "Write down why.", "The list of erasures keeps the reason.", "reason")
    erase_on_commit(actor, found, reason=given.reason)
    return 204, None
