"""Profile: the posting beside what it asks for; edit, choose the occupation, send to the employer, sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders import actions, queries
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages.models import SignedLink
from gainful.domain.plans import links
from gainful.domain.plans.actions import close_job_order, send_profile, sign_profile
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import attempt, seen
from gainful.www.components.profile_edits import answer_edit, competency_options
from gainful.www.components.profile_page import profile_context
from gainful.www.program.jobs.common import STAFF, get_order, give_link, page


def _context(request: ActorRequest, order: JobOrder, changed: str = "") -> dict[str, Any]:
    version = queries.version_with_lines(order)
    return {
        **page(request, order, "profile"),
        **profile_context(order, version, changed),
        "line_url": reverse("program:job_line", args=[order.pk]),
        "search_url": reverse("program:competencies"),
        "seen_hash": queries.content_hash(version) if version else "",
        "links": links.open_links(order),
    }


@for_roles(*STAFF)
@require_safe
def profile(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Show the newest version beside the posting."""
    order = get_order(request, order_id)
    return render(request, "program/jobs_profile.html", _context(request, order))


@for_roles(*STAFF)
@require_POST
def line(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Save, remove or add one line, or accept a group; htmx gets the panel back, a plain form the page."""
    order = get_order(request, order_id)
    back = reverse("program:job_profile", args=[order.pk])

    def anew(changed: str) -> dict[str, Any]:
        return _context(request, get_order(request, order_id), changed)

    return answer_edit(request, request.actor, order, anew, back)


@for_roles(*STAFF)
@require_safe
def occupations(request: ActorRequest) -> HttpResponse:
    """Options for the occupation's search box."""
    found = actions.near_occupations(request.GET.get("other", ""))
    return render(request, "parts/occupation_options.html", {"found": found})


competencies = for_roles(*STAFF)(require_safe(competency_options))


def _do(
    request: ActorRequest, order_id: UUID, verb: Callable[[Actor, JobOrder], object], done: str
) -> HttpResponse:
    order = get_order(request, order_id)
    attempt(request, lambda: verb(request.actor, order), done)
    return redirect("program:job_profile", order_id)


@for_roles(*STAFF)
@require_POST
def occupation(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Not this one: read the posting as another occupation."""
    code = request.POST.get("other", "").strip() or request.POST.get("code", "").strip()

    def change(actor: Actor, order: JobOrder) -> None:
        actions.change_occupation(actor, order, code)

    return _do(request, order_id, change, _("The profile was read again for this occupation."))


@for_roles(*STAFF)
@require_POST
def read_again(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Read the posting again, with a title in plain words if one is given."""
    title = request.POST.get("title", "").strip()

    def read(actor: Actor, order: JobOrder) -> None:
        actions.read_posting_into_profile(actor, order, title=title or None)

    return _do(request, order_id, read, _("The posting was read."))


@for_roles(*STAFF)
@require_POST
def send(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Send the profile to the employer: they see it when they sign in, and a link works without an account."""
    order = get_order(request, order_id)

    def make(actor: Actor) -> tuple[SignedLink, str]:
        send_profile(actor, order)
        recipient = order.contact_name or order.employer_label
        return links.make_link(actor, order, scope="confirm_profile", recipient=recipient)

    return give_link(request, order, "profile", make)


@for_roles(*STAFF)
@require_POST
def sign(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Sign with the employer on the phone: their name and title, our account in the record."""

    def confirm(actor: Actor, order: JobOrder) -> None:
        sign_profile(actor, order, **seen(request))

    return _do(request, order_id, confirm, _("Signed. The plan can rest on this version."))


@for_roles(*STAFF)
@require_POST
def revoke(request: ActorRequest, order_id: UUID, link_id: UUID) -> HttpResponse:
    """Take a link back."""
    order = get_order(request, order_id)
    links.revoke_link(request.actor, order, link_id)
    messages.success(request, _("The link no longer opens anything."))
    return redirect("program:job_profile", order.pk)


@for_roles(*STAFF)
@require_POST
def close(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Close the job order, or open it again."""
    order = get_order(request, order_id)
    if order.status == "closed":
        return _do(request, order_id, actions.reopen_job_order, _("Open again."))
    done = _("Closed. Its links have ended; nothing was deleted. Everyone concerned is told.")
    return _do(request, order_id, close_job_order, done)
