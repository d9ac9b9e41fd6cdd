"""Who is on the way to a hire? Introductions, what became of people, and living costs to hold pay against."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.participants.actions import record_reads
from gainful.domain.participants.models import Participant
from gainful.domain.placements import actions, queries
from gainful.domain.placements.models import Introduction
from gainful.www.access import for_roles
from gainful.www.components.introduction_forms import StepForm
from gainful.www.components.introduction_lists import (
    introductions_context,
    introductions_csv,
    outcomes_context,
    outcomes_csv,
)
from gainful.www.components.introduction_page import take_step
from gainful.www.components.introduction_views import (
    get_introduction,
    get_placement,
    hire_of,
    staff_introduction,
    staff_placement,
)
from gainful.www.components.paging import page_of
from gainful.www.components.people import get_person
from gainful.www.components.person_forms import styled
from gainful.www.components.placement_page import ChangeForm, OutcomeForm, take_change, take_change_back
from gainful.www.program.jobs.common import STAFF, get_order, page


@for_roles(*STAFF)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the introductions, those that moved last first."""
    return render(request, "program/placements_home.html", introductions_context(request))


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The introductions as CSV."""
    return introductions_csv(request)


@for_roles(*STAFF)
@require_safe
def outcomes(request: ActorRequest) -> HttpResponse:
    """List what became of people."""
    request.section = "program:placements"
    return render(request, "program/outcomes.html", outcomes_context(request))


@for_roles(*STAFF)
@require_safe
def outcomes_export(request: ActorRequest) -> HttpResponse:
    """What became of people, as CSV."""
    return outcomes_csv(request)


@for_roles(*STAFF)
@require_safe
def show(request: ActorRequest, introduction_id: UUID) -> HttpResponse:
    """Show one introduction, with what may be done next."""
    return _page(request, get_introduction(request, introduction_id))


def _page(
    request: ActorRequest,
    introduction: Introduction,
    bound: StepForm | None = None,
    change: ChangeForm | None = None,
) -> HttpResponse:
    request.section = "program:placements"
    context = staff_introduction(request, introduction, bound=bound, change=change)
    context["step_url"] = reverse("program:placement", args=[introduction.pk])
    context["change_url"] = reverse("program:placement_change", args=[introduction.pk])
    status = 200 if bound is None and change is None else 422
    return render(request, "program/placement.html", context, status=status)


@for_roles(*STAFF)
@require_POST
def step(request: ActorRequest, introduction_id: UUID, verb: str) -> HttpResponse:
    """Take one step for the agency, or for the person or the employer as they said on the phone."""
    introduction = get_introduction(request, introduction_id)
    bound = take_step(request, introduction, verb, request.actor)
    return _page(request, introduction, bound) if bound else redirect("program:placement", introduction.pk)


@for_roles(*STAFF)
@require_POST
def change(request: ActorRequest, introduction_id: UUID) -> HttpResponse:
    """Record what happened after the hire."""
    introduction = get_introduction(request, introduction_id)
    hire = hire_of(introduction)
    if hire is None:
        return redirect("program:placement", introduction.pk)
    form = take_change(request, hire)
    return (
        _page(request, introduction, change=form) if form else redirect("program:placement", introduction.pk)
    )


@for_roles(*STAFF)
@require_POST
def change_back(request: ActorRequest, introduction_id: UUID, change_id: UUID) -> HttpResponse:
    """Take back what was recorded wrongly."""
    introduction = get_introduction(request, introduction_id)
    hire = hire_of(introduction)
    if hire is not None:
        take_change_back(request, hire, change_id)
    return redirect("program:placement", introduction.pk)


def _ask(request: ActorRequest, order: JobOrder, people: list[Participant]) -> None:
    """Ask each of them; what is refused is said on the next page."""
    note, internal = request.POST.get("note", ""), "internal" in request.POST or None
    try:
        made = [
            actions.introduce(request.actor, order, person, note=note, is_internal=internal)
            for person in people
        ]
    except JobOrderError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
        return
    if not made:
        messages.error(request, _("Choose at least one person."))
        return
    done = _("Asked: %(n)s. The employer sees nobody before they say yes.") % {"n": len(made)}
    messages.success(request, done)


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def job(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Show who of a job's plan may be introduced, and ask them."""
    order = get_order(request, order_id)
    if request.method == "POST":
        chosen = set(request.POST.getlist("people"))
        wanted = [one.place.participant for one in queries.candidates(order) if str(one.place.pk) in chosen]
        _ask(request, order, wanted)
        return redirect("program:job_introductions", order.pk)
    found = queries.candidates(order)
    record_reads(
        request.actor, [one.place.participant_id for one in found], what=_("Seen in a list of introductions")
    )
    context = {
        **page(request, order, "placed"),
        "candidates": found,
        "free": queries.open_openings(request.actor, [order.pk]).get(order.pk, 0),
        "columns": [_("Person"), _("Their answer to the plan"), _("Introduction")],
    }
    return render(request, "program/jobs_introductions.html", context)


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Record what became of a person beside the program's openings."""
    request.section = "program:people"
    person = get_person(person_id)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row = form.save(request.actor, person)
        except JobOrderError as error:
            form.add_error(
                error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
            )
        else:
            messages.success(request, _("Recorded."))
            return redirect("program:outcome", row.pk)
    back = reverse("program:person", args=[person.pk])
    record_reads(request.actor, [person.pk], what=_("Outcome form opened"))
    context = {"person": person, "form": form, "back": back}
    return render(request, "program/outcome_form.html", context, status=422 if form.errors else 200)


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: ActorRequest, placement_id: UUID) -> HttpResponse:
    """Show one outcome, and record what happened since."""
    request.section = "program:placements"
    row = get_placement(request, placement_id)
    form = take_change(request, row) if request.method == "POST" else None
    if request.method == "POST" and form is None:
        return redirect("program:outcome", row.pk)
    context = staff_placement(request, row, form)
    context["change_url"] = reverse("program:outcome", args=[row.pk])
    return render(request, "program/outcome.html", context, status=422 if form else 200)


