"""Setting up the second step: why, and two ways, in the words of somebody who has never done it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe


@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """Show the two ways; who needs no more goes on to their first page."""
    if not request.needs_second_step:  # type: ignore[attr-defined]
        return redirect("landing")
    return render(request, "account/second_step.html")
