"""The coach's conversations."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.www.access import for_roles
from gainful.www.components import talks


@for_roles("coach")
@require_safe
def messages(request: ActorRequest) -> HttpResponse:
    """List the conversations."""
    return talks.talks(request, "coach")


@for_roles("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: ActorRequest, thread_id: UUID) -> HttpResponse:
    """Show one conversation, write the next message."""
    return talks.our_talk(request, thread_id, "coach")
