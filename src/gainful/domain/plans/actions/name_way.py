"""Name the way for something that no course of a plan closes: the plan is made again with it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.access import require
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.plans.actions.make_plan import PlanRequest, make_plan, way_of
from gainful.domain.plans.models import Plan, PlanStatus
from gainful.engine.planning.document import PlanDocument


@transaction.atomic
def name_way(
    actor: Actor, plan: Plan, competency_id: str, *, kind: str, words: str, price: Decimal | None = None
) -> Plan:
    """Make the plan again for the same people, with the way for this requirement; what was asked before stays.

    JobOrderError where the plan leaves no such thing open, is replaced already, or the way is not said.
    """
    require(actor, "make_plan", plan.job_order)
    if plan.status == PlanStatus.SUPERSEDED:
        raise JobOrderError(_("This plan was replaced."), hint=_("Name the way in the newest plan."))
    document = PlanDocument.from_json(plan.document)
    if competency_id not in {item.competency_id for item in document.open_requirements}:
        raise JobOrderError(_("This plan does not leave this open."), field="competency_id")
    way = way_of(competency_id, kind, words, price)
    asked = PlanRequest.from_json(plan.inputs)
    others = tuple(each for each in asked.ways if each.competency_id != competency_id)
    people = tuple(str(row.participant_id) for row in plan.people.all() if row.takes_part)
    return make_plan(actor, plan.job_order, replace(asked, people=people, ways=(*others, way)))
