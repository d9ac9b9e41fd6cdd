"""Appointments of the agency: who meets whom, moved, cancelled, kept; the rule of what counts as not coming."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.messages.links import address_of
from gainful.domain.messages.local_times import local_words
from gainful.domain.participants.actions import record_read, record_reads
from gainful.domain.support import queries
from gainful.domain.support.access import may_appoint
from gainful.domain.support.actions import About, Slot, book, cancel, move, set_no_show_rule, settle
from gainful.domain.support.actions.calendar_links import staff_calendar_link
from gainful.domain.support.errors import SupportError
from gainful.domain.support.no_show import rule_at, rule_on
from gainful.domain.support.states import APPOINTMENT_RULES, AppointmentState, Side
from gainful.www.access import for_roles
from gainful.www.coach.support.common import attempt, get_appointment, get_referral
from gainful.www.components.paging import WORK_TO, count_words, page_of, whole_number
from gainful.www.components.people import get_person
from gainful.www.components.support_forms import AppointmentForm, NoShowForm, TimeForm
from gainful.www.components.tables import csv_response

MOST_EXPORTED = 50_000


def _filters(request: ActorRequest) -> dict[str, object]:
    state, past = request.GET.get("state", ""), bool(request.GET.get("past"))
    found: dict[str, object] = {"state": state, "mine": request.GET.get("mine", ""), "past": past}
    today = timezone.localdate()
    return found | ({"until": today} if past else {"from": today - timedelta(days=1)})


@for_roles(*STAFF)
@require_safe
def appointments(request: ActorRequest) -> HttpResponse:
    """List the appointments from yesterday on, those whose outcome nobody said marked."""
    filters, now = _filters(request), timezone.now()
    found = queries.appointments(request.actor, filters)
    page = page_of(request, found.order_by("-starts_at", "id") if filters["past"] else found)
    record_reads(
        request.actor, [row.participant_id for row in page.rows], what=_("Seen in a list of appointments")
    )
    day = timezone.localdate()
    booked = {"state": AppointmentState.BOOKED, "from": day, "until": day}
    today, n = count_words(queries.appointments(request.actor, booked), WORK_TO)
    context = {
        "page": page,
        "rows": [(row, local_words(row.starts_at, row.zone), row.ends_at < now) for row in page.rows],
        "filters": filters,
        "sentence": ngettext("%(n)s appointment today.", "%(n)s appointments today.", today) % {"n": n},
        "states": [("", _("All")), *AppointmentState.choices],
        "mines": [("", _("Everybody's")), ("1", _("Mine"))],
        "pasts": [("", _("To come")), ("1", _("Past"))],
        "columns": [_("When"), _("Person"), _("What for"), _("With"), _("State")],
        "rule": rule_on(request.actor.organization, timezone.localdate()).words,
        "query": request.GET.urlencode(),
    }
    return render(request, "support/appointments.html", context)


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV, in UTC; noted in each person's read log."""
    found = list(queries.appointments(request.actor, _filters(request))[:MOST_EXPORTED])
    record_reads(request.actor, [row.participant_id for row in found], what=_("Appointments exported"))
    header = (
        "person_id",
        "what",
        "starts_utc",
        "ends_utc",
        "state",
        "who_cancelled",
        "late_cancel",
        "rule",
        "moved",
    )
    rows = (
        (row.participant.code, row.what, row.starts_at.isoformat(), row.ends_at.isoformat(), row.state,
         row.cancelled_by, row.is_late_cancel, row.rule_number, row.times_moved)
        for row in found
    )  # fmt: skip
    return csv_response("appointments", header, rows)


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Make an appointment with a person, of the agency or of a referral (`?referral=`)."""
    person = get_person(person_id)
    referral = None
    if wanted := request.GET.get("referral", ""):
        try:
            referral = get_referral(UUID(wanted))
        except ValueError:
            raise Http404 from None
        if referral.participant_id != person.pk:
            raise Http404
    begin = {"what": referral.service.name, "call": referral.service.phone} if referral else {}
    form = AppointmentForm(request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        about = About(given["what"], given["place"], given["how_to_get_there"], given["call"])
        host = None if referral else request.actor.user
        try:
            slot = Slot(form.moment(), given["minutes"], form.zone_name())
            made = book(request.actor, person, slot, about, host=host, referral=referral)
        except SupportError as error:
            form.take(error)
        else:
            messages.success(request, _("Booked. The person is told, and reminded."))
            return redirect("coach:appointment", made.pk)
    record_read(request.actor, person, what=_("Opened to make an appointment"))
    context = {"person": person, "form": form, "referral": referral}
    return render(request, "support/appointment_form.html", context, status=422 if form.errors else 200)


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Show one appointment; a POST gives it another time."""
    row = get_appointment(appointment_id)
    form = TimeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            move(request.actor, row, Slot(form.moment(), form.cleaned_data["minutes"], form.zone_name()))
        except SupportError as error:
            form.take(error)
        else:
            messages.success(request, _("Moved. Everybody concerned is told."))
            return redirect("coach:appointment", row.pk)
    record_read(request.actor, row.participant, what=_("Appointment opened"))
    context = {
        "appointment": row,
        "when": local_words(row.starts_at, row.zone),
        "form": form,
        "may": {verb: may_appoint(request.actor, verb, row) for verb in APPOINTMENT_RULES},
        "began": row.starts_at <= timezone.now(),
        "rule": rule_at(row.organization, row.starts_at).words,
        "sides": Side.choices,
    }
    return render(request, "support/appointment.html", context, status=422 if form.errors else 200)


@for_roles(*STAFF)
@require_POST
def step(request: ActorRequest, appointment_id: UUID, verb: str) -> HttpResponse:
    """Cancel an appointment, or say whether the person came."""
    row, actor, given = get_appointment(appointment_id), request.actor, request.POST
    late = whole_number(given.get("minutes_late", "0") or "0") or 0
    steps = {
        "cancel": lambda: cancel(actor, row, reason=given.get("reason", ""), side=given.get("side", "")),
        "keep": lambda: settle(actor, row, came=True, minutes_late=late),
        "miss": lambda: settle(actor, row, came=False),
    }
    if verb not in steps:
        raise Http404
    attempt(request, steps[verb], _("Noted."))
    return redirect("coach:appointment", row.pk)


@for_roles(*STAFF)
@require_POST
def calendar_link(request: ActorRequest) -> HttpResponse:
    """Make the address of one's own calendar, shown once."""
    token = staff_calendar_link(request.actor)
    messages.success(
        request, _("Your calendar's address, shown once: %s") % f"{address_of(token)}calendar.ics"
    )
    return redirect("coach:appointments")


@for_roles("program_manager", "operator")
@require_http_methods(["GET", "HEAD", "POST"])
def no_show(request: ActorRequest) -> HttpResponse:
    """Show the versions of the rule, and make the next one."""
    form = NoShowForm(
        request.POST if request.method == "POST" else None, initial={"valid_from": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            set_no_show_rule(request.actor, **form.cleaned_data)
        except SupportError as error:
            form.take(error)
        else:
            messages.success(request, _("Saved. Appointments before that day stay as they were judged."))
            return redirect("coach:no_show")
    context = {
        "form": form, "rules": queries.no_show_rules(request.actor),
        "now": rule_on(request.actor.organization, timezone.localdate()).words,
    }  # fmt: skip
    return render(request, "support/no_show.html", context, status=422 if form.errors else 200)
