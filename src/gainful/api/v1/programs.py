"""Programs with their funds, and plan against actual."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_of, staff_of
from gainful.api.v1.job_orders import find_order
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import queries as cohort_queries
from gainful.domain.ledger import actions, queries
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.participants import queries as person_queries
from gainful.domain.participants.actions import record_read
from gainful.domain.plans import queries as plan_queries
from gainful.domain.plans.models import Plan
from gainful.domain.programs import actions as program_actions
from gainful.domain.programs import queries as program_queries
from gainful.domain.programs.errors import ProgramError
from gainful.domain.programs.models import Program, RateKind
from gainful.engine.mix.actual import Comparison

router = Router(tags=["Programs and ledger"])


class ProgramOut(Schema):
    """A program."""

    id: UUID
    name: str
    about: str
    is_open: bool


class NewProgram(Schema):
    """A program to start."""

    name: str = Field(min_length=1, max_length=200)
    about: str = Field("", max_length=400)


class RateOut(Schema):
    """What a unit of a kind costs, USD or percent of wages; `is_own` where the agency has set a rate."""

    kind: str
    unit: str
    amount: Decimal
    source: str
    is_own: bool
    paid_by: str
    fund: str


class NewRate(Schema):
    """A rate to set; amount in USD, or percent for `ojt_share`."""

    amount: Decimal | None = Field(None, ge=0, le=10_000_000, decimal_places=2)
    source: str = Field("", max_length=300)
    paid_by: Literal["program", "employer", "partner"] = "program"
    fund: UUID | None = None


class PartOut(Schema):
    """One part of the mix, USD and minutes; null is not known, which is not zero."""

    part: str
    planned_cost: Decimal | None
    actual_cost: Decimal | None
    planned_minutes: int | None
    actual_minutes: int | None
    planned_share: int | None
    actual_share: int | None


class ComparisonOut(Schema):
    """Plan against actual."""

    planned_total: Decimal | None
    actual_total: Decimal | None
    is_early: bool
    alerts: list[str]
    parts: list[PartOut]


class RowOut(Schema):
    """One row of the ledger."""

    id: UUID
    part: str
    label: str
    day: date
    minutes: int | None
    cost: Decimal | None
    is_actual: bool
    corrects_id: UUID | None


class NewRow(Schema):
    """What happened: minutes, USD or both; `person` is a code of the plan."""

    part: Literal["train", "support", "measure"]
    label: str = Field(min_length=1, max_length=200)
    day: date
    minutes: int | None = Field(None, ge=0, le=1_000_000)
    cost: Decimal | None = Field(None, ge=0, le=10_000_000, decimal_places=2)
    person: str = Field("", max_length=20)


@router.get("/programs", response={200: list[ProgramOut], **PROBLEMS})
def programs(
    request: ActorRequest,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> list[Program]:
    """Return the programs of the caller's agency, by name."""
    return list(program_queries.programs_of(staff_of(request))[offset : offset + limit])


@router.post("/programs", response={201: ProgramOut, **PROBLEMS})
def add_program(request: ActorRequest, data: NewProgram) -> tuple[int, Program]:
    """Start a program."""
    try:
        return 201, program_actions.add_program(staff_of(request), name=data.name, about=data.about)
    except ProgramError as error:
        raise Refused(422, error.message, field=error.field) from error


@router.get("/rates", response={200: list[RateOut], **PROBLEMS})
def rates(request: ActorRequest) -> list[dict[str, Any]]:
    """Return every kind of rate: the agency's own, else the planning assumption."""
    return [
        {
            "kind": kind.value,
            "unit": assumed.unit,
            "amount": row.amount if row and row.amount is not None else assumed.amount,
            "source": row.source if row and row.amount is not None else assumed.source,
            "is_own": row is not None,
            "paid_by": row.paid_by if row else "program",
            "fund": row.fund.name if row and row.fund else "",
        }
        for kind, assumed, row in program_queries.listed_rates(staff_of(request))
    ]


