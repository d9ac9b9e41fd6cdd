"""The signed-in person's own record: read, taken along, closed to others."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from ninja import Router, Schema

from gainful.api.v1.common import PROBLEMS, Refused, actor_of
from gainful.domain.participants import queries
from gainful.domain.participants.actions import export_my_data, revoke_consent
from gainful.domain.participants.models import Participant

router = Router(tags=["Me"])
READS_SHOWN = 200


class JobOut(Schema):
    """A job held."""

    title: str
    occupation_code: str
    employer: str
    start: date | None
    end: date | None
    source: str


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


class ConsentOut(Schema):
    """Who may see which parts of my record, until when."""

    id: UUID
    organization: str
    scopes: list[str]
    expires_at: datetime
    is_active: bool


class ReadOut(Schema):
    """One look at my record."""

    at: datetime
    reader: str
    organization: str
    what: str


def _mine(request: HttpRequest) -> Participant:
    found = queries.my_record(actor_of(request))
    if found is None:
        raise Refused(404, "You have no record here.", "Ask the agency that helps you to make one.")
    return found


@router.get("/me", response={200: MeOut, **PROBLEMS}, summary="My record")
def me(request: HttpRequest) -> dict[str, Any]:
    """Return what is known of the person who is signed in."""
    person = _mine(request)
    plain = ("name", "scenario", "wage_floor", "schedule", "weekly_hours")
    return {
        **{name: getattr(person, name) for name in plain},
        "jobs": list(person.jobs.all()),
        "credentials": [credential.name for credential in person.credentials.all()],
        "support": [barrier.kind for barrier in person.open_barriers],  # type: ignore[attr-defined]
    }


@router.get("/me/consents", response={200: list[ConsentOut], **PROBLEMS}, summary="Who may see my record")
def consents(request: HttpRequest) -> list[dict[str, Any]]:
    """Return every consent, newest first, ended ones included."""
    rows = queries.consents_of(_mine(request))
    return [
        {
            "id": row.pk,
            "organization": str(row.organization),
            "scopes": row.scopes,
            "expires_at": row.expires_at,
            "is_active": row.is_active,
        }
        for row in rows
    ]


@router.post(
    "/me/consents/{consent_id}/stop", response={200: ConsentOut, **PROBLEMS}, summary="Take a consent back"
)
def stop(request: HttpRequest, consent_id: UUID) -> dict[str, Any]:
    """End a consent: from now on the organization sees nothing of me."""
    row = queries.consents_of(_mine(request)).filter(pk=consent_id).first()
    if row is None:
        raise Refused(404, "You gave no such consent.")
    revoke_consent(actor_of(request), row)
    return {
        "id": row.pk,
        "organization": str(row.organization),
        "scopes": row.scopes,
        "expires_at": row.expires_at,
        "is_active": row.is_active,
    }


@router.get("/me/reads", response={200: list[ReadOut], **PROBLEMS}, summary="Who looked at my record")
def reads(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the last 200 looks, newest first."""
    rows = queries.reads_of(_mine(request))[:READS_SHOWN]
    return [
        {"at": r.at, "reader": r.reader, "organization": r.organization_name, "what": r.what} for r in rows
    ]


@router.get("/me/export", response={200: dict[str, Any], **PROBLEMS}, summary="Everything about me")
def export(request: HttpRequest) -> dict[str, Any]:
    """Return all that is kept about me."""
    data = export_my_data(actor_of(request), _mine(request))
    whole: dict[str, Any] = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    return whole
