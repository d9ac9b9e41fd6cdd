"""Spreadsheets of people and courses: every row that can be used is saved, all or none."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from gainful.api.v1.common import PROBLEMS, Refused, actor_of, staff_of
from gainful.api.v1.participants import Basis, end_of_consent
from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.access import require
from gainful.domain.participants.actions import Attestation
from gainful.exchange.imports import COURSES, PEOPLE, Tally, Unclear, open_incoming, save
from gainful.exchange.tabular import UnreadableTable

router = Router(tags=["Imports"])
MOST_BYTES = 25 * 2**20
ROWS_TOLD = 200
SAY = {"columns": "Name them as the template does.", "dates": "Say dates=mdy or dates=dmy."}


class HowRead(Schema):
    """`dates` where numeric dates can be read in two ways."""

    dates: Literal["mdy", "dmy"] | None = None


class HowConsented(HowRead):
    """How the people of a file consented, and until when."""

    basis: Basis
    consent_until: date


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


@router.post("/imports/people", response={200: ImportOut, **PROBLEMS}, summary="Bring in a file of people")
def bring_people(request: HttpRequest, given: Form[HowConsented], file: File[UploadedFile]) -> dict[str, Any]:
    """Add people and bring those known by their ID up to date; who took their consent back is left alone."""
    actor = actor_of(request)
    require(actor, "import")
    return _bring(
        actor, PEOPLE, file, given.dates, Attestation(end_of_consent(given.consent_until), given.basis)
    )


@router.post("/imports/courses", response={200: ImportOut, **PROBLEMS}, summary="Bring in a catalogue")
def bring_courses(request: HttpRequest, given: Form[HowRead], file: File[UploadedFile]) -> dict[str, Any]:
    """Add courses and bring those known by their ID up to date; a circle of prerequisites is named."""
    return _bring(staff_of(request), COURSES, file, given.dates)


def _bring(
    actor: Actor, kind: str, file: UploadedFile, dates: str | None, attestation: Attestation | None = None
) -> dict[str, Any]:
    if (file.size or 0) > MOST_BYTES:
        message = f"The file is larger than {MOST_BYTES >> 20} MB."
        raise Refused(422, message, f"Use: gainful import {kind} FILE", "file")
    tally = Tally(ROWS_TOLD)
    try:
        incoming = open_incoming(kind, file.read(), file.name or "file.csv", dates=dates)
        incoming.file.require_clear()
        done = save(actor, kind, tally.usable(incoming.rows()), attestation)
    except Unclear as error:
        field = "dates" if error.what == "dates" else "file"
        raise Refused(422, error.message, f"{error.hint} {SAY[error.what]}".strip(), field) from error
    except UnreadableTable as error:
        raise Refused(422, error.message, error.hint, "file") from error
    except ValidationError as error:
        raise Refused(422, error.messages[0], "Nothing was saved.", "file") from error
    saved = {"added": done.added, "updated": done.updated, "closed": list(done.closed)}
    return {**saved, "refused": tally.refused, "problems": tally.problems}
