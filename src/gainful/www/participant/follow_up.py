"""How is it going? The questions that wait for me after a hire or a draw."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.measures import queries
from gainful.www.access import for_roles
from gainful.www.components.follow_up_form import follow_up_context, take_answer
from gainful.www.participant.common import my_record


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """Show one question, and take my answer."""
    request.section = "participant:jobs"
    my_record(request)
    row = queries.follow_up(follow_up_id)
    if row is None:
        raise Http404
    bound = take_answer(request, row, request.actor) if request.method == "POST" else None
    if request.method == "POST" and bound is None:
        return redirect("participant:follow_up", row.pk)
    context = {
        **follow_up_context(request, row, bound),
        "answer_url": reverse("participant:follow_up", args=[row.pk]),
    }
    return render(request, "participant/follow_up.html", context, status=422 if bound else 200)
