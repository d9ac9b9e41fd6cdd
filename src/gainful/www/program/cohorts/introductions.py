"""Whom of a cohort to introduce for which job behind it: proposed for all together, chosen, asked."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS, STAFF
from gainful.domain.cohorts.models import Cohort
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.participants.actions import record_reads
from gainful.domain.placements.actions import introduce_chosen
from gainful.domain.placements.errors import PlacementError
from gainful.domain.placements.proposals import (
    MOST_PER_OPENING,
    Proposal,
    SegmentFloor,
    propose,
)
from gainful.www.access import for_roles
from gainful.www.program.cohorts.common import find_cohort, frame

CLOSED = {
    "wage": gettext_lazy("pays less than they ask for"),
    "area": gettext_lazy("lies outside the area that they can reach"),
    "schedule": gettext_lazy("has shifts that they cannot work"),
    "track": gettext_lazy("is another role than they train for"),
    "introduced": gettext_lazy("they were introduced for it before"),
}


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Propose for which job each person is introduced; a POST asks those who are chosen."""
    cohort = find_cohort(request, cohort_id)
    if request.method == "POST":
        if request.actor.role not in MANAGERS:
            raise Http404
        _ask(request, cohort)
        return redirect("program:cohort_introductions", cohort.pk)
    error, floors, per_opening = "", [], 1
    try:
        per_opening, floors = _whole(request.GET.get("per", "1")), _floors(request)
        found = propose(request.actor, cohort, per_opening=per_opening, floors=floors)
    except PlacementError as refused:
        error, floors, per_opening = f"{refused.message} {refused.hint}".strip(), [], 1
        found = propose(request.actor, cohort)
    record_reads(
        request.actor,
        [row.enrolment.participant_id for row in found.rows],
        what=_("Proposed for introductions"),
    )
    context = {
        **frame(request, cohort),
        **_context(found, floors),
        "error": error,
        "per_opening": per_opening,
    }
    return render(request, "program/cohort_introductions.html", context, status=422 if error else 200)


def _whole(text: str) -> int:
    try:
        return int(text or "0")
    except ValueError:
        raise PlacementError(_("“%s” is no whole number.") % text[:20]) from None


def _floors(request: ActorRequest) -> list[SegmentFloor]:
    """Return the floors that were typed: fields `floor:JOB:SEGMENT`, empty ones left out."""
    floors = []
    for key in request.GET:
        text = request.GET.get(key, "").strip()
        if text and key.startswith("floor:") and key.count(":") >= 2:
            _word, order, segment = key.split(":", maxsplit=2)
            people = _whole(text)
            if people:
                floors.append(SegmentFloor(_uuid(order), segment, people))
    return floors


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _context(found: Proposal, floors: list[SegmentFloor]) -> dict[str, Any]:
    asked = {(floor.order, floor.segment): floor.people for floor in floors}
    given = Counter(row.order.pk for row in found.proposed if row.order is not None)
    free = sum(job.openings for job in found.jobs)
    return {
        "jobs": [
            {
                "order": job.order, "openings": job.openings, "room": job.room, "proposed": given[job.order.pk],
                "floors": [
                    {"segment": label, "people": asked.get((job.order.pk, label), "")} for label in found.segments
                ],
            }
            for job in found.jobs
        ],
        "rows": [
            {
                "row": row,
                "hours": None if row.hours is None else round(row.hours),
                "closed": [f"{order.title}: {CLOSED[why]}" for order, why in row.closed],
            }
            for row in found.rows
        ],
        "segments": found.segments,
        "has_floors": bool(floors),
        "price_people": found.price_people,
        "price_hours": round(found.price_hours),
        "unfilled": [
            {"segment": floor.segment, "missing": floor.people,
             "job": next(job.order.title for job in found.jobs if job.order.pk == floor.order)}
            for floor in found.unfilled
        ],
        "sentence": ngettext(
            "%(people)s of this cohort has no job yet and is on no way to one; %(free)s openings are free.",
            "%(people)s of this cohort have no job yet and are on no way to one; %(free)s openings are free.",
            len(found.rows),
        ) % {"people": len(found.rows), "free": free},
        "most": MOST_PER_OPENING,
        "columns": [_("Person"), _("Job"), _("Still to learn"), _("Not open to them")],
    }  # fmt: skip


def _ask(request: ActorRequest, cohort: Cohort) -> None:
    """Ask each chosen person about their job; what is refused is said on the next page."""
    chosen = [text.split(":") for text in request.POST.getlist("pair") if text.count(":") == 1]
    pairs = [(_uuid(seat), _uuid(order)) for seat, order in chosen]
    try:
        made = introduce_chosen(request.actor, cohort, pairs, note=request.POST.get("note", "")[:600])
    except JobOrderError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
        return
    done = ngettext(
        "%(n)s person is asked. The employer sees nobody before they say yes.",
        "%(n)s people are asked. The employer sees nobody before they say yes.",
        len(made),
    )
    messages.success(request, done % {"n": len(made)})
