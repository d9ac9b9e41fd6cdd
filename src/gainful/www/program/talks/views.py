"""What was written and what is asked: the program manager's conversations and requests."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS
from gainful.www.access import for_roles
from gainful.www.components import talks

STAFF = MANAGERS


@for_roles(*STAFF)
@require_safe
def messages(request: ActorRequest) -> HttpResponse:
    """List the conversations."""
    return talks.talks(request, "program")


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: ActorRequest, thread_id: UUID) -> HttpResponse:
    """Show one conversation, write the next message."""
    return talks.our_talk(request, thread_id, "program")


@for_roles(*STAFF)
@require_safe
def requests(request: ActorRequest) -> HttpResponse:
    """List what is asked of others."""
    return talks.requests_page(request, "program")


@for_roles(*STAFF)
@require_POST
def request_step(request: ActorRequest, request_id: UUID, verb: str) -> HttpResponse:
    """Take one step with a request."""
    return talks.request_step(request, request_id, verb, "program")
