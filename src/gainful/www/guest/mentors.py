"""A mentor answers through a link: whether they take the person, what came of each talk, and the end of it."""

from __future__ import annotations

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages.links import LinkClosed
from gainful.domain.messages.models import SignedLink
from gainful.domain.support import mentor_queries as queries
from gainful.domain.support.actions.mentors import decline_pair, end_pair, take_person, write_talk
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import Mentorship
from gainful.domain.support.states.practice import PairSide
from gainful.www.components.mentors import TalkForm, pair_context, said


def _row(link: SignedLink) -> Mentorship:
    found = queries.linked_pair(link.about_id)
    if found is None:
        raise LinkClosed
    return found


def mentor_page(request: ActorRequest, link: SignedLink, actor: Actor, token: str) -> HttpResponse:
    """Show who asks, why they fit, and what can be said now."""
    context = {
        **pair_context(actor, _row(link)),
        "link": link,
        "who": link.organization,
        "answer_url": reverse("guest:answer", args=[token]),
    }
    return render(request, "guest/mentor.html", context)


def take_mentor_answer(request: ActorRequest, link: SignedLink, actor: Actor) -> None:
    """Take one step of the mentor; what is refused is said above the page."""
    row, verb = _row(link), request.POST.get("verb", "")
    words = request.POST.get("ended_words", "")
    try:
        if verb == "take":
            take_person(actor, row)
        elif verb == "decline":
            decline_pair(actor, row, side=PairSide.MENTOR, words=words)
        elif verb == "end":
            end_pair(actor, row, side=PairSide.MENTOR, words=words)
        elif verb == "talk":
            form = TalkForm(request.POST)
            if not form.is_valid():
                raise SupportError(" ".join(str(one) for each in form.errors.values() for one in each))
            write_talk(actor, row, side=PairSide.MENTOR, **form.cleaned_data)
        else:
            raise LinkClosed
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
    else:
        notices.success(request, said(verb))
