"""One transaction a request, with the actor set in it before anything is read."""

from __future__ import annotations

from collections.abc import Callable

import pghistory
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.defaults import bad_request

from gainful.domain.accounts.actor import VISITOR_ROLE, Actor, set_actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.organizations.queries import active_memberships
from gainful.exchange.upload_sizes import TABLE
from gainful.site.secret_paths import without_secret
from gainful.site.visitors import subject_of

Handler = Callable[[HttpRequest], HttpResponse]
MOST_BODY = 30 * 2**20
"""Bytes of a request that brings no spreadsheet."""
MOST_SPREADSHEET = TABLE + 6 * 2**20
"""Bytes of a request that brings a spreadsheet, with what goes along: 200,000 people are about 37 MB."""
SPREADSHEETS = (
    "/program/import/", "/employer/import/", "/program/measures/", "/program/people/exchange/", "/api/v1/imports/",
    "/api/v1/wage-records",
)  # fmt: skip


class StorableTextMiddleware:
    """Let no NUL through, which PostgreSQL cannot keep: 400 for an address, dropped from what was typed or pasted.

    Files lose it too; refusing a form for a sign that nobody sees would lose the rest of it. The API names the field.
    """

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
        if _holds_nul(request.GET):
            return bad_request(request, BadRequest())
        if _holds_nul(request.POST):
            kept = request.POST.copy()
            for name, values in request.POST.lists():
                kept.setlist(name, [str(value).replace("\x00", "") for value in values])
            request.POST = kept  # type: ignore[assignment]
        return None


def _holds_nul(fields: QueryDict) -> bool:
    return any("\x00" in str(value) for _, values in fields.lists() for value in values)


class PrivateMiddleware:
    """Nothing that was shown stays behind in a browser or a proxy, and no body is larger than any form needs."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse bodies that are too large before anything reads them; mark every answer as not to be kept."""
        told = str(request.META.get("CONTENT_LENGTH") or "")
        most = MOST_SPREADSHEET if request.path.startswith(SPREADSHEETS) else MOST_BODY
        if told.isdecimal() and int(told) > most:
            response = self._too_large(request, most)
        else:
            response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        return response

    def _too_large(self, request: HttpRequest, most: int) -> HttpResponse:
        said = _("What you sent is larger than %(most)s MB.") % {"most": most >> 20}
        if request.path.startswith("/api/"):
            return JsonResponse({"message": said, "hint": "", "field": ""}, status=413)
        return HttpResponse(said, status=413, content_type="text/plain; charset=utf-8")


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
            if user_id is None:
                set_actor(None, None, VISITOR_ROLE, subject=subject_of(request))
            else:
                set_actor(user_id, None, "")
            url = without_secret(request.path)
            with pghistory.context(user=str(user_id or ""), url=url, method=request.method):
                response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


class MembershipMiddleware:
    """Choose the organization and role the user acts in, and tell PostgreSQL."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponse:
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
        request.actor = Actor(user, organization, role)
        if user is not None:
            set_actor(user.pk, organization.pk if organization else None, role)
            with pghistory.context(organization=str(organization.pk) if organization else None, role=role):
                return self.get_response(request)
        if request.session.get(SESSION_KEY):  # it names somebody whom it no longer signs in
            set_actor(None, None, VISITOR_ROLE, subject=subject_of(request))
        return self.get_response(request)
