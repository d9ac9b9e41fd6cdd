"""Programs that anybody may read about: what it is, whom it takes, what became of people, how sure that is."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.measures import queries
from gainful.exchange.outcome_files.flat import TABLE, flat_rows
from gainful.www.components.paging import page_of
from gainful.www.components.public_program import public_context, whole_body
from gainful.www.components.tables import csv_response


@login_not_required
@never_cache
@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """List the programs whose agencies publish what became of people."""
    return render(request, "guest/programs.html", {"page": page_of(request, queries.public_programs())})


@login_not_required
@never_cache
@require_safe
def program(request: ActorRequest, program_id: UUID) -> HttpResponse:
    """Show one program; every count was released by its agency with small ones hidden."""
    found = queries.public_program(program_id)
    if found is None:
        raise Http404
    return render(request, "guest/program.html", public_context(found))


@login_not_required
@never_cache
@require_safe
def export(_request: ActorRequest, program_id: UUID) -> HttpResponse:
    """The figures of one program as CSV."""
    found = queries.public_program(program_id)
    if found is None:
        raise Http404
    rows = (["" if cell is None else cell for cell in row] for row in flat_rows(whole_body(found.figures)))
    return csv_response("program-figures", TABLE, rows)
