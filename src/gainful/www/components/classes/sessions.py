"""The sessions of a cohort: listed, planned, one of them with its register, its steps, its code."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.actions.attendance import OPENS_BEFORE
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.links import cohort_calendar_link
from gainful.domain.cohorts.looks import note_looks
from gainful.domain.cohorts.models import Presence, Session
from gainful.domain.cohorts.registers import register_of
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.messages.links import address_of
from gainful.www.components.classes.forms import CancelForm, MoveForm, SessionForm, WordsForm, marks_given
from gainful.www.components.classes.space import Space
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.paging import numbered_page, page_of
from gainful.www.components.tables import csv_response

LONGEST_TAPS = 500_000
"""Bytes of a phone's taps: two thousand of them."""


def listing(request: ActorRequest, space: Space, cohort_id: UUID) -> HttpResponse:
    """List the sessions of a cohort, those still to come or the newest of the past first, with how many came."""
    cohort = space.find(request, cohort_id)
    which = request.GET.get("which", "coming")
    found = queries.sessions_of(cohort, which)
    page = page_of(request, found.reverse() if which == "past" else found)
    counts = queries.session_counts(row.pk for row in page.rows)
    for row in page.rows:
        row.counts = counts[row.pk]
    alerts = list(queries.alerts_of(cohort)[:20])
    note_looks(request.actor, [alert.enrolment for alert in alerts], "Absences in a row")
    context = {
        **space.context(request, cohort),
        "page": page,
        "which": which,
        "choices": [("coming", _("Still to come")), ("past", _("Past")), ("all", _("All"))],
        "columns": [_("Class"), _("When"), _("Where"), _("State"), _("Who came")],
        "alerts": alerts,
    }
    return render(request, "classes/sessions.html", context)


HEADER = ("id", "title", "kind", "day", "begins_utc", "minutes", "zone", "place", "state", "reason",
          "present", "late", "excused", "absent")  # fmt: skip


def export(request: ActorRequest, space: Space, cohort_id: UUID) -> HttpResponse:
    """The sessions as CSV."""
    cohort = space.find(request, cohort_id)
    rows = list(queries.sessions_of(cohort)[:5_000])
    counts = queries.session_counts(row.pk for row in rows)
    lines = (
        (
            row.pk, row.title, row.kind, row.day, row.starts_at.isoformat(), row.minutes, row.zone, row.place,
            row.status, row.reason, *(counts[row.pk].get(each, 0) for each in HEADER[-4:]),
        )
        for row in rows
    )  # fmt: skip
    return csv_response("sessions", HEADER, lines)


def new(request: ActorRequest, space: Space, cohort_id: UUID) -> HttpResponse:
    """Plan one session, or one on each of some weekdays."""
    cohort = space.find(request, cohort_id)
    sent = request.POST if request.method == "POST" else None
    form = SessionForm(sent, cohort=cohort, initial={"day": max(cohort.starts_on, timezone.localdate())})
    if sent is not None and form.is_valid() and (made := _plan(request, cohort, form)):
        words = ngettext("%(n)s class is planned.", "%(n)s classes are planned.", made) % {"n": made}
        messages.success(request, words)
        return redirect(space.url("sessions", cohort.pk))
    context = {**space.context(request, cohort), "form": form}
    return render(request, "classes/session_new.html", context, status=422 if form.errors else 200)


def _plan(request: ActorRequest, cohort: Any, form: SessionForm) -> int:
    given = form.cleaned_data
    try:
        if not given["weekdays"]:
            actions.add_session(request.actor, cohort, form.draft())
            return 1
        return len(
            actions.add_weekly(
                request.actor, cohort, form.draft(), weekdays=set(given["weekdays"]), until=given["until"],
                without=given["without"],
            )
        )  # fmt: skip
    except JobOrderError as error:
        put(form, error)
        return 0


def put(form: forms.Form, error: JobOrderError) -> None:
    """Show what the domain refused, at its field where the form has it."""
    form.add_error(
        error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
    )


def show(request: ActorRequest, space: Space, session_id: UUID) -> HttpResponse:
    """Show one session with its register: one tap a person."""
    session = space.session(request, session_id)
    lines = register_of(session)
    page = numbered_page(request, len(lines), lambda start, size: lines[start : start + size], size=60)
    note_looks(request.actor, [line.enrolment for line in page.rows], "Register of a class")
    unmarked = sum(line.attendance is None for line in lines)
    context = {
        **space.context(request, session.cohort, session),
        "page": page,
        "all": len(lines),
        "unmarked": unmarked,
        "presences": Presence.choices,
        "has_begun": session.starts_at <= timezone.now(),
        "opens": session.starts_at - OPENS_BEFORE <= timezone.now(),
        "taps_url": space.url("session_taps", session.pk),
        "move_form": MoveForm(initial=MoveForm.begin(session), prefix="move"),
        "words_form": WordsForm(
            initial={"title": session.title, "kind": session.kind, "place": session.place}, prefix="words"
        ),
        "cancel_form": CancelForm(prefix="cancel"),
    }
    return render(request, "classes/session.html", context)


