"""The signed-in person's own record: read, taken along, closed to others."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from gainful.api.v1.common import PROBLEMS, Refused, actor_in, actor_of, my_person
from gainful.api.v1.participants import ScopeName, end_of_consent
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import certificate_queries
from gainful.domain.cohorts.models import Certificate
from gainful.domain.measures.about_me import whole_record
from gainful.domain.participants import queries
from gainful.domain.participants.actions import (
    add_work_history,
    change_work_history,
    grant_consent,
    revoke_consent,
)
from gainful.domain.participants.actions.own_record import (
    WaitingRecord,
    begin_record,
    take_up_record,
    waiting_records,
)
from gainful.domain.participants.models import Consent, Participant, WorkHistory
from gainful.domain.plans.actions import answer_plan
from gainful.domain.plans.plan_for_participant import as_plain, shared_plans
from gainful.domain.workforce.actions import (
    agree_to_be_shown,
    keep_levels,
    refuse_to_be_shown,
    tell_levels,
)
from gainful.domain.workforce.models import Worker
from gainful.domain.workforce.queries import my_rows
from gainful.exchange.people import known_occupation
from gainful.imports.erasures import erase_on_commit

router = Router(tags=["Me"])
READS_SHOWN = 200


class JobOut(Schema):
    """A job held."""

    id: UUID
    title: str
    occupation_code: str
    employer: str
    start: date | None
    end: date | None
    source: str


class JobIn(Schema):
    """A job as the person tells it; its occupation is looked up by the title."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    employer: str = Field("", max_length=200)
    start: date | None = None
    end: date | None = None


class ConsentIn(Schema):
    """Which organization may see which parts of my record, through which day."""

    organization: UUID
    scopes: list[ScopeName] = Field(min_length=1)
    until: date
    purpose: str = Field("", max_length=200)


class MyCourseOut(Schema):
    """A class I take; hours in all and a week."""

    title: str
    provider: str
    address: str
    modality: str
    starts_on: date | None
    ends_on: date | None
    hours: float
    weekly_hours: float | None


class DayOneOut(Schema):
    """What the employer asks for on the first day, and how I stand to it by my record."""

    name: str
    standing: str


class MyPlanOut(Schema):
    """My part of a plan that others have seen; pay in USD by `wage_unit`, `support` is help for my own needs."""

    id: UUID
    number: int
    code: str
    is_signed: bool
    job_title: str
    employer: str
    place: str
    wage_low: float | None
    wage_high: float | None
    wage_unit: str
    schedule: str
    hours_per_week: float | None
    weekly_hours: float | None
    agency: str
    contact: str
    contact_email: str
    courses: list[MyCourseOut]
    support: list[str]
    everybody: list[str]
    on_the_job: list[str]
    first_day: date | None
    wage_change: float | None
    """The job's pay minus what is typical for my last work, USD a year."""
    day_one: list[DayOneOut]
    openings: int
    openings_open: int
    answer: str
    answer_reasons: list[str]
    answer_note: str
    asks: list[str]


class MyEmployerOut(Schema):
    """An employer that has me on its list, and what it may see."""

    id: UUID
    employer: str
    title: str
    sees_my_name: bool
    counts_my_profile: bool


class EmployerAnswerIn(Schema):
    """What my employer may see from now on; null leaves it as it is."""

    sees_my_name: bool | None = None
    counts_my_profile: bool | None = None


class MeOut(Schema):
    """What is known of me; wage in USD a year."""

    name: str
    scenario: str
    wage_floor: int | None
    schedule: list[str]
    weekly_hours: int | None
    jobs: list[JobOut]
    credentials: list[str]
    support: list[str]


class MyCertificateOut(Schema):
    """A certificate of mine; `document` is the signed credential, for a wallet."""

    id: UUID
    title: str
    status: str
    reason: str
    issued_at: datetime
    valid_until: date | None
    document: dict[str, Any]


class ConsentOut(Schema):
    """Who may see which parts of my record, what for, from when until when."""

    id: UUID
    organization: str
    scopes: list[str]
    purpose: str
    granted_at: datetime
    expires_at: datetime
    is_active: bool


class ReadOut(Schema):
    """One look at my record."""

    at: datetime
    reader: str
    organization: str
    what: str


@router.get("/me", response={200: MeOut, **PROBLEMS}, summary="My record")
def me(request: ActorRequest) -> dict[str, Any]:
    """Return what is known of the person who is signed in."""
    person = my_person(request)
    plain = ("name", "scenario", "wage_floor", "schedule", "weekly_hours")
    return {
        **{name: getattr(person, name) for name in plain},
        "jobs": list(person.jobs.all()),
        "credentials": [credential.name for credential in person.credentials.all()],
        "support": [barrier.kind for barrier in person.open_barriers],  # type: ignore[attr-defined]
    }


