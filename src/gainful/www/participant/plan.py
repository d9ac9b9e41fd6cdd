"""My plan: what job, which classes and when, what help, whom to ask; before there is one, what happens next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries
from gainful.domain.participants.models import Scope
from gainful.domain.plans.actions import answer_plan
from gainful.domain.plans.plan_for_participant import MyPlan, shared_plans
from gainful.domain.plans.states import Answer, Misfit
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import attempt
from gainful.www.participant.common import my_record
from gainful.www.participant.plan_words import (
    course_words,
    help_words,
    job_facts,
    job_words,
    next_in_plan,
    when_words,
)


def _section(plan: MyPlan) -> dict[str, Any]:
    today = timezone.localdate()
    title, why = next_in_plan(plan, today)
    classes = [
        {
            "title": course.title,
            "when": when_words(course),
            "where": course_words(course),
            "done": bool(plan.is_signed and course.ends_on and course.ends_on < today),
        }
        for course in plan.courses
    ]
    return {
        "plan": plan,
        "job": job_words(plan),
        "next": title,
        "why": why,
        "facts": job_facts(plan),
        "classes": classes,
        "help": help_words(plan),
        "answered": str(Answer(plan.answer).label) if plan.answer else "",
    }


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
        "sections": [_section(plan) for plan in shared_plans()],
        "looking": looking,
        "answers": [choice for choice in Answer.choices if choice[0]],
        "misfits": Misfit.choices,
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
