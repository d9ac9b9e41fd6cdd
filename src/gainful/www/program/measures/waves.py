"""Who answered how it goes, who is silent, and what staff write down for somebody who said it on the phone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.measures import queries
from gainful.domain.measures.actions import stop
from gainful.domain.measures.actions.answer_follow_up import may
from gainful.domain.measures.answer_counts import disagreements, what_sides_say
from gainful.domain.measures.models import FollowUp
from gainful.domain.measures.models.follow_ups import WaveSide
from gainful.domain.measures.states import FollowUpState
from gainful.domain.participants.actions import record_reads
from gainful.imports.result_tables import WAVES, wave_row
from gainful.www.access import for_roles
from gainful.www.components.follow_up_form import follow_up_context, take_answer
from gainful.www.components.paging import page_of
from gainful.www.components.tables import csv_response
from gainful.www.program.measures.indicators import ROLES

STATES = [("", gettext_lazy("All")), *FollowUpState.choices]
SIDES = [("", gettext_lazy("Both")), *WaveSide.choices]
MOST = 10_000


def _filters(request: ActorRequest) -> dict[str, str]:
    state, side = request.GET.get("state", ""), request.GET.get("side", "")
    return {
        "state": state if state in FollowUpState.values else "",
        "side": side if side in WaveSide.values else "",
    }


@for_roles(*ROLES)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the questions of the waves, and how each group of the draws answers."""
    request.section = "program:measures"
    filters = _filters(request)
    page = page_of(request, queries.follow_ups(request.actor, **filters))
    record_reads(
        request.actor, [row.participant_id for row in page.rows], what=_("Seen in a list of questions")
    )
    waves = queries.response_by_arm(request.actor)
    context = {
        "page": page,
        "filters": filters,
        "states": STATES,
        "sides": SIDES,
        "query": request.GET.urlencode(),
        "waves": waves,
        "says": what_sides_say(request.actor),
        "says_columns": [
            _("After"),
            _("Who was asked"),
            _("Answered"),
            _("Work at all"),
            _("Job goes on"),
            _("Would hire again"),
            _("Satisfied, 1 to 5"),
        ],
        "source": queries.ATTRITION_SOURCE,
        "disagree": disagreements(request.actor),
        "narrowed": any(filters.values()),
        "columns": [_("Person"), _("Who is asked"), _("After"), _("Due"), _("State")],
        "wave_columns": [
            _("Group"),
            _("Asked"),
            _("Answered"),
            _("No answer"),
            _("Still have time"),
            _("Answered, %"),
            _("Work, of those who answered"),
            _("Weighted for who answers"),
            _("Whatever the silent ones do"),
        ],
    }
    return render(request, "program/waves.html", context)


@for_roles(*ROLES)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The questions with their newest answers, as CSV; empty is not answered, never no."""
    rows = list(
        queries.follow_ups(request.actor, **_filters(request)).prefetch_related("answers__more")[:MOST]
    )
    record_reads(request.actor, [row.participant_id for row in rows], what=_("List of questions exported"))
    cells = (["" if cell is None else cell for cell in wave_row(row)] for row in rows)
    return csv_response("waves", [column.name for column in WAVES], cells)


def _get(follow_up_id: UUID) -> FollowUp:
    found = queries.follow_up(follow_up_id)
    if found is None:
        raise Http404
    return found


@for_roles(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """Show one question with its answers, and write down what the side said."""
    request.section = "program:measures"
    row = _get(follow_up_id)
    bound = take_answer(request, row, request.actor, by_staff=True) if request.method == "POST" else None
    if request.method == "POST" and bound is None:
        return redirect("program:wave", row.pk)
    record_reads(request.actor, [row.participant_id], what=_("Their answers seen"))
    context = {
        **follow_up_context(request, row, bound, by_staff=True),
        "can_stop": may(request.actor, "stop", row),
    }
    return render(request, "program/wave.html", context, status=422 if bound else 200)


@for_roles(*ROLES)
@require_POST
def stop_asking(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """Ask no longer."""
    row = _get(follow_up_id)
    try:
        stop(request.actor, row)
    except JobOrderError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
    else:
        messages.success(request, _("No longer asked. What was answered stays."))
    return redirect("program:wave", row.pk)
