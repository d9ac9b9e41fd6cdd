"""The employer's messages, and handing a request to a colleague."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages import queries
from gainful.domain.messages.actions import mark_read
from gainful.www.access import for_roles
from gainful.www.components import talks
from gainful.www.components.paging import page_of


@for_roles("employer")
@require_safe
def messages(request: ActorRequest) -> HttpResponse:
    """Show what the agency wrote to me, newest first; what is shown is read."""
    page = page_of(request, queries.messages_for(request.actor))
    context = {"page": page, "unread": queries.unread_count(request.actor)}
    response = render(request, "employer/messages.html", context)
    mark_read(request.actor, page.rows)
    return response


@for_roles("employer")
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: ActorRequest, thread_id: UUID) -> HttpResponse:
    """Show one conversation, and answer."""
    return talks.my_talk(request, thread_id, "employer")


@for_roles("employer")
@require_POST
def hand_on(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Hand what is asked of us to a colleague."""
    row = queries.requests_to(request.actor).filter(pk=request_id).first()
    if row is None:
        raise Http404
    talks.take_step(
        request, lambda: talks.hand_on(request, row), _("Sent to them. You need do nothing more.")
    )
    return redirect("employer:home")
