"""May my employer see me by name? What a worker reads and answers through the link of a letter."""

from __future__ import annotations

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages.links import LinkClosed
from gainful.domain.messages.models import SignedLink
from gainful.domain.workforce.actions import agree_to_be_shown, refuse_to_be_shown
from gainful.domain.workforce.asking import held_worker
from gainful.www.components.worker_page import worker_context


def worker_page(request: ActorRequest, link: SignedLink, _actor: Actor, token: str) -> HttpResponse:
    """Show exactly what the employer would see."""
    row = held_worker(link)
    if row is None:
        raise LinkClosed
    context = {**worker_context(row), "link": link, "answer_url": reverse("guest:answer", args=[token])}
    return render(request, "guest/worker.html", context)


def take_worker_answer(request: ActorRequest, link: SignedLink, actor: Actor) -> None:
    """Take a yes, or a no that also ends an earlier yes."""
    row = held_worker(link)
    if row is None:
        raise LinkClosed
    if request.POST.get("answer") == "yes":
        agree_to_be_shown(actor, row)
        notices.success(request, _("Saved. You can stop it here at any time."))
    else:
        refuse_to_be_shown(actor, row)
        notices.success(request, _("Saved. Your employer does not see your name."))
