"""What people said beside what wage records say of the same quarter, and which of the two counts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import record_reads
from gainful.engine.indicators.self_report import NEAR, RULE_NAMES, RULES
from gainful.imports.self_reports import COLUMNS, Beside, beside
from gainful.imports.wage_places import has_store
from gainful.www.access import for_roles
from gainful.www.components.paging import open_page
from gainful.www.components.tables import csv_response
from gainful.www.program.measures.indicators import BOSSES

SHOW = [("", gettext_lazy("Only where they disagree")), ("all", gettext_lazy("All answers"))]


def _rows(request: ActorRequest) -> list[Beside]:
    return beside(request.actor, only_differing=request.GET.get("show") != "all")


@for_roles(*BOSSES)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show both sides of each answer, and the rule that settles it."""
    request.section = "program:measures"
    rows = _rows(request)
    page = open_page(request, lambda at, count: rows[at : at + count])
    record_reads(
        request.actor, [row.participant.pk for row in page.rows], what=_("Answers compared with wage records")
    )
    context = {
        "page": page,
        "rules": [(code, RULE_NAMES[code], words) for code, words in RULES.items()],
        "near": round(NEAR * 100),
        "has_store": has_store(request.actor.organization),
        "show": "all" if request.GET.get("show") == "all" else "",
        "shows": SHOW,
        "query": request.GET.urlencode(),
        "columns": [
            _("Person"),
            _("Quarter"),
            _("They say"),
            _("The wage record"),
            _("What counts"),
            _("Rule"),
        ],
    }
    return render(request, "program/self_reports.html", context)


@for_roles(*BOSSES)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """Both sides of each answer with what counts, as CSV; empty is not known, never no."""
    rows = _rows(request)
    record_reads(
        request.actor, [row.participant.pk for row in rows], what=_("Answers and wage records exported")
    )
    cells = (["" if cell is None else cell for cell in row.row()] for row in rows)
    return csv_response("answers-and-wage-records", COLUMNS, cells)
