"""Wage records of an agency: files in, whose they are, and what people said beside them; for its managers."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, require_size
from gainful.api.v1.measures_roles import MOST, boss, staff
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.measures import pair_queries
from gainful.domain.measures.actions import decide_pair
from gainful.domain.measures.models import WagePair
from gainful.domain.participants.actions import record_reads
from gainful.engine.indicators.self_report import RULES
from gainful.exchange.upload_sizes import TABLE, WAGE_PEOPLE
from gainful.imports.self_reports import beside
from gainful.imports.wage_files import bring_in_upload, records_of
from gainful.imports.wage_linking import link_uploads

router = Router(tags=["Measures"])


class QuarterOut(Schema):
    """A quarter of wage records (“2026Q1”); `is_in` false: still arriving, so not known yet."""

    quarter: str
    rows: int
    is_in: bool


class WageRecordsOut(Schema):
    """What the agency's store of wage records holds."""

    quarters: list[QuarterOut]


class WageImportOut(Schema):
    """What became of a file of wage records."""

    id: UUID
    name: str
    rows: int
    refused: int
    was_known: bool
    made_at: datetime


class WageLinkingOut(Schema):
    """What a comparison came to: people who may be followed, linked by themselves, pairs that wait."""

    id: UUID
    name: str
    people: int
    wage_people: int
    linked: int
    waiting: int
    made_at: datetime


class PairPartOut(Schema):
    """One field of a pair: how it agrees, what that is worth in bits, what both sides say."""

    field: str
    words: str
    weight: float
    ours: str
    theirs: str


class WagePairOut(Schema):
    """A person and somebody in the wage records (a keyed hash); `found` is what the linkage made of them."""

    id: UUID
    person_id: UUID
    code: str
    wage_person: str
    same_key: bool
    weight: float
    probability: float
    found: str
    reason: str
    parts: list[PairPartOut]
    state: str
    note: str
    decided_by: str
    decided_at: datetime | None


class SelfReportOut(Schema):
    """An answer beside the wage record of its quarter, USD a quarter; null is not known, and an empty answer no no."""

    code: str
    quarter: str
    says_works: str
    says_pay: float | None
    record: Literal["complete", "pending"]
    record_pay: float | None
    differs: bool
    employed: Literal["yes", "no", "unknown"]
    earnings: float | None
    source: str
    rule: str
    rule_words: str


class DecisionIn(Schema):
    """What somebody decides about a pair, and what it rests on."""

    decision: Literal["say_same", "say_different", "cannot_tell", "open_again"]
    note: str = Field("", max_length=400)


@router.get(
    "/wage-records", response={200: WageRecordsOut, **PROBLEMS}, summary="Which quarters of wages are in"
)
def wage_records(request: ActorRequest) -> dict[str, Any]:
    """Return the quarters from the first to the last; one that is still arriving is not known yet, never a no."""
    return {"quarters": records_of(staff(request)).quarters}


@router.post(
    "/wage-records", response={201: WageImportOut, **PROBLEMS}, summary="Bring in a file of wage records"
)
def bring_wages(request: ActorRequest, file: File[UploadedFile]) -> tuple[int, Any]:
    """Bring in a CSV, Parquet or Stata file: person (your ID of them), employer, year, quarter, wages.

    The same content twice changes nothing; a row that was amended in a later file counts as that one says.
    """
    actor = staff(request)
    require_size(file, TABLE, "Use the terminal: gainful measures wages FILE")
    return 201, bring_in_upload(actor, file)


def _pair(row: WagePair) -> dict[str, Any]:
    names = (
        "wage_person",
        "same_key",
        "weight",
        "probability",
        "found",
        "reason",
        "state",
        "note",
        "decided_at",
    )
    return {
        "id": row.pk, "person_id": row.participant_id, "code": row.participant.code, "parts": row.compared,
        "decided_by": str(row.decided_by) if row.decided_by else "", **{name: getattr(row, name) for name in names},
    }  # fmt: skip


@router.get(
    "/wage-links", response={200: list[WagePairOut], **PROBLEMS}, summary="Doubtful links of wage records"
)
def wage_links(
    request: ActorRequest, show: Literal["waits", "unsure", "decided"] = "waits"
) -> list[dict[str, Any]]:
    """Return pairs that wait for a decision (they link nobody), cannot be told, or are decided; at most 500."""
    actor = boss(request)
    rows = list(pair_queries.wage_pairs(actor, show)[:MOST])
    record_reads(actor, [row.participant_id for row in rows], what="Seen in a list of wage records")
    return [_pair(row) for row in rows]


@router.post(
    "/wage-links", response={201: WageLinkingOut, **PROBLEMS}, summary="Link people to the wage records"
)
def link_wages(
    request: ActorRequest, file: File[UploadedFile], own: File[UploadedFile | None] = None
) -> tuple[int, Any]:
    """Compare the people behind the wage records (person, names, birth date, ssn4, zip) with those of my agency.

    `own` has person, birth_date and ssn4 of my people; it is compared and not kept.
    """
    actor = boss(request)
    for sent in (file, own):
        require_size(sent, WAGE_PEOPLE, "Use the terminal: gainful measures link FILE")
    return 201, link_uploads(actor, file, own)


@router.post(
    "/wage-links/{pair_id}/decisions",
    response={201: WagePairOut, **PROBLEMS},
    summary="Decide a doubtful link",
)
def decide_link(request: ActorRequest, pair_id: UUID, given: DecisionIn) -> tuple[int, dict[str, Any]]:
    """Say that both are the same person, or not, or that it cannot be told, or take a decision back."""
    actor = boss(request)
    if pair_queries.wage_pair(pair_id) is None:
        raise Refused(404, "There is no such pair.")
    row = decide_pair(actor, pair_id, given.decision, given.note)
    record_reads(actor, [row.participant_id], what="Compared with wage records")
    return 201, _pair(row)


@router.get(
    "/self-reports", response={200: list[SelfReportOut], **PROBLEMS}, summary="Answers and wage records"
)
def self_reports(request: ActorRequest, only_differing: bool = True) -> list[dict[str, Any]]:
    """Return what people said beside the wage record of the same quarter, with what counts and by which rule."""
    actor = boss(request)
    rows = beside(actor, only_differing=only_differing)[:MOST]
    record_reads(actor, [row.participant.pk for row in rows], what="Answers compared with wage records")
    return [
        {
            "code": row.participant.code, "quarter": row.quarter, "says_works": row.said.works,
            "says_pay": row.said.pay, "record": row.record,
            "record_pay": row.recorded.pay if row.recorded.complete else None, "differs": row.settled.differs,
            "employed": row.settled.employed, "earnings": row.settled.earnings, "source": row.settled.source,
            "rule": row.settled.rule, "rule_words": RULES[row.settled.rule],
        }
        for row in rows
    ]  # fmt: skip
