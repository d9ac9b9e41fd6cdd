"""A question of a wave through a signed link: six at most, each may be left out."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.measures import queries
from gainful.domain.measures.asking import ANSWER_ABOUT_HIRE, SCOPES
from gainful.domain.measures.models import FollowUp
from gainful.domain.messages import links as signed
from gainful.domain.messages.links import LinkClosed
from gainful.domain.messages.models import SignedLink
from gainful.www.components.follow_up_form import FollowUpForm, follow_up_context, take_answer
from gainful.www.guest.answers import asked_through


def _row(link: SignedLink) -> FollowUp:
    found = queries.follow_up(link.about_id) if link.scope in SCOPES else None
    if found is None:
        raise LinkClosed
    return found


def follow_up_page(
    request: ActorRequest, link: SignedLink, actor: Actor, token: str, bound: FollowUpForm | None = None
) -> HttpResponse:
    """Show the question that the link opens; what was answered before stays to be seen and can be corrected."""
    request.actor = actor
    row = _row(link)
    context = {
        **follow_up_context(request, row, bound),
        "link": link,
        "answer_url": reverse("guest:follow_up", args=[token]),
        "request_asked": asked_through(link) if link.scope == ANSWER_ABOUT_HIRE.code else None,
        "hand_on_url": reverse("guest:hand_on", args=[token]),
    }
    return render(request, "guest/follow_up.html", context, status=422 if bound else 200)


@login_not_required
@never_cache
@require_POST
def answer(request: ActorRequest, token: str) -> HttpResponse:
    """Take the answer."""
    try:
        with signed.acting_through(token) as (link, actor):
            bound = take_answer(request, _row(link), Actor(None, None, actor.role))
            if bound is not None:
                return follow_up_page(request, link, actor, token, bound)
    except LinkClosed:
        return render(request, "guest/link_closed.html", status=410)
    return redirect("guest:link", token)
