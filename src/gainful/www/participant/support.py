"""My support plan: what I want, who does what by when, money that helps me, on one page and on paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.models import Participant
from gainful.domain.support import after_hire_queries
from gainful.domain.support import plan_queries as queries
from gainful.domain.support.actions.checkins import come_back
from gainful.domain.support.errors import SupportError
from gainful.domain.support.helping import helpers
from gainful.www.access import for_roles
from gainful.www.components import support_plan as page
from gainful.www.components.needs_forms import GoalForm, MoneyForm
from gainful.www.participant.common import my_record

NOTES_SHOWN = 20


def _show(request: ActorRequest, person: Participant, **wrong: Any) -> HttpResponse:
    request.section = "participant:support"
    context = {
        "person": person,
        "helpers": helpers(person),
        "coaches": queries.coaches_of_person(person),
        "goals": queries.goals_of(person),
        "money": list(queries.money_of(person)[:50]),
        "concerns": after_hire_queries.concerns_of(person),
        "notes": list(queries.notes_of(person)[:NOTES_SHOWN]),
        **page.forms_of(sensitive=True),
        "action_url": "participant:support_action_step",
        "change_url": "participant:support_action",
        "add_url": "participant:support_action_new",
        "goal_url": "participant:support_goal_step",
        "withdraw_url": "participant:support_money_withdraw",
        **wrong,
    }
    return render(request, "participant/support.html", context, status=422 if wrong else 200)


def _back() -> str:
    return reverse("participant:support")


@for_roles("participant")
@require_safe
def show(request: ActorRequest) -> HttpResponse:
    """Show my plan."""
    return _show(request, my_record(request))


@for_roles("participant")
@require_POST
def add_goal(request: ActorRequest) -> HttpResponse:
    """Set a goal in my own words."""
    person, form = my_record(request), GoalForm(request.POST, auto_id="goal_%s")
    if page.new_goal(request, person, form):
        notices.success(request, _("Your goal is set. Add the next thing to do."))
        return redirect("participant:support")
    return _show(request, person, goal_form=form)


@for_roles("participant")
@require_POST
def ask_money(request: ActorRequest) -> HttpResponse:
    """Ask for money that helps me."""
    person, form = my_record(request), MoneyForm(request.POST, auto_id="money_%s")
    if page.ask_for_money(request, person, form):
        notices.success(request, _("Asked. Somebody at your agency decides, and you read it here."))
        return redirect("participant:support")
    return _show(request, person, money_form=form)


@for_roles("participant")
@require_POST
def withdraw_money(request: ActorRequest, money_id: UUID) -> HttpResponse:
    """Ask for it no longer."""
    return page.withdraw(request, money_id, _back())


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def new_action(request: ActorRequest, goal_id: UUID) -> HttpResponse:
    """Add the next thing to do."""
    return page.action_page(request, page.goal_of(goal_id), _back())


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def change_action(request: ActorRequest, action_id: UUID) -> HttpResponse:
    """Change what is to be done."""
    return page.action_change_page(request, page.action_of(action_id), _back())


@for_roles("participant")
@require_POST
def action_step(request: ActorRequest, action_id: UUID, verb: str) -> HttpResponse:
    """Say that something is done, or take it up again."""
    return page.move(request, page.action_of(action_id), verb, _back())


@for_roles("participant")
@require_POST
def goal_step(request: ActorRequest, goal_id: UUID, verb: str) -> HttpResponse:
    """Reach a goal, let it go, take it up again."""
    return page.move(request, page.goal_of(goal_id), verb, _back())


@for_roles("participant")
@require_safe
def pdf(request: ActorRequest) -> HttpResponse:
    """My plan on paper."""
    return page.plan_pdf(request, my_record(request))


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def raise_in_pay(request: ActorRequest) -> HttpResponse:
    """See what more hours or pay would leave."""
    request.section = "participant:support"
    return page.raise_page(request, my_record(request), _back())


@for_roles("participant")
@require_POST
def again(request: ActorRequest) -> HttpResponse:
    """Ask for help again, in one step: the questions begin, and my coach reads it today."""
    try:
        row = come_back(request.actor, my_record(request))
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
        return redirect("participant:support")
    return redirect("participant:needs_go_on", row.pk)
