"""The API, version 1: one router a resource; /api/v1/docs describes it offline."""

from __future__ import annotations

import importlib.util
from importlib import import_module

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.security import django_auth

from gainful.api.v1.common import Refused
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError

api = NinjaAPI(
    title="Gainful",
    version="1",
    description="Job orders, profiles, people and plans. Sign in first; every call sees what the account may see.",
    auth=django_auth,
    docs_url="/docs",
)

RESOURCES = (
    "job_orders",
    "plans",
    "occupations",
    "profiles",
    "participants",
    "courses",
    "consents",
    "imports",
)
"""One module each with `router`; those that are not there are not mounted."""

for _name in RESOURCES:
    if importlib.util.find_spec(f"gainful.api.v1.{_name}"):
        api.add_router("", import_module(f"gainful.api.v1.{_name}").router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """Answer with the status and problem the resource chose."""
    return api.create_response(request, error.problem, status=error.status)


@api.exception_handler(JobOrderError)
def job_order_error(request: HttpRequest, error: JobOrderError) -> HttpResponse:
    """Answer 403 where the actor may not, else 422, in the domain's words."""
    status = 403 if isinstance(error, NotAllowedError) else 422
    problem = {"message": error.message, "hint": error.hint, "field": error.field}
    return api.create_response(request, problem, status=status)


def open_to_strangers(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Let the API itself answer 401 where the site's middleware would send a browser to the sign-in page."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback.login_required = False  # type: ignore[attr-defined]
    return patterns