class WaitingRecordOut(Schema):
    """A record that could be mine: whose name it bears, who keeps it, whether it asks for my birth date."""

    id: UUID
    name: str
    agency: str
    asks_birth_date: bool


class RecordIn(Schema, extra="forbid"):
    """Which record is mine; without an id one is begun, so no other name is taken. `birth_date` if it holds one."""

    id: UUID | None = None
    birth_date: date | None = None


class RecordOut(Schema):
    """My record."""

    id: UUID
    name: str


@router.get(
    "/me/records-waiting",
    response={200: list[WaitingRecordOut], **PROBLEMS},
    summary="Records that could be mine",
)
def records_waiting(request: ActorRequest) -> list[WaitingRecord]:
    """Return records under my confirmed address at agencies that invited me; empty once I have one."""
    return waiting_records(actor_in(request, {"participant"}))


@router.post("/me/record", response={201: RecordOut, **PROBLEMS}, summary="Come to my record")
def come_to_record(request: ActorRequest, given: RecordIn) -> tuple[int, Participant]:
    """Take up the record that is mine, or begin one; my email address must be confirmed."""
    actor = actor_in(request, {"participant"})
    try:
        if given.id is None:
            return 201, begin_record(actor)
        return 201, take_up_record(actor, given.id, birth_date=given.birth_date)
    except ValidationError as error:
        raise Refused(422, " ".join(error.messages)) from error


@router.get("/me/consents", response={200: list[ConsentOut], **PROBLEMS}, summary="Who may see my record")
def consents(request: ActorRequest) -> list[dict[str, Any]]:
    """Return every consent, newest first, ended ones included."""
    return [_consent(row) for row in queries.consents_of(my_person(request))]


@router.post(
    "/me/consents", response={201: ConsentOut, **PROBLEMS}, summary="Let an organization see my record"
)
def allow(request: ActorRequest, given: ConsentIn) -> tuple[int, dict[str, Any]]:
    """Let an organization that knows me see parts of my record through a day; it replaces what they had."""
    person = my_person(request)
    organization = queries.helpers_of(person).get(given.organization)
    if organization is None:
        raise Refused(404, "This organization has no record of yours to see.", field="organization")
    until = end_of_consent(given.until, field="until")
    try:
        row = grant_consent(
            actor_of(request), person, organization, scopes=given.scopes, expires_at=until,
            purpose=" ".join(given.purpose.split()),
        )  # fmt: skip
    except ValidationError as error:
        raise Refused(422, " ".join(error.messages), field="until") from error
    return 201, _consent(row)


@router.post(
    "/me/consents/{consent_id}/stop", response={200: ConsentOut, **PROBLEMS}, summary="Take a consent back"
)
def stop(request: ActorRequest, consent_id: UUID) -> dict[str, Any]:
    """End a consent: from now on the organization sees nothing of me."""
    row = queries.consents_of(my_person(request)).filter(pk=consent_id).first()
    if row is None:
        raise Refused(404, "You gave no such consent.")
    return _consent(revoke_consent(actor_of(request), row))


def _consent(row: Consent) -> dict[str, Any]:
    plain = ("scopes", "purpose", "granted_at", "expires_at", "is_active")
    return {
        "id": row.pk,
        "organization": str(row.organization),
        **{name: getattr(row, name) for name in plain},
    }


@router.get("/me/plans", response={200: list[MyPlanOut], **PROBLEMS}, summary="Plans that name me")
def plans(request: ActorRequest) -> list[dict[str, Any]]:
    """Return my part of each plan that others have seen: what job, which classes and when, what help, whom to ask."""
    my_person(request)
    return [as_plain(plan) for plan in shared_plans()]


class AnswerIn(Schema):
    """My answer to a plan; `reasons` say what does not fit."""

    answer: Literal["yes", "no", "not_now", "does_not_fit"]
    reasons: list[Literal["hours", "pay", "place", "dates"]] = Field(default_factory=list, max_length=4)
    note: str = Field("", max_length=400)


@router.post(
    "/me/plans/{plan_id}/answer", response={200: list[MyPlanOut], **PROBLEMS}, summary="Answer a plan"
)
def answer(request: ActorRequest, plan_id: UUID, given: AnswerIn) -> list[dict[str, Any]]:
    """Say yes, no, not now, or what does not fit; an answer may be changed."""
    my_person(request)
    answer_plan(actor_of(request), plan_id, given.answer, reasons=given.reasons, note=given.note)
    return [as_plain(plan) for plan in shared_plans()]


