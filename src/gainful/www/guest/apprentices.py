"""The mentor's page behind a link: hours on the job that wait, confirmed or sent back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.apprentice_progress import progress_of
from gainful.domain.cohorts.models import Apprenticeship
from gainful.domain.messages.links import LinkClosed
from gainful.domain.messages.models import SignedLink
from gainful.www.components.job_order_steps import attempt

SHOWN = 200


def _row(link: SignedLink) -> Apprenticeship:
    found = Apprenticeship.objects.filter(pk=link.about_id).first()
    if found is None:
        raise LinkClosed
    return found


def hours_page(request: ActorRequest, link: SignedLink, _actor: Actor, token: str) -> HttpResponse:
    """Show the hours that wait for the mentor, and how far the apprentice is."""
    row = _row(link)
    context = {
        "row": row,
        "waiting": list(
            row.hours.filter(status="logged").select_related("process").order_by("day", "id")[:SHOWN]
        ),
        "found": progress_of(row),
        "link": link,
        "answer_url": reverse("guest:answer", args=[token]),
    }
    return render(request, "guest/job_hours.html", context)


def take_hours_answer(request: ActorRequest, link: SignedLink, actor: Actor) -> None:
    """Confirm or return what is ticked; what is refused is said above the page."""
    row, given = _row(link), request.POST
    verb = "return" if "return" in given else "confirm"
    ids = [found for text in given.getlist("hours") if (found := _uuid(text))]
    done = _("Sent back: the apprentice sees why.") if verb == "return" else _("Thank you. The hours count.")
    attempt(
        request,
        lambda: actions.settle_hours(
            actor, row, ids, verb, answer=given.get("answer", ""), by=link.recipient
        ),
        done,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
