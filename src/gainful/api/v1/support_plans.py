"""Support of a person: what they need, their plan, notes, money; what a raise would change; who needs a coach today."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries as people
from gainful.domain.participants.actions import record_read, record_reads
from gainful.domain.participants.models import Participant
from gainful.domain.programs.models import Fund
from gainful.domain.support import need_queries
from gainful.domain.support import plan_queries as queries
from gainful.domain.support.actions import goals, money
from gainful.domain.support.actions.needs import Begin, begin_assessment, finish_assessment, save_answers
from gainful.domain.support.actions.notes import NoteText, add_note
from gainful.domain.support.helping import STAFF, sees_sensitive, staff_organization
from gainful.domain.support.models import Assessment, CaseNote, Goal, GoalAction, MoneyRequest
from gainful.domain.support.states.money import MoneyState
from gainful.domain.support.today import tasks
from gainful.engine.support.benefits import Pay, cliff

router = Router(tags=["Support plans"])
MOST = 100
NeedName = Literal[
    "child_care", "housing", "food", "transport", "money", "health", "substance_use", "legal", "digital", "language",
    "family", "psychological", "safety", "clothing", "work", "other",
]  # fmt: skip
KindName = Literal[
    "transport",
    "child_care",
    "housing",
    "food",
    "clothing",
    "digital",
    "fees",
    "health",
    "stipend",
    "income",
    "other",
]


class ScoreOut(Schema):
    """One score, as its source makes it; `points` is null where it cannot be made."""

    title: str
    points: int | None
    band: str
    source: str


class AssessmentOut(Schema):
    """One assessment: answers by question, scores, and with what the person wants help."""

    id: UUID
    instrument: str
    version: int
    language: str
    moment: str
    how: str
    state: str
    topics: list[str]
    wanted: list[str]
    answers: dict[str, Any]
    scores: list[ScoreOut]
    started_at: datetime
    finished_at: datetime | None


class NewAssessment(Schema):
    """How an assessment begins; `topics` none: those of the preset."""

    moment: Literal["enrolment", "before_hire", "after_hire", "again"] = "enrolment"
    preset: str = Field("everybody", max_length=40)
    topics: list[str] = Field(default_factory=list, max_length=30)


class AnswersIn(Schema):
    """Answers by question; an empty one takes an earlier answer away."""

    answers: dict[str, str | list[str] | int | None] = Field(max_length=200)


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


class NoteIn(Schema):
    """A new case note."""

    kind: Literal[
        "call", "meeting", "visit", "message", "no_answer", "attended", "absent", "employer", "other"
    ]
    text: str = Field(min_length=1, max_length=4000)
    shared_with: Literal["author", "agency", "person"] = "agency"
    minutes: int | None = Field(None, ge=0, le=1440)


class MoneyOut(Schema):
    """A sum, USD."""

    id: UUID
    kind: str
    words: str
    asked: Decimal
    approved: Decimal | None
    spent: Decimal | None
    state: str
    needed_by: date | None
    reason: str


class MoneyIn(Schema):
    """What is asked for, USD."""

    kind: KindName
    words: str = Field(min_length=1, max_length=400)
    amount: Decimal = Field(gt=0, le=100_000, decimal_places=2)
    needed_by: date | None = None


class ApproveIn(Schema):
    """A sum from a fund, USD."""

    fund: UUID
    amount: Decimal = Field(gt=0, le=100_000, decimal_places=2)
    over_cap_reason: str = Field("", max_length=400)


class ReasonIn(Schema):
    """Why not, for the person."""

    reason: str = Field(min_length=1, max_length=400)


class PayIn(Schema):
    """Hours a week and pay an hour, USD."""

    hours: Decimal = Field(ge=0, le=168, decimal_places=2)
    wage: Decimal = Field(ge=0, le=10_000, decimal_places=2)


class RaiseIn(Schema):
    """Pay now and then, and what the household gets."""

    before: PayIn
    after: PayIn
    household: int = Field(1, ge=1, le=20)
    benefits: list[str] = Field(default_factory=list, max_length=20)
    other_income: Decimal = Field(Decimal(0), ge=0, le=1_000_000, decimal_places=2)
    day: date


class BenefitLineOut(Schema):
    """One benefit, USD a month; null where no rule in force says."""

    name: str
    before: Decimal | None
    after: Decimal | None
    source: str
    why_not: str


class RaiseOut(Schema):
    """What a raise brings, USD a month before taxes; `change` is null where it is not computed."""

    pay_before: Decimal
    pay_after: Decimal
    lines: list[BenefitLineOut]
    change: Decimal | None
    is_cliff: bool


class WhyOut(Schema):
    """One reason: the rule in words, since when, what it is about."""

    code: str
    rule: str
    since: date | None
    words: str


class TaskOut(Schema):
    """One person who needs the coach today."""

    person: UUID
    name: str
    reasons: list[WhyOut]


def _person(request: ActorRequest, person_id: UUID) -> Participant:
    actor = actor_of(request)
    found = people.person(person_id)
    if found is None:
        raise Refused(404, "There is no such person, or their record is not shared with you.")
    if actor.role in STAFF:
        record_read(actor, found, what="Support read by a program")
    return found


def _assessment(row: Assessment, request: ActorRequest) -> dict[str, Any]:
    sensitive = sees_sensitive(actor_of(request), row.participant, row.organization)
    seen = need_queries.overview(row, sees_sensitive=sensitive)
    plain = (
        "instrument",
        "version",
        "language",
        "moment",
        "how",
        "state",
        "topics",
        "started_at",
        "finished_at",
    )
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in plain},
        "wanted": [topic.id for topic in seen.wanted],
        "answers": need_queries.answers_of(row),
        "scores": [
            {"title": s.rule.title, "points": s.points, "band": s.band, "source": s.rule.source}
            for part in seen.said
            for s in part.scores
        ],
    }


@router.get(
    "/participants/{person_id}/assessments",
    response={200: list[AssessmentOut], **PROBLEMS},
    summary="Needs of a person",
)
def assessments(request: ActorRequest, person_id: UUID) -> list[dict[str, Any]]:
    """Return a person's needs assessments, the newest first: sensitive answers where they are shared."""
    person = _person(request, person_id)
    return [_assessment(row, request) for row in need_queries.assessments_of(person)]