def step(request: ActorRequest, space: Space, session_id: UUID, verb: str) -> HttpResponse:
    """Take a step with a session: mark, close, move, change its words, cancel."""
    session = space.session(request, session_id)
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "mark": (lambda: _mark(request, session), _("Saved.")),
        "close": (
            lambda: actions.close_session(request.actor, session),
            _("It is closed; the hours are in the books."),
        ),
        "move": (lambda: _move(request, session), _("It is moved; everybody concerned is told.")),
        "change": (lambda: _change(request, session), _("Saved.")),
        "cancel": (
            lambda: actions.cancel_session(
                request.actor, session, reason=request.POST.get("cancel-reason", "")
            ),
            _("It is cancelled; everybody concerned is told."),
        ),
    }
    if verb not in steps:
        raise Http404
    attempt(request, steps[verb][0], steps[verb][1])
    return redirect(space.url("session", session.pk))


def _mark(request: ActorRequest, session: Session) -> None:
    actions.mark_attendance(request.actor, session, marks_given(request.POST, register_of(session)))


def _checked(form: forms.Form) -> dict[str, Any]:
    """Return what a sent form says; CohortError names the first field that cannot be used."""
    if not form.is_valid():
        name, words = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else ""
        raise CohortError(f"{label}: {words[0]}".removeprefix(": "), field=name)
    return form.cleaned_data


def _move(request: ActorRequest, session: Session) -> None:
    form = MoveForm(request.POST, prefix="move")
    given = _checked(form)
    actions.move_session(request.actor, session, form.moment(), reason=given["reason"])


def _change(request: ActorRequest, session: Session) -> None:
    given = _checked(WordsForm(request.POST, prefix="words"))
    actions.change_session(request.actor, session, **given, module=session.module)


def taps(request: ActorRequest, space: Space, session_id: UUID) -> HttpResponse:
    """Take the taps of a phone; the answer names the keys that are saved, so that it forgets them."""
    session = space.session(request, session_id)
    try:
        sent = _taps_of(request.body)
        taken = actions.take_taps(request.actor, session, sent)
    except JobOrderError as error:
        return JsonResponse({"error": f"{error.message} {error.hint}".strip()}, status=422)
    unmarked = sum(line.attendance is None for line in register_of(session))
    refused = [{"key": str(key), "why": why} for key, why in taken.refused]
    return JsonResponse(
        {"saved": [str(key) for key in taken.saved], "refused": refused, "unmarked": unmarked}
    )


def _taps_of(body: bytes) -> list[actions.Tapped]:
    """Return the taps that a phone sent; CohortError where they are none."""
    if len(body) > LONGEST_TAPS:
        raise CohortError(_("These are too many taps at once."))
    try:
        rows = json.loads(body)["taps"]
        return [
            actions.Tapped(
                UUID(row["key"]),
                actions.Mark(UUID(row["seat"]), str(row["presence"]), int(row["late"]), int(row["early"])),
                _moment(row["at"]),
            )
            for row in rows
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CohortError(_("These taps cannot be read."), hint=_("Reload the page.")) from error


def _moment(text: str) -> datetime:
    found = parse_datetime(text)
    if found is None or found.tzinfo is None:
        raise ValueError(text)
    return found


def code(request: ActorRequest, space: Space, session_id: UUID) -> HttpResponse:
    """Show the code of the room, as letters and as a picture to scan; another one comes with each press."""
    session = space.session(request, session_id)
    row = getattr(session, "room_code", None)
    if request.method == "POST":
        attempt(
            request, lambda: actions.show_code(request.actor, session), _("Show it to everybody in the room.")
        )
        return redirect(space.url("session_code", session.pk))
    shown = row if row is not None and row.valid_until > timezone.now() else None
    address = request.build_absolute_uri(reverse("participant:check_in", args=[session.pk]))
    context = {
        **space.context(request, session.cohort, session),
        "code": shown,
        "address": address,
        "picture": _picture(f"{address}?code={shown.code}") if shown else "",
    }
    return render(request, "classes/code.html", context)


def _picture(address: str) -> str:
    """Return a QR code as a data address; allauth draws it, as it does for the second step of signing in."""
    drawn = get_adapter().build_totp_svg(address)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"


def calendar(request: ActorRequest, space: Space, cohort_id: UUID) -> HttpResponse:
    """Make the secret address of the cohort's calendar, shown once."""
    cohort = space.find(request, cohort_id)
    token = cohort_calendar_link(request.actor, cohort)
    words = _("The address of this cohort's calendar, shown once; it names nobody: %s")
    messages.success(request, words % f"{address_of(token)}calendar.ics")
    return redirect(space.url("sessions", cohort.pk))
