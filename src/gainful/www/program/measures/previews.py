"""What would leave the agency, before it does: each figure as others would read it, what is held back and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.measures import queries
from gainful.domain.measures.actions import page_words
from gainful.domain.measures.models import ReleasePreview
from gainful.domain.measures.models.reports import Cut
from gainful.domain.programs.models import Program
from gainful.domain.programs.queries import program, programs_of
from gainful.exchange.outcome_files import held_back
from gainful.imports.measured import preview_beside
from gainful.www.access import for_roles
from gainful.www.components.paging import open_page
from gainful.www.components.public_program import as_anybody_reads, public_context
from gainful.www.components.tables import csv_response
from gainful.www.program.measures.indicators import BOSSES, ROLES
from gainful.www.program.measures.releases import released_figures


@for_roles(*BOSSES)
@require_POST
def look(request: ActorRequest) -> HttpResponse:
    """Work out what would leave; of many people the page of releases says how far it is."""
    try:
        made = preview_beside(request.actor, request.POST.get("cut", ""))
    except JobOrderError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
        return redirect("program:releases")
    if isinstance(made, ReleasePreview):
        return redirect("program:release_preview", made.pk)
    return redirect("program:releases")


def _preview(request: ActorRequest, preview_id: UUID) -> ReleasePreview:
    found = queries.preview(request.actor, preview_id)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """One count that stays, as the page shows it."""

    group: str
    name: str
    what: str
    people: int | None
    why: str


def _held(found: ReleasePreview) -> list[Held]:
    body = found.body
    names = held_back.names_of(body)
    return [
        Held(
            one.segment or _("Everybody"), names.get(one.indicator, ""), held_back.WHAT[one.count], one.people,
            held_back.why_words(one.why, body["published"]),
        )
        for one in held_back.held_back(body, found.counts)
    ]  # fmt: skip


def _programs(request: ActorRequest, found: ReleasePreview) -> list[Program]:
    """Return the programs of which it has figures, each with a page that anybody may read."""
    if found.cut != Cut.PROGRAM:
        return []
    names = {segment["segment"] for segment in found.body["segments"]}
    return [one for one in programs_of(request.actor) if one.name in names]


@for_roles(*ROLES)
@require_safe
def show(request: ActorRequest, preview_id: UUID) -> HttpResponse:
    """Show one preview; a manager releases it from here as it stands."""
    request.section = "program:measures"
    found = _preview(request, preview_id)
    newest, today = queries.newest_release(request.actor), timezone.localdate()
    whole, held = held_back.balance(found.body, found.counts), _held(found)
    has_left = newest is not None and today < newest.next_from
    context: dict[str, Any] = {
        "preview": found,
        "balance": whole,
        "reasons": [
            (many, held_back.why_words(why, found.body["published"]))
            for why, many in sorted(whole.held.items())
        ],
        "never": held_back.NEVER,
        "has_left": has_left,
        "may_leave": not has_left and found.as_of == today,
        "can_manage": request.actor.role in BOSSES,
        "programs": _programs(request, found),
        "page": open_page(request, lambda start, many: held[start : start + many]),
        "held_columns": [_("Group"), _("Indicator"), _("What"), _("People"), _("Why")],
        **released_figures(found.body),
    }
    return render(request, "program/release_preview.html", context)


@for_roles(*ROLES)
@require_safe
def export(request: ActorRequest, preview_id: UUID) -> HttpResponse:
    """What one preview holds back, as CSV for staff."""
    found = _preview(request, preview_id)
    held = held_back.held_back(found.body, found.counts)
    rows = (["" if cell is None else cell for cell in one.row()] for one in held)
    return csv_response("held-back-for-staff", held_back.COLUMNS, rows)


@for_roles(*ROLES)
@require_safe
def page(request: ActorRequest, preview_id: UUID, program_id: UUID) -> HttpResponse:
    """Show how a program's public page would read with the figures of a preview."""
    request.section = "program:measures"
    found, of = _preview(request, preview_id), program(request.actor, program_id)
    if of is None:
        raise Http404
    try:
        read = as_anybody_reads(of, found, page_words(of, queries.page_of_program(of)))
    except JobOrderError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
        return redirect("program:release_preview", found.pk)
    context = {**public_context(read, is_preview=True), "preview": found}
    return render(request, "program/release_preview_page.html", context)
