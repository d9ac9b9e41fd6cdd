"""My jobs: who wants to read about me, interviews, offers, and what became of it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.measures import queries as measures
from gainful.domain.measures.said_queries import improvements_for_me
from gainful.domain.placements import queries
from gainful.domain.placements.models import Introduction, Placement
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
from gainful.www.participant.common import my_record


@for_roles("participant")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the jobs I was asked about, and what is recorded of me."""
    person = my_record(request)
    page = page_of(request, queries.my_introductions(request.actor))
    for row in page.rows:
        row.lead = LEAD["person"].get(row.status, "")
    others = [row for row in queries.placements_of_me(request.actor)[:50] if row.introduction_id is None]
    asked = list(measures.my_follow_ups(request.actor)[:10])
    context = {
        "person": person,
        "page": page,
        "others": others,
        "asked": asked,
        "improvements": list(improvements_for_me()[:10]),
    }
    return render(request, "participant/jobs.html", context)


def _introduction(request: ActorRequest, introduction_id: UUID) -> Introduction:
    found = queries.my_introductions(request.actor).filter(pk=introduction_id).first()
    if found is None:
        raise Http404
    return found


def _placement(request: ActorRequest, placement_id: UUID) -> Placement:
    found = queries.placements_of_me(request.actor).filter(pk=placement_id).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: ActorRequest,
    introduction: Introduction,
    bound: StepForm | None = None,
    change: ChangeForm | None = None,
) -> HttpResponse:
    request.section = "participant:jobs"
    person, hire = my_record(request), hire_of(introduction)
    placed = placement_context(request.actor, hire, person, change) if hire is not None else {}
    context = {
        **introduction_context(request, introduction, bound=bound),
        **placed,
        "step_url": reverse("participant:my_job", args=[introduction.pk]),
        "change_url": reverse("participant:since", args=[hire.pk]) if hire is not None else "",
        "raise_url": reverse("participant:raise"),
    }
    return render(
        request, "participant/my_job.html", context, status=200 if bound is None and change is None else 422
    )


@for_roles("participant")
@require_safe
def show(request: ActorRequest, introduction_id: UUID) -> HttpResponse:
    """Show one job I was asked about, and what I can say."""
    return _page(request, _introduction(request, introduction_id))


@for_roles("participant")
@require_POST
def step(request: ActorRequest, introduction_id: UUID, verb: str) -> HttpResponse:
    """Say yes or no, accept an offer, step back."""
    introduction = _introduction(request, introduction_id)
    bound = take_step(request, introduction, verb, request.actor)
    return _page(request, introduction, bound) if bound else redirect("participant:my_job", introduction.pk)


@for_roles("participant")
@require_POST
def since(request: ActorRequest, placement_id: UUID) -> HttpResponse:
    """Say what happened since I began."""
    row = _placement(request, placement_id)
    form = take_change(request, row)
    if row.introduction is None:
        return redirect("participant:jobs")
    return (
        _page(request, row.introduction, change=form)
        if form
        else redirect("participant:my_job", row.introduction_id)
    )


@for_roles("participant")
@require_POST
def since_back(request: ActorRequest, placement_id: UUID, change_id: UUID) -> HttpResponse:
    """Take back what I said wrongly."""
    row = _placement(request, placement_id)
    take_change_back(request, row, change_id)
    if row.introduction_id is None:
        return redirect("participant:jobs")
    return redirect("participant:my_job", row.introduction_id)
