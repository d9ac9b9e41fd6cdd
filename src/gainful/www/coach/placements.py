"""Who is on the way to a job, for the coach: help them answer, and record what became of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.participants.actions import record_reads
from gainful.domain.placements.models import Introduction
from gainful.www.access import for_roles
from gainful.www.components.introduction_forms import StepForm
from gainful.www.components.introduction_lists import introductions_context, introductions_csv
from gainful.www.components.introduction_page import take_step
from gainful.www.components.introduction_views import get_introduction, hire_of, staff_introduction
from gainful.www.components.people import get_person
from gainful.www.components.placement_page import ChangeForm, OutcomeForm, take_change, take_change_back


@for_roles("coach")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the introductions."""
    return render(request, "coach/placements_home.html", introductions_context(request))


@for_roles("coach")
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The introductions as CSV."""
    return introductions_csv(request)


def _page(
    request: ActorRequest,
    introduction: Introduction,
    bound: StepForm | None = None,
    change: ChangeForm | None = None,
) -> HttpResponse:
    request.section = "coach:placements"
    context = staff_introduction(request, introduction, bound=bound, change=change)
    context["step_url"] = reverse("coach:placement", args=[introduction.pk])
    context["change_url"] = reverse("coach:placement_change", args=[introduction.pk])
    context["raise_url"] = reverse("coach:raise", args=[introduction.participant_id])
    return render(
        request, "coach/placement.html", context, status=200 if bound is None and change is None else 422
    )


@for_roles("coach")
@require_safe
def show(request: ActorRequest, introduction_id: UUID) -> HttpResponse:
    """Show one introduction, with what the person may be helped with next."""
    return _page(request, get_introduction(request, introduction_id))


@for_roles("coach")
@require_POST
def step(request: ActorRequest, introduction_id: UUID, verb: str) -> HttpResponse:
    """Enter what the person said, or an interview."""
    introduction = get_introduction(request, introduction_id)
    bound = take_step(request, introduction, verb, request.actor)
    return _page(request, introduction, bound) if bound else redirect("coach:placement", introduction.pk)


@for_roles("coach")
@require_POST
def change(request: ActorRequest, introduction_id: UUID) -> HttpResponse:
    """Record what happened after the hire."""
    introduction = get_introduction(request, introduction_id)
    hire = hire_of(introduction)
    form = take_change(request, hire) if hire is not None else None
    return _page(request, introduction, change=form) if form else redirect("coach:placement", introduction.pk)


@for_roles("coach")
@require_POST
def change_back(request: ActorRequest, introduction_id: UUID, change_id: UUID) -> HttpResponse:
    """Take back what was recorded wrongly."""
    introduction = get_introduction(request, introduction_id)
    hire = hire_of(introduction)
    if hire is not None:
        take_change_back(request, hire, change_id)
    return redirect("coach:placement", introduction.pk)


@for_roles("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Record what became of a person beside the program's openings."""
    request.section = "coach:home"
    person = get_person(person_id)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(request.actor, person)
        except JobOrderError as error:
            form.add_error(
                error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
            )
        else:
            messages.success(request, _("Recorded."))
            return redirect("coach:person", person.pk)
    record_reads(request.actor, [person.pk], what=_("Outcome form opened"))
    context = {"person": person, "form": form, "back": reverse("coach:person", args=[person.pk])}
    return render(request, "coach/outcome_form.html", context, status=422 if form.errors else 200)
