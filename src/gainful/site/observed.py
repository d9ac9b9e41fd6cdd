"""What is seen of the site from outside: whether it lives, whether it is ready, a line of log for each request."""

from __future__ import annotations

import contextvars
import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from gainful.site import metrics, readiness

Handler = Callable[[HttpRequest], HttpResponse]
GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
"""An id that a proxy may hand on in X-Request-ID: short, and nothing that a log could misread."""
NO_REQUEST = "-"
_CURRENT: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default=NO_REQUEST)
log = logging.getLogger("gainful.requests")
slow = logging.getLogger("gainful.slow")


def request_id() -> str:
    """Return the id of the request that is being answered, `-` outside of one."""
    return _CURRENT.get()


class ProbesMiddleware:
    """Answers what a balancer and a monitor ask, before sessions, redirects and the database can stand in the way."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """`/healthz`: the process answers. `/readyz`: it can serve people. `/metrics`: figures, by token."""
        if request.method in {"GET", "HEAD"} and (answer := PROBES.get(request.path)):
            response = answer(request)
            response.headers["Cache-Control"] = "no-store"
            return response
        return self.get_response(request)


def _alive(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def _ready(_request: HttpRequest) -> HttpResponse:
    found = readiness.parts()
    ready = all(found.values())
    said = {name: "ready" if good else "not ready" for name, good in found.items()}
    return JsonResponse({"ready": ready, "parts": said}, status=200 if ready else 503)


def _figures(request: HttpRequest) -> HttpResponse:
    if not metrics.token_is_right(request.headers.get("Authorization", "")):
        return HttpResponse(status=404)
    text, kind = metrics.exposition()
    return HttpResponse(text, content_type=kind)


def _security(_request: HttpRequest) -> HttpResponse:
    """Answer RFC 9116: whom to tell of a hole; 404 where nobody is named."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        return HttpResponse(status=404)
    ends = datetime.now(UTC) + timedelta(days=180)
    text = f"Contact: {contact}\nExpires: {ends:%Y-%m-%dT00:00:00Z}\nPreferred-Languages: en\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


PROBES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/.well-known/security.txt": _security,
    "/healthz": _alive,
    "/readyz": _ready,
    "/metrics": _figures,
}


class RequestLogMiddleware:
    """Gives each request an id and writes one line about it: which page, how it ended, how long, what kind of actor."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Never a name, an address or a secret: the page stands as its pattern, the actor as a role."""
        given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
        mine = given if GIVEN.fullmatch(given) else uuid.uuid4().hex
        token, began = _CURRENT.set(mine), time.perf_counter()
        try:
            with connection.execute_wrapper(_tell_slow):
                response = self.get_response(request)
            seconds = time.perf_counter() - began
            response.headers["X-Request-ID"] = mine
            if not request.path.startswith("/static/"):
                page, role = page_of(request), role_of(request)
                metrics.count(request.method or "", page, response.status_code, seconds)
                log.info(
                    "%s %s %d %.0f ms", request.method, page, response.status_code, seconds * 1000,
                    extra={"seen": {"method": request.method, "page": page, "status": response.status_code,
                                    "ms": round(seconds * 1000), "actor": role}},
                )  # fmt: skip
            return response
        finally:
            _CURRENT.reset(token)


def page_of(request: HttpRequest) -> str:
    """Return the pattern of the page, as `program/jobs/<uuid:order_id>/plan/`; an address names people and secrets."""
    found = request.resolver_match
    return f"/{found.route}" if found else "none"


def role_of(request: HttpRequest) -> str:
    """Return the kind of actor: a role, `visitor`, or `system`."""
    actor = getattr(request, "actor", None)
    return str(getattr(actor, "role", "") or "visitor")


def _tell_slow(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = (time.perf_counter() - began) * 1000
        if took >= settings.SLOW_QUERY_MS:
            # without its values, which name people
            slow.warning("%.0f ms: %s", took, re.sub(r"\s+", " ", sql)[:1000])


class WithRequestId(logging.Filter):
    """Lets every line say which request it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        record.request_id = request_id()
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, request, what was said, and of a request what was seen of it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", NO_REQUEST),
            "message": record.getMessage(),
            **getattr(record, "seen", {}),
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)
