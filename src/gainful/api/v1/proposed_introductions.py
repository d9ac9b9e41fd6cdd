"""Whom of a cohort to introduce for which job behind it, as the page proposes it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router, Schema

from gainful.api.v1.common import PROBLEMS, Refused, actor_in
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.cohorts.queries import our_cohort
from gainful.domain.participants.actions import record_reads
from gainful.domain.placements.proposals import MOST_PER_OPENING, Proposal, SegmentFloor, propose

router = Router(tags=["Placements"])
MOST_FLOORS = 200


class ProposedJobOut(Schema):
    """A job behind the cohort: its committed openings that are free, and for how many people there is room."""

    id: UUID
    title: str
    employer: str
    openings: int
    room: int


class JobNameOut(Schema):
    """A job by id and title."""

    id: UUID
    title: str


class NotOpenOut(Schema):
    """A job that is not open to a person, and why: wage, area, schedule, track or introduced."""

    job: JobNameOut
    why: str


class ProposedPersonOut(Schema):
    """A person with the job proposed (null: none is left) and the hours still to learn for it (null: not compared)."""

    person: UUID
    name: str
    segment: str
    job: JobNameOut | None
    hours: float | None
    not_open: list[NotOpenOut]


class FloorMissingOut(Schema):
    """A floor that cannot be filled, and how many people are missing."""

    job: UUID
    segment: str
    missing: int


class ProposalOut(Schema):
    """The proposal; with floors, how many people fewer it places, or how many hours more they have to learn."""

    jobs: list[ProposedJobOut]
    segments: list[str]
    people: list[ProposedPersonOut]
    price_people: int
    price_hours: float
    unfilled: list[FloorMissingOut]


@router.get("/cohorts/{cohort_id}/introductions", response={200: ProposalOut, **PROBLEMS})
def proposal(
    request: ActorRequest,
    cohort_id: UUID,
    per_opening: Annotated[int, Query(ge=1, le=MOST_PER_OPENING)] = 1,
    floor: Annotated[
        list[str],
        Query(max_length=MOST_FLOORS, description="At least so many of a segment: JOB_ORDER:PEOPLE:SEGMENT."),
    ] = [],  # noqa: B006 - ninja reads the default, nobody changes it
) -> dict[str, Any]:
    """Propose for which job each of a cohort's people is introduced: floors, then most people, then fewest hours."""
    actor = actor_in(request, STAFF)
    cohort = our_cohort(actor, cohort_id)
    if cohort is None:
        raise Refused(404, "There is no such cohort of your agency.")
    found = propose(actor, cohort, per_opening=per_opening, floors=[_floor(text) for text in floor])
    people = [row.enrolment.participant_id for row in found.rows]
    record_reads(actor, people, what="Proposed for introductions, read through the API")
    return _as_json(found)


def _floor(text: str) -> SegmentFloor:
    order, people, segment = ([*text.split(":", maxsplit=2), "", ""])[:3]
    try:
        return SegmentFloor(UUID(order), segment, int(people))
    except ValueError:
        words = f"“{text[:60]}” is no floor."
        raise Refused(
            422, words, "Write JOB_ORDER:PEOPLE:SEGMENT, such as 3f…:2:North side.", "floor"
        ) from None


def _as_json(found: Proposal) -> dict[str, Any]:
    return {
        "jobs": [
            {"id": job.order.pk, "title": job.order.title, "employer": job.order.employer_label,
             "openings": job.openings, "room": job.room}
            for job in found.jobs
        ],
        "segments": list(found.segments),
        "people": [
            {"person": row.enrolment.participant_id, "name": row.enrolment.name, "segment": row.segment,
             "job": row.order and {"id": row.order.pk, "title": row.order.title}, "hours": row.hours,
             "not_open": [{"job": {"id": order.pk, "title": order.title}, "why": why} for order, why in row.closed]}
            for row in found.rows
        ],
        "price_people": found.price_people,
        "price_hours": found.price_hours,
        "unfilled": [
            {"job": each.order, "segment": each.segment, "missing": each.people} for each in found.unfilled
        ],
    }  # fmt: skip
