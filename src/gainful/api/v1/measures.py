"""Indicators, what counts as a service, and the waves; for staff of an agency."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused
from gainful.api.v1.measures_roles import MOST, boss, staff
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.measures import queries
from gainful.domain.measures.actions import (
    Given,
    More,
    answer,
    set_exit_reason,
    set_service_rule,
    take_exit_reason_back,
    take_rule_back,
)
from gainful.domain.measures.answer_counts import SideSays, what_sides_say
from gainful.domain.measures.models import ExitReason, FollowUp, FollowUpAnswer, Report, ServiceRule
from gainful.domain.measures.service_kinds import EXTENDS, ServiceType
from gainful.domain.participants.actions import record_reads
from gainful.domain.programs.queries import program as program_of
from gainful.exchange.data_package import zipped
from gainful.exchange.outcome_files.document import IndicatorsDocument
from gainful.imports.measured import Wanted, measure
from gainful.imports.result_tables import result_package

router = Router(tags=["Measures"])
Cuts = Literal["", "our_program", "site", "cohort", "curriculum", "employer", "situation", "area"]


class YearFigureOut(Schema):
    """An indicator of those who left in one program year, with its 95 % interval."""

    id: str
    value: float | None
    low: float | None
    high: float | None
    numerator: int
    denominator: int
    pending: int


class YearOut(Schema):
    """The indicators of those who left in one program year (the year of its July)."""

    program_year: int
    exits: int
    indicators: list[YearFigureOut]


class IndicatorsOut(Schema):
    """Exact figures with their definitions (docs/schema/indicators.schema.json), and by program year of exit.

    For staff of the agency: small counts can name a person. What may leave is under /indicators/release.
    """

    report_id: UUID
    made_at: datetime
    as_of: date
    cut: str
    people: int
    unseen: int
    body: IndicatorsDocument
    trend: list[YearOut]


class ServiceRuleOut(Schema):
    """An agency's rule; `extends`: it makes a participant and puts off the exit."""

    id: UUID
    source: str
    detail: str
    service_type: str
    extends: bool
    valid_from: date
    reason: str


class ServicePlaceOut(Schema):
    """One line of the table: the rule given, with where it stands, and the agency's own, the newest first."""

    source: str
    detail: str
    default_type: str
    default_extends: bool
    default_why: str
    own: list[ServiceRuleOut]


class ServiceRuleIn(Schema):
    """A rule from a day on."""

    source: str = Field(max_length=14)
    detail: str = Field("", max_length=20)
    service_type: str = Field(max_length=20)
    valid_from: date
    reason: str = Field(min_length=1, max_length=400)


class ExitReasonIn(Schema):
    """Whose reason (your ID of them), which, since when, and what proves it."""

    code: str = Field(max_length=60)
    reason: Literal[
        "institutionalized", "health", "deceased", "reserve", "foster-care", "ineligible", "offender"
    ]
    day: date
    proof: str = Field(min_length=1, max_length=300)


class ExitReasonOut(Schema):
    """Why somebody is left out of the indicators."""

    id: UUID
    code: str
    reason: str
    day: date
    proof: str

    @staticmethod
    def resolve_code(row: ExitReason) -> str:
        """Return the agency's ID of the person."""
        return row.participant.code


class FollowUpOut(Schema):
    """One question of a wave; `arm` is the group of a draw."""

    id: UUID
    side: str
    clock: str
    moment: str
    arm: str
    began_on: date
    due_on: date
    job_title: str
    state: str


class CountedOut(Schema):
    """Yes, no, and not known: not said, or one side says yes and the other no."""

    yes: int
    no: int
    unknown: int


class SideSaysOut(Schema):
    """What one side says in one wave after the hire; null is not asked of this side, or said by nobody."""

    moment: str
    side: str
    asked: int
    answered: int
    works: CountedOut | None
    same_job: CountedOut
    hire_again: CountedOut | None
    satisfied: float | None
    rated: int


class MoreIn(Schema):
    """Income of the household (USD a month), credit, home, bills, and how life goes (0 to 10)."""

    income: Decimal | None = Field(None, ge=0, lt=1_000_000, decimal_places=2)
    credit: Literal["", "better", "same", "worse", "no_idea"] = ""
    home: Literal["", "own", "shared", "unsure", "none"] = ""
    behind: Literal["", "yes", "no"] = ""
    wellbeing: int | None = Field(None, ge=0, le=10)