@router.post(
    "/participants/{person_id}/assessments",
    response={201: AssessmentOut, **PROBLEMS},
    summary="Begin an assessment",
)
def begin(request: ActorRequest, person_id: UUID, given: NewAssessment) -> tuple[int, dict[str, Any]]:
    """Begin an assessment, or go on with the one that is open."""
    person = _person(request, person_id)
    row = begin_assessment(actor_of(request), person, Begin(given.moment, given.preset, given.topics))
    return 201, _assessment(row, request)


def _open(request: ActorRequest, assessment_id: UUID) -> Assessment:
    found = need_queries.assessment(assessment_id)
    if found is None:
        raise Refused(404, "There is no such assessment, or it is not shared with you.")
    _person(request, found.participant_id)
    return found


@router.put(
    "/assessments/{assessment_id}/answers",
    response={200: AssessmentOut, **PROBLEMS},
    summary="Answer questions",
)
def answer(request: ActorRequest, assessment_id: UUID, given: AnswersIn) -> dict[str, Any]:
    """Store answers; where one cannot be stored nothing of this call is, and the field names its question."""
    row = _open(request, assessment_id)
    if wrong := save_answers(actor_of(request), row, given.answers):
        name, words = next(iter(wrong.items()))
        raise Refused(422, words, "Nothing of this call was stored.", f"answers.{name}")
    return _assessment(_open(request, assessment_id), request)


@router.post(
    "/assessments/{assessment_id}/finish", response={200: AssessmentOut, **PROBLEMS}, summary="Finish it"
)
def finish(request: ActorRequest, assessment_id: UUID) -> dict[str, Any]:
    """Finish an assessment: what the person wants help with now becomes their support needs."""
    finish_assessment(actor_of(request), _open(request, assessment_id))
    return _assessment(_open(request, assessment_id), request)


def _goal(row: Goal) -> dict[str, Any]:
    plain = ("need", "own_words", "words", "state", "version")
    return {"id": row.pk, **{name: getattr(row, name) for name in plain}, "actions": list(row.actions.all())}


@router.get(
    "/participants/{person_id}/goals", response={200: list[GoalOut], **PROBLEMS}, summary="Support plan"
)
def plan(request: ActorRequest, person_id: UUID) -> list[dict[str, Any]]:
    """Return a person's goals with who does what by when."""
    return [_goal(row) for row in queries.goals_of(_person(request, person_id))]


@router.post("/participants/{person_id}/goals", response={201: GoalOut, **PROBLEMS}, summary="Set a goal")
def add_goal(request: ActorRequest, person_id: UUID, given: GoalIn) -> tuple[int, dict[str, Any]]:
    """Set a goal."""
    person = _person(request, person_id)
    return 201, _goal(goals.add_goal(actor_of(request), person, **given.dict()))


def _found_goal(request: ActorRequest, goal_id: UUID) -> Goal:
    found = queries.goal(goal_id)
    if found is None:
        raise Refused(404, "There is no such goal, or it is not shared with you.")
    _person(request, found.participant_id)
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
    _person(request, found.participant_id)
    return goals.move_action(actor_of(request), found, given.verb, version=given.version)


@router.get(
    "/participants/{person_id}/notes", response={200: list[NoteOut], **PROBLEMS}, summary="Case notes"
)
def notes(request: ActorRequest, person_id: UUID, offset: int = Query(0, ge=0, le=100_000)) -> list[CaseNote]:
    """Return the notes about a person that the caller may read, a hundred at once, the newest first."""
    return list(queries.notes_of(_person(request, person_id))[offset : offset + MOST])


@router.post(
    "/participants/{person_id}/notes", response={201: NoteOut, **PROBLEMS}, summary="Write a case note"
)
def write_note(request: ActorRequest, person_id: UUID, given: NoteIn) -> tuple[int, CaseNote]:
    """Write a note; minutes go into the ledger."""
    return 201, add_note(actor_of(request), _person(request, person_id), NoteText(**given.dict()))


