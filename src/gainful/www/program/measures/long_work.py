"""How far work is that a page of results started: told at once where it is short, else by a part that renews itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.organizations.models import Organization
from gainful.imports import long_work
from gainful.imports.long_work import DONE, RUNNING, Progress
from gainful.www.access import for_roles
from gainful.www.program.measures.indicators import BOSSES, ROLES

PAGES = {
    "wages": "program:wage_records", "link": "program:wage_links", "indicators": "program:measures",
    "release": "program:releases",
}  # fmt: skip


def tell_progress(request: ActorRequest, kind: str, progress: Progress) -> None:
    """Say what came of short work; of what goes on, the page itself tells."""
    if progress.state == DONE and isinstance(request.actor.organization, Organization):
        messages.success(request, progress.words)
        long_work.forget(request.actor.organization, kind)


def work_of(request: ActorRequest, kind: str) -> dict[str, Any] | None:
    """Return how far it is for a page; what has ended is told once."""
    organization = request.actor.organization
    if not isinstance(organization, Organization) or request.actor.role not in BOSSES:
        return None
    found = long_work.progress_of(organization, kind)
    if found is None:
        return None
    if found.state != RUNNING:
        say = messages.success if found.state == DONE else messages.error
        say(request, f"{found.name}: {found.words}")
        long_work.forget(organization, kind)
        return None
    return {"progress": found, "url": reverse("program:long_work", args=[kind]), "page": reverse(PAGES[kind])}


@for_roles(*ROLES)
@require_safe
def part(request: ActorRequest, kind: str) -> HttpResponse:
    """Answer the page's own question how far it is; once it has ended the page loads anew and says so."""
    organization = request.actor.organization
    if kind not in PAGES or not isinstance(organization, Organization):
        raise Http404
    found = long_work.progress_of(organization, kind)
    if found is None or found.state != RUNNING:
        return HttpResponseClientRefresh()
    work = {"progress": found, "url": reverse("program:long_work", args=[kind]), "page": reverse(PAGES[kind])}
    return render(request, "program/long_work_part.html", {"work": work})
