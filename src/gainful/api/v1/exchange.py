"""Two systems exchange people by file: our file for another system, and what of other systems is here."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import exchange_queries as queries
from gainful.domain.participants.access import require
from gainful.domain.participants.actions import record_reads
from gainful.exchange.tables.writing import csv_lines
from gainful.imports.exchanged import file_for

router = Router(tags=["People"])


class PartnerIn(Schema):
    """Which agency gets the file: each person in it reads the name."""

    partner: str = Field(min_length=1, max_length=200)


class ExchangedOut(Schema):
    """A record here whose owner is another system; `person` is null where it was erased here."""

    owner: str
    owner_name: str
    record: str
    state: str
    changed_at: datetime
    received_at: datetime
    person: UUID | None = Field(None, alias="participant_id")


class ExchangedPage(Schema):
    """A page of them; `next_offset` is null on the last."""

    records: list[ExchangedOut]
    next_offset: int | None


@router.post("/people-exchange/file", response={200: None, **PROBLEMS}, summary="Our file for another system")
def out_file(request: ActorRequest, given: PartnerIn) -> HttpResponse:
    """Return, as CSV, everybody who agreed to be passed on, and those of earlier files who ended since."""
    actor = actor_of(request)
    require(actor, "import")
    try:
        made = file_for(actor, given.partner)
    except ValidationError as error:
        raise Refused(422, " ".join(error.messages), field="partner") from error
    return HttpResponse("".join(csv_lines(made.header, made.lines)), content_type="text/csv; charset=utf-8")


@router.get("/people-exchange", response={200: ExchangedPage, **PROBLEMS}, summary="Records of other systems")
def records(
    request: ActorRequest,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> dict[str, Any]:
    """Return the records here whose owner is another system, newest first; bring its file with `/imports/exchange`."""
    actor = actor_of(request)
    require(actor, "import")
    found = list(queries.received(actor)[offset : offset + limit + 1])
    record_reads(actor, queries.ids_of(found[:limit]), what="List read through the API")
    return {"records": found[:limit], "next_offset": offset + limit if len(found) > limit else None}
