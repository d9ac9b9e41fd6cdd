"""Openings of a job order, for the agency: commit with the employer on the phone, withdraw, offer again, fill."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders import actions
from gainful.domain.plans import actions as plan_actions
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import attempt, committer
from gainful.www.components.opening_steps import take_opening_step
from gainful.www.program.jobs.common import STAFF, get_order


@for_roles(*STAFF)
@require_POST
def commit(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Commit openings with the employer on the phone: their name and title, our account in the record."""
    order = get_order(request, order_id)

    def step() -> None:
        terms = actions.read_terms(order, request.POST.dict())
        plan_actions.commit_openings(request.actor, order, terms, **committer(request))

    attempt(request, step, _("Signed for the employer."))
    return redirect("program:job_plan", order.pk)


@for_roles(*STAFF)
@require_POST
def opening_step(request: ActorRequest, order_id: UUID, opening_id: UUID, verb: str) -> HttpResponse:
    """Take one step with one opening."""
    order = get_order(request, order_id)
    take_opening_step(request, order, opening_id, verb)
    return redirect("program:job_plan", order.pk)
