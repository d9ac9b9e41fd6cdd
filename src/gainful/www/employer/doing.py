"""How do our hires do? Say what you see, and share a plan with the person and their coach."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.placements.looks import note_looks
from gainful.domain.placements.own_pool import own_pool
from gainful.domain.placements.queries import placement as find_placement
from gainful.domain.support import after_hire_queries as queries
from gainful.domain.support.actions.checkins import raise_concern, settle_concern
from gainful.domain.support.errors import SupportError
from gainful.www.access import for_roles
from gainful.www.components.needs_forms import ConcernForm
from gainful.www.components.paging import page_of
from gainful.www.components.support_plan import saved


@for_roles("employer")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the people hired, what was raised, and the plans that are shared."""
    page, concerns = page_of(request, queries.hires_of(request.actor)), queries.shared_concerns(request.actor)
    shown = [*page.rows, *(row.placement for row in concerns)]
    note_looks({row.introduction_id for row in shown if row.introduction_id}, _("Seen in the list of hires"))
    context = {
        "page": page,
        "concerns": concerns,
        "pool": own_pool(request.actor),
        "columns": [
            _("Job"), _("Introduced"), _("Invited"), _("You said no"), _("Still open"), _("Hired"), _("Of them left"),
        ],
    }  # fmt: skip
    return render(request, "employer/doing.html", context)


@for_roles("employer")
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: ActorRequest, placement_id: UUID) -> HttpResponse:
    """Say what you see with somebody you hired; the person reads it."""
    row = find_placement(placement_id)
    if row is None:
        raise Http404
    request.section = "employer:doing"
    if row.introduction_id:
        note_looks([row.introduction_id], _("Opened by the employer"))
    form = ConcernForm(request.POST or None)

    def step() -> object:
        return raise_concern(request.actor, row, **form.cleaned_data)

    if request.method == "POST" and saved(form, step):
        notices.success(request, _("Sent to the person and their coach. They call you."))
        return redirect("employer:doing")
    context = {"form": form, "row": row, "name": queries.name_for_employer(row)}
    return render(request, "employer/concern.html", context, status=422 if form.errors else 200)


@for_roles("employer")
@require_POST
def settle(request: ActorRequest, concern_id: UUID) -> HttpResponse:
    """Say that a concern is settled."""
    row = queries.concern(concern_id)
    if row is None:
        raise Http404
    try:
        settle_concern(request.actor, row)
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
    else:
        notices.success(request, _("Settled."))
    return redirect("employer:doing")
