"""Signing in with a token: `Authorization: Bearer gnf_…` acts as its person, in its role, within its scope."""

from __future__ import annotations

from typing import cast

import pghistory
from django.http import HttpRequest
from ninja.security import HttpBearer

from gainful.api.v1.common import Refused
from gainful.domain.accounts.actor import Actor, set_actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.second_step import comes_by_single_sign_on, lacks_second_step
from gainful.domain.organizations.actions import use_token
from gainful.domain.organizations.models import ApiToken, TokenScope

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class TokenAuth(HttpBearer):
    """Names the token's person to PostgreSQL before any resource is read."""

    openapi_bearerFormat = "gnf_…"  # noqa: N815 - the library's name

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the token, or None (401) where it has ended; 403 where a read-only token would change something."""
        found = use_token(token)
        if found is None:
            return None
        if found.scope == TokenScope.READ and request.method not in READING:
            raise Refused(403, "This token only reads.", "Make a token that may read and change.")
        set_actor(found.user.pk, found.organization.pk, found.role)
        pghistory.context(
            user=str(found.user.pk),
            organization=str(found.organization.pk),
            role=found.role,
            token=str(found.pk),
        )
        if lacks_second_step(found.user, found.role) and not comes_by_single_sign_on(found.user):
            hint = "Its person sets it up on their account page; then the token works again."
            raise Refused(403, "The role of this token needs a second step at sign-in.", hint)
        request.user = found.user
        bound = cast("ActorRequest", request)
        bound.actor = Actor(found.user, found.organization, found.role)
        return found
