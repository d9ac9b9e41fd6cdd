"""History: who changed which account, organization, role or course, when and why."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.organizations.history import LONGEST, Change, changes, kind_names
from gainful.domain.organizations.models import Role
from gainful.www.access import for_roles
from gainful.www.components.paging import open_page
from gainful.www.components.tables import csv_response

PAGE_SIZE = 50


@for_roles(Role.OPERATOR)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show changes newest first, narrowed to one kind of record if asked."""
    actor, kind = request.actor, request.GET.get("kind", "")

    def fetch(start: int, size: int) -> list[Change]:
        return changes(actor, kind=kind, limit=size, offset=start)

    context = {
        "page": open_page(request, fetch, size=PAGE_SIZE, last=LONGEST // PAGE_SIZE),
        "kind": kind,
        "kinds": [("", _("All")), *kind_names()],
        "columns": [_("When"), _("Who"), _("What"), _("Change"), _("Why")],
        "query": request.GET.urlencode(),
    }
    return render(request, "operator/history.html", context)


@for_roles(Role.OPERATOR)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The newest changes as CSV, as many as a list may hold."""
    found = changes(request.actor, kind=request.GET.get("kind", ""), limit=LONGEST)
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
