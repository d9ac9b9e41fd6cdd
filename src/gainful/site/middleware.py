"""One transaction a request, with the actor set in it before anything is read."""

from __future__ import annotations

from collections.abc import Callable

import pghistory
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, set_actor
from gainful.domain.organizations.queries import active_memberships

Handler = Callable[[HttpRequest], HttpResponse]
SIGN_IN_PATHS = ("/accounts/", "/demo/", "/first-run/", "/invitation/")


class StorableTextMiddleware:
    """Answer 400 to text that PostgreSQL cannot keep, wherever a browser sends it; the API has its own parser."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at what is read before a view is chosen: path, query and cookies."""
        if "\x00" in "".join((request.path, *request.COOKIES.values())):
            return bad_request(request, BadRequest())
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Look at the fields, once cross-site posts are refused."""
        if request.path.startswith("/api/"):
            return None
        sent = (
            value for data in (request.GET, request.POST) for _, values in data.lists() for value in values
        )
        if any("\x00" in str(value) for value in sent):
            return bad_request(request, BadRequest())
        return None


class ActorMiddleware:
    """Open the request's transaction and name the signed-in user to PostgreSQL before Django loads them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Run the rest of the request inside the transaction; a response marked 5xx rolls it back."""
        if request.path.startswith("/static/"):
            return self.get_response(request)
        with transaction.atomic():
            user_id = request.session.get(SESSION_KEY)
            signing_in = user_id is None and request.path.startswith(SIGN_IN_PATHS)
            set_actor(user_id, None, SYSTEM_ROLE if signing_in else "")
            with pghistory.context(user=str(user_id or ""), url=request.path, method=request.method):
                response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


class MembershipMiddleware:
    """Choose the organization and role the user acts in, and tell PostgreSQL."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set `request.actor`; the choice is kept in the session under `membership`."""
        user = request.user if request.user.is_authenticated else None
        membership = None
        if user is not None:
            memberships = list(active_memberships(user))
            chosen = request.session.get("membership")
            membership = next(
                (m for m in memberships if str(m.pk) == chosen), memberships[0] if memberships else None
            )
        organization = membership.organization if membership else None
        role = membership.role if membership else ("participant" if user else "")
        request.actor = Actor(user, organization, role)  # type: ignore[attr-defined]
        if user is not None:
            set_actor(user.pk, organization.pk if organization else None, role)
            with pghistory.context(organization=str(organization.pk) if organization else None, role=role):
                return self.get_response(request)
        return self.get_response(request)
