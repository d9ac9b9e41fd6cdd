"""How often a program may call: per token or signed-in person, and per address; calls that cost much, less often."""

from __future__ import annotations

import hashlib
import ipaddress
import re
from collections.abc import Callable, Iterator
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

PREFIX = "/api/v1/"
WINDOW_S = 60
HEAVY: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "POST",
        re.compile(
            r"profiles|job-orders|job-orders/[^/]+/plan|imports/[^/]+|wage-records|wage-links|submitted-jobs(?:/[^/]+/take-up)?"
        ),
    ),
    ("GET", re.compile(r"job-orders/[^/]+/(feeders|people)|occupations/[^/]+/feeders|plans/[^/]+/plan\.pdf")),
    ("GET", re.compile(r"me/export")),
)
"""What reads a text, ranks a pool, solves a plan, sets a PDF or takes a file."""


class ApiLimitsMiddleware:
    """Count before anything else is done, outside the request's transaction: no call waits for another's count."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 429 with `Retry-After` where one of the limits is passed."""
        if request.path.startswith(PREFIX):
            for key, most in limits_of(request):
                count, left = cache.hit(key, WINDOW_S)  # type: ignore[attr-defined]
                if count > most:
                    return _wait(left, most)
        return self.get_response(request)


def is_heavy(method: str, path: str) -> bool:
    """Say whether a call costs much."""
    return any(method == verb and found.fullmatch(path.removeprefix(PREFIX)) for verb, found in HEAVY)


def limits_of(request: HttpRequest) -> Iterator[tuple[str, int]]:
    """Yield (what is counted, how many a minute) for a call; 0 in the settings means no limit."""
    limits = settings.API_LIMITS
    kinds = ["calls", "heavy"] if is_heavy(str(request.method), request.path) else ["calls"]
    for kind in kinds:
        if limits[kind]:
            yield f"api:{kind}:address:{_address(request)}", limits[kind] * limits["address_times"]
            if caller := _caller(request):
                yield f"api:{kind}:{caller}", limits[kind]


def _caller(request: HttpRequest) -> str:
    """Return a name of the token or of the signed-in person; a made-up token is still held by its address."""
    if sent := request.headers.get("Authorization", ""):
        return f"token:{hashlib.sha256(sent.encode()).hexdigest()}"
    user_id = request.session.get(SESSION_KEY)
    return f"user:{user_id}" if user_id else ""


def _address(request: HttpRequest) -> str:
    """Return the caller's address; of an IPv6 address the network, which one household or office holds whole."""
    try:
        told = get_adapter(request).get_client_ip(request)
        address = ipaddress.ip_address(told)
    except (PermissionDenied, ValueError):
        return "unknown"
    wide: Any = f"{address}/64" if address.version == 6 else address
    return str(ipaddress.ip_network(wide, strict=False))


def _wait(left: int, most: int) -> HttpResponse:
    problem = {
        "message": _("Too many calls: at most %(most)s of this kind a minute.") % {"most": most},
        "hint": _("Call again in %(left)s seconds.") % {"left": left},
        "field": "",
    }
    return JsonResponse(problem, status=429, headers={"Retry-After": str(left)})
