"""My plan: what job, which classes and when, what help, whom to ask; before there is one, what happens next."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries
from gainful.domain.participants.models import Scope
from gainful.domain.plans.actions import answer_plan
from gainful.domain.plans.plan_for_participant import shared_plans
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.my_plan import ANSWERS, plan_section
from gainful.www.participant.common import my_record


@for_roles("participant")
@require_safe
def show(request: ActorRequest) -> HttpResponse:
    """Show the plans that name me and that others have seen."""
    person = my_record(request)
    looking = [
        consent
        for consent in queries.consents_of(person)
        if consent.is_active and Scope.MATCHING in consent.scopes
    ]
    context = {
        "person": person,
        "sections": [plan_section(plan) for plan in shared_plans()],
        "looking": looking,
        **ANSWERS,
    }
    return render(request, "participant/plan.html", context)


@for_roles("participant")
@require_POST
def answer(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Take my answer to a plan: yes, no, not now, or what does not fit."""
    my_record(request)
    given = request.POST

    def step() -> None:
        answer_plan(
            request.actor,
            plan_id,
            given.get("answer", ""),
            reasons=given.getlist("reasons"),
            note=given.get("note", ""),
        )

    attempt(request, step, _("Thank you. Your agency sees your answer."))
    return redirect("participant:plan")
