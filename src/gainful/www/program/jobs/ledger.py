"""Plan and actual of one job order: what was to be spent, what was, and entering what happened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.ledger import actions, queries
from gainful.domain.plans import queries as plan_queries
from gainful.domain.plans.models import Plan, Share
from gainful.domain.programs.models import Fund
from gainful.www.access import for_roles
from gainful.www.components.paging import page_of
from gainful.www.components.person_forms import styled
from gainful.www.components.tables import csv_response
from gainful.www.program.jobs.common import STAFF, get_order, page


class SpentForm(forms.Form):
    """What happened: hours, dollars or both."""

    part = forms.ChoiceField(label=gettext_lazy("Part of the mix"), choices=Share.choices)
    label = forms.CharField(label=gettext_lazy("What it was"), max_length=200)
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    hours = forms.DecimalField(
        label=gettext_lazy("Hours"),
        required=False,
        min_value=0,
        max_value=16_000,
        max_digits=7,
        decimal_places=2,
    )
    cost = forms.DecimalField(
        label=gettext_lazy("Cost, USD"), required=False, min_value=0, max_digits=10, decimal_places=2
    )
    person = forms.ChoiceField(label=gettext_lazy("For whom"), required=False)
    fund = forms.ChoiceField(label=gettext_lazy("Paid from"), required=False)

    def __init__(self, plan: Plan, funds: list[Fund], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {row.code: row.participant for row in plan.people.select_related("participant")}
        """People by their code of the plan: names stay on the plan's page."""
        self.funds = {str(fund.pk): fund for fund in funds}
        self.fields["person"].choices = [("", _("Everybody")), *((code, code) for code in self.people)]  # type: ignore[attr-defined]
        named = [(key, str(fund)) for key, fund in self.funds.items()]
        self.fields["fund"].choices = [("", _("Not said")), *named]  # type: ignore[attr-defined]
        styled(self)

    def entry(self) -> actions.Entry:
        """Return what is entered."""
        given = self.cleaned_data
        hours = given["hours"]
        return actions.Entry(
            part=given["part"],
            label=given["label"],
            day=given["day"],
            minutes=None if hours is None else round(hours * 60),
            cost=given["cost"],
            participant=self.people.get(given["person"]),
            fund=self.funds.get(given["fund"]),
        )


def _plan(order: JobOrder) -> Plan:
    found = plan_queries.newest_signed(order) or plan_queries.newest_plan(order)
    if found is None:
        raise Http404
    return found


def _codes(plan: Plan) -> dict[UUID | None, str]:
    return dict(plan.people.values_list("participant_id", "code"))


def _funds(order: JobOrder) -> list[Fund]:
    return list(order.program.funds.all()) if order.program else []


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Show plan against actual with its rows, and take what happened."""
    order = get_order(request, order_id)
    plan = _plan(order)
    form = SpentForm(plan, _funds(order), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_actual(request.actor, plan, form.entry())
        except actions.LedgerError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("Entered."))
            return redirect("program:job_ledger", order.pk)
    rows = page_of(request, queries.rows_of_plan(plan.pk))
    codes = _codes(plan)
    for row in rows.rows:
        row.code = codes.get(row.participant_id, "")
    context = {
        **page(request, order, "plan"),
        "plan": plan,
        "compared": queries.plan_against_actual(plan.pk),
        "rows": rows,
        "form": form,
        "columns": [_("What"), _("For"), _("Day"), _("Time"), _("USD"), _("State")],
    }
    return render(request, "program/jobs_ledger.html", context, status=422 if form.errors else 200)


@for_roles(*STAFF)
@require_POST
def take_back(request: ActorRequest, order_id: UUID, row_id: UUID) -> HttpResponse:
    """Take a wrong row back."""
    order = get_order(request, order_id)
    plan = _plan(order)
    row = queries.rows_of_plan(plan.pk).filter(pk=row_id).first()
    if row is None:
        raise Http404
    try:
        actions.take_back(request.actor, plan, row)
    except actions.LedgerError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Taken back. Both rows stay to be seen."))
    return redirect("program:job_ledger", order.pk)


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """The rows as CSV, people by code."""
    plan = _plan(get_order(request, order_id))
    codes = _codes(plan)
    header = ("part", "what", "for", "day", "minutes", "cost", "happened", "fund", "corrects")
    rows = (
        (
            row.part, row.label, codes.get(row.participant_id, ""), row.day, row.minutes, row.cost, row.is_actual,
            row.fund or "", row.corrects_id or "",
        )
        for row in queries.rows_of_plan(plan.pk)
    )  # fmt: skip
    return csv_response("plan-and-actual", header, rows)
