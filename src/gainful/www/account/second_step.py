"""Setting up the second step: why, and two ways, in the words of somebody who has never done it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest


@require_safe
def second_step(request: ActorRequest) -> HttpResponse:
    """Show the two ways; who needs no more goes on to their first page."""
    if not request.needs_second_step:
        return redirect("landing")
    return render(request, "account/second_step.html")
