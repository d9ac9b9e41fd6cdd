"""Spreadsheets of people, courses, workforces, other systems: saved all or none; long ones in the background."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from gainful.api.v1.common import PROBLEMS, Refused, actor_of, require_size, staff_of
from gainful.api.v1.participants import Basis, end_of_consent
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries
from gainful.domain.participants.access import require
from gainful.domain.participants.actions import Attestation
from gainful.domain.participants.models import ImportBatch, ImportTask
from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.upload_sizes import TABLE
from gainful.imports import batches
from gainful.imports.batch_actions import queue_batch, start_batch, stop_batch
from gainful.imports.incoming import (
    COURSES,
    EXCHANGE,
    PEOPLE,
    WORKFORCE,
    Incoming,
    Tally,
    Unclear,
    open_incoming,
    save,
)

router = Router(tags=["Imports"])
ROWS_TOLD = 200
SAY = {"columns": "Name them as the template does.", "dates": "Say dates=mdy or dates=dmy."}


class HowRead(Schema):
    """`dates` where numeric dates can be read in two ways."""

    dates: Literal["mdy", "dmy"] | None = None


class HowConsented(HowRead):
    """How the people of a file consented, and until when."""

    basis: Basis
    consent_until: date
    situation: Literal["displaced", "incumbent", "nontraditional"] | None = None
    """Of those whose situation the file does not say; without it they are taken as displaced (`unsaid` counts them)."""


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
    unsaid: int = 0
    """Rows that do not say the person's situation."""
    notes: list[str] = []
    """Of another system's file: what was left alone and why."""


class QueuedOut(Schema):
    """A long file: `state` is queued, running, stopping, stopped, done, failed, or preview where no row can be used.

    `task` is look while its rows are read and save while they are saved. Nothing is saved before the end.
    """

    id: UUID
    file: str
    state: str
    task: str
    rows_done: int
    rows_total: int
    saved: int
    refused: int
    problem: str
    notes: list[str]
    problems: list[RowProblem]


ANSWERS: dict[Any, Any] = {200: ImportOut, 202: QueuedOut, **PROBLEMS}
"""A short file is saved at once; a long one is accepted, and its address is in `Location`."""


@router.post("/imports/people", response=ANSWERS, summary="Bring in a file of people")
def bring_people(
    request: ActorRequest, response: HttpResponse, given: Form[HowConsented], file: File[UploadedFile]
) -> Any:
    """Add people and bring those known by their ID up to date; who took their consent back is left alone.

    A file of more than 2,000 rows is worked on in the background: 202, and `Location` says where to ask how far it is.
    """
    actor = actor_of(request)
    require(actor, "import")
    return _bring(
        response,
        actor,
        PEOPLE,
        file,
        given.dates,
        Attestation(end_of_consent(given.consent_until), given.basis),
        given.situation or "",
    )


@router.post("/imports/courses", response=ANSWERS, summary="Bring in a catalogue")
def bring_courses(
    request: ActorRequest, response: HttpResponse, given: Form[HowRead], file: File[UploadedFile]
) -> Any:
    """Add courses and bring those known by their ID up to date; a circle of prerequisites is named.

    A file of more than 2,000 rows is worked on in the background, as one of people.
    """
    return _bring(response, staff_of(request), COURSES, file, given.dates)


@router.post("/imports/workforce", response=ANSWERS, summary="Bring in an employer's workforce")
def bring_workforce(
    request: ActorRequest, response: HttpResponse, given: Form[HowRead], file: File[UploadedFile]
) -> Any:
    """Add the acting employer's workers and bring those known by their number up to date.

    Who said no stays unseen: `closed` holds their numbers. A file of more than 2,000 rows is worked on in the
    background, as one of people.
    """
    actor = actor_of(request)
    require(actor, "import workforce")
    return _bring(response, actor, WORKFORCE, file, given.dates)


@router.post("/imports/exchange", response=ANSWERS, summary="Bring in another system's people")
def bring_exchange(
    request: ActorRequest, response: HttpResponse, given: Form[HowRead], file: File[UploadedFile]
) -> Any:
    """Add or update the records that the file's owner keeps, and close those that it ended; no other is touched.

    Our own records that come back change nothing, and a record that the file does not name stays.
    """
    actor = actor_of(request)
    require(actor, "import")
    return _bring(response, actor, EXCHANGE, file, given.dates)