@router.post("/me/jobs", response={201: JobOut, **PROBLEMS}, summary="Add a job I had")
def add_job(request: ActorRequest, given: JobIn) -> tuple[int, WorkHistory]:
    """Add a job to my record."""
    person, fields = my_person(request), given.dict()
    code = known_occupation(given.title) or ""
    return 201, _told(add_work_history, actor_of(request), person, occupation_code=code, **fields)


@router.put("/me/jobs/{job_id}", response={200: JobOut, **PROBLEMS}, summary="Correct a job I had")
def change_job(request: ActorRequest, job_id: UUID, given: JobIn) -> WorkHistory:
    """Correct a job in my record; what stood there before stays in the history of changes."""
    job = my_person(request).jobs.filter(pk=job_id).first()
    if job is None:
        raise Refused(404, "There is no such job in your record.")
    code = job.occupation_code if job.title == given.title else known_occupation(given.title) or ""
    return _told(change_work_history, actor_of(request), job, occupation_code=code, **given.dict())


def _told(action: Callable[..., WorkHistory], *args: Any, **fields: Any) -> WorkHistory:
    try:
        return action(*args, **fields)
    except ValidationError as error:
        field, said = next(iter(error.message_dict.items()))
        raise Refused(422, said[0], field=field) from error


@router.get("/me/reads", response={200: list[ReadOut], **PROBLEMS}, summary="Who looked at my record")
def reads(request: ActorRequest) -> list[dict[str, Any]]:
    """Return the last 200 looks, newest first."""
    rows = queries.reads_of(my_person(request))[:READS_SHOWN]
    return [
        {"at": r.at, "reader": r.reader, "organization": r.organization_name, "what": r.what} for r in rows
    ]


@router.get(
    "/me/employers",
    response={200: list[MyEmployerOut], **PROBLEMS},
    summary="Employers that have me on their list",
)
def employers(request: ActorRequest) -> Any:
    """Return what each employer that brought me in may see of me."""
    return [_employer(row) for row in my_rows(actor_in(request, {"participant"}))]


@router.post(
    "/me/employers/{worker_id}", response={200: MyEmployerOut, **PROBLEMS}, summary="What my employer may see"
)
def answer_employer(request: ActorRequest, worker_id: UUID, data: EmployerAnswerIn) -> dict[str, Any]:
    """Say yes or no to my name, or to what my profile says; what is left out stays as it is."""
    actor = actor_in(request, {"participant"})
    row = my_rows(actor).filter(pk=worker_id).first()
    if row is None:
        raise Refused(404, "No employer has you on its list under this number.")
    if data.sees_my_name is not None:
        row = (agree_to_be_shown if data.sees_my_name else refuse_to_be_shown)(actor, row)
    if data.counts_my_profile is not None:
        row = (tell_levels if data.counts_my_profile else keep_levels)(actor, row)
    return _employer(row)


def _employer(row: Worker) -> dict[str, Any]:
    return {
        "id": row.pk,
        "employer": row.organization.name,
        "title": row.title,
        "sees_my_name": row.is_shown,
        "counts_my_profile": row.tells_levels,
    }


@router.get("/me/export", response={200: dict[str, Any], **PROBLEMS}, summary="Everything about me")
def export(request: ActorRequest) -> dict[str, Any]:
    """Return all that is kept about me."""
    data = whole_record(actor_of(request), my_person(request))
    whole: dict[str, Any] = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    return whole


class EraseMe(Schema):
    """My own e-mail address once more: an erasure cannot be undone."""

    confirm: str = Field(max_length=254)


@router.post("/me/erase", response={204: None, **PROBLEMS}, summary="Erase my record")
def erase(request: ActorRequest, given: EraseMe) -> tuple[int, None]:
    """Erase my record, my account and what history holds of both; the token ends with the account."""
    person, actor = my_person(request), actor_of(request)
    if given.confirm.strip().lower() != actor.signed_in_user.email.lower():
        raise Refused(422, "That is not your e-mail address.", "Nothing was erased.", "confirm")
    erase_on_commit(actor, person, reason="the person asked")
    return 204, None


@router.get("/me/certificates", response={200: list[MyCertificateOut], **PROBLEMS})
def my_certificates(request: ActorRequest) -> list[Certificate]:
    """Return my certificates, newest first, a hundred at most."""
    return list(certificate_queries.my_certificates(my_person(request)).defer(None)[:100])
