"""An introduction through a signed link: the person answers about their own, the employer reads what was agreed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages import links as signed
from gainful.domain.messages.links import LinkClosed
from gainful.domain.messages.models import SignedLink
from gainful.domain.placements.links import MEET_PERSON, held_introduction
from gainful.domain.placements.looks import note_looks
from gainful.www.components.introduction_forms import StepForm
from gainful.www.components.introduction_page import introduction_context, take_step
from gainful.www.guest.answers import asked_through


def introduction_page(
    request: ActorRequest, link: SignedLink, _actor: Actor, token: str, bound: StepForm | None = None
) -> HttpResponse:
    """Show the introduction that the link opens, to the side that it was made for."""
    introduction = held_introduction(link)
    if introduction is None:
        raise LinkClosed
    if link.scope == MEET_PERSON.code:
        note_looks([introduction.pk], _("Opened by the employer"))
    context = {
        **introduction_context(request, introduction, link=link, bound=bound),
        "link": link,
        "step_url": reverse("guest:link", args=[token]) + "introduction/",
        "request_asked": asked_through(link) if link.scope == MEET_PERSON.code else None,
        "hand_on_url": reverse("guest:hand_on", args=[token]),
    }
    return render(request, "guest/introduction.html", context, status=422 if bound else 200)


@login_not_required
@never_cache
@require_POST
def step(request: ActorRequest, token: str, verb: str) -> HttpResponse:
    """Take the step that the link allows."""
    try:
        with signed.acting_through(token) as (found, actor):
            introduction = held_introduction(found)
            if introduction is None:
                raise LinkClosed
            bound = take_step(request, introduction, verb, Actor(None, None, actor.role), found)
            if bound is not None:
                return introduction_page(request, found, actor, token, bound)
    except LinkClosed:
        return render(request, "guest/link_closed.html", status=410)
    return redirect("guest:link", token)
