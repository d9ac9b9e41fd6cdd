"""How does a hire do? The questions of the waves that wait for the employer."""

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


@for_roles("employer")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """Show one question about a hire, and take the answer."""
    request.section = "employer:doing"
    row = queries.follow_up(follow_up_id)
    if row is None:
        raise Http404
    bound = take_answer(request, row, request.actor) if request.method == "POST" else None
    if request.method == "POST" and bound is None:
        return redirect("employer:follow_up", row.pk)
    context = {
        **follow_up_context(request, row, bound),
        "answer_url": reverse("employer:follow_up", args=[row.pk]),
    }
    return render(request, "employer/follow_up.html", context, status=422 if bound else 200)
