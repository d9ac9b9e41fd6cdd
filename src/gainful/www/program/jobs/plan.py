"""The plan of a job order: make it, see it, ask the employer to sign, share it, take it away as a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages.models import SignedLink
from gainful.domain.participants.actions import record_reads
from gainful.domain.participants.models import Scenario
from gainful.domain.plans import links, queries
from gainful.domain.plans.actions import PlanRequest, ask_each, make_plan, send_plan
from gainful.domain.plans.changes import hindrances
from gainful.domain.plans.document import stored_plan, who_made_it
from gainful.domain.plans.models import Plan
from gainful.domain.plans.states import PLAN_RULES
from gainful.exchange.plans.pdf import plan_pdf
from gainful.exchange.plans.tables import budget_csv, plan_zip
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import refuse
from gainful.www.components.plan_page import HOW_TAUGHT, plan_context
from gainful.www.program.jobs.common import STAFF, get_order, give_link, page
from gainful.www.program.jobs.people import SEGMENTS, asked_from, choose_from
from gainful.www.program.jobs.ways import way_forms


class PlanForm(forms.Form):
    """What may be asked of a plan; everything is optional."""

    scenario = forms.ChoiceField(
        label=gettext_lazy("Situation"),
        choices=[("", gettext_lazy("The one that most of the people are in")), *Scenario.choices],
        required=False,
    )
    budget = forms.FloatField(
        label=gettext_lazy("Most for courses, USD a person"), min_value=0, required=False
    )
    weekly_hours = forms.FloatField(
        label=gettext_lazy("Hours a week for training"), min_value=1, max_value=80, required=False
    )
    start = forms.DateField(
        label=gettext_lazy("Start on or after"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    modality = forms.ChoiceField(
        label=gettext_lazy("How"), choices=[("", gettext_lazy("Any")), *HOW_TAUGHT.items()], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "usa-select" if name in {"scenario", "modality"} else "usa-input"


def _plan(order: JobOrder) -> Plan:
    plan = queries.newest_plan(order)
    if plan is None:
        raise Http404
    return plan


@for_roles(*STAFF)
@require_safe
def plan(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Show the newest plan, or how to make the first one."""
    order = get_order(request, order_id)
    found = queries.newest_plan(order)
    context = {
        **page(request, order, "plan"),
        "form": PlanForm(),
        "links": links.open_links(order),
        "openings_url": reverse("program:job_plan", args=[order.pk]).removesuffix("plan/") + "openings/",
        "commit_url": reverse("program:job_commit", args=[order.pk]),
    }
    if found is not None:
        context |= plan_context(request.actor, found, hide_people=False)
        record_reads(
            request.actor,
            [row.participant_id for row in context["people"]],
            what=_("Seen in a plan"),
        )
        context["can_ask_people"] = not context["changes"] and found.status in PLAN_RULES["answer"].states
        can_send = not context["changes"] and found.status in PLAN_RULES["send"].states
        context["can_ask"] = can_send and not hindrances(found)
        context["way_forms"] = way_forms(context["document"])
        rates = context["document"].fairness
        context["chosen_rates"] = [(SEGMENTS.get(rate.segment, rate.segment), rate) for rate in rates]
    return render(request, "program/jobs_plan.html", context)


def _people(request: ActorRequest, order: JobOrder) -> tuple[str, ...]:
    """Return whom a plan is asked for: from the list those in the tray with this page's ticks, else those named."""
    if "from_list" not in request.POST:
        return tuple(request.POST.getlist("person"))
    choose_from(request, order)
    return tuple(str(row.participant_id) for row in queries.shortlist(order))


@for_roles(*STAFF)
@require_POST
def make(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Make the next version of the plan: with the people named, those in the tray, else the first of the list."""
    order = get_order(request, order_id)
    form = PlanForm(request.POST)
    if not form.is_valid():
        context = {**page(request, order, "plan"), "form": form}
        return render(request, "program/jobs_plan.html", context, status=422)
    wanted = form.cleaned_data
    try:
        people = _people(request, order)
    except JobOrderError as error:
        refuse(request, error)
        return redirect("program:job_people", order.pk)
    asked = PlanRequest(
        people=people,
        scenario=wanted["scenario"],
        budget=wanted["budget"],
        weekly_hours=wanted["weekly_hours"],
        start=wanted["start"],
        modality=wanted["modality"] or None,
        constraints=tuple(asked_from(request).items()),
    )
    try:
        made = make_plan(request.actor, order, asked)
    except JobOrderError as error:
        refuse(request, error)
        return redirect("program:job_people", order.pk)
    messages.success(request, _("Version %(n)s of the plan is ready.") % {"n": made.number})
    return redirect("program:job_plan", order.pk)


@for_roles(*STAFF)
@require_POST
def share(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Make a link: to see the plan, or to sign it (which sends it to the employer first)."""
    order = get_order(request, order_id)
    found = _plan(order)
    recipient = request.POST.get("recipient", "") or order.contact_name
    scope = links.SIGN_PLAN if request.POST.get("scope") == links.SIGN_PLAN.code else links.VIEW_PLAN

    def make_one(actor: Actor) -> tuple[SignedLink, str]:
        if scope is links.SIGN_PLAN:
            send_plan(actor, found)
        return links.make_link(actor, order, scope=scope.code, plan=found, recipient=recipient)

    return give_link(request, order, "plan", make_one)


@for_roles(*STAFF)
@require_POST
def ask(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Ask each person of the plan who has not answered, before the employer signs."""
    order = get_order(request, order_id)
    try:
        asked = ask_each(request.actor, _plan(order))
    except JobOrderError as error:
        refuse(request, error)
    else:
        words = ngettext("%(n)s person is asked.", "%(n)s people are asked.", asked)
        messages.success(request, words % {"n": asked})
    return redirect("program:job_plan", order.pk)


@for_roles(*STAFF)
@require_safe
def export_json(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """The plan as JSON (docs/schema/plan.schema.json), people by code."""
    document = stored_plan(_plan(get_order(request, order_id)))
    return JsonResponse(document.to_json(), json_dumps_params={"indent": 1})


@for_roles(*STAFF)
@require_safe
def export_csv(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """The budget as CSV; it adds up to the plan's cost. With `?tables`, every table of the plan in a zip."""
    found = stored_plan(_plan(get_order(request, order_id)))
    if "tables" in request.GET:
        return _attached(plan_zip(found), "application/zip", "plan-tables.zip")
    return _attached(budget_csv(found).encode(), "text/csv; charset=utf-8", "plan-budget.csv")


@for_roles(*STAFF)
@require_safe
def export_pdf(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """The plan as a PDF: the agency's copy with names and help, or with `?for=employer` the one that is signed.

    The employer's copy holds codes and no person's help, as the employer's page does.
    """
    order = get_order(request, order_id)
    found = _plan(order)
    note = who_made_it(found)
    if request.GET.get("for") == "employer":
        made = plan_pdf(stored_plan(found, shared=True), signature=True, note=note)
        return _attached(made, "application/pdf", "plan-for-the-employer.pdf")
    named = found.people.values_list("participant_id", flat=True)
    record_reads(request.actor, named, what=_("Plan with names taken as a PDF"))
    note = _("%s · holds names and help: for the agency only") % note
    return _attached(plan_pdf(stored_plan(found, names=True), note=note), "application/pdf", "plan.pdf")


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
