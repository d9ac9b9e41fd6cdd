"""My classes: when and where, how I came so far, and checking in with the code in the room."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.actions.attendance import check_in_is_open
from gainful.domain.cohorts.hours import hours_of, in_hours
from gainful.domain.cohorts.models import Enrolment
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.paging import page_of
from gainful.www.components.seat_override import mark_limits
from gainful.www.participant.common import my_record

NEXT, IN_VIEW = 12, 3
"""How many classes are listed, and how many of them at once."""


@for_roles("participant")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show my next classes, my hours of each cohort, and how I came."""
    me = my_record(request)
    seats: dict[UUID, list[Enrolment]] = defaultdict(list)
    for seat in queries.my_enrolments(me):
        seats[seat.cohort_id].append(seat)
    hours = [found for mine in seats.values() for found in hours_of(mine[0].cohort, mine)]
    mark_limits(row.enrolment.cohort for row in hours)
    now = timezone.now()
    sessions = [(row, check_in_is_open(row, now)) for row in queries.my_sessions(me)[:NEXT]]
    context = {
        "sessions": sessions[:IN_VIEW],
        "later": sessions[IN_VIEW:],
        "hours": [
            (
                row.enrolment,
                in_hours(row.sums.planned),
                in_hours(row.sums.attended),
                in_hours(row.sums.made_up),
            )
            for row in hours
            if row.sums.planned or row.sums.attended
        ],
        "page": page_of(request, queries.my_attendance(me)),
    }
    return render(request, "participant/classes.html", context)


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Say that I am in the room, with the code that is shown there."""
    my_record(request)
    session = queries.session(session_id)
    if session is None:
        raise Http404
    if request.method == "POST":
        code = request.POST.get("code", "")[:20]
        done = attempt(
            request, lambda: actions.check_in(request.actor, session, code), _("You are checked in.")
        )
        if done:
            return redirect("participant:classes")
    opens = check_in_is_open(session, timezone.now())
    context = {
        "session": session,
        "opens": opens,
        "code": (request.POST.get("code") or request.GET.get("code", ""))[:20],
    }
    return render(
        request, "participant/check_in.html", context, status=422 if request.method == "POST" else 200
    )
