"""Help: whom to call now, what services said, appointments, and what a service may see of me."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages.links import address_of
from gainful.domain.messages.local_times import local_words
from gainful.domain.participants import queries as people
from gainful.domain.participants.models import Participant
from gainful.domain.support import queries
from gainful.domain.support.access import may_appoint, may_refer
from gainful.domain.support.actions import (
    cancel,
    decline_referral,
    mark_received,
    share,
    withdraw_referral,
)
from gainful.domain.support.actions.calendar_links import person_calendar_link
from gainful.domain.support.emergency import HELP_LINES
from gainful.domain.support.errors import SupportError
from gainful.domain.support.kinds import Need
from gainful.domain.support.states.referrals import BY_PERSON
from gainful.www.access import for_roles
from gainful.www.components.paging import page_of
from gainful.www.participant.common import without_record


def _me(request: ActorRequest) -> Participant:
    found = people.my_record(request.actor)
    if found is None:
        raise Http404
    return found


@for_roles("participant")
@require_safe
def show(request: ActorRequest) -> HttpResponse:
    """Show whom to call when it cannot wait, my appointments, and what services said."""
    person = people.my_record(request.actor)
    if person is None:
        return without_record(request)
    actor = request.actor
    rows = list(queries.referrals_about(person)[:50])
    context = {
        "lines": HELP_LINES,
        "appointments": [
            (row, local_words(row.starts_at, row.zone), may_appoint(actor, "cancel", row))
            for row in queries.appointments_of(person)[:50]
        ],
        "referrals": [
            (row, may_refer(actor, "decline", row), may_refer(actor, "receive", row)) for row in rows
        ],
        "reasons": [(each.value, each.label) for each in BY_PERSON],
    }
    return render(request, "participant/help.html", context)


@for_roles("participant")
@require_safe
def services(request: ActorRequest) -> HttpResponse:
    """List services near me, of the agencies that I let in."""
    person = people.my_record(request.actor)
    if person is None:
        return without_record(request)
    filters = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "need", "near")}
    if "near" not in request.GET:
        filters["near"] = person.postal_code
    context = {
        "page": page_of(request, queries.services(request.actor, filters)),
        "filters": filters,
        "needs": [("", _("Anything")), *Need.choices],
        "query": request.GET.urlencode(),
    }
    return render(request, "participant/services.html", context)


def _try(request: ActorRequest, step: object, done: str) -> None:
    try:
        step()  # type: ignore[operator]
    except SupportError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
    else:
        messages.success(request, done)


@for_roles("participant")
@require_POST
def referral_step(request: ActorRequest, referral_id: UUID, verb: str) -> HttpResponse:
    """Say no, say that it helped, take it back, or change what the service may see."""
    _me(request)
    row, actor, given = queries.referral(referral_id), request.actor, request.POST
    if row is None:
        raise Http404
    steps = {
        "decline": lambda: decline_referral(
            actor, row, reason=given.get("reason", ""), note=given.get("note", "")
        ),
        "receive": lambda: mark_received(actor, row),
        "withdraw": lambda: withdraw_referral(actor, row),
        "share": lambda: share(
            actor, row, name="name" in given, phone="phone" in given, email="email" in given
        ),
    }
    if verb not in steps:
        raise Http404
    _try(request, steps[verb], _("Thank you. It is noted."))
    return redirect("participant:help")


@for_roles("participant")
@require_POST
def cancel_appointment(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Cancel an appointment of mine."""
    _me(request)
    row = queries.appointment(appointment_id)
    if row is None:
        raise Http404
    _try(
        request, lambda: cancel(request.actor, row, reason=request.POST.get("reason", "")),
        _("It is cancelled. Your coach finds another time with you."),
    )  # fmt: skip
    return redirect("participant:help")


@for_roles("participant")
@require_POST
def calendar_link(request: ActorRequest) -> HttpResponse:
    """Make the address of my calendar, shown once."""
    token = person_calendar_link(request.actor, _me(request))
    messages.success(
        request, _("Your calendar's address, shown once: %s") % f"{address_of(token)}calendar.ics"
    )
    return redirect("participant:help")
