"""A person's support on one page: what they want, what is done by whom, money, and the same as PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.models import Participant
from gainful.domain.placements.queries import changes_of, placement
from gainful.domain.support import plan_queries as queries
from gainful.domain.support.actions.goals import (
    ActionTerms,
    add_action,
    add_goal,
    edit_action,
    move_action,
    move_goal,
)
from gainful.domain.support.actions.money import ask_money, rule_of, withdraw_money
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import Goal, GoalAction
from gainful.engine.support.benefits import NO_RULE, NOT_IN_FORCE, OTHER_HOUSEHOLD, Pay, cliff
from gainful.exchange.plans.support_plan import support_plan_pdf
from gainful.www.components.needs_forms import ActionForm, GoalForm, MoneyForm, RaiseForm, StyledForm

STEPS = {
    "reach": _("Well done. The goal is reached."),
    "let_go": _("The goal is let go. You can take it up again."),
    "reopen": _("It is open again."),
    "begin": _("Begun."),
    "finish": _("Done."),
    "drop": _("Dropped. You can take it up again."),
}

WHY_NOT = {
    NO_RULE: gettext_lazy("The agency has loaded no rule for it."),
    NOT_IN_FORCE: gettext_lazy("No rule that is in force on that day is loaded."),
    OTHER_HOUSEHOLD: gettext_lazy("No rule for a household of this size is loaded."),
}


def goal_of(goal_id: UUID) -> Goal:
    """Return the goal that an address names, or 404."""
    found = queries.goal(goal_id)
    if found is None:
        raise Http404
    return found


def action_of(action_id: UUID) -> GoalAction:
    """Return the action that an address names, or 404."""
    found = queries.goal_action(action_id)
    if found is None:
        raise Http404
    return found


def saved(form: StyledForm, step: Callable[[], object]) -> bool:
    """Take a step with what a valid form holds; a refusal stands beside its field."""
    if not form.is_valid():
        return False
    try:
        step()
    except SupportError as error:
        form.take(error)
        return False
    return True


def new_goal(request: ActorRequest, person: Participant, form: GoalForm) -> bool:
    """Set a goal from a form; whether it was set."""
    return saved(
        form,
        lambda: add_goal(
            request.actor, person, need=form.cleaned_data["need"], own_words=form.cleaned_data["own_words"]
        ),
    )


def ask_for_money(request: ActorRequest, person: Participant, form: MoneyForm) -> bool:
    """Ask for a sum from a form; whether it was asked for."""
    return saved(form, lambda: ask_money(request.actor, person, form.ask()))


def action_page(request: ActorRequest, goal: Goal, back: str) -> HttpResponse:
    """Add an action to a goal."""
    form = ActionForm(request.POST or None)
    if request.method == "POST" and saved(form, lambda: add_action(request.actor, goal, form.terms())):
        notices.success(request, _("Added."))
        return redirect(back)
    context = {"form": form, "title": _("Next step for: %s") % goal, "back": back}
    return render(request, "parts/support_form.html", context, status=422 if form.errors else 200)


def action_change_page(request: ActorRequest, action: GoalAction, back: str) -> HttpResponse:
    """Change what is done, by whom or by when; a change by somebody else meanwhile is shown and not overwritten."""
    seen = request.POST.get("version", str(action.version))
    first = {
        "text": action.text,
        "owner": action.owner,
        "owner_name": action.owner_name,
        "due_on": action.due_on,
    }
    form = ActionForm(request.POST or None, initial=first)
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
    if request.method == "POST" and saved(
        form, lambda: edit_action(request.actor, action, form.terms(), version=version)
    ):
        notices.success(request, _("Saved."))
        return redirect(back)
    context = {
        "form": form, "title": _("Change: %s") % action, "back": back,
        "version": action.version,
    }  # fmt: skip
    return render(request, "parts/support_form.html", context, status=422 if form.errors else 200)


def move(request: ActorRequest, row: Goal | GoalAction, verb: str, back: str) -> HttpResponse:
    """Take a step with a goal or an action and go back."""
    if verb not in STEPS:
        raise Http404
    try:
        if isinstance(row, Goal):
            move_goal(request.actor, row, verb)
        else:
            move_action(request.actor, row, verb)
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
    else:
        notices.success(request, str(STEPS[verb]))
    return redirect(back)


def postpone(request: ActorRequest, action: GoalAction, back: str) -> HttpResponse:
    """Put an action off to another day."""
    form = ActionForm({
        "text": action.text, "owner": action.owner, "owner_name": action.owner_name,
        "due_on": request.POST.get("due_on", ""),
    })  # fmt: skip
    step = lambda: edit_action(request.actor, action, form.terms(), version=action.version)  # noqa: E731
    if saved(form, step):
        day = form.cleaned_data["due_on"]
        notices.success(
            request,
            _("Put off to %s.") % date_format(day, "SHORT_DATE_FORMAT") if day else _("It has no day now."),
        )
    else:
        notices.error(request, " ".join(str(words) for field in form.errors.values() for words in field))
    return redirect(back)


def withdraw(request: ActorRequest, money_id: UUID, back: str) -> HttpResponse:
    """Ask for a sum no longer."""
    row = queries.money(money_id)
    if row is None:
        raise Http404
    try:
        withdraw_money(request.actor, row)
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
    else:
        notices.success(request, _("It is asked for no longer."))
    return redirect(back)


def raise_page(request: ActorRequest, person: Participant, back: str) -> HttpResponse:
    """Show what a raise in hours or pay would leave, by the rules that the agency loaded; nothing is stored."""
    tables = queries.benefits_for(request.actor, person)
    known = sorted({row.name for row in tables})
    initial = _pay_now(request.GET.get("job", ""), person)
    form = RaiseForm(request.POST or None, initial=initial, known=known)
    found = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        found = cliff(
            Pay(given["hours_before"], given["wage_before"]), Pay(given["hours_after"], given["wage_after"]),
            benefits=given["benefits"], household=given["household"], rules=[rule_of(row) for row in tables],
            day=given["day"], other_income=given["other_income"],
        )  # fmt: skip
    context = {
        "form": form,
        "cliff": found,
        "lines": [(line, WHY_NOT.get(line.why_not, "")) for line in found.lines] if found else [],
        "known": known,
        "person": person,
        "is_mine": request.actor.role == "participant",
        "back": back,
        "lost": -found.change
        if found is not None and found.change is not None and found.change < 0
        else None,
    }
    return render(
        request, "parts/raise.html", context, status=422 if form.is_bound and not form.is_valid() else 200
    )


def _pay_now(job: str, person: Participant) -> dict[str, Any]:
    """Return hours a week and pay an hour of a job of the person's, as last heard; nothing where none is named."""
    try:
        row = placement(UUID(job))
    except ValueError:
        return {}
    if row is None or row.participant_id != person.pk:
        return {}
    hours, wage = row.hours_per_week, row.wage_hourly
    for change in changes_of(row):
        hours, wage = change.hours_per_week or hours, change.wage_hourly or wage
    return {"hours_before": hours, "wage_before": wage, "hours_after": hours}