class WaveAnswerIn(Schema):
    """What one side said, written down by staff; empty or null is not said. USD, hours a week, 1 to 5."""

    works: Literal["", "yes", "no"] = ""
    same_job: Literal["", "yes", "no"] = ""
    hours_per_week: Decimal | None = Field(None, gt=0, le=100, decimal_places=2)
    wage: Decimal | None = Field(None, gt=0, lt=1_000_000, decimal_places=2)
    wage_unit: Literal["", "hour", "day", "week", "month", "year"] = ""
    in_school: Literal["", "yes", "no"] = ""
    satisfied: int | None = Field(None, ge=1, le=5)
    hire_again: Literal["", "yes", "no"] = ""
    missing: str = Field("", max_length=400)
    words: str = Field("", max_length=600)
    may_quote: bool = False
    for_side: Literal["verbal", "signed_form"]
    more: MoreIn | None = None
    """Only of people who allow the agency to ask (“wellbeing”)."""


class WaveAnswerOut(Schema):
    """One answer; the newest of a question counts."""

    id: UUID
    works: str
    same_job: str
    hours_per_week: Decimal | None
    wage: Decimal | None
    wage_unit: str
    in_school: str
    satisfied: int | None
    hire_again: str
    missing: str
    words: str
    for_side: str
    role: str
    other_browser: bool
    at: datetime


class IndicatorsQuery(Schema):
    """What is asked: the day is today where none is given."""

    cut: Cuts = ""
    program: UUID | None = None
    as_of: date | None = None
    exits_from: date | None = None
    exits_to: date | None = None
    again: bool = False


@router.get(
    "/indicators", response={200: IndicatorsOut, **PROBLEMS}, by_alias=True, summary="Indicators of my agency"
)
def indicators(request: ActorRequest, asked: Query[IndicatorsQuery]) -> dict[str, Any]:
    """Return what became of people: the figures of the page and of `gainful indicators`, to the digit."""
    actor = staff(request)
    found = measure(actor, _wanted(actor, asked), again=asked.again)
    if found is None:
        raise Refused(404, "There is nobody to count yet.", "Figures begin with a service.")
    return _report(found)


