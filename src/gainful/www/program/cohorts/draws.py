"""The draw of a cohort: announce, contribute, open, void; who is in the cohort."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS, STAFF
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.draw_entries import unproved
from gainful.domain.cohorts.models import Cohort, Draw, Enrolment
from gainful.domain.cohorts.states import EnrolmentStatus, VoidReason
from gainful.domain.participants.actions import record_reads
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.paging import counted_page
from gainful.www.components.tables import csv_response
from gainful.www.program.cohorts.common import find_cohort, frame
from gainful.www.program.cohorts.form_errors import put_error
from gainful.www.program.cohorts.forms import LowerFloorForm, PublicValueForm

MOST = 5_000
MOST_NAMED = 50
"""People named on the page whose proof nobody has seen."""


def _context(request: ActorRequest, cohort: Cohort, form: forms.Form | None = None) -> dict[str, Any]:
    draws = queries.draws_of(cohort)
    counting = next((row for row in draws if row.status != "void"), None)
    framed = frame(request, cohort)
    waits = counting is None and framed["may"]["draw"]
    unseen = unproved(cohort, most=MOST_NAMED + 1) if waits else []
    return {
        **framed,
        "unproved": unseen[:MOST_NAMED],
        "unproved_more": len(unseen) > MOST_NAMED,
        "problem": actions.draw_problem(cohort) if waits else None,
        "floors": [
            (row, LowerFloorForm(auto_id=f"floor-{row.pk}-%s"))
            for row in cohort.floors.select_related("rule", "track")
            if row.seats and waits
        ],
        "draws": draws,
        "counting": counting,
        "form": form or PublicValueForm(has_unproved=bool(unseen)),
        "eligible": queries.eligible_people(cohort) if counting is None else 0,
        "unasked": queries.unasked(cohort),
        "priorities": actions.stated_priorities(cohort),
        "now": timezone.now(),
        "void_reasons": VoidReason.choices,
        "parties": _parties(counting),
    }


def _parties(draw: Draw | None) -> list[tuple[str, bool]]:
    if draw is None:
        return []
    hashes = draw.record["committed"]["public_seed"].get("parties", {})
    return [(name, name in draw.contributions) for name in sorted(hashes)]


@for_roles(*STAFF)
@require_safe
def show(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Show the draws of a cohort and what the next one waits for."""
    cohort = find_cohort(request, cohort_id)
    return render(request, "program/cohort_draw.html", _context(request, cohort))


@for_roles(*MANAGERS)
@require_POST
def announce(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Announce a draw: from now on its commitment is public."""
    cohort = find_cohort(request, cohort_id)
    form = PublicValueForm(request.POST, has_unproved=bool(unproved(cohort, most=1)))
    if form.is_valid():
        given = form.cleaned_data
        with put_error(form):
            value = actions.PublicValue.from_lines(given["at"], given["parties"])
            actions.announce_draw(request.actor, cohort, value, without_proof=given["without_proof"])
            messages.success(request, _("The draw is announced. Publish its commitment now."))
            return redirect("program:cohort_draw", cohort.pk)
    return render(request, "program/cohort_draw.html", _context(request, cohort, form), status=422)


@for_roles(*MANAGERS)
@require_POST
def step(request: ActorRequest, draw_id: UUID, verb: str) -> HttpResponse:
    """Take in a party's value, open the draw, or void it."""
    draw = Draw.objects.select_related("cohort").filter(
        pk=draw_id, cohort__organization=request.actor.organization
    ).first()  # fmt: skip
    if draw is None:
        raise Http404
    given, actor = request.POST, request.actor
    if verb == "contribute":
        attempt(
            request, lambda: actions.contribute(actor, draw, given.get("party", ""), given.get("value", "")),
            _("The value is taken in."),
        )  # fmt: skip
    elif verb == "open":
        attempt(
            request, lambda: actions.open_draw(actor, draw, signature=given.get("signature", "")),
            _("Drawn. Seats are offered; everybody is told."),
        )  # fmt: skip
    elif verb == "void":
        attempt(
            request,
            lambda: actions.void_draw(actor, draw, reason=given.get("reason", ""), words=given.get("words", "")),
            _("The draw is void; it stays published with the reason."),
        )  # fmt: skip
    else:
        raise Http404
    return redirect("program:cohort_draw", draw.cohort_id)


@for_roles(*STAFF)
@require_safe
def people(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """List who is in the cohort."""
    cohort = find_cohort(request, cohort_id)
    status = request.GET.get("status", "")
    page = counted_page(request, queries.enrolments_of(cohort, status))
    record_reads(request.actor, [row.participant_id for row in page.rows], what=_("Who is in a cohort"))
    context = {
        **frame(request, cohort),
        "page": page,
        "status": status,
        "situations": queries.situations_of(cohort),
        "compared": queries.against_actual(cohort),
        "statuses": [("", _("All")), *EnrolmentStatus.choices],
        "columns": [_("Name"), _("Role"), _("State"), _("Days"), _("What happened")],
    }
    return render(request, "program/cohort_people.html", context)


@for_roles(*STAFF)
@require_safe
def export_people(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Who is in the cohort as CSV; noted in read logs."""
    cohort = find_cohort(request, cohort_id)
    rows = list(queries.enrolments_of(cohort, request.GET.get("status", ""))[:MOST])
    record_reads(request.actor, [row.participant_id for row in rows], what=_("List exported"))
    header = ("person_id", "name", "role", "state", "starts_on", "ends_on", "ended", "reason")
    return csv_response(
        "cohort-people", header,
        ((row.participant.code, row.name, row.track and row.track.name, row.status, row.starts_on, row.ends_on,
          row.ended_at and row.ended_at.date(), row.reason) for row in rows),
    )  # fmt: skip


@for_roles(*STAFF)
@require_POST
def end_seat(request: ActorRequest, enrolment_id: UUID, verb: str) -> HttpResponse:
    """Say that somebody completed, left, or never started; or take that back."""
    row = Enrolment.objects.select_related("cohort").filter(
        pk=enrolment_id, organization=request.actor.organization
    ).first()  # fmt: skip
    if row is None:
        raise Http404
    actor, reason = request.actor, request.POST.get("reason", "")
    steps = {
        "complete": lambda: actions.complete_enrolment(actor, row),
        "leave": lambda: actions.end_enrolment(actor, row, reason=reason),
        "not_start": lambda: actions.end_enrolment(actor, row, reason=reason, did_start=False),
        "take_back": lambda: actions.take_back_end(actor, row),
    }
    if verb not in steps:
        raise Http404
    attempt(request, steps[verb], _("Saved."))
    return redirect("program:cohort_people", row.cohort_id)