@router.get(
    "/participants/{person_id}/money", response={200: list[MoneyOut], **PROBLEMS}, summary="Support money"
)
def money_of(
    request: ActorRequest, person_id: UUID, offset: int = Query(0, ge=0, le=100_000)
) -> list[MoneyRequest]:
    """Return what was asked for a person, a hundred at once, the newest first."""
    return list(queries.money_of(_person(request, person_id))[offset : offset + MOST])


@router.post(
    "/participants/{person_id}/money", response={201: MoneyOut, **PROBLEMS}, summary="Ask for support money"
)
def ask(request: ActorRequest, person_id: UUID, given: MoneyIn) -> tuple[int, MoneyRequest]:
    """Ask for a sum."""
    wanted = money.Ask(given.kind, given.amount, given.words, given.needed_by)
    return 201, money.ask_money(actor_of(request), _person(request, person_id), wanted)


def _sum(request: ActorRequest, money_id: UUID) -> MoneyRequest:
    found = queries.money(money_id)
    if found is None:
        raise Refused(404, "There is no such request, or it is not shared with you.")
    _person(request, found.participant_id)
    return found


@router.get("/support-money", response={200: list[MoneyOut], **PROBLEMS}, summary="Requests of the agency")
def money_list(
    request: ActorRequest,
    state: Literal["asked", "approved", "refused", "withdrawn", "given", "proven", "all"] = "asked",
    offset: int = Query(0, ge=0, le=100_000),
) -> list[MoneyRequest]:
    """Return the agency's requests in a state, a hundred at once, those needed soonest first."""
    actor = actor_of(request)
    staff_organization(actor)
    rows = list(queries.money_list(actor, state=state if state != "all" else "")[offset : offset + MOST])
    record_reads(actor, [row.participant_id for row in rows], what="List of support money read by a program")
    return rows


@router.post(
    "/support-money/{money_id}/approve", response={200: MoneyOut, **PROBLEMS}, summary="Approve a sum"
)
def approve(request: ActorRequest, money_id: UUID, given: ApproveIn) -> MoneyRequest:
    """Approve a sum from a fund; somebody else than whoever asked."""
    row = _sum(request, money_id)
    fund = Fund.objects.filter(pk=given.fund).select_related("program").first()
    if fund is None:
        raise Refused(404, "There is no such fund.", field="fund")
    terms = {"amount": given.amount, "over_cap_reason": given.over_cap_reason}
    return money.approve_money(actor_of(request), row, fund=fund, **terms)  # type: ignore[arg-type]


@router.post(
    "/support-money/{money_id}/refuse", response={200: MoneyOut, **PROBLEMS}, summary="Say no to a sum"
)
def refuse(request: ActorRequest, money_id: UUID, given: ReasonIn) -> MoneyRequest:
    """Say no, or take an approval back, with the reason that the person reads."""
    row = _sum(request, money_id)
    verb = "take_back" if row.state == MoneyState.APPROVED else "refuse"
    return money.refuse_money(actor_of(request), row, reason=given.reason, verb=verb)


@router.post("/raise", response={200: RaiseOut, **PROBLEMS}, summary="What a raise would change")
def raise_in_pay(request: ActorRequest, given: RaiseIn) -> dict[str, Any]:
    """Return what more hours or pay would leave, by the rules that the agency loaded; nothing is stored."""
    actor = actor_of(request)
    organization_id = actor.organization_id
    if organization_id is None and (mine := people.my_record(actor)) is not None:
        organization_id = mine.registered_by_id
    rules = [money.rule_of(row) for row in queries.benefits_of(organization_id)]
    found = cliff(
        Pay(given.before.hours, given.before.wage), Pay(given.after.hours, given.after.wage),
        benefits=list(dict.fromkeys(given.benefits)), household=given.household, rules=rules, day=given.day,
        other_income=given.other_income,
    )  # fmt: skip
    lines = [
        {name: getattr(line, name) for name in ("name", "before", "after", "source", "why_not")}
        for line in found.lines
    ]
    pay = {"pay_before": found.pay_before, "pay_after": found.pay_after}
    return {**pay, "lines": lines, "change": found.change, "is_cliff": found.is_cliff}


@router.get("/today", response={200: list[TaskOut], **PROBLEMS}, summary="Who needs me today")
def today(request: ActorRequest) -> list[dict[str, Any]]:
    """Return the coach's people of today with each rule that names them, the most urgent first."""
    actor = actor_of(request)
    if actor.role != "coach":
        raise Refused(403, "Your role does not allow this.")
    found = tasks(actor)
    record_reads(actor, [task.person.pk for task in found], what="Coach's list of the day read by a program")
    return [
        {
            "person": task.person.pk,
            "name": str(task.person),
            "reasons": [
                {
                    "code": why.reason.code,
                    "rule": str(why.reason.rule),
                    "since": why.since,
                    "words": why.words,
                }
                for why in task.whys
            ],
        }
        for task in found
    ]
