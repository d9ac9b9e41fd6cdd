"""History: who changed which account, organization, role or course, when and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gainful.domain.organizations.history import LONGEST, changes, kind_names
from gainful.domain.organizations.models import Role
from gainful.www.access import for_roles
from gainful.www.components.tables import csv_response

PAGE_SIZE = 50


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return min(max(int(text), 1), LONGEST // PAGE_SIZE) if text.isascii() and text.isdigit() else 1


@for_roles(Role.OPERATOR)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show changes newest first, narrowed to one kind of record if asked."""
    number, kind = _page_number(request), request.GET.get("kind", "")
    offset = (number - 1) * PAGE_SIZE
    found = changes(request.actor, kind=kind, limit=PAGE_SIZE + 1, offset=offset)  # type: ignore[attr-defined]
    kinds = kind_names()
    context = {
        "rows": found[:PAGE_SIZE],
        "kind": kind,
        "kinds": kinds,
        "number": number,
        "earlier": number - 1,
        "later": number + 1 if len(found) > PAGE_SIZE else 0,
    }
    return render(request, "operator/history.html", context)


@for_roles(Role.OPERATOR)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The newest changes as CSV, as many as a list may hold."""
    found = changes(request.actor, kind=request.GET.get("kind", ""), limit=LONGEST)  # type: ignore[attr-defined]
    header = ("at", "who", "kind", "record", "record_id", "change", "fields", "reason")
    rows = (
        (
            c.at.isoformat(timespec="seconds"),
            c.who,
            c.kind,
            c.record,
            c.record_id,
            c.label,
            " ".join(c.fields),
            c.reason,
        )
        for c in found
    )
    return csv_response("history", header, rows)
