"""Mentors: the register, who fits whom and why, the pairs, their talks; and the same for the person themself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in, my_person
from gainful.api.v1.supported import supported_person
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.participants.actions import record_read, record_reads
from gainful.domain.support import mentor_queries as queries
from gainful.domain.support.actions.mentors import (
    Offer,
    add_mentor,
    answer_as_mentor,
    decline_pair,
    end_pair,
    propose_pair,
    stop_mentoring,
    want_mentor,
    wish_mentor,
    write_talk,
)
from gainful.domain.support.models import Mentor, Mentorship, MentorWish
from gainful.domain.support.states.practice import PairSide

router = Router(tags=["Mentors"])
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Gives = Literal["mentor", "staff", "board", "curriculum"]
Time = Literal["morning", "noon", "evening", "weekend"]
NO_PAIR = "There is no such pair, or it is not shared with you."


class OfferIn(Schema):
    """What somebody gives, in which languages, when, to how many people at once."""

    gives: list[Gives] = Field(min_length=1)
    languages: list[str] = Field(min_length=1, max_length=10)
    times: list[Time] = Field(default_factory=list)
    capacity: int = Field(1, ge=0, le=20)
    job_title: str = Field("", max_length=200)
    employer_name: str = Field("", max_length=200)
    occupation_code: str = Field("", pattern=r"^(\d\d-\d{4}(\.\d\d)?)?$")

    def offer(self) -> Offer:
        """Return it as the domain takes it."""
        names = Offer.__slots__
        return Offer(**{name: getattr(self, name) for name in names})


class MentorIn(OfferIn):
    """A mentor to put on the register; a graduate comes onto it by themself."""

    name: str = Field(min_length=1, max_length=200)
    email: str = Field(max_length=254)
    postal_code: str = Field("", max_length=12)


class MentorOut(Schema):
    """Somebody on the register; `meets` people of `capacity` now."""

    id: UUID
    participant_id: UUID | None
    name: str
    job_title: str
    employer_name: str
    occupation_code: str
    gives: list[str]
    languages: list[str]
    times: list[str]
    capacity: int
    meets: int | None = None
    state: str
    asked_month: int | None


class StopIn(Schema):
    """No time now, or not to be asked any more."""

    for_good: bool = False


class SuggestionOut(Schema):
    """Two who fit, with the reasons, the strongest first."""

    participant_id: UUID
    person: str
    mentor_id: UUID
    mentor: str
    score: int
    reasons: list[str]


class PairIn(Schema):
    """Whom to propose to whom; the reasons are worked out, not told."""

    participant_id: UUID
    mentor_id: UUID


class MentorTalkOut(Schema):
    """One talk."""

    held_on: date
    side: str
    words: str
    needs_help: bool


class MentorPairOut(Schema):
    """A mentor and a person, and how far they are."""

    id: UUID
    participant_id: UUID
    mentor_name: str
    mentor_job: str
    person_name: str
    reasons: list[str]
    state: str
    proposed_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    ended_by: str
    talks: list[MentorTalkOut]

    @staticmethod
    def resolve_talks(row: Mentorship) -> Any:
        """The talks, the last one first."""
        return row.talks.all()


class MentorStepIn(Schema):
    """A step: the person wants the mentor, somebody says no or ends it, or they talked (`held_on`)."""

    verb: Literal["want", "decline", "end", "talk"]
    words: str = Field("", max_length=1000)
    held_on: date | None = None
    needs_help: bool = False


class WishIn(Schema):
    """Whether I want a mentor, in which languages, when I can meet, what I hope for."""

    wants: bool
    languages: list[str] = Field(default_factory=lambda: ["English"], min_length=1, max_length=10)
    times: list[Time] = Field(default_factory=list)
    words: str = Field("", max_length=400)


class WishOut(Schema):
    """What somebody said about wanting a mentor."""

    wants: bool
    languages: list[str]
    times: list[str]
    words: str
    said_at: datetime


@router.get("/mentors", response={200: list[MentorOut], **PROBLEMS}, summary="The register of mentors")
def register(
    request: ActorRequest,
    state: str = Query("", max_length=10),
    gives: str = Query("", max_length=12),
    q: str = Query("", max_length=100),
    limit: Limit = 50,
    offset: Offset = 0,
) -> list[Mentor]:
    """Return who gives time, graduates first asked at 6 and 12 months; each graduate's read log notes it."""
    actor = actor_in(request, STAFF)
    rows = list(queries.mentors(actor, state=state, gives=gives, search=q)[offset : offset + limit])
    graduates = {row.participant_id for row in rows if row.participant_id}
    record_reads(actor, graduates, what="Register of mentors read through the API")
    return rows


@router.post("/mentors", response={201: MentorOut, **PROBLEMS}, summary="Put a mentor on the register")
def add(request: ActorRequest, given: MentorIn) -> tuple[int, Mentor]:
    """Put a volunteer on the register, who has told staff that they are willing."""
    row = add_mentor(
        actor_in(request, STAFF), name=given.name, email=given.email, postal_code=given.postal_code,
        offer=given.offer(),
    )  # fmt: skip
    return 201, row


def _mentor(request: ActorRequest, mentor_id: UUID) -> Mentor:
    actor, row = actor_in(request, {*STAFF, "participant"}), queries.mentor(mentor_id)
    mine = row is not None and row.participant is not None and row.participant.user_id == (
        actor.user.pk if actor.user else None
    )  # fmt: skip
    if row is None or not (mine or row.organization_id == actor.organization_id):
        raise Refused(404, "There is no such mentor.")
    if row.participant is not None:
        record_read(actor, row.participant, what="Opened as a mentor through the API")
    return row


