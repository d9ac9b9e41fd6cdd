"""Plans: make the next version, read it as JSON, take the budget as CSV and the whole as PDF."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, staff_of
from gainful.api.v1.job_orders import find_order
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.plans import queries
from gainful.domain.plans.actions import PlanRequest, make_plan
from gainful.domain.plans.document import stored_plan
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
    plan = make_plan(actor, find_order(actor, order_id), PlanRequest(**asked))
    return 201, stored_plan(plan)


@router.get("/plans/{plan_id}", response={200: PlanDocument, **PROBLEMS}, by_alias=True)
def get_plan(request: ActorRequest, plan_id: UUID) -> PlanDocument:
    """Return the plan, people by code."""
    return stored_plan(_find(request, plan_id))


@router.get("/plans/{plan_id}/plan.pdf", response=PROBLEMS)
def get_pdf(request: ActorRequest, plan_id: UUID) -> Any:
    """Return the plan as a PDF to print and sign."""
    return HttpResponse(
        plan_pdf(stored_plan(_find(request, plan_id)), signature=True), content_type="application/pdf"
    )


@router.get("/plans/{plan_id}/budget.csv", response=PROBLEMS)
def get_csv(request: ActorRequest, plan_id: UUID) -> Any:
    """Return the budget as CSV, amounts in USD."""
    plan = stored_plan(_find(request, plan_id))
    return HttpResponse(budget_csv(plan), content_type="text/csv; charset=utf-8")
