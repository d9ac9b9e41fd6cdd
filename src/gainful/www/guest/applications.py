"""An application, or a saved search, behind the link of its letter."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import queries
from gainful.domain.cohorts.links import APPLICATION, SEARCH
from gainful.domain.cohorts.models import Application, SavedSearch
from gainful.domain.cohorts.searches import confirm_search, end_search
from gainful.domain.messages import links as signed
from gainful.domain.messages.links import LinkClosed
from gainful.domain.messages.models import SignedLink
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.my_application import application_context, take_step

SCOPES = frozenset({APPLICATION.code, SEARCH.code})


def _application(link: SignedLink) -> Application:
    found = queries.application(link.about_id)
    if found is None:
        raise LinkClosed
    return found


def _search(link: SignedLink) -> SavedSearch:
    found = SavedSearch.objects.filter(pk=link.about_id).first()
    if found is None:
        raise LinkClosed
    return found


def cohort_page(request: ActorRequest, link: SignedLink, actor: Actor, token: str) -> HttpResponse:
    """Show what the link opens: an application or a saved search."""
    step_url = reverse("guest:link", args=[token]) + "steps/"
    if link.scope == SEARCH.code:
        return render(request, "guest/search.html", {"search": _search(link), "step_url": step_url})
    context = {**application_context(actor, _application(link), step_url), "link": link}
    return render(request, "guest/application.html", context)


@login_not_required
@never_cache
@require_POST
def step(request: ActorRequest, token: str, verb: str) -> HttpResponse:
    """Take a step through a link: with an application, or a saved search."""
    try:
        with signed.acting_through(token) as (link, actor):
            if link.scope == SEARCH.code:
                _search_step(request, _search(link), verb)
            elif link.scope == APPLICATION.code:
                take_step(request, actor, _application(link), verb)
            else:
                raise LinkClosed
    except LinkClosed:
        return render(request, "guest/link_closed.html", status=410)
    return redirect("guest:link", token)


def _search_step(request: ActorRequest, search: SavedSearch, verb: str) -> None:
    steps = {"confirm": (confirm_search, _("Confirmed.")), "end": (end_search, _("Ended."))}
    if verb not in steps:
        raise Http404
    action, done = steps[verb]
    attempt(request, lambda: action(search), done)
