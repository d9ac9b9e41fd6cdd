"""What people say: topics, agreement, readings, what was changed for it; for staff of an agency."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused
from gainful.api.v1.measures_roles import MOST, boss, staff
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.curricula.queries import versions_of_agency
from gainful.domain.measures import said_queries as said
from gainful.domain.measures.actions import (
    Changed,
    code_answer,
    settle,
    take_improvement_back,
    tell_improvement,
)
from gainful.domain.measures.models import Coding, Improvement, Settlement
from gainful.domain.participants.actions import record_reads
from gainful.domain.programs.queries import program as program_of

router = Router(tags=["Measures"])


class CodersAgreementOut(Schema):
    """How often both, one alone or neither of two coders gave a topic; kappa null where it cannot be told."""

    both: int
    first_only: int
    second_only: int
    neither: int
    kappa: float | None
    low: float | None
    high: float | None


class TopicOut(Schema):
    """A topic of the codebook in use, how many said something of it, and words that may be quoted."""

    key: str
    name: str
    definition: str
    example: str
    people: int
    employers: int
    agreement: CodersAgreementOut | None
    quotes: list[str]


class SaidOut(Schema):
    """Topics by the codebook in use (null: none is); `open`: answers that two read differently."""

    codebook: int | None
    read: int
    alone: int
    agreement: CodersAgreementOut | None
    topics: list[TopicOut]
    open: list[UUID]
    waiting: int


class AnswerOut(Schema):
    """An answer that I may read for topics."""

    id: UUID
    side: str
    at: datetime
    words: str


class CodesIn(Schema):
    """Keys of the topics that an answer is about; none is an answer too."""

    codes: list[str] = Field(max_length=40)
    saw_suggestions: bool = False


class CodingOut(Schema):
    """One reading."""

    id: UUID
    place: int
    codes: list[str]
    at: datetime


class SettleIn(Schema):
    """What counts, and what decided it."""

    codes: list[str] = Field(max_length=40)
    note: str = Field(min_length=1, max_length=400)


class SettlementOut(Schema):
    """What was settled."""

    id: UUID
    codes: list[str]
    note: str
    at: datetime


class ChangedIn(Schema):
    """What was heard and what was changed: one of a version of a curriculum and a kind of support."""

    code: str = Field(max_length=30)
    said: str = Field(min_length=1, max_length=400)
    changed: str = Field(min_length=1, max_length=400)
    version: UUID | None = None
    support: str = Field("", max_length=20)
    program: UUID | None = None
    quoted: UUID | None = None


class ChangedOut(Schema):
    """You said, we changed; `quote` is null where nobody may be quoted."""

    id: UUID
    code: str
    said: str
    changed: str
    about: str
    quote: str | None = None
    day: date


@router.get("/said", response={200: SaidOut, **PROBLEMS}, summary="What people say, by topic")
def what_people_say(request: ActorRequest) -> dict[str, Any]:
    """Return topics with counts, agreement of two coders, and quotes; exact, for staff."""
    told = said.what_people_say(staff(request))
    topics = [
        {"agreement": one.agreement, "quotes": [quote.words for quote in one.quotes],
         **{name: getattr(one, name) for name in ("key", "name", "definition", "example", "people", "employers")}}
        for one in told.topics
    ]  # fmt: skip
    return {
        "codebook": told.book.number if told.book else None, "read": told.read, "alone": told.alone,
        "agreement": told.agreement, "topics": topics, "open": [one.answer.pk for one in told.open],
        "waiting": told.waiting,
    }  # fmt: skip


@router.get("/said/answers", response={200: list[AnswerOut], **PROBLEMS}, summary="Answers that I may read")
def answers(request: ActorRequest) -> list[dict[str, Any]]:
    """Return answers that I have not read for topics and two others have not, the oldest first, at most 500."""
    actor = staff(request)
    book = said.codebook_in_use(actor.organization) if actor.organization else None
    rows = list(said.to_code(book)[:MOST]) if book else []
    record_reads(actor, [row.follow_up.participant_id for row in rows], what="Their words read")
    return [
        {"id": row.pk, "side": row.follow_up.side, "at": row.at, "words": said.text_of(row)} for row in rows
    ]


@router.post(
    "/said/answers/{answer_id}/codings", response={201: CodingOut, **PROBLEMS}, summary="Read an answer"
)
def code(request: ActorRequest, answer_id: UUID, given: CodesIn) -> tuple[int, Coding]:
    """Note what I read in an answer; once, before I can see what the other coder noted."""
    return 201, code_answer(staff(request), answer_id, given.codes, saw_suggestions=given.saw_suggestions)


@router.post(
    "/said/answers/{answer_id}/settlements",
    response={201: SettlementOut, **PROBLEMS},
    summary="Settle an answer",
)
def settle_answer(request: ActorRequest, answer_id: UUID, given: SettleIn) -> tuple[int, Settlement]:
    """Say what counts where two coders differ."""
    return 201, settle(staff(request), answer_id, given.codes, given.note)


@router.get("/said/changes", response={200: list[ChangedOut], **PROBLEMS}, summary="You said, we changed")
def changes(request: ActorRequest) -> list[Improvement]:
    """Return what my agency told, the newest first, at most 500."""
    return list(said.improvements(staff(request))[:MOST])


@router.post("/said/changes", response={201: ChangedOut, **PROBLEMS}, summary="Tell what was changed")
def tell(request: ActorRequest, given: ChangedIn) -> tuple[int, Improvement]:
    """Tell those who answered what was changed."""
    actor = boss(request)
    values = given.dict(exclude={"version", "program"})
    version = versions_of_agency(actor).filter(pk=given.version).first() if given.version else None
    program = program_of(actor, given.program) if given.program else None
    for name, asked, found in (("version", given.version, version), ("program", given.program, program)):
        if asked is not None and found is None:
            raise Refused(404, f"There is no such {name}.", field=name)
    return 201, tell_improvement(actor, Changed(**values, version=version, program=program))


@router.post(
    "/said/changes/{improvement_id}/take-back",
    response={200: ChangedOut, **PROBLEMS},
    summary="Take a change back",
)
def take_back(request: ActorRequest, improvement_id: UUID) -> Improvement:
    """Take back what was told wrongly."""
    actor = boss(request)
    row = said.improvement(actor, improvement_id)
    if row is None:
        raise Refused(404, "There is no such change.")
    return take_improvement_back(actor, row)
