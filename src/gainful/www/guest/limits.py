"""How many forms one address may send to pages that need no account."""

from __future__ import annotations

from allauth.core.internal.httpkit import get_client_ip
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts.errors import CohortError

MOST_AN_HOUR = 60
"""Forms from one address an hour: a library or a school has one address for everybody in it."""


def require_few(request: ActorRequest, kind: str = "public-form", most: int = 0) -> None:
    """Count a form of this kind; CohortError where one address sent too many within an hour."""
    try:
        address = get_client_ip(request)
    except PermissionDenied:
        address = "unknown"
    count, left = cache.hit(f"{kind}:{address}", 3600)  # type: ignore[attr-defined]
    if count > (most or MOST_AN_HOUR):
        raise CohortError(
            _("Too many forms came from here."), hint=_("Try again in %(n)s minutes.") % {"n": 1 + left // 60}
        )
