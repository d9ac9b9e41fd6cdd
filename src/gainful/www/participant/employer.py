"""What does my employer see of me? The same page that it reads; say yes, or take it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.workforce import queries
from gainful.domain.workforce.actions import (
    agree_to_be_shown,
    keep_levels,
    refuse_to_be_shown,
    tell_levels,
)
from gainful.domain.workforce.errors import WorkforceError
from gainful.www.access import for_roles
from gainful.www.components.worker_page import profile_context, worker_context
from gainful.www.participant.common import unconfirmed_address

MOST_EMPLOYERS = 20
ANSWERS = {
    "yes": (agree_to_be_shown, gettext_lazy("Saved. You can stop it here at any time.")),
    "no": (refuse_to_be_shown, gettext_lazy("Saved. Your employer does not see your name.")),
    "tell": (tell_levels, gettext_lazy("Saved. You can stop it here at any time.")),
    "keep": (keep_levels, gettext_lazy("Saved. Your employer reads no more of your profile.")),
}


@for_roles("participant")
@require_safe
def show(request: ActorRequest) -> HttpResponse:
    """Show what each employer that brought me in sees, or would see."""
    request.section = "participant:privacy"
    rows = [
        {
            **worker_context(row),
            **profile_context(row),
            "answer_url": reverse("participant:employer_answer", args=[row.pk]),
        }
        for row in queries.my_rows(request.actor)[:MOST_EMPLOYERS]
    ]
    context = {"rows": rows, "unconfirmed_address": unconfirmed_address(request)}
    return render(request, "participant/employer.html", context)


@for_roles("participant")
@require_POST
def answer(request: ActorRequest, worker_id: UUID) -> HttpResponse:
    """Say yes, or no, to one's name or to one's profile; a no ends an earlier yes with the next query."""
    row = queries.my_rows(request.actor).filter(pk=worker_id).first()
    if row is None:
        raise Http404
    step, words = ANSWERS.get(request.POST.get("answer", ""), ANSWERS["no"])
    try:
        step(request.actor, row)
    except WorkforceError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
    else:
        messages.success(request, str(words))
    return redirect("participant:employer_sees")