@for_roles(*STAFF)
@require_POST
def outcome_step(request: ActorRequest, placement_id: UUID, change_id: UUID) -> HttpResponse:
    """Take back one thing that was recorded of an outcome; with its own number, the outcome itself."""
    row = get_placement(request, placement_id)
    if change_id != row.pk:
        take_change_back(request, row, change_id)
        return redirect("program:outcome", row.pk)
    try:
        actions.take_outcome_back(request.actor, row)
    except JobOrderError as error:
        messages.error(request, error.message)
        return redirect("program:outcome", row.pk)
    messages.success(request, _("Taken back. The row stays in the history."))
    return redirect("program:outcomes")


class LivingCostForm(forms.Form):
    """One figure of a living-cost table."""

    area = forms.CharField(label=gettext_lazy("Area: its CBSA code or its name"), max_length=100)
    hourly = forms.DecimalField(
        label=gettext_lazy("What one adult needs to earn, USD an hour at full time"),
        max_digits=6,
        decimal_places=2,
    )
    source = forms.CharField(label=gettext_lazy("Where the figure is from"), max_length=300)
    valid_from = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        styled(self)


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def living_costs(request: ActorRequest) -> HttpResponse:
    """List the living costs that pay is held against, and load one."""
    request.section = "program:placements"
    form = LivingCostForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_living_cost(request.actor, **form.cleaned_data)
        except JobOrderError as error:
            form.add_error(
                error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
            )
        else:
            messages.success(request, _("Loaded. It counts for jobs that begin from that day on."))
            return redirect("program:living_costs")
    context = {
        "page": page_of(request, queries.living_costs(request.actor)),
        "form": form,
        "columns": [_("Area"), _("USD an hour"), _("From"), _("Source")],
    }
    return render(request, "program/living_costs.html", context, status=422 if form.errors else 200)
