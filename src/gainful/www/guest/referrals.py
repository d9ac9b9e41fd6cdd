"""A service answers a referral through its link: yes, no, when, and what came of it; and the calendar behind a link."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts.links import COHORT_CALENDAR
from gainful.domain.cohorts.queries import calendar_sessions
from gainful.domain.messages.links import LinkClosed, acting_through
from gainful.domain.messages.local_times import local_words
from gainful.domain.messages.models import SignedLink
from gainful.domain.participants.models import Participant
from gainful.domain.support import queries
from gainful.domain.support.access import may_appoint, may_refer
from gainful.domain.support.actions import (
    About,
    By,
    Slot,
    accept_referral,
    book,
    cancel,
    decline_referral,
    mark_received,
    move,
    settle,
)
from gainful.domain.support.asking import PERSON_CALENDAR, STAFF_CALENDAR
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import Appointment, Referral
from gainful.domain.support.states import REFERRAL_RULES, AppointmentState, ReferralState
from gainful.exchange.calendars import Event, calendar_text
from gainful.www.components.class_calendar import class_event
from gainful.www.components.support_forms import AppointmentForm, DeclineForm

OVER = frozenset({ReferralState.WITHDRAWN, ReferralState.CLOSED})
CALENDARS = {
    PERSON_CALENDAR.code: gettext_lazy("My appointments and classes"),
    STAFF_CALENDAR.code: gettext_lazy("Appointments"),
    COHORT_CALENDAR.code: gettext_lazy("Classes"),
}
"""The calendars that links open, and what a calendar program calls each."""


def _referral(link: SignedLink) -> Referral:
    """Return the link's referral; closed where the consent is over or the referral was taken back."""
    found = queries.linked_referral(link.about_id)
    if found is None or found.state in OVER:
        raise LinkClosed
    return found


def referral_page(
    request: ActorRequest, link: SignedLink, actor: Actor, token: str, **more: object
) -> HttpResponse:
    """Show what is asked, the person as far as they agreed, and what the service can say now."""
    row = _referral(link)
    context = {
        "referral": row,
        "service": row.service,
        "who": link.organization,
        "person": queries.referred_person(),
        "link": link,
        "may": {verb: may_refer(actor, verb, row) for verb in REFERRAL_RULES},
        "decline_form": DeclineForm(prefix="no"),
        "time_form": AppointmentForm(prefix="time", initial={"what": row.service.name, "call": row.service.phone}),
        "appointments": [
            (each, local_words(each.starts_at, each.zone), may_appoint(actor, "cancel", each),
             each.starts_at <= timezone.now())
            for each in queries.appointments_for(row)
        ],
        "answer_url": reverse("guest:answer", args=[token]),
        "hand_on_url": reverse("guest:hand_on", args=[token]),
        **more,
    }  # fmt: skip
    return render(request, "guest/referral.html", context)


def take_referral_answer(request: ActorRequest, link: SignedLink, actor: Actor) -> None:
    """Take one step of the service; what is refused is said above the page."""
    row, given = _referral(link), request.POST
    by = By(given.get("who", "").strip() or link.recipient, link.pk)
    verb = given.get("verb", "")
    steps: dict[str, Callable[[], object]] = {
        "accept": lambda: accept_referral(actor, row, note=given.get("note", ""), by=by),
        "decline": lambda: decline_referral(
            actor, row, reason=given.get("no-reason", ""), note=given.get("no-note", ""), by=by
        ),
        "receive": lambda: mark_received(actor, row, by=by),
        "time": lambda: _book(request, row, actor, by),
        "move": lambda: _move(request, row, actor),
        "cancel": lambda: cancel(
            actor, _appointment(row, given.get("appointment", "")), reason=given.get("reason", "")
        ),
        "came": lambda: settle(actor, _appointment(row, given.get("appointment", "")), came=True),
        "missed": lambda: settle(actor, _appointment(row, given.get("appointment", "")), came=False),
    }
    if verb not in steps:
        raise LinkClosed
    try:
        steps[verb]()
    except SupportError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
    else:
        messages.success(request, _("Thank you. The agency sees your answer."))


def _appointment(row: Referral, number: str) -> Appointment:
    found = next((each for each in queries.appointments_for(row) if str(each.pk) == number), None)
    if found is None:
        raise SupportError(_("This appointment is no longer there."), hint=_("Look at the page again."))
    return found


def _slot(request: ActorRequest) -> tuple[Slot, About]:
    form = AppointmentForm(request.POST, prefix="time")
    if not form.is_valid():
        name, words = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else ""
        raise SupportError(f"{label}: {words[0]}".removeprefix(": "))
    given = form.cleaned_data
    about = About(given["what"], given["place"], given["how_to_get_there"], given["call"])
    return Slot(form.moment(), given["minutes"], form.zone_name()), about


def _book(request: ActorRequest, row: Referral, actor: Actor, by: By) -> None:
    slot, about = _slot(request)
    book(actor, Participant(pk=row.participant_id), slot, about, referral=row, by=by)


def _move(request: ActorRequest, row: Referral, actor: Actor) -> None:
    slot, about = _slot(request)
    move(actor, _appointment(row, request.POST.get("appointment", "")), slot, about)


@login_not_required
@never_cache
@require_safe
def calendar(_request: ActorRequest, token: str) -> HttpResponse:
    """The calendar behind a link, as calendar programs read it; it names no person and no service."""
    try:
        with acting_through(token) as (link, _actor):
            if link.scope not in CALENDARS:
                raise LinkClosed
            events = [*map(_event, queries.calendar()), *map(class_event, calendar_sessions())]
            text = calendar_text(events, timezone.now(), name=str(CALENDARS[link.scope]))
    except LinkClosed:
        return HttpResponse(_("This calendar is no longer open."), status=410, content_type="text/plain")
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _event(row: Appointment) -> Event:
    return Event(
        str(row.pk), row.starts_at, row.ends_at, _("Appointment"), place=row.place,
        text=_("%(when)s. Sign in to see more.") % {"when": local_words(row.starts_at, row.zone)},
        is_cancelled=row.state == AppointmentState.CANCELLED,
        sequence=row.times_moved + (row.state == AppointmentState.CANCELLED), changed_at=row.updated_at,
    )  # fmt: skip
