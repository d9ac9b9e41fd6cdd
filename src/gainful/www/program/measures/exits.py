"""Reasons for exit that leave somebody out of the indicators, each with what proves it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.measures import queries
from gainful.domain.measures.actions import set_exit_reason, take_exit_reason_back
from gainful.domain.measures.models.exit_reasons import Exclusion
from gainful.domain.participants.actions import record_reads
from gainful.www.access import for_roles
from gainful.www.components.paging import page_of
from gainful.www.components.person_forms import styled
from gainful.www.program.measures.indicators import BOSSES, ROLES


class ReasonForm(forms.Form):
    """Whose reason, which, since when, and what proves it."""

    person = forms.CharField(label=gettext_lazy("Person: the ID of your list of people"), max_length=60)
    reason = forms.ChoiceField(label=gettext_lazy("Reason for exit"), choices=Exclusion.choices)
    day = forms.DateField(label=gettext_lazy("Since"), widget=forms.DateInput(attrs={"type": "date"}))
    proof = forms.CharField(label=gettext_lazy("What proves it"), max_length=300)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        styled(self)


@for_roles(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """List the reasons, and record one."""
    request.section = "program:measures"
    can_manage = request.actor.role in BOSSES
    form = ReasonForm(request.POST if request.method == "POST" and can_manage else None)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        person = queries.person_by_code(request.actor, given.pop("person"))
        try:
            if person is None:
                form.add_error("person", _("Nobody of your list has this ID, or you may not follow them."))
            else:
                set_exit_reason(request.actor, person, **given)
                messages.success(
                    request, _("Recorded. It counts in every figure that is worked out from now on.")
                )
                return redirect("program:exit_reasons")
        except JobOrderError as error:
            form.add_error(
                error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
            )
    page = page_of(request, queries.exit_reasons(request.actor))
    record_reads(request.actor, [row.participant_id for row in page.rows], what=_("Reasons for exit seen"))
    context = {
        "form": form,
        "can_manage": can_manage,
        "page": page,
        "columns": [_("Person"), _("Reason for exit"), _("Since"), _("What proves it"), _("Recorded by")],
    }
    return render(request, "program/exit_reasons.html", context, status=422 if form.errors else 200)


@for_roles(*BOSSES)
@require_POST
def take_back(request: ActorRequest, exit_reason_id: UUID) -> HttpResponse:
    """Take back a reason that was wrong."""
    row = queries.exit_reason(request.actor, exit_reason_id)
    if row is None:
        raise Http404
    try:
        take_exit_reason_back(request.actor, row)
    except JobOrderError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Taken back. It stays in the history, and counts no more."))
    return redirect("program:exit_reasons")
