"""Lists for jobs: how they treat me, a human look within thirty days, and the agency's answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_of, my_person, staff_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import record_reads
from gainful.domain.participants.models import Participant
from gainful.domain.plans import queries
from gainful.domain.plans.actions import ask_review, decide_review
from gainful.domain.plans.models import ListReview
from gainful.domain.plans.standing import JobList, list_of, lists_of, my_standing

router = Router(tags=["Lists"])
MOST = 500
"""Questions that one answer holds."""


class JobListOut(Schema):
    """A job whose list I may stand on."""

    order_id: UUID
    title: str
    place: str
    agency: str
    is_planned: bool
    is_chosen: bool


class ListPartOut(Schema):
    """What the job asks of which I am short; levels 0-7, `held` null where nobody asked me."""

    name: str
    has_level: bool
    required: float
    held: float | None
    hours_low: float
    hours_high: float


class StandingOut(Schema):
    """Where I stand and why; `group` is listed, ready, apart, left_out or unknown; hours of training, USD a year."""

    group: str
    reasons: list[str]
    occupation: str
    hours_low: float
    hours_high: float
    wage_change: float | None
    wage_change_bound: str
    short_of: list[ListPartOut]
    already_has: list[str]
    support: list[str]


class ReviewOut(Schema):
    """A question about a list and its answer; `outcome` is empty while it waits."""

    id: UUID
    job_title: str
    words: str
    asked_at: datetime
    due_on: date
    outcome: str
    explanation: str
    place: int | None
    list_length: int | None
    decided_by_name: str
    made_the_plan: bool
    decided_at: datetime | None


class MyListOut(Schema):
    """One list with how it treats me, and what I asked about it."""

    job: JobListOut
    standing: StandingOut
    review: ReviewOut | None


class AgencyReviewOut(ReviewOut):
    """The same for the agency, with the person's ID."""

    person: str


class AskIn(Schema):
    """What a human should look at; may be empty."""

    words: str = Field("", max_length=1000)


class HumanDecisionIn(Schema):
    """What a human found, and why in plain words that the person reads."""

    outcome: Literal["kept", "corrected", "chosen"]
    explanation: str = Field(min_length=1, max_length=1000)


def _list(person: Participant, order_id: UUID) -> JobList:
    found = list_of(person, order_id)
    if found is None:
        raise Refused(404, "You are not compared with such a job.")
    return found


@router.get("/me/lists", response={200: list[JobListOut], **PROBLEMS}, summary="Jobs I am compared with")
def my_lists(request: ActorRequest) -> list[JobList]:
    """Return the open jobs of the agencies that I let look for jobs, at most 50, the newest change first."""
    return lists_of(my_person(request))


@router.get("/me/lists/{order_id}", response={200: MyListOut, **PROBLEMS}, summary="How one list treats me")
def my_list(request: ActorRequest, order_id: UUID) -> dict[str, Any]:
    """Return where I stand on the list for a job, with the parts of every figure."""
    person = my_person(request)
    found = _list(person, order_id)
    standing = my_standing(actor_of(request), person, found)
    return {
        "job": found,
        "standing": standing.as_json(),
        "review": queries.reviews_by(person).get(found.order_id),
    }


@router.post(
    "/me/lists/{order_id}/review", response={201: ReviewOut, **PROBLEMS}, summary="Ask a human to look"
)
def ask(request: ActorRequest, order_id: UUID, given: AskIn) -> tuple[int, ListReview]:
    """Ask a human to look at how a list treats me; they answer within thirty days."""
    person = my_person(request)
    return 201, ask_review(actor_of(request), person, _list(person, order_id), given.words)


@router.get(
    "/list-reviews", response={200: list[AgencyReviewOut], **PROBLEMS}, summary="Questions about our lists"
)
def reviews(request: ActorRequest, state: Literal["open", "all"] = "open") -> list[dict[str, Any]]:
    """Return what people ask about the agency's lists, at most 500, what is due first on top."""
    actor = staff_of(request)
    rows = list(queries.reviews_for(actor, state=state)[:MOST])
    record_reads(actor, [row.participant_id for row in rows], what="Their question about a list seen")
    return [_agency(row) for row in rows]


@router.post(
    "/list-reviews/{review_id}/decision",
    response={200: AgencyReviewOut, **PROBLEMS},
    summary="Answer a question about a list",
)
def decide(request: ActorRequest, review_id: UUID, given: HumanDecisionIn) -> dict[str, Any]:
    """Record what a human found; the person is told and reads the explanation."""
    actor = staff_of(request)
    row = queries.reviews_for(actor, state="all").filter(pk=review_id).first()
    if row is None:
        raise Refused(404, "There is no such question.")
    return _agency(decide_review(actor, row, given.outcome, given.explanation))


def _agency(row: ListReview) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ReviewOut.model_fields if name != "id"}
    return {"id": row.pk, "person": row.participant.code, **plain}