@router.put("/mentors/{mentor_id}", response={200: MentorOut, **PROBLEMS}, summary="What a mentor gives")
def change(request: ActorRequest, mentor_id: UUID, given: OfferIn) -> Mentor:
    """Say what a mentor gives: they themself, or staff to whom they told it."""
    row = _mentor(request, mentor_id)
    return answer_as_mentor(actor_in(request, {*STAFF, "participant"}), row, given.offer())


@router.post("/mentors/{mentor_id}/stop", response={200: MentorOut, **PROBLEMS}, summary="No time")
def stop(request: ActorRequest, mentor_id: UUID, given: StopIn) -> Mentor:
    """Let a mentor rest; people who meet go on until one of them ends it."""
    row = _mentor(request, mentor_id)
    return stop_mentoring(actor_in(request, {*STAFF, "participant"}), row, for_good=given.for_good)


@router.get(
    "/mentor-suggestions", response={200: list[SuggestionOut], **PROBLEMS}, summary="Who fits whom, and why"
)
def suggestions(request: ActorRequest) -> list[dict[str, Any]]:
    """Return stable pairs of at most 300 people, who waited longest first, and 300 mentors with room."""
    actor = actor_in(request, STAFF)
    found = queries.suggestions(actor)
    record_reads(
        actor, [each.person.pk for each in found], what="Seen among people who want a mentor, through the API"
    )
    return [
        {
            "participant_id": each.person.pk, "person": str(each.person), "mentor_id": each.mentor.pk,
            "mentor": each.mentor.name, "score": each.pair.score, "reasons": list(each.pair.reasons),
        }
        for each in found
    ]  # fmt: skip


@router.get(
    "/mentor-pairs", response={200: list[MentorPairOut], **PROBLEMS}, summary="Mentors and their people"
)
def pairs(
    request: ActorRequest, state: str = Query("", max_length=10), limit: Limit = 50, offset: Offset = 0
) -> list[Mentorship]:
    """Return the agency's pairs, newest first."""
    actor = actor_in(request, STAFF)
    rows = list(queries.pairs(actor, state=state)[offset : offset + limit])
    record_reads(actor, {row.participant_id for row in rows}, what="Mentors listed through the API")
    return rows


@router.post(
    "/mentor-pairs", response={201: MentorPairOut, **PROBLEMS}, summary="Propose a mentor to a person"
)
def propose(request: ActorRequest, given: PairIn) -> tuple[int, Mentorship]:
    """Propose a mentor; the person is asked first, then the mentor."""
    actor = actor_in(request, STAFF)
    person, mentor = supported_person(request, given.participant_id), queries.mentor(given.mentor_id)
    if mentor is None:
        raise Refused(404, "There is no such mentor.")
    return 201, propose_pair(actor, mentor, person, queries.reasons_between(person, mentor))


@router.post(
    "/mentor-pairs/{pair_id}/steps", response={200: MentorPairOut, **PROBLEMS}, summary="Take a step"
)
def step(request: ActorRequest, pair_id: UUID, given: MentorStepIn) -> Mentorship:
    """Take one step with a pair: the person for themself, staff for either side."""
    actor, row = actor_in(request, {*STAFF, "participant"}), queries.pair(pair_id)
    own = actor.role == "participant"
    ours = row is not None and (
        row.participant_id == my_person(request).pk if own else row.organization_id == actor.organization_id
    )
    if row is None or not ours:
        raise Refused(404, NO_PAIR)
    record_read(actor, row.participant, what="Opened with their mentor through the API")
    side = PairSide.PERSON if own else PairSide.AGENCY
    if given.verb == "want":
        want_mentor(actor, row)
    elif given.verb == "talk":
        if given.held_on is None:
            raise Refused(422, "Say on which day they talked.", field="held_on")
        write_talk(
            actor, row, held_on=given.held_on, words=given.words, side=side, needs_help=given.needs_help
        )
    else:
        (decline_pair if given.verb == "decline" else end_pair)(actor, row, side=side, words=given.words)
    found = queries.pair(pair_id)
    if found is None:
        raise Refused(404, NO_PAIR)
    return found


@router.get("/me/mentors", response={200: list[MentorPairOut], **PROBLEMS}, summary="My mentors")
def my_mentors(request: ActorRequest) -> list[Mentorship]:
    """Return my mentors, those to come and those before, newest first."""
    return queries.pairs_of(my_person(request))


@router.get("/me/mentor-wish", response={200: WishOut | None, **PROBLEMS}, summary="Whether I want a mentor")
def my_wish(request: ActorRequest) -> MentorWish | None:
    """Return what I said about wanting a mentor, or null."""
    return queries.wish_of(my_person(request))


@router.put("/me/mentor-wish", response={200: WishOut, **PROBLEMS}, summary="Say that I want a mentor")
def wish(request: ActorRequest, given: WishIn) -> MentorWish:
    """Say that I want a mentor, or no longer."""
    actor = actor_in(request, {"participant"})
    return wish_mentor(actor, my_person(request), **given.dict())


@router.get("/me/giving", response={200: list[MentorOut], **PROBLEMS}, summary="What I give back")
def giving(request: ActorRequest) -> list[Mentor]:
    """Return where I give time, or am asked to; `PUT /mentors/{id}` answers."""
    return queries.my_mentor_entries(my_person(request))
