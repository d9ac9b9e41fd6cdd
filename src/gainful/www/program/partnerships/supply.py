"""Who supplies how many people for which occupation until when, and how far are we?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.supply_progress import progress_of
from gainful.domain.organizations.errors import PartnershipError
from gainful.domain.organizations.models import Partnership, SupplyAgreement
from gainful.domain.organizations.partnerships import actions
from gainful.domain.organizations.partnerships.states import AgreementStatus
from gainful.www.access import for_roles
from gainful.www.program.partnerships import forms
from gainful.www.program.partnerships.views import STAFF, find_partnership


def _context(found: Partnership, **shown: Any) -> dict[str, Any]:
    rows = progress_of(found)
    agreed = [row for row in rows if row.agreement.status == AgreementStatus.AGREED]
    wanted, total = sum(row.agreement.people for row in agreed), sum(row.total for row in agreed)
    return {
        "partnership": found,
        "rows": rows,
        "sentence": ngettext(
            "%(total)s of %(n)s person agreed is hired.", "%(total)s of %(n)s people agreed are hired.", wanted
        ) % {"total": total, "n": wanted}
        if agreed
        else _("No agreement is in force."),
        "form": forms.AgreementForm(partnership=found),
        **shown,
    }  # fmt: skip


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: ActorRequest, partnership_id: UUID) -> HttpResponse:
    """Show the agreements with their progress; propose another."""
    found = find_partnership(request, partnership_id)
    if request.method != "POST":
        return render(request, "program/supply.html", _context(found))
    form = forms.AgreementForm(request.POST, partnership=found)
    if form.is_valid():
        try:
            actions.propose_agreement(request.actor, found, **form.cleaned_data)
        except PartnershipError as error:
            form.add_error(
                error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
            )
        else:
            messages.success(request, _("The agreement is proposed."))
            return redirect("program:supply", found.pk)
    return render(request, "program/supply.html", _context(found, form=form), status=422)


STEPS: dict[str, tuple[type[forms.Form], Callable[..., object]]] = {
    "agree": (forms.AgreeForm, actions.agree),
    "end": (forms.EndAgreementForm, actions.end_agreement),
    "supply": (forms.SupplyForm, actions.record_supply),
}


@for_roles(*STAFF)
@require_POST
def step(request: ActorRequest, agreement_id: UUID, verb: str) -> HttpResponse:
    """Agree, end, or count people hired elsewhere."""
    found = SupplyAgreement.objects.select_related("partnership").filter(
        pk=agreement_id, partnership__agency=request.actor.organization
    ).first()  # fmt: skip
    if found is None or verb not in STEPS:
        raise Http404
    kind, act = STEPS[verb]
    form = kind(request.POST)
    try:
        if not form.is_valid():
            first = next(iter(form.errors.values()))[0]
            raise PartnershipError(str(first))
        act(request.actor, found, **form.cleaned_data)
    except PartnershipError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
    else:
        messages.success(request, _("Saved."))
    return redirect("program:supply", found.partnership_id)
