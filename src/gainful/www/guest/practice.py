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
from gainful.domain.support.states.practice import PracticeSide
from gainful.www.components.insiders import insider, known_here, refusal, was_agency_s
from gainful.www.components.practice import FORMS, Through, practice_context, take_practice_step

SCOPES = frozenset(SIDES)


def _row(link: SignedLink, insider: str = "") -> PracticeAgreement:
    found = queries.linked_agreement(link.about_id, insider)
    if found is None:
        raise LinkClosed
    return found


def _reader(request: ActorRequest, link: SignedLink) -> str:
    """Return under whose name the look is noted, where it is not the holder's of the link."""
    return str(request.actor.user) if insider(request, link) else ""


def _of_another_side(request: ActorRequest, link: SignedLink, row: PracticeAgreement) -> str:
    """Return who of another side is signed in at this browser: of the agency, or the person on another's link."""
    if who := insider(request, link):
        return who
    is_the_person = request.sitting.record == row.participant_id
    return request.sitting.name if is_the_person and SIDES[link.scope] != PracticeSide.PARTICIPANT else ""


def practice_page(
    request: ActorRequest, link: SignedLink, actor: Actor, token: str, bound: dict[str, Any] | None = None
) -> HttpResponse:
    """Show the agreement, and what this side can do now; whoever is of another side reads it only."""
    row = _row(link, _reader(request, link))
    who = _of_another_side(request, link, row)
    context = practice_context(actor, row, SIDES[link.scope], bound, reads_only=refusal(who) if who else "")
    context |= {"link": link, "answer_url": reverse("guest:answer", args=[token])}
    return render(request, "guest/practice.html", context, status=422 if bound else 200)


def take_practice_answer(request: ActorRequest, link: SignedLink, actor: Actor) -> None:
    """Take one step of the side that the link is for; what is refused is said above the page."""
    verb = request.POST.get("verb", "")
    if verb not in FORMS and verb != "confirm":
        raise LinkClosed
    row = _row(link, _reader(request, link))
    if who := _of_another_side(request, link, row):
        notices.error(request, refusal(who))
        return
    through = Through(link.pk, known_here(request, link), was_agency_s(request, link))
    bound = take_practice_step(request, actor, row, verb, side=SIDES[link.scope], through=through)
    for form in (bound or {}).values():
        for name, found in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            notices.error(request, f"{label}: {found[0]}".removeprefix(": "))
