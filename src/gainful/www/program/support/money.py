"""Support money: which requests wait for a decision, and how much the caps and funds leave."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import record_read, record_reads
from gainful.domain.programs.models import Fund
from gainful.domain.support import plan_queries as queries
from gainful.domain.support.actions.money import (
    approve_money,
    cap_of,
    left_in_fund,
    left_under_cap,
    refuse_money,
    set_cap,
)
from gainful.domain.support.models import MoneyRequest
from gainful.domain.support.states.money import MoneyState
from gainful.www.access import for_roles
from gainful.www.components.needs_forms import ApproveForm, CapForm, ReasonForm
from gainful.www.components.paging import WORK_TO, count_words, page_of
from gainful.www.components.support_plan import saved
from gainful.www.components.tables import csv_response

MOST_EXPORTED = 50_000


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """List what waits for a decision; caps are set below."""
    state = request.GET.get("state", MoneyState.ASKED)
    page = page_of(request, queries.money_list(request.actor, state=state))
    record_reads(
        request.actor, [row.participant_id for row in page.rows], what=_("Named in a list of support money")
    )
    waiting, n = count_words(queries.money_list(request.actor), WORK_TO)
    cap_form = CapForm(request.POST or None)
    if request.method == "POST" and saved(cap_form, lambda: set_cap(request.actor, **_cap(cap_form))):
        notices.success(request, _("The cap is set. What was approved before stays."))
        return redirect("program:money")
    context = {
        "page": page,
        "sentence": ngettext("%(n)s request waits for you.", "%(n)s requests wait for you.", waiting)
        % {"n": n}
        if waiting
        else _("No request waits for a decision."),
        "state": state,
        "states": [("all", _("All")), *MoneyState.choices],
        "columns": [_("What for"), _("Person"), _("USD"), _("Needed by"), _("State")],
        "caps": queries.caps_of(request.actor),
        "cap_form": cap_form,
        "query": request.GET.urlencode(),
    }
    return render(request, "program/money.html", context, status=422 if cap_form.errors else 200)


def _cap(form: CapForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("kind", "amount", "days", "source")}


@for_roles("program_manager")
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV; noted in each person's read log."""
    found: QuerySet[MoneyRequest] = queries.money_list(
        request.actor, state=request.GET.get("state", MoneyState.ASKED)
    )
    rows = list(found[:MOST_EXPORTED])
    record_reads(
        request.actor, [row.participant_id for row in rows], what=_("List of support money exported")
    )
    header = ("person_id", "for", "words", "asked_usd", "approved_usd", "spent_usd", "state", "fund", "asked_at",
              "needed_by", "given_on", "way", "reference", "receipt")  # fmt: skip
    lines = (
        (
            row.participant.code, row.kind, row.words, row.asked, row.approved, row.spent, row.state, row.fund or "",
            row.asked_at.date(), row.needed_by, row.given_on, row.way, row.reference, row.receipt,
        )
        for row in rows
    )  # fmt: skip
    return csv_response("support-money", header, lines)


def _funds(request: ActorRequest) -> list[Fund]:
    found = Fund.objects.filter(program__organization=request.actor.organization).select_related("program")
    return list(found.order_by("program__name", "name", "id")[:200])


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: ActorRequest, money_id: UUID) -> HttpResponse:
    """Approve a sum from a fund, or say why not; the person reads it."""
    row = queries.money(money_id)
    if row is None:
        raise Http404
    request.section = "program:money"
    record_read(request.actor, row.participant, what=_("Request for support money opened"))
    funds = {str(fund.pk): fund for fund in _funds(request)}
    refuses = "refuse" in request.POST
    approve = ApproveForm(
        request.POST if request.method == "POST" and not refuses else None, initial={"amount": row.asked}
    )
    approve.fields["fund"].choices = [(key, f"{fund.program}: {fund}") for key, fund in funds.items()]  # type: ignore[attr-defined]
    refuse = ReasonForm(request.POST if refuses else None)
    verb = "take_back" if row.state == MoneyState.APPROVED else "refuse"
    if (
        request.method == "POST"
        and not refuses
        and saved(approve, lambda: _approve(request, row, approve, funds))
    ):
        notices.success(request, _("Approved. Their coach can give it now."))
        return redirect("program:money")
    if refuses and saved(refuse, lambda: _refuse(request, row, refuse, verb)):
        notices.success(request, _("Saved. The person reads why."))
        return redirect("program:money")
    cap = cap_of(row.organization_id, row.kind)
    left = left_under_cap(row)
    context = {
        "row": row,
        "approve": approve,
        "refuse": refuse,
        "cap": cap,
        "left": left,
        "is_over": left is not None and row.asked > left,
        "funds": [(fund, left_in_fund(fund)) for fund in list(funds.values())[:10]],
        "mine": row.asked_by_id == request.actor.signed_in_user.pk,
        "waits": row.state == MoneyState.ASKED,
        "can_take_back": row.state == MoneyState.APPROVED,
    }
    status = 422 if approve.errors or refuse.errors else 200
    return render(request, "program/money_decide.html", context, status=status)


def _approve(
    request: ActorRequest, row: MoneyRequest, form: ApproveForm, funds: dict[str, Fund]
) -> MoneyRequest:
    given = form.cleaned_data
    amount: Decimal = given["amount"]
    return approve_money(
        request.actor, row, fund=funds[given["fund"]], amount=amount, over_cap_reason=given["over_cap_reason"]
    )


def _refuse(request: ActorRequest, row: MoneyRequest, form: ReasonForm, verb: str) -> MoneyRequest:
    return refuse_money(request.actor, row, reason=form.cleaned_data["reason"], verb=verb)
