"""One person's training: classes, hours made up, online courses, assessments, gains, credentials."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.hours import hours_of
from gainful.domain.cohorts.looks import note_looks
from gainful.domain.cohorts.models import (
    AssessmentResult,
    CredentialEarned,
    Enrolment,
    MadeUpHours,
    OnlineCompletion,
    SkillGain,
)
from gainful.domain.cohorts.states import STAFF
from gainful.domain.messages.local_times import length_words
from gainful.www.components.classes.forms import CredentialForm, GainForm, MadeUpForm, OnlineForm, ResultForm
from gainful.www.components.classes.hours import hours_row, uuid_of
from gainful.www.components.classes.sessions import put
from gainful.www.components.classes.space import Space
from gainful.www.components.job_order_steps import attempt

FORMS: dict[str, type[forms.Form]] = {
    "made": MadeUpForm, "online": OnlineForm, "result": ResultForm, "gain": GainForm, "credential": CredentialForm,
}  # fmt: skip
RECORD: dict[str, Callable[..., object]] = {
    "made": actions.add_made_up, "online": actions.record_online, "result": actions.record_result,
    "gain": actions.record_gain, "credential": actions.record_credential,
}  # fmt: skip
ROWS: dict[str, type[Any]] = {
    "made": MadeUpHours, "online": OnlineCompletion, "result": AssessmentResult, "gain": SkillGain,
    "credential": CredentialEarned,
}  # fmt: skip
OF_STAFF = frozenset({"gain", "credential"})
"""What goes into the agency's reports."""


def _seat(request: ActorRequest, space: Space, enrolment_id: UUID) -> Enrolment:
    seats = Enrolment.objects.filter(pk=enrolment_id)
    found = (seats.select_related("participant") if request.actor.role in STAFF else seats).first()
    if found is None:
        raise Http404
    found.cohort = space.find(request, found.cohort_id)
    return found


def _form(seat: Enrolment, kind: str, sent: Any = None) -> forms.Form:
    form = FORMS[kind](sent, prefix=kind, initial={"day": timezone.localdate()} if kind == "made" else None)
    if kind == "gain":
        form.fields["result"].queryset = seat.results.filter(taken_back_at=None)  # type: ignore[attr-defined]
    return form


def show(request: ActorRequest, space: Space, enrolment_id: UUID) -> HttpResponse:
    """Show one person's training, and record what came of it."""
    seat = _seat(request, space, enrolment_id)
    kind, sent = request.POST.get("what", ""), None
    if request.method == "POST":
        if kind not in FORMS:
            raise Http404
        sent = _form(seat, kind, request.POST)
        if sent.is_valid() and _record(request, seat, kind, sent):
            return redirect(space.url("class_person", seat.pk))
    rules = queries.funder_rules_of(seat.cohort)
    note_looks(request.actor, [seat], "Training of a person")
    kinds = [each for each in FORMS if request.actor.role in STAFF or each not in OF_STAFF]
    context = {
        **space.context(request, seat.cohort),
        "seat": seat,
        "row": hours_row(hours_of(seat.cohort, [seat], rules)[0], rules),
        "rules": rules,
        "attendance": seat.attendance.select_related("session").order_by("-session__starts_at", "id")[:400],
        "parts": [_part(seat, each, sent if each == kind else None) for each in kinds],
        "gains": () if "gain" in kinds else seat.gains.filter(taken_back_at=None),
    }
    return render(request, "classes/person.html", context, status=422 if sent else 200)


def _record(request: ActorRequest, seat: Enrolment, kind: str, form: forms.Form) -> bool:
    try:
        RECORD[kind](request.actor, seat, **form.cleaned_data)
    except CohortError as error:
        put(form, error)
        return False
    return True


def _part(seat: Enrolment, kind: str, form: forms.Form | None) -> dict[str, Any]:
    """Return what is recorded of one kind, in words, with its form."""
    words = {
        "made": (_("Hours made up"), _("Record hours made up")),
        "online": (_("Online courses"), _("Record an online course")),
        "result": (_("Assessments"), _("Record an assessment")),
        "gain": (_("Measurable skill gains"), _("Record a skill gain")),
        "credential": (_("Credentials"), _("Record a credential")),
    }[kind]
    rows = ROWS[kind].objects.filter(enrolment=seat)
    return {
        "kind": kind, "title": words[0], "button": words[1], "form": form or _form(seat, kind),
        "is_open": form is not None,
        "rows": [(row, words_of(row), row.taken_back_at is not None) for row in rows],
    }  # fmt: skip


def day_words(day: date) -> str:
    """Return a day as pages of staff write it."""
    return date_format(day, "SHORT_DATE_FORMAT")


def words_of(row: Any) -> str:
    """Return one record in a sentence."""
    if isinstance(row, MadeUpHours):
        record = {"day": day_words(row.day), "n": length_words(row.minutes), "what": row.what}
        return _("%(day)s, %(n)s: %(what)s") % record
    if isinstance(row, OnlineCompletion):
        told = length_words(row.minutes) if row.minutes else _("hours not said")
        return ", ".join(
            filter(None, [day_words(row.completed_on), row.course, row.provider, told, row.score])
        )
    if isinstance(row, AssessmentResult):
        end = {True: _("passed"), False: _("not passed"), None: ""}[row.passed]
        return ", ".join(filter(None, [day_words(row.taken_on), str(row), end]))
    if isinstance(row, SkillGain):
        return f"{day_words(row.achieved_on)}, {row}: {row.evidence}"
    end = _("until %(day)s") % {"day": day_words(row.expires_on)} if row.expires_on else ""
    return ", ".join(
        filter(
            None, [day_words(row.earned_on), row.name, row.issuer, row.get_kind_display(), end, row.evidence]
        )
    )


def take_back(request: ActorRequest, space: Space, enrolment_id: UUID) -> HttpResponse:
    """Take back what was recorded by mistake."""
    seat, kind = _seat(request, space, enrolment_id), request.POST.get("what", "")
    found = (
        ROWS[kind].objects.filter(enrolment=seat, pk=uuid_of(request.POST.get("row", "")))
        if kind in ROWS
        else None
    )
    row = found.first() if found is not None else None
    if row is None:
        raise Http404
    row.enrolment = seat
    back = actions.take_back_made_up if kind == "made" else actions.take_back
    attempt(request, lambda: back(request.actor, row), _("Taken back."))
    return redirect(space.url("class_person", seat.pk))
