"""What counts as a service: the table of kinds, dated, with the agency's own rules."""

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
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.measures import queries
from gainful.domain.measures.actions import set_service_rule, take_rule_back
from gainful.domain.measures.service_kinds import EXTENDS, ServiceSource, ServiceType, detail_label
from gainful.domain.support.kinds import Need
from gainful.www.access import for_roles
from gainful.www.components.person_forms import styled
from gainful.www.program.measures.indicators import BOSSES, ROLES

DETAILS = [
    ("", gettext_lazy("All, or all the others")),
    ("own", gettext_lazy("With the agency's own staff")),
    *Need.choices,
]


class RuleForm(forms.Form):
    """One rule from a day on."""

    source = forms.ChoiceField(label=gettext_lazy("What happened"), choices=ServiceSource.choices)
    detail = forms.ChoiceField(
        label=gettext_lazy("Which: for appointments and referrals only"), choices=DETAILS, required=False
    )
    service_type = forms.ChoiceField(label=gettext_lazy("Counts as"), choices=ServiceType.choices)
    valid_from = forms.DateField(
        label=gettext_lazy("For what begins on or after"), widget=forms.DateInput(attrs={"type": "date"})
    )
    reason = forms.CharField(label=gettext_lazy("Where it stands, or why"), max_length=400)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        styled(self)


@for_roles(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Show what counts as which service, and set a rule."""
    request.section = "program:measures"
    form = RuleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            set_service_rule(request.actor, **form.cleaned_data)
        except JobOrderError as error:
            form.add_error(
                error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
            )
        else:
            messages.success(request, _("Set. It counts in every figure that is worked out from now on."))
            return redirect("program:service_rules")
    rows = [
        {
            "place": place,
            "source": str(ServiceSource(place.source).label),
            "detail": detail_label(place.detail),
            "type": str(ServiceType(place.default.type).label) if place.default else "",
            "extends": place.default is not None and place.default.type in EXTENDS,
            "own": [{"rule": rule, "extends": rule.service_type in EXTENDS} for rule in place.own],
        }
        for place in queries.service_table(request.actor)
    ]
    context = {
        "rows": rows,
        "form": form,
        "can_manage": request.actor.role in MANAGERS,
        "columns": [
            _("What happened"),
            _("Counts as"),
            _("Keeps a case open"),
            _("Where it stands"),
            _("Since"),
        ],
    }
    return render(request, "program/service_rules.html", context, status=422 if form.errors else 200)


@for_roles(*BOSSES)
@require_POST
def take_back(request: ActorRequest, rule_id: UUID) -> HttpResponse:
    """Take back a rule that was wrong."""
    rule = queries.service_rule(request.actor, rule_id)
    if rule is None:
        raise Http404
    try:
        take_rule_back(request.actor, rule)
    except JobOrderError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Taken back. It stays in the history; the rule before it holds again."))
    return redirect("program:service_rules")
