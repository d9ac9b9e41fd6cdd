"""Plans: make the next version, read it as JSON, take the budget as CSV and the whole as PDF."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, staff_of
from gainful.api.v1.job_orders import find_order
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.plans import queries
from gainful.domain.plans.actions import PlanRequest, make_plan, name_way
from gainful.domain.plans.document import stored_plan, who_made_it
from gainful.domain.plans.engine_inputs import ordering_of
from gainful.domain.plans.models import Plan
from gainful.engine.planning.document import PlanDocument
from gainful.exchange.plans.pdf import plan_pdf
from gainful.exchange.plans.tables import budget_csv

router = Router(tags=["Plans"])


class NewPlan(Schema):
    """What is asked of a plan; without people the first on the list, one per opening. Budget in USD a person."""

    people: list[UUID] = Field(default_factory=list, max_length=200)
    scenario: Literal["", "displaced", "incumbent", "nontraditional"] = ""
    budget: float | None = Field(None, ge=0, le=1_000_000)
    weekly_hours: float | None = Field(None, ge=1, le=80)
    start: date | None = Field(None, ge=date(2020, 1, 1), le=date(2100, 1, 1))
    modality: Literal["in_person", "online", "hybrid"] | None = None
    order: Literal["least_training", "largest_gain", "longest_waiting", "mixed"] = "least_training"
    """Whom the list puts first, where no people are named."""
    floors: dict[Literal["support", "displaced", "nontraditional", "incumbent"], float] = Field(
        default_factory=dict
    )
    """With the mixed order: the least share (above 0, at most 1) of the first places for a segment."""


class NewWay(Schema):
    """How something is closed that no course of a plan closes; price in USD a person, where it has one."""

    competency_id: str = Field(min_length=1, max_length=120)
    kind: Literal["provider", "employer", "holders", "accepted"]
    words: str = Field(min_length=1, max_length=300)
    price: Decimal | None = Field(None, ge=0, le=1_000_000, decimal_places=2)


def _find(request: ActorRequest, plan_id: UUID) -> Plan:
    actor = staff_of(request)
    plan = queries.plan(plan_id)
    if plan is None or plan.job_order.agency_id != actor.organization_id:
        raise Refused(404, "There is no such plan.")
    return plan


@router.post("/job-orders/{order_id}/plan", response={201: PlanDocument, **PROBLEMS}, by_alias=True)
def create_plan(request: ActorRequest, order_id: UUID, data: NewPlan) -> tuple[int, PlanDocument]:
    """Make the order's next plan."""
    actor = staff_of(request)
    asked = data.dict()
    asked["people"] = tuple(str(key) for key in data.people)
    asked["constraints"] = (("order", asked.pop("order")), ("floors", tuple(asked.pop("floors").items())))
    try:
        ordering_of(dict(asked["constraints"]))
    except ValueError as error:
        raise Refused(422, str(error), field="floors") from error
    plan = make_plan(actor, find_order(actor, order_id), PlanRequest(**asked))
    return 201, stored_plan(plan)


@router.post("/plans/{plan_id}/ways", response={201: PlanDocument, **PROBLEMS}, by_alias=True)
def add_way(request: ActorRequest, plan_id: UUID, data: NewWay) -> tuple[int, PlanDocument]:
    """Name the way for something that no course closes; the plan is made again with it."""
    plan = _find(request, plan_id)
    made = name_way(
        request.actor, plan, data.competency_id, kind=data.kind, words=data.words, price=data.price
    )
    return 201, stored_plan(made)


@router.get("/plans/{plan_id}", response={200: PlanDocument, **PROBLEMS}, by_alias=True)
def get_plan(request: ActorRequest, plan_id: UUID) -> PlanDocument:
    """Return the plan, people by code."""
    return stored_plan(_find(request, plan_id))


@router.get("/plans/{plan_id}/plan.pdf", response=PROBLEMS)
def get_pdf(request: ActorRequest, plan_id: UUID) -> Any:
    """Return the plan as a PDF to print and sign: codes, and no person's help."""
    found = _find(request, plan_id)
    return HttpResponse(
        plan_pdf(stored_plan(found, shared=True), signature=True, note=who_made_it(found)),
        content_type="application/pdf",
    )


@router.get("/plans/{plan_id}/budget.csv", response=PROBLEMS)
def get_csv(request: ActorRequest, plan_id: UUID) -> Any:
    """Return the budget as CSV, amounts in USD."""
    plan = stored_plan(_find(request, plan_id))
    return HttpResponse(budget_csv(plan), content_type="text/csv; charset=utf-8")