@router.get(
    "/indicators/package", response={200: None, **PROBLEMS}, summary="Tables of results as a Data Package"
)
def results_package(
    request: ActorRequest, asked: Query[IndicatorsQuery], people: bool = True
) -> HttpResponse:
    """Return a ZIP: `datapackage.json` (Frictionless), each table as CSV and Parquet, and what each column means.

    `people` false leaves out tables with a row a person.
    """
    actor = boss(request)
    made = zipped(result_package(actor, _wanted(actor, asked), people=people))
    response = HttpResponse(made, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="results.zip"'
    return response


def _wanted(actor: Actor, asked: IndicatorsQuery) -> Wanted:
    chosen = None
    if asked.program is not None:
        chosen = program_of(actor, asked.program)
        if chosen is None:
            raise Refused(404, "There is no such program.", field="program")
    return Wanted(asked.cut, chosen, asked.as_of, asked.exits_from, asked.exits_to)


def _report(found: Report) -> dict[str, Any]:
    names = ("made_at", "as_of", "cut", "people", "unseen", "body", "trend")
    return {"report_id": found.pk, **{name: getattr(found, name) for name in names}}


def _rule(row: ServiceRule) -> dict[str, Any]:
    names = ("source", "detail", "service_type", "valid_from", "reason")
    return {
        "id": row.pk,
        "extends": row.service_type in EXTENDS,
        **{name: getattr(row, name) for name in names},
    }


@router.get(
    "/service-rules", response={200: list[ServicePlaceOut], **PROBLEMS}, summary="What counts as a service"
)
def service_rules(request: ActorRequest) -> list[dict[str, Any]]:
    """Return the table of what counts as which kind of service."""
    found = []
    for place in queries.service_table(staff(request)):
        kind = place.default.type if place.default else str(ServiceType.NONE)
        found.append(
            {
                "source": place.source, "detail": place.detail, "default_type": kind,
                "default_extends": kind in EXTENDS,
                "default_why": str(place.default.why) if place.default else "",
                "own": [_rule(row) for row in place.own],
            }
        )  # fmt: skip
    return found


@router.post("/service-rules", response={201: ServiceRuleOut, **PROBLEMS}, summary="Set a rule of services")
def add_rule(request: ActorRequest, given: ServiceRuleIn) -> tuple[int, dict[str, Any]]:
    """Set a rule from a day on."""
    return 201, _rule(set_service_rule(staff(request), **given.dict()))


@router.post(
    "/service-rules/{rule_id}/take-back",
    response={200: ServiceRuleOut, **PROBLEMS},
    summary="Take a rule back",
)
def drop_rule(request: ActorRequest, rule_id: UUID) -> dict[str, Any]:
    """Take back a rule that was wrong; it stays in the history."""
    actor = staff(request)
    row = queries.service_rule(actor, rule_id)
    if row is None:
        raise Refused(404, "There is no such rule.")
    return _rule(take_rule_back(actor, row))


@router.get(
    "/exit-reasons", response={200: list[ExitReasonOut], **PROBLEMS}, summary="Who is left out, and why"
)
def exit_reasons(request: ActorRequest) -> list[ExitReason]:
    """Return reasons for exit that leave somebody out of the indicators, the newest first, at most 500."""
    actor = staff(request)
    rows = list(queries.exit_reasons(actor)[:MOST])
    record_reads(actor, [row.participant_id for row in rows], what="Reasons for exit seen")
    return rows


@router.post("/exit-reasons", response={201: ExitReasonOut, **PROBLEMS}, summary="Record a reason for exit")
def add_exit_reason(request: ActorRequest, given: ExitReasonIn) -> tuple[int, ExitReason]:
    """Record why somebody left, where that leaves them out, with what proves it."""
    actor = boss(request)
    person = queries.person_by_code(actor, given.code)
    if person is None:
        raise Refused(404, "Nobody of your list has this ID, or you may not follow them.", field="code")
    return 201, set_exit_reason(actor, person, **given.dict(exclude={"code"}))


@router.post(
    "/exit-reasons/{exit_reason_id}/take-back",
    response={200: ExitReasonOut, **PROBLEMS},
    summary="Take a reason for exit back",
)
def drop_exit_reason(request: ActorRequest, exit_reason_id: UUID) -> ExitReason:
    """Take back a reason that was wrong; it stays in the history."""
    actor = boss(request)
    row = queries.exit_reason(actor, exit_reason_id)
    if row is None:
        raise Refused(404, "There is no such reason.")
    return take_exit_reason_back(actor, row)


@router.get("/follow-ups", response={200: list[FollowUpOut], **PROBLEMS}, summary="Questions of the waves")
def follow_ups(
    request: ActorRequest,
    state: Literal["", "due", "asked", "answered", "silent", "stopped", "wrong"] = "",
    side: Literal["", "person", "employer"] = "",
) -> list[FollowUp]:
    """Return the questions of my agency, at most 500, the earliest due first."""
    actor = staff(request)
    rows = list(queries.follow_ups(actor, state=state, side=side).order_by("due_on", "id")[:MOST])
    record_reads(actor, [row.participant_id for row in rows], what="Seen in a list of questions")
    return rows


@router.get(
    "/follow-ups/summary",
    response={200: list[SideSaysOut], **PROBLEMS},
    summary="What both sides say after a hire",
)
def summary(request: ActorRequest) -> list[SideSays]:
    """Return what people and employers say, wave by wave; the newest words count, unanswered is not known."""
    return what_sides_say(staff(request))


@router.post(
    "/follow-ups/{follow_up_id}/answers",
    response={201: WaveAnswerOut, **PROBLEMS},
    summary="Write down an answer",
)
def add_answer(request: ActorRequest, follow_up_id: UUID, given: WaveAnswerIn) -> tuple[int, FollowUpAnswer]:
    """Write down what a side said on the phone or on paper; a later answer is the newer word."""
    actor = staff(request)
    row = queries.follow_up(follow_up_id)
    if row is None:
        raise Refused(404, "There is no such question.")
    record_reads(actor, [row.participant_id], what="Their answers seen")
    more = More(**given.more.dict()) if given.more else None
    return 201, answer(actor, row, Given(**given.dict(exclude={"more"})), more)
