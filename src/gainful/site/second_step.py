"""Whoever opens other people's records proves who they are twice: before that, no page of theirs opens."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from gainful.domain.accounts import second_step
from gainful.domain.accounts.requests import ActorRequest

OPEN = ("/accounts/", "/account/second-step/", "/account/role/", "/static/", "/guest/", "/invitation/")
"""Where the step is set up, left or signed out of, and what needs no account."""


class SecondStepMiddleware:
    """Send who must have a second step and has none to the page that sets it up; the API answers 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponse:
        """Let everybody else through."""
        request.needs_second_step = lacks_second_step(request)
        if not request.needs_second_step or request.path.startswith(OPEN):
            return self.get_response(request)
        page = reverse("account:second_step")
        if request.path.startswith("/api/"):
            message = _("Your role needs a second step at sign-in.")
            problem = {"message": message, "hint": _("Set it up at %s.") % page, "field": ""}
            return JsonResponse(problem, status=403)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": page})
        return redirect(page)


def lacks_second_step(request: ActorRequest) -> bool:
    """Say whether the person acts in a role that needs it and signed in without; single sign-on asks for its own."""
    actor = request.actor
    if actor.user is None or not second_step.lacks_second_step(actor.user, actor.role):
        return False
    records = get_authentication_records(request, actor.user)
    return not any(record["method"] == "socialaccount" for record in records)
