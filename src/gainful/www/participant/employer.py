"""What does my employer see of me? The same page that it reads; say yes, or take it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.workforce import queries
from gainful.domain.workforce.actions import agree_to_be_shown, refuse_to_be_shown
from gainful.www.access import for_roles
from gainful.www.components.worker_page import worker_context

MOST_EMPLOYERS = 20


@for_roles("participant")
@require_safe
def show(request: ActorRequest) -> HttpResponse:
    """Show what each employer that brought me in sees, or would see."""
    request.section = "participant:privacy"
    rows = [
        {**worker_context(row), "answer_url": reverse("participant:employer_answer", args=[row.pk])}
        for row in queries.my_rows(request.actor)[:MOST_EMPLOYERS]
    ]
    return render(request, "participant/employer.html", {"rows": rows})


@for_roles("participant")
@require_POST
def answer(request: ActorRequest, worker_id: UUID) -> HttpResponse:
    """Say yes, or no; a no ends an earlier yes with the next query."""
    row = queries.my_rows(request.actor).filter(pk=worker_id).first()
    if row is None:
        raise Http404
    if request.POST.get("answer") == "yes":
        agree_to_be_shown(request.actor, row)
        messages.success(request, _("Saved. You can stop it here at any time."))
    else:
        refuse_to_be_shown(request.actor, row)
        messages.success(request, _("Saved. Your employer does not see your name."))
    return redirect("participant:employer_sees")
