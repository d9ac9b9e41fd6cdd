"""Programs that anybody may read about: what it is, whom it takes, what became of people, how sure that is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.measures import queries
from gainful.exchange.outcome_files.flat import TABLE, flat_rows
from gainful.www.components.indicator_page import chart, quarters_words, sentence, whole_rows
from gainful.www.components.paging import page_of
from gainful.www.components.tables import csv_response


@login_not_required
@never_cache
@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """List the programs whose agencies publish what became of people."""
    return render(request, "guest/programs.html", {"page": page_of(request, queries.public_programs())})


def _body(figures: dict[str, Any]) -> dict[str, Any]:
    return {**figures, "segments": []}


@login_not_required
@never_cache
@require_safe
def program(request: ActorRequest, program_id: UUID) -> HttpResponse:
    """Show one program; every count was released by its agency with small ones hidden."""
    found = queries.public_program(program_id)
    if found is None:
        raise Http404
    body = _body(found.figures)
    measured = [row for row in whole_rows(body) if row.is_measured]
    rows = [row for row in measured if not row.is_hidden]
    context = {
        "found": found,
        "body": body,
        "sentence": sentence(body),
        "quarters": quarters_words(body),
        "rows": rows,
        "hidden": [row.name for row in measured if row.is_hidden],
        "measured": measured,
        "chart": chart(_("Shares of people, with 95% intervals"), [(row.name, row) for row in rows]),
        "rule": found.figures["published"],
        "columns": [_("Indicator"), _("Figure"), _("95% interval"), _("Counted"), _("Not known yet")],
    }
    return render(request, "guest/program.html", context)


@login_not_required
@never_cache
@require_safe
def export(_request: ActorRequest, program_id: UUID) -> HttpResponse:
    """The figures of one program as CSV."""
    found = queries.public_program(program_id)
    if found is None:
        raise Http404
    rows = (["" if cell is None else cell for cell in row] for row in flat_rows(_body(found.figures)))
    return csv_response("program-figures", TABLE, rows)
