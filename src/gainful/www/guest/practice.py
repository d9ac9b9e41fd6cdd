"""A host, a current employer or a person without an account signs, confirms hours and reviews through a link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages.links import LinkClosed
from gainful.domain.messages.models import SignedLink
from gainful.domain.support import practice_queries as queries
from gainful.domain.support.asking_practice import SIDES
from gainful.domain.support.models import PracticeAgreement
from gainful.www.components.practice import FORMS, practice_context, take_practice_step

SCOPES = frozenset(SIDES)


def _row(link: SignedLink) -> PracticeAgreement:
    found = queries.linked_agreement(link.about_id)
    if found is None:
        raise LinkClosed
    return found


def practice_page(
    request: ActorRequest, link: SignedLink, actor: Actor, token: str, bound: dict[str, Any] | None = None
) -> HttpResponse:
    """Show the agreement, and what this side can do now."""
    context = practice_context(actor, _row(link), SIDES[link.scope], bound)
    context |= {"link": link, "answer_url": reverse("guest:answer", args=[token])}
    return render(request, "guest/practice.html", context, status=422 if bound else 200)


def take_practice_answer(request: ActorRequest, link: SignedLink, actor: Actor) -> None:
    """Take one step of the side that the link is for; what is refused is said above the page."""
    verb = request.POST.get("verb", "")
    if verb not in FORMS and verb != "confirm":
        raise LinkClosed
    bound = take_practice_step(request, actor, _row(link), verb, side=SIDES[link.scope], link_id=link.pk)
    for form in (bound or {}).values():
        for name, found in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            notices.error(request, f"{label}: {found[0]}".removeprefix(": "))
