"""What people without an account answer through a link: a message, their plan, who answers instead."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages import queries
from gainful.domain.messages.actions import answer_here, delegate_request
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.models import Request, SignedLink, Thread
from gainful.domain.plans.actions import answer_plan
from gainful.domain.plans.links import LinkClosed
from gainful.domain.plans.plan_for_participant import my_plans
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.message_forms import NoteForm
from gainful.www.components.my_plan import ANSWERS, plan_section


def asked_through(link: SignedLink) -> Request | None:
    """Return the open request that the link was made for, None where it was made by hand or is answered."""
    found = Request.objects.filter(pk=link.request_id).first() if link.request_id else None
    return found if found is not None and found.state == "open" else None


def _thread(link: SignedLink) -> Thread:
    found = Thread.objects.select_related("organization").filter(pk=link.about_id).first()
    if found is None:
        raise LinkClosed
    return found


def talk_page(request: ActorRequest, link: SignedLink, token: str) -> HttpResponse:
    """Show a conversation and where to answer."""
    thread = _thread(link)
    context = {
        "thread": thread,
        "turns": queries.conversation(thread),
        "form": NoteForm(),
        "link": link,
        "answer_url": reverse("guest:answer", args=[token]),
    }
    return render(request, "guest/talk.html", context)


def take_reply(request: ActorRequest, link: SignedLink, actor: Actor) -> None:
    """Store an answer to a message; what cannot be stored is said above the page."""
    try:
        answer_here(actor, _thread(link), request.POST.get("text", ""), link=link)
    except MessageError as error:
        notices.error(request, error.message)
    else:
        notices.success(request, _("Thank you. Your answer is sent."))


def my_plan_page(request: ActorRequest, link: SignedLink, token: str) -> HttpResponse:
    """Show somebody their own part of a plan, and take their answer."""
    plans = my_plans()
    if not plans:
        raise LinkClosed
    context = {
        "section": plan_section(plans[0]),
        "link": link,
        "answer_url": reverse("guest:answer", args=[token]),
        **ANSWERS,
    }
    return render(request, "guest/my_plan.html", context)


def take_plan_answer(request: ActorRequest, actor: Actor) -> None:
    """Take somebody's answer to their part of a plan."""
    plans, given = my_plans(), request.POST
    if not plans:
        raise LinkClosed
    plan_id: UUID = plans[0].id

    def step() -> None:
        answer_plan(
            actor,
            plan_id,
            given.get("answer", ""),
            reasons=given.getlist("reasons"),
            note=given.get("note", ""),
        )

    attempt(request, step, _("Thank you. Your agency sees your answer."))


def take_hand_on(request: ActorRequest, link: SignedLink, actor: Actor) -> bool:
    """Hand the link's request to a colleague; whether that was done."""
    asked = asked_through(link)
    if asked is None:
        raise LinkClosed
    try:
        delegate_request(actor, asked, name=request.POST.get("name", ""), email=request.POST.get("email", ""))
    except MessageError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
        return False
    return True