@router.get("/imports/{import_id}", response={200: QueuedOut, **PROBLEMS}, summary="How far a long file is")
def import_state(request: ActorRequest, import_id: UUID) -> dict[str, Any]:
    """Return how far it is and, once its rows are read, the first 200 things that are wrong in them."""
    return _state(_find(request, import_id))


@router.post("/imports/{import_id}/stop", response={200: QueuedOut, **PROBLEMS}, summary="Stop a long file")
def stop_import(request: ActorRequest, import_id: UUID) -> dict[str, Any]:
    """Stop it within seconds; nothing of it is saved. What is saved already stays."""
    batch = _find(request, import_id)
    stop_batch(actor_of(request), batch)
    return _state(batch)


def _find(request: ActorRequest, import_id: UUID) -> ImportBatch:
    batch = queries.import_batches(actor_of(request)).filter(pk=import_id).first()
    if batch is None:
        raise Refused(404, "There is no such import.")
    return batch


def _state(batch: ImportBatch) -> dict[str, Any]:
    rows = queries.refused_rows(batch)[:ROWS_TOLD] if batch.rows_error else ()
    problems = [
        {"line": row.line, "column": problem["column"], "message": problem["message"]}
        for row in rows
        for problem in row.problems
    ]
    return {
        "id": batch.pk,
        "file": batch.filename,
        "state": batch.status,
        "task": batch.task,
        "rows_done": batch.rows_done,
        "rows_total": batch.rows_total or int(batch.options.get("about", 0)),
        "saved": batch.rows_saved,
        "refused": batch.rows_error,
        "problem": batch.problem,
        "notes": batch.notes,
        "problems": problems[:ROWS_TOLD],
    }


def _queue(
    actor: Actor,
    incoming: Incoming,
    data: bytes,
    name: str,
    options: dict[str, Any],
    attestation: Attestation | None,
) -> ImportBatch:
    """Hand a long file to the background work: its rows are read, then saved, without another question."""
    file = incoming.file
    dates = file.date_order.value if file.date_order else ""
    whole = {**options, "dates": dates, "then_save": True}
    if attestation is not None:
        whole["consent"] = batches.kept_consent(attestation)
    batch = start_batch(actor, kind=incoming.kind, filename=name, data=batches.pack(data), options=whole)
    batch.mapping = dict(file.mapping)
    queue_batch(actor, batch, ImportTask.LOOK, options=whole)
    return batch


def _bring(
    response: HttpResponse,
    actor: Actor,
    kind: str,
    file: UploadedFile,
    dates: str | None,
    attestation: Attestation | None = None,
    situation: str = "",
) -> Any:
    require_size(file, TABLE, f"Use: gainful import {kind} FILE")
    tally, data, name = Tally(ROWS_TOLD), file.read(), file.name or "file.csv"
    try:
        incoming = open_incoming(kind, data, name, dates=dates, situation=situation)
        incoming.file.require_clear()
        if options := batches.long_file(data, name):
            options |= {"situation": situation}
            batch = _queue(actor, incoming, data, name, options, attestation)
            response["Location"] = f"/api/v1/imports/{batch.pk}"
            return 202, _state(batch)
        done = save(actor, kind, tally.usable(incoming.rows()), attestation)
    except Unclear as error:
        field = "dates" if error.what == "dates" else "file"
        raise Refused(422, error.message, f"{error.hint} {SAY[error.what]}".strip(), field) from error
    except UnreadableTable as error:
        raise Refused(422, error.message, error.hint, "file") from error
    except ValidationError as error:
        raise Refused(422, error.messages[0], "Nothing was saved.", "file") from error
    saved = {
        "added": done.added,
        "updated": done.updated,
        "closed": list(done.closed),
        "notes": list(done.notes),
    }
    told = {"refused": tally.refused, "problems": tally.problems, "unsaid": incoming.unsaid}
    return {**saved, **told}
