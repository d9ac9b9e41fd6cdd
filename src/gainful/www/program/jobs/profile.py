"""Profile: the posting beside what it asks for; edit, choose the occupation, send to the employer, sign."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders import actions, queries
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.plans import links
from gainful.www.access import for_roles
from gainful.www.components.competency_search import search_competencies
from gainful.www.components.profile_edits import apply_edit
from gainful.www.components.profile_page import profile_context
from gainful.www.program.jobs.common import STAFF, get_order, page


def _context(request: HttpRequest, order: JobOrder) -> dict[str, Any]:
    version = queries.version_with_lines(order)
    return {
        **page(request, order, "profile"),
        **profile_context(order, version),
        "line_url": reverse("program:job_line", args=[order.pk]),
        "search_url": reverse("program:competencies"),
        "seen_hash": queries.content_hash(version) if version else "",
        "links": links.open_links(order),
    }


@for_roles(*STAFF)
@require_safe
def profile(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Show the newest version beside the posting."""
    order = get_order(request, order_id)
    return render(request, "program/jobs_profile.html", _context(request, order))


@for_roles(*STAFF)
@require_POST
def line(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Save, remove or add one line; htmx gets the panel back, a plain form the page."""
    order = get_order(request, order_id)
    said, problem = "", None
    try:
        said = apply_edit(request.actor, order, request.POST)  # type: ignore[attr-defined]
    except JobOrderError as error:
        problem = error
    if request.htmx:  # type: ignore[attr-defined]
        order = get_order(request, order_id)
        context = {**_context(request, order), "said": said, "error": problem}
        return render(request, "parts/profile_panel.html", context)
    messages.error(request, f"{problem.message} {problem.hint}") if problem else messages.success(
        request, said
    )
    return redirect("program:job_profile", order.pk)


@for_roles(*STAFF)
@require_safe
def competencies(request: HttpRequest) -> HttpResponse:
    """Options for the search box."""
    found = search_competencies(request.GET.get("competency", ""))
    return render(request, "parts/competency_options.html", {"found": found})


def _do(request: HttpRequest, order_id: UUID, verb: Any, done: str) -> HttpResponse:
    order = get_order(request, order_id)
    try:
        verb(request.actor, order)  # type: ignore[attr-defined]
    except JobOrderError as error:
        messages.error(request, f"{error.message} {error.hint}")
    else:
        messages.success(request, done)
    return redirect("program:job_profile", order_id)


@for_roles(*STAFF)
@require_POST
def occupation(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Not this one: read the posting as another occupation."""
    code = request.POST.get("other", "").strip() or request.POST.get("code", "").strip()

    def change(actor: Actor, order: JobOrder) -> None:
        actions.change_occupation(actor, order, code.split(" ")[0])

    return _do(request, order_id, change, _("The profile was read again for this occupation."))


@for_roles(*STAFF)
@require_POST
def read_again(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Read the posting again, with a title in plain words if one is given."""
    title = request.POST.get("title", "").strip()

    def read(actor: Actor, order: JobOrder) -> None:
        actions.read_posting_into_profile(actor, order, title=title or None)

    return _do(request, order_id, read, _("The posting was read."))


@for_roles(*STAFF)
@require_POST
def send(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Send the profile to the employer: they see it when they sign in, and a link works without an account."""
    order = get_order(request, order_id)
    try:
        actions.send_for_confirmation(request.actor, order)  # type: ignore[attr-defined]
        link, token = links.make_link(
            request.actor,  # type: ignore[attr-defined]
            order,
            scope="confirm_profile",
            recipient=order.contact_name or order.employer_label,
        )
    except JobOrderError as error:
        messages.error(request, f"{error.message} {error.hint}")
        return redirect("program:job_profile", order.pk)
    context = {
        **page(request, order, "profile"),
        "link": link,
        "address": request.build_absolute_uri(reverse("guest:link", args=[token])),
        "back": reverse("program:job_profile", args=[order.pk]),
    }
    return render(request, "program/jobs_link.html", context)


@for_roles(*STAFF)
@require_POST
def sign(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Sign with the employer on the phone: their name and title, our account in the record."""
    posted = request.POST

    def confirm(actor: Actor, order: JobOrder) -> None:
        actions.confirm_profile(
            actor,
            order,
            name=posted.get("name", ""),
            title=posted.get("title", ""),
            seen_hash=posted.get("seen_hash", ""),
        )

    return _do(request, order_id, confirm, _("Signed. The plan can rest on this version."))


@for_roles(*STAFF)
@require_POST
def revoke(request: HttpRequest, order_id: UUID, link_id: UUID) -> HttpResponse:
    """Take a link back."""
    order = get_order(request, order_id)
    links.revoke_link(request.actor, order, link_id)  # type: ignore[attr-defined]
    messages.success(request, _("The link no longer opens anything."))
    return redirect("program:job_profile", order.pk)


@for_roles(*STAFF)
@require_POST
def close(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Close the job order, or open it again."""
    order = get_order(request, order_id)
    if order.status == "closed":
        return _do(request, order_id, actions.reopen_job_order, _("Open again."))
    return _do(request, order_id, actions.close_job_order, _("Closed. Nothing was deleted."))
