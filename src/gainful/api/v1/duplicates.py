"""Records that may be of one person: find them, put them together, take them apart again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import duplicate_queries as queries
from gainful.domain.participants.actions import (
    find_duplicates,
    merge_people,
    record_reads,
    tell_apart,
    unmerge_people,
)
from gainful.domain.participants.actions.unmerge import rows_since
from gainful.domain.participants.models import DuplicatePair, Participant, RecordMerge

router = Router(tags=["People"])
T = TypeVar("T")
NOBODY = "There is no such person, or they do not let you see their record."


class PairOut(Schema):
    """Two records that may be of one person; weight in bits, the higher the surer."""

    first: UUID
    first_person_id: str
    second: UUID
    second_person_id: str
    weight: float
    agrees: list[str]


class PairsOut(Schema):
    """A page of pairs; `next_offset` is null on the last."""

    pairs: list[PairOut]
    next_offset: int | None


class FoundOut(Schema):
    """How many pairs wait to be looked at after a search."""

    waiting: int


class MergeIn(Schema):
    """Which record is kept, which is put into it, and how it is known that both are of one person."""

    kept: UUID
    other: UUID
    reason: str = Field(min_length=1, max_length=400)


class ApartIn(Schema):
    """Two records of two people."""

    one: UUID
    other: UUID
    note: str = Field("", max_length=400)


class ReasonIn(Schema):
    """Why."""

    reason: str = Field(min_length=1, max_length=400)


class UndoIn(ReasonIn):
    """Why, and where what was added since the merge goes.

    `choices`: by table, or by `table/row`: `stay` with the kept record (the default), or `go` to the other.
    """

    choices: dict[str, Literal["stay", "go"]] = Field(default_factory=dict, max_length=5_000)


class SinceOut(Schema):
    """What was added to the kept record since a merge, in one table; `words` is empty of what you may not read."""

    table: str
    rows: list[dict[str, str]]


class MergeOut(Schema):
    """A merge; counts by table and what was done; `given_back` once it was taken apart."""

    id: UUID
    kept: UUID = Field(alias="kept_id")
    merged: UUID = Field(alias="merged_id")
    reason: str
    merged_at: datetime
    moved: dict[str, int]
    undone_at: datetime | None
    undo_reason: str
    given_back: dict[str, Any]


def _pair(row: DuplicatePair) -> dict[str, Any]:
    return {
        "first": row.first_id, "first_person_id": row.first.code, "second": row.second_id,
        "second_person_id": row.second.code, "weight": row.weight, "agrees": queries.reasons(row),
    }  # fmt: skip


def _person(pk: UUID) -> Participant:
    found = Participant.objects.filter(pk=pk, merged_into=None).select_related("registered_by").first()
    if found is None:
        raise Refused(404, NOBODY)
    return found


def _told(action: Callable[..., T], *args: Any, **fields: Any) -> T:
    try:
        return action(*args, **fields)
    except ValidationError as error:
        raise Refused(422, " ".join(error.messages)) from error
    except PermissionDenied as error:
        raise Refused(403, str(error) or "Your role does not allow this.") from error


@router.get(
    "/people-duplicates", response={200: PairsOut, **PROBLEMS}, summary="Pairs that may be one person"
)
def pairs(
    request: ActorRequest,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> dict[str, Any]:
    """Return pairs that wait to be looked at, the surest first; each person's read log notes it."""
    actor = actor_of(request)
    found = list(_told(queries.pairs, actor)[offset : offset + limit + 1])
    seen = {person for row in found[:limit] for person in (row.first_id, row.second_id)}
    record_reads(actor, seen, what="List read through the API")
    return {"pairs": map(_pair, found[:limit]), "next_offset": offset + limit if len(found) > limit else None}


@router.post("/people-duplicates/find", response={200: FoundOut, **PROBLEMS}, summary="Look for duplicates")
def find(request: ActorRequest) -> dict[str, int]:
    """Compare everybody whom the organization registered and may see."""
    actor = actor_of(request)
    return {"waiting": _told(find_duplicates, actor, actor.organization)}


@router.post(
    "/people-duplicates/apart", response={204: None, **PROBLEMS}, summary="Say that two are two people"
)
def apart(request: ActorRequest, given: ApartIn) -> tuple[int, None]:
    """Remember that two records are of two people; a search does not bring them up again."""
    actor = actor_of(request)
    _told(tell_apart, actor, _person(given.one), _person(given.other), note=given.note)
    return 204, None


@router.post("/people-merges", response={201: MergeOut, **PROBLEMS}, summary="Put two records together")
def merge(request: ActorRequest, given: MergeIn) -> tuple[int, RecordMerge]:
    """Put one record into another, for managers of who registered both; nobody sees more by it."""
    actor = actor_of(request)
    return 201, _told(merge_people, actor, _person(given.kept), _person(given.other), reason=given.reason)


@router.get(
    "/people-merges/{merge_id}/since",
    response={200: list[SinceOut], **PROBLEMS},
    summary="What was added since",
)
def since(request: ActorRequest, merge_id: UUID) -> list[dict[str, Any]]:
    """Return what an undoing may leave with the kept record or give to the other, table by table."""
    row = _told(queries.merge, actor_of(request), merge_id)
    if row is None:
        raise Refused(404, "There is no such merge.")
    found = rows_since(row)
    return [
        {"table": table, "rows": [{"row": pk, "words": words} for pk, words in rows]}
        for table, rows in found.items()
    ]


@router.post(
    "/people-merges/{merge_id}/undo", response={200: MergeOut, **PROBLEMS}, summary="Take two records apart"
)
def unmerge(request: ActorRequest, merge_id: UUID, given: UndoIn) -> RecordMerge:
    """Give back what has not changed since; of what was added, `choices` says where it goes."""
    actor = actor_of(request)
    row = _told(queries.merge, actor, merge_id)
    if row is None:
        raise Refused(404, "There is no such merge.")
    return _told(unmerge_people, actor, row, reason=given.reason, choices=given.choices)