@router.put("/rates/{kind}", response={200: list[RateOut], **PROBLEMS})
def set_rate(request: ActorRequest, kind: RateKind, data: NewRate) -> list[dict[str, Any]]:
    """Set a rate for every plan made from now on; without amount, fund or another payer it is taken away."""
    actor = staff_of(request)
    fund = None
    if data.fund is not None:
        fund = program_queries.funds_of(actor).filter(pk=data.fund).first()
        if fund is None:
            raise Refused(422, "There is no such fund.", field="fund")
    try:
        program_actions.set_rate(
            actor, kind.value, amount=data.amount, source=data.source, paid_by=data.paid_by, fund=fund
        )
    except ProgramError as error:
        raise Refused(422, error.message, field=error.field) from error
    return rates(request)


@router.get("/cohorts/{cohort_id}/comparison", response={200: ComparisonOut, **PROBLEMS})
def cohort_comparison(request: ActorRequest, cohort_id: UUID) -> dict[str, Any]:
    """Return what was planned for a cohort's people against what happened, as far as the actor may see."""
    found = cohort_queries.our_cohort(staff_of(request), cohort_id)
    if found is None:
        raise Refused(404, "There is no such cohort.")
    return _told(cohort_queries.against_actual(found))


@router.get("/programs/{program_id}/comparison", response={200: ComparisonOut, **PROBLEMS})
def program_comparison(request: ActorRequest, program_id: UUID) -> dict[str, Any]:
    """Return a program's planned money against what happened."""
    if program_queries.program(staff_of(request), program_id) is None:
        raise Refused(404, "There is no such program.")
    return _told(queries.program_against_actual(program_id))


def _told(found: Comparison) -> dict[str, Any]:
    return {
        "planned_total": found.planned_total,
        "actual_total": found.actual_total,
        "is_early": found.is_early,
        "alerts": list(found.alerts),
        "parts": [
            {
                "part": each.part,
                "planned_cost": each.planned.cost,
                "actual_cost": each.actual.cost,
                "planned_minutes": each.planned.minutes,
                "actual_minutes": each.actual.minutes,
                "planned_share": each.planned_share,
                "actual_share": each.actual_share,
            }
            for each in found.parts
        ],
    }


def _plan(actor: Actor, order_id: UUID) -> Plan:
    order = find_order(actor, order_id)
    found = plan_queries.newest_signed(order) or plan_queries.newest_plan(order)
    if found is None:
        raise Refused(404, "There is no plan yet.", "Make the plan first.")
    return found


@router.get("/job-orders/{order_id}/comparison", response={200: ComparisonOut, **PROBLEMS})
def plan_comparison(request: ActorRequest, order_id: UUID) -> dict[str, Any]:
    """Return the plan's hours and money against what happened."""
    return _told(queries.plan_against_actual(_plan(staff_of(request), order_id).pk))


@router.get("/participants/{person_id}/ledger", response={200: list[RowOut], **PROBLEMS})
def person_ledger(
    request: ActorRequest,
    person_id: UUID,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> list[LedgerRow]:
    """Return what is planned and spent for one person, what happened last first; noted in their read log."""
    actor = staff_of(request)
    person = person_queries.person(person_id)
    if person is None:
        raise Refused(404, "There is no such person, or their record is not open to you.")
    record_read(actor, person, what="Hours and costs read through the API")
    return list(queries.rows_of_person(person.pk)[offset : offset + limit])


@router.get("/job-orders/{order_id}/ledger", response={200: list[RowOut], **PROBLEMS})
def ledger(
    request: ActorRequest,
    order_id: UUID,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> list[LedgerRow]:
    """Return the rows of the plan's ledger, what happened last first."""
    plan = _plan(staff_of(request), order_id)
    return list(queries.rows_of_plan(plan.pk)[offset : offset + limit])


@router.post("/job-orders/{order_id}/ledger", response={201: RowOut, **PROBLEMS})
def enter(request: ActorRequest, order_id: UUID, data: NewRow) -> tuple[int, LedgerRow]:
    """Enter what happened under the plan."""
    actor = actor_of(request)
    plan = _plan(staff_of(request), order_id)
    person = None
    if data.person:
        place = plan.people.select_related("participant").filter(code=data.person).first()
        if place is None:
            raise Refused(422, "This person is not in the plan.", field="person")
        person = place.participant
    entry = actions.Entry(data.part, data.label, data.day, data.minutes, data.cost, person)
    try:
        return 201, actions.enter_actual(actor, plan, entry)
    except actions.LedgerError as error:
        raise Refused(422, error.message, field=error.field) from error
