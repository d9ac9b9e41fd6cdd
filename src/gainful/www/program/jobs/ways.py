"""Name how something is closed that no course of the plan closes."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.plans import queries
from gainful.domain.plans.actions import name_way
from gainful.engine.planning.document import OpenPart, PlanDocument
from gainful.engine.planning.requirements import WayKind
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import refuse
from gainful.www.components.person_forms import styled
from gainful.www.program.jobs.common import STAFF, get_order

KINDS = (
    (WayKind.PROVIDER.value, gettext_lazy("A provider outside the catalogue")),
    (WayKind.EMPLOYER.value, gettext_lazy("The employer gives or pays it")),
    (WayKind.HOLDERS.value, gettext_lazy("People are hired who hold it")),
    (WayKind.ACCEPTED.value, gettext_lazy("The employer accepts it later, or something in its place")),
)


class WayForm(forms.Form):
    """The way for one requirement."""

    kind = forms.ChoiceField(label=gettext_lazy("How is it closed?"), choices=KINDS)
    words = forms.CharField(label=gettext_lazy("Who, and how"), max_length=300)
    price = forms.DecimalField(
        label=gettext_lazy("Price, USD a person, where it has one"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        styled(self)


def way_forms(document: PlanDocument) -> list[tuple[OpenPart, WayForm]]:
    """Return a form for each thing that stays open, filled with the way that is named already."""
    found = []
    for number, item in enumerate(document.open_requirements):
        begun = item.way.model_dump() if item.way else None
        found.append((item, WayForm(initial=begun, auto_id=f"way-{number}-%s")))
    return found


@for_roles(*STAFF)
@require_POST
def name(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Make the plan again with the way for one requirement."""
    order = get_order(request, order_id)
    plan = queries.newest_plan(order)
    if plan is None:
        raise Http404
    form = WayForm(request.POST)
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        messages.error(request, f"{form.fields[field].label}: {errors[0]}")
        return redirect("program:job_plan", order.pk)
    try:
        made = name_way(request.actor, plan, request.POST.get("competency", ""), **form.cleaned_data)
    except JobOrderError as error:
        refuse(request, error)
    else:
        messages.success(request, _("Version %(n)s of the plan is ready.") % {"n": made.number})
    return redirect("program:job_plan", order.pk)
