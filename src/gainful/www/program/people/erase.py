"""Erase a person who asked the agency for it: what goes, what stays, the reason, and the code typed once more."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gainful.domain.accounts.requests import ActorRequest
from gainful.imports.erasures import erase_on_commit
from gainful.www.access import for_roles
from gainful.www.components.people import get_person


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Say what an erasure does; do it once reason and code are given. Nothing of the record is shown here."""
    person, problem = get_person(person_id), ""
    reason = request.POST.get("reason", "").strip()[:400]
    if request.method == "POST":
        if not reason:
            problem = _("Write down why, for example: asked by phone on May 3.")
        elif request.POST.get("code", "").strip() != person.code:
            problem = _("That is not the person ID. Nothing was erased.")
        else:
            try:
                erase_on_commit(request.actor, person, reason=reason)
            except PermissionDenied as error:
                problem = str(error)
            else:
                messages.success(request, _("%s is erased.") % person.code)
                return redirect("program:people")
    context = {"person": person, "problem": problem, "reason": reason}
    return render(request, "program/person_erase.html", context, status=422 if problem else 200)
