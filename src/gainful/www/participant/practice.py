"""My practice work: read and sign the agreement, write down my hours, read what the host saw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.support import practice_queries as queries
from gainful.domain.support.models import PracticeAgreement
from gainful.domain.support.states.practice import PracticeSide, PracticeState
from gainful.www.access import for_roles
from gainful.www.components.practice import FORMS, my_state, practice_context, take_practice_step
from gainful.www.participant.common import my_record

HIDDEN = frozenset({PracticeState.DRAFT, PracticeState.WITHDRAWN})


def _row(request: ActorRequest, row_id: UUID) -> PracticeAgreement:
    person, row = my_record(request), queries.agreement(row_id)
    if row is None or row.participant_id != person.pk or row.state in HIDDEN:
        raise Http404
    request.section = "participant:plan"
    return row


def _with_words(request: ActorRequest) -> list[tuple[PracticeAgreement, str]]:
    return [(row, my_state(row)) for row in queries.agreements_of(my_record(request))]


@for_roles("participant")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List my practice work."""
    request.section = "participant:plan"
    return render(request, "participant/practices.html", {"rows": _with_words(request)})


def _page(request: ActorRequest, row: PracticeAgreement, bound: dict[str, Any] | None = None) -> HttpResponse:
    context = practice_context(request.actor, row, PracticeSide.PARTICIPANT, bound)
    context["state"] = my_state(row)
    context["step_base"] = reverse("participant:practice", args=[row.pk])
    return render(request, "participant/practice.html", context, status=422 if bound else 200)


@for_roles("participant")
@require_safe
def show(request: ActorRequest, row_id: UUID) -> HttpResponse:
    """Show one agreement, and what I can do now."""
    return _page(request, _row(request, row_id))


@for_roles("participant")
@require_POST
def step(request: ActorRequest, row_id: UUID, verb: str) -> HttpResponse:
    """Sign, write hours down, end it, or answer the review."""
    row = _row(request, row_id)
    if verb not in FORMS:
        raise Http404
    bound = take_practice_step(request, request.actor, row, verb, side=PracticeSide.PARTICIPANT)
    return _page(request, _row(request, row_id), bound) if bound else redirect("participant:practice", row.pk)
