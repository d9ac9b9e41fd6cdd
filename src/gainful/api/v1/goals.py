"""Goals, their actions and notes of a person's support plan, as JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_of
from gainful.api.v1.supported import supported_person
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.support import plan_queries as queries
from gainful.domain.support.actions import goals
from gainful.domain.support.actions.notes import NoteText, add_note
from gainful.domain.support.models import CaseNote, Goal, GoalAction

router = Router(tags=["Support plans"])
MOST = 100
NeedName = Literal[
    "child_care", "housing", "food", "transport", "money", "health", "substance_use", "legal", "digital", "language",
    "family", "psychological", "safety", "clothing", "work", "other",
]  # fmt: skip


class ActionOut(Schema):
    """What somebody does for a goal."""

    id: UUID
    text: str
    owner: str
    owner_name: str
    due_on: date | None
    state: str
    version: int


class GoalOut(Schema):
    """A goal, the person's own words first."""

    id: UUID
    need: str
    own_words: str
    words: str
    state: str
    version: int
    actions: list[ActionOut]


class GoalIn(Schema):
    """A new goal."""

    need: NeedName
    own_words: str = Field("", max_length=400)
    words: str = Field("", max_length=400)


class ActionIn(Schema):
    """What is done, by whom, by when."""

    text: str = Field(min_length=1, max_length=300)
    owner: Literal["person", "coach", "other"] = "person"
    owner_name: str = Field("", max_length=120)
    due_on: date | None = None


class StepIn(Schema):
    """A step; `version` is what the caller saw: refused where somebody changed it since."""

    verb: Literal["begin", "finish", "drop", "reopen", "reach", "let_go"]
    version: int | None = Field(None, ge=1, le=1_000_000)


class NoteOut(Schema):
    """A case note that the caller may read."""

    id: UUID
    kind: str
    text: str
    shared_with: str
    author_name: str
    happened_at: datetime
    minutes: int | None
    corrects_id: UUID | None
    """The note in whose place this one stands: of the two only this one's minutes count."""


class NoteIn(Schema):
    """A new case note."""

    kind: Literal[
        "call", "meeting", "visit", "message", "no_answer", "attended", "absent", "employer", "other"
    ]
    text: str = Field(min_length=1, max_length=4000)
    shared_with: Literal["author", "agency", "person"] = "agency"
    minutes: int | None = Field(None, ge=0, le=1440)
    corrects: UUID | None = None
    """The note that this one corrects; minutes that are not said again are as before."""
    key: UUID | None = None
    """A number of the caller's own: sent twice, it is one note."""


def _goal(row: Goal) -> dict[str, Any]:
    plain = ("need", "own_words", "words", "state", "version")
    return {"id": row.pk, **{name: getattr(row, name) for name in plain}, "actions": list(row.actions.all())}


@router.get(
    "/participants/{person_id}/goals", response={200: list[GoalOut], **PROBLEMS}, summary="Support plan"
)
def plan(request: ActorRequest, person_id: UUID) -> list[dict[str, Any]]:
    """Return a person's goals with who does what by when."""
    return [_goal(row) for row in queries.goals_of(supported_person(request, person_id))]


@router.post("/participants/{person_id}/goals", response={201: GoalOut, **PROBLEMS}, summary="Set a goal")
def add_goal(request: ActorRequest, person_id: UUID, given: GoalIn) -> tuple[int, dict[str, Any]]:
    """Set a goal."""
    person = supported_person(request, person_id)
    return 201, _goal(goals.add_goal(actor_of(request), person, **given.dict()))


def _found_goal(request: ActorRequest, goal_id: UUID) -> Goal:
    found = queries.goal(goal_id)
    if found is None:
        raise Refused(404, "There is no such goal, or it is not shared with you.")
    supported_person(request, found.participant_id)
    return found


@router.post(
    "/goals/{goal_id}/actions", response={201: ActionOut, **PROBLEMS}, summary="Add what is done for a goal"
)
def add_action(request: ActorRequest, goal_id: UUID, given: ActionIn) -> tuple[int, GoalAction]:
    """Add an action."""
    return 201, goals.add_action(
        actor_of(request), _found_goal(request, goal_id), goals.ActionTerms(**given.dict())
    )


@router.post("/goals/{goal_id}/step", response={200: GoalOut, **PROBLEMS}, summary="Move a goal")
def goal_step(request: ActorRequest, goal_id: UUID, given: StepIn) -> dict[str, Any]:
    """Reach a goal, let it go, take it up again."""
    goals.move_goal(actor_of(request), _found_goal(request, goal_id), given.verb, version=given.version)
    return _goal(_found_goal(request, goal_id))


@router.post(
    "/goal-actions/{action_id}/step", response={200: ActionOut, **PROBLEMS}, summary="Move an action"
)
def action_step(request: ActorRequest, action_id: UUID, given: StepIn) -> GoalAction:
    """Begin, finish, drop or take up again an action."""
    found = queries.goal_action(action_id)
    if found is None:
        raise Refused(404, "There is no such action, or it is not shared with you.")
    supported_person(request, found.participant_id)
    return goals.move_action(actor_of(request), found, given.verb, version=given.version)


@router.get(
    "/participants/{person_id}/notes", response={200: list[NoteOut], **PROBLEMS}, summary="Case notes"
)
def notes(request: ActorRequest, person_id: UUID, offset: int = Query(0, ge=0, le=100_000)) -> list[CaseNote]:
    """Return the notes about a person that the caller may read, a hundred at once, the newest first."""
    return list(queries.notes_of(supported_person(request, person_id))[offset : offset + MOST])


@router.post(
    "/participants/{person_id}/notes", response={201: NoteOut, **PROBLEMS}, summary="Write a case note"
)
def write_note(request: ActorRequest, person_id: UUID, given: NoteIn) -> tuple[int, CaseNote]:
    """Write a note; minutes go into the ledger."""
    person, said = supported_person(request, person_id), given.dict()
    wrong = None if given.corrects is None else queries.note(given.corrects)
    if given.corrects is not None and wrong is None:
        raise Refused(404, "There is no such note, or it is not shared with you.")
    return 201, add_note(actor_of(request), person, NoteText(**{**said, "corrects": wrong}))
