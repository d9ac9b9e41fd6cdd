"""Bring in people and courses: the pages of `components.imports` for program managers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.imports.incoming import COURSES, EXCHANGE, PEOPLE
from gainful.www.access import for_roles
from gainful.www.components.imports import pages

SITE = pages.ImportSite(
    "program", {PEOPLE: "program:people", COURSES: "program:courses", EXCHANGE: "program:exchange"}
)


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: ActorRequest, kind: str) -> HttpResponse:
    """Take the file in and go on to its columns."""
    return pages.start(request, SITE, kind)


@for_roles("program_manager")
@require_safe
def template(request: ActorRequest, kind: str) -> HttpResponse:
    """An empty spreadsheet with the headings that are read without asking."""
    return pages.template(request, SITE, kind)


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: ActorRequest, batch_id: UUID) -> HttpResponse:
    """Choose columns, see what is ready and what needs correction."""
    return pages.check(request, SITE, batch_id)


@for_roles("program_manager")
@require_POST
def save(request: ActorRequest, batch_id: UUID) -> HttpResponse:
    """Write the rows that are ready."""
    return pages.save(request, SITE, batch_id)


@for_roles("program_manager")
@require_safe
def problems(request: ActorRequest, batch_id: UUID) -> HttpResponse:
    """The rows that need correction, with what is wrong in each."""
    return pages.problems(request, SITE, batch_id)


@for_roles("program_manager")
@require_POST
def stop(request: ActorRequest, batch_id: UUID) -> HttpResponse:
    """End the background work on a file."""
    return pages.stop(request, SITE, batch_id)


@for_roles("program_manager")
@require_POST
def drop(request: ActorRequest, batch_id: UUID) -> HttpResponse:
    """Forget the upload."""
    return pages.drop(request, SITE, batch_id)
