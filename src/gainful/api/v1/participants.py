"""People: those who let the organization see them; found, read, added, brought in from a file."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_of
from gainful.domain.participants import queries
from gainful.domain.participants.access import require
from gainful.domain.participants.actions import (
    Attestation,
    import_people,
    record_read,
    record_reads,
    register_participant,
    set_barriers,
)
from gainful.domain.participants.models import Participant
from gainful.engine.occupations import load_reference
from gainful.exchange.cells import DateOrder
from gainful.exchange.people import open_people
from gainful.exchange.tabular import UnreadableTable

router = Router(tags=["People"])
MOST_BYTES = 25 * 2**20
ROWS_TOLD = 200
Situation = Literal["displaced", "incumbent", "nontraditional"]
Basis = Literal["signed_form", "verbal"]
ScopeName = Literal["profile", "matching", "support", "fairness", "outcomes"]
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


class JobOut(Schema):
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
    postal_code: str
    area_code: str
    schedule: list[str]
    weekly_hours: int | None
    commute_minutes: int | None
    jobs: list[JobOut]
    credentials: list[str]
    support: list[str]


class PeopleOut(Schema):
    """A page of people; `next_offset` is null on the last."""

    people: list[PersonOut]
    next_offset: int | None


class NewPerson(Schema):
    """A person with the consent that staff attest."""

    person_id: str = Field(min_length=1, max_length=60)
    name: str = Field("", max_length=200)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    postal_code: str = Field("", max_length=12)
    area_code: str = Field("", max_length=10)
    scenario: Situation = "displaced"
    wage_floor: int | None = Field(None, ge=0, le=10_000_000)
    schedule: list[ShiftName] = []
    weekly_hours: int | None = Field(None, ge=0, le=80)
    commute_minutes: int | None = Field(None, ge=0, le=600)
    support: list[Need] = []
    basis: Basis
    consent_until: date
    scopes: list[ScopeName] = ["profile", "matching", "support"]


class ImportAsked(Schema):
    """How the people of a file consented; `dates` where numeric dates can be read in two ways."""

    basis: Basis
    consent_until: date
    dates: Literal["mdy", "dmy"] | None = None


class RowProblem(Schema):
    """What is wrong in one cell."""

    line: int
    column: str
    message: str


class ImportOut(Schema):
    """What became of a file: rows saved, and those that were left out with the reasons (the first 200)."""

    added: int
    updated: int
    closed: list[str]
    refused: int
    problems: list[RowProblem]


def _until(day: date) -> datetime:
    if day <= timezone.localdate():
        raise Refused(422, "The consent must end in the future.", field="consent_until")
    return timezone.make_aware(datetime.combine(day, time.max))


def _whole(person: Participant) -> dict[str, Any]:
    fields = (
        "id", "code", "name", "scenario", "wage_floor", "updated_at", "email", "phone", "postal_code", "area_code",
        "schedule", "weekly_hours", "commute_minutes",
    )  # fmt: skip
    return {
        **{field: getattr(person, field) for field in fields},
        "jobs": list(person.jobs.all()),
        "credentials": [credential.name for credential in person.credentials.all()],
        "support": [barrier.kind for barrier in person.open_barriers],  # type: ignore[attr-defined]
    }


@router.get("/people", response={200: PeopleOut, **PROBLEMS}, summary="People the organization may see")
def people(
    request: HttpRequest,
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
def person(request: HttpRequest, person_id: UUID) -> dict[str, Any]:
    """Return a record; the person sees that it was opened."""
    actor = actor_of(request)
    require(actor, "read")
    found = queries.person(person_id)
    if found is None:
        raise Refused(404, "There is no such person, or they do not let you see their record.")
    record_read(actor, found, what="Record read through the API")
    return _whole(found)


@router.post("/people", response={201: PersonWhole, **PROBLEMS}, summary="Add a person")
def add_person(request: HttpRequest, given: NewPerson) -> tuple[int, dict[str, Any]]:
    """Add a person with the consent that staff attest."""
    actor = actor_of(request)
    fields = given.dict(exclude={"person_id", "basis", "consent_until", "scopes", "support"})
    try:
        made = register_participant(
            actor,
            code=given.person_id,
            consent_until=_until(given.consent_until),
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


@router.post("/imports/people", response={200: ImportOut, **PROBLEMS}, summary="Bring in a file of people")
def bring_people(request: HttpRequest, given: Form[ImportAsked], file: File[UploadedFile]) -> dict[str, Any]:
    """Save every row that can be used, all or none; rows that cannot are told with the reasons."""
    actor = actor_of(request)
    require(actor, "import")
    if (file.size or 0) > MOST_BYTES:
        raise Refused(
            422, f"The file is larger than {MOST_BYTES >> 20} MB.", "Use: gainful import people FILE", "file"
        )
    order = DateOrder(given.dates) if given.dates else None
    problems: list[dict[str, Any]] = []
    refused = 0
    try:
        opened = open_people(
            file.read(), file.name or "file.csv", date_order=order, reference=load_reference()
        )
        if messages := opened.messages():
            raise Refused(
                422, " ".join(messages), f"Its columns are: {', '.join(opened.table.header)}.", "file"
            )
        if opened.needs_date_order:
            raise Refused(422, "Its dates can be read in two ways.", "Say dates=mdy or dates=dmy.", "dates")
        records = []
        for row in opened.rows():
            if row.record is not None:
                records.append(row.record)
                continue
            refused += 1
            problems += [{"line": row.line, "column": p.column, "message": p.message} for p in row.problems]
    except UnreadableTable as error:
        raise Refused(422, error.message, error.hint, "file") from error
    done = import_people(actor, records, Attestation(_until(given.consent_until), given.basis))
    return {
        "added": done.added,
        "updated": done.updated,
        "closed": done.closed,
        "refused": refused,
        "problems": problems[:ROWS_TOLD],
    }
