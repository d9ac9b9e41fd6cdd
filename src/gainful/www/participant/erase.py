"""Erase my record: what goes, what stays and why, and the one step that does it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gainful.domain.accounts.requests import ActorRequest
from gainful.imports.erasures import erase_on_commit
from gainful.www.access import for_roles
from gainful.www.participant.common import my_record


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: ActorRequest) -> HttpResponse:
    """Say what an erasure does; do it once the person has typed their own address."""
    person, user = my_record(request), request.actor.signed_in_user
    problem = ""
    if request.method == "POST":
        if request.POST.get("confirm", "").strip().lower() == user.email.lower():
            erase_on_commit(request.actor, person, reason="the person asked")
            logout(request)
            messages.success(request, _("Your record is erased. You are signed out."))
            return redirect("landing")
        problem = _("That is not your e-mail address. Nothing was erased.")
    context = {"problem": problem, "address": user.email}
    return render(request, "participant/erase.html", context, status=422 if problem else 200)
