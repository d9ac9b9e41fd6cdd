"""People who are introduced to the employer: what they agreed to show, interviews, offers, hires, what followed."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.placements import queries
from gainful.domain.placements.looks import note_looks
from gainful.domain.placements.models import Introduction
from gainful.domain.placements.states import SHOWN, IntroductionStatus
from gainful.www.access import for_roles
from gainful.www.components.introduction_forms import StepForm
from gainful.www.components.introduction_page import LEAD, introduction_context, take_step
from gainful.www.components.introduction_views import hire_of
from gainful.www.components.paging import page_of
from gainful.www.components.placement_page import (
    ChangeForm,
    placement_context,
    take_change,
    take_change_back,
)

STATUSES = [
    ("", gettext_lazy("All")),
    *((key, words) for key, words in IntroductionStatus.choices if key in SHOWN),
]


@for_roles("employer")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the people who agreed to be introduced, and what each waits for."""
    actor = request.actor
    filters = {"search": request.GET.get("q", "").strip()[:100], "status": request.GET.get("status", "")}
    page = page_of(request, queries.introductions(actor, status=filters["status"], search=filters["search"]))
    note_looks([row.pk for row in page.rows], _("Seen in the employer's list"))
    for row in page.rows:
        row.lead = LEAD["employer"].get(row.status, "")
    waiting = queries.status_counts(actor).get(IntroductionStatus.INTRODUCED, 0)
    words = ngettext("%(n)s person waits for your answer.", "%(n)s people wait for your answer.", waiting)
    context = {
        "page": page,
        "sentence": words % {"n": waiting} if waiting else _("Nobody waits for your answer."),
        "filters": filters,
        "statuses": STATUSES,
        "narrowed": any(filters.values()),
    }
    return render(request, "employer/people.html", context)


def _introduction(request: ActorRequest, introduction_id: UUID) -> Introduction:
    found = queries.introduction(introduction_id)
    if found is None or found.employer_id != request.actor.organization_id:
        raise Http404
    return found


def _page(
    request: ActorRequest,
    introduction: Introduction,
    bound: StepForm | None = None,
    change: ChangeForm | None = None,
) -> HttpResponse:
    request.section = "employer:people"
    note_looks([introduction.pk], _("Opened by the employer"))
    hire = hire_of(introduction)
    placed = placement_context(request.actor, hire, None, change) if hire is not None else {}
    context = {
        **introduction_context(request, introduction, bound=bound),
        **placed,
        "step_url": reverse("employer:person", args=[introduction.pk]),
        "change_url": reverse("employer:person_change", args=[introduction.pk]),
    }
    return render(
        request, "employer/person.html", context, status=200 if bound is None and change is None else 422
    )


@for_roles("employer")
@require_safe
def show(request: ActorRequest, introduction_id: UUID) -> HttpResponse:
    """Show one person as they agreed, and what may be done next."""
    return _page(request, _introduction(request, introduction_id))


@for_roles("employer")
@require_POST
def step(request: ActorRequest, introduction_id: UUID, verb: str) -> HttpResponse:
    """Invite, offer, say no, say that they began."""
    introduction = _introduction(request, introduction_id)
    bound = take_step(request, introduction, verb, request.actor)
    return _page(request, introduction, bound) if bound else redirect("employer:person", introduction.pk)


@for_roles("employer")
@require_POST
def change(request: ActorRequest, introduction_id: UUID) -> HttpResponse:
    """Say what happened after the hire."""
    introduction = _introduction(request, introduction_id)
    hire = hire_of(introduction)
    form = take_change(request, hire) if hire is not None else None
    return _page(request, introduction, change=form) if form else redirect("employer:person", introduction.pk)


@for_roles("employer")
@require_POST
def change_back(request: ActorRequest, introduction_id: UUID, change_id: UUID) -> HttpResponse:
    """Take back what was said wrongly."""
    introduction = _introduction(request, introduction_id)
    hire = hire_of(introduction)
    if hire is not None:
        take_change_back(request, hire, change_id)
    return redirect("employer:person", introduction.pk)