def plan_pdf(request: ActorRequest, person: Participant) -> HttpResponse:
    """Return the support plan as a tagged PDF: the person's own words first."""
    goals = [_paper(goal) for goal in queries.goals_of(person)]
    coaches = [f"{row.coach_name}, {row.organization}" for row in queries.coaches_of_person(person)]
    made = support_plan_pdf(
        title=_("My support plan") if request.actor.role == "participant" else _("Support plan"),
        person=str(person), day=date_format(timezone.localdate(), "DATE_FORMAT"), coaches=coaches, goals=goals,
        words={
            "nothing": _("No goal is set yet."), "who": _("Who"), "what": _("What"), "by": _("By"), "state": _("State"),
            "helped_by": _("Helped by"), "about": _("About"),
        },
        lang=(get_language() or "en")[:2],
    )  # fmt: skip
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="support-plan.pdf"'
    return response


def _paper(goal: Goal) -> dict[str, Any]:
    return {
        "own_words": goal.own_words,
        "words": goal.words,
        "need": goal.get_need_display(),
        "state": goal.get_state_display(),
        "actions": [
            {
                "text": action.text,
                "who": action.owner_name or action.get_owner_display(),
                "by": date_format(action.due_on, "SHORT_DATE_FORMAT") if action.due_on else "–",
                "state": action.get_state_display(),
            }
            for action in goal.actions.all()
        ],
    }


def forms_of(*, sensitive: bool) -> dict[str, Any]:
    """Return the empty forms of the page."""
    return {
        "goal_form": GoalForm(sensitive=sensitive, auto_id="goal_%s"),
        "money_form": MoneyForm(auto_id="money_%s"),
    }


def back_to(namespace: str, person: Participant) -> str:
    """Return the address of a person's support page for an audience."""
    if namespace == "participant":
        return reverse("participant:support")
    return reverse(f"{namespace}:support", args=[person.pk])


__all__ = ["ActionTerms", "action_change_page", "action_page", "ask_for_money", "back_to", "forms_of", "goal_of",
           "move", "new_goal", "plan_pdf", "postpone", "raise_page", "withdraw"]  # fmt: skip
