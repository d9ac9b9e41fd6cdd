"""Applications to a cohort: the list, one of them, and each step with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.access import may_application
from gainful.domain.cohorts.actions.check_application import assessment_of
from gainful.domain.cohorts.doubles import doubles, known_people
from gainful.domain.cohorts.models import Application, Cohort
from gainful.domain.cohorts.seats import is_over
from gainful.domain.cohorts.states import (
    APPLICATION_RULES,
    GIVEN_REASONS,
    OPEN_APPLICATIONS,
    ApplicationStatus,
    RefusalReason,
)
from gainful.domain.cohorts.words import left_words
from gainful.domain.participants import queries as people
from gainful.domain.participants.actions import record_reads
from gainful.www.access import for_roles
from gainful.www.components.applicant_form import ApplicantForm, known_of
from gainful.www.components.applying import answers_given, form_key, rule_fields, send_file
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.paging import counted_page
from gainful.www.components.tables import csv_response
from gainful.www.program.cohorts.common import find_application, find_cohort, frame
from gainful.www.program.cohorts.form_errors import put_error

MOST = 110_000
READ = gettext_lazy("Application to a cohort")


def _filters(request: ActorRequest) -> dict[str, str]:
    return {key: request.GET.get(key, "").strip()[:100] for key in ("q", "status", "sort")}


def _note_reads(request: ActorRequest, rows: list[Application]) -> None:
    record_reads(request.actor, [row.participant_id for row in rows if row.participant_id], what=str(READ))


@for_roles(*STAFF)
@require_safe
def listing(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """List who applied, filtered by state; who should have heard is marked."""
    cohort = find_cohort(request, cohort_id)
    filters = _filters(request)
    page = counted_page(request, queries.applications_of(cohort, filters))
    _note_reads(request, page.rows)
    today = timezone.localdate()
    for row in page.rows:
        row.late = row.is_late(today)
    context = {
        **frame(request, cohort),
        "page": page,
        "filters": filters,
        "statuses": [("", _("All")), ("open", _("Open")), ("late", _("Overdue")), *ApplicationStatus.choices],
        "sorts": [
            ("applied", _("Applied")),
            ("name", _("Name")),
            ("decide", _("Hears by")),
            ("place", _("Place")),
        ],
        "columns": [_("Applicant"), _("State"), _("Hears by"), _("Role"), _("May follow")],
        "query": request.GET.urlencode(),
    }
    return render(request, "program/cohort_applications.html", context)


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """The list as CSV, with each person's chance in the draw and whether they may be followed; noted in read logs.

    `gainful evaluate --design lottery --treatment offered --probability probability` reads it beside outcomes.
    """
    cohort = find_cohort(request, cohort_id)
    rows = list(queries.applications_of(cohort, _filters(request))[:MOST])
    _note_reads(request, rows)
    draw = queries.draw_that_counts(cohort)
    chances = {} if draw is None else {entry.application_id: entry for entry in draw.entries.all()}
    header = ("code", "person_id", "name", "state", "applied", "track", "may_follow", "stratum", "priority", "segment",
              "probability", "offered", "place", "refusal", "left_reason")  # fmt: skip
    return csv_response("applications", header, (_line(row, chances.get(row.pk)) for row in rows))


def _line(row: Application, entry: Any) -> tuple[object, ...]:
    drawn = (
        (
            entry.stratum,
            entry.priority,
            entry.segment,
            entry.probability,
            int(entry.outcome == "seat"),
            entry.place,
        )
        if entry is not None and entry.outcome
        else ("", "", "", "", "", row.place)
    )
    person = row.participant.code if row.participant else ""
    return (row.code, person, row.name, row.status, row.applied_at.date(), row.track and row.track.name, row.follow,
            *drawn, row.refusal, row.left_reason)  # fmt: skip


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Enter an application for somebody who told staff so."""
    cohort = find_cohort(request, cohort_id)
    person = people.person(_uuid(request.GET["person"])) if request.GET.get("person") else None
    known = known_of(person) if person else {}
    form = ApplicantForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        with put_error(form):
            told = actions.Form(
                **form.cleaned_data, answers=answers_given(cohort, request.POST), track=_track(cohort, request),
                follow=request.POST.get("follow", ""), key=form_key(request.POST.get("key", "")),
            )  # fmt: skip
            made = actions.apply_for(request.actor, cohort, told, person)
            messages.success(request, _("The application is entered."))
            return redirect("program:application", made.pk)
    context = {**frame(request, cohort), "form": form, "rules": rule_fields(cohort, request.POST), "person": person,
               "tracks": cohort.tracks.all(), "key": request.POST.get("key") or uuid4()}  # fmt: skip
    return render(request, "program/application_new.html", context, status=422 if form.errors else 200)


def _track(cohort: Cohort, request: ActorRequest) -> Any:
    told = request.POST.get("track", "")
    return cohort.tracks.filter(pk=_uuid(told)).first() if told else None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@for_roles(*STAFF)
@require_safe
def show(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Show one application: answers against the rules, proofs, who it is, what may be done."""
    row = find_application(request, application_id)
    _note_reads(request, [row])
    others = doubles(row.cohort).get(row.pk, set()) if row.status in OPEN_APPLICATIONS else set()
    context = {
        **frame(request, row.cohort),
        "application": row,
        "assessed": assessment_of(row),
        "documents": row.documents.all(),
        "others": Application.objects.filter(pk__in=others),
        "known": [] if row.participant_id or row.distinct_at else known_people(row),
        "can": {verb: may_application(request.actor, verb, row) for verb in APPLICATION_RULES}
        | _looked_at(request, row),
        "reasons": RefusalReason.choices,
        "left_reasons": GIVEN_REASONS,
        "ended": left_words(row),
        "entries": row.draw_entries.select_related("draw"),
        "seat": getattr(row, "enrolment", None),
        "late": row.is_late(timezone.localdate()),
    }
    return render(request, "program/application.html", context)


def _looked_at(request: ActorRequest, row: Application) -> dict[str, bool]:
    """Say whether it may be looked at again: there is nothing to give once the cohort is over."""
    return {"check_again": may_application(request.actor, "check_again", row) and not is_over(row.cohort)}


Step = Callable[[ActorRequest, Application], object]


def _see_proof(request: ActorRequest, row: Application) -> object:
    rule = row.cohort.rules.filter(pk=_uuid(request.POST.get("rule", ""))).first()
    if rule is None:
        raise Http404
    return actions.see_proof(request.actor, row, rule)


def _reason(request: ActorRequest) -> dict[str, str]:
    return {"reason": request.POST.get("reason", ""), "words": request.POST.get("words", "")}


def _identify(request: ActorRequest, row: Application) -> object:
    told = request.POST.get("person", "")
    if told == "new":
        return actions.identify(request.actor, row, is_new=True)
    person = people.person(_uuid(told))
    if person is None:
        raise Http404
    return actions.identify(request.actor, row, person)


STEPS: dict[str, tuple[Step, Any]] = {
    "answer": (
        lambda request, row: actions.answer_rules(
            request.actor, row, answers_given(row.cohort, request.POST)
        ),
        gettext_lazy("The answers are saved."),
    ),
    "see_proof": (_see_proof, gettext_lazy("The proof is seen.")),
    "identify": (_identify, gettext_lazy("Saved.")),
    "ask_for_more": (
        lambda request, row: actions.ask_for_more(request.actor, row, request.POST.get("words", "")),
        gettext_lazy("The applicant is asked."),
    ),
    "complete": (
        lambda request, row: actions.complete_application(request.actor, row),
        gettext_lazy("It is complete."),
    ),
    "find_eligible": (
        lambda request, row: actions.find_eligible(request.actor, row),
        gettext_lazy("Eligible; the applicant is told."),
    ),
    "refuse": (
        lambda request, row: actions.refuse_application(
            request.actor, row, reason=request.POST.get("reason", ""), words=request.POST.get("words", "")
        ),
        gettext_lazy("Refused; the applicant reads why."),
    ),
    "check_again": (
        lambda request, row: actions.check_again(request.actor, row),
        gettext_lazy("It is looked at again."),
    ),
    "accept": (lambda request, row: actions.accept_seat(request.actor, row), gettext_lazy("Enrolled.")),
    "decline": (
        lambda request, row: actions.decline_seat(request.actor, row, **_reason(request)),
        gettext_lazy("The seat is declined."),
    ),
    "withdraw": (
        lambda request, row: actions.withdraw_application(request.actor, row, **_reason(request)),
        gettext_lazy("The application is withdrawn."),
    ),
    "follow": (
        lambda request, row: actions.say_follow(request.actor, row, request.POST.get("follow", "")),
        gettext_lazy("Saved."),
    ),
}


@for_roles(*STAFF)
@require_POST
def step(request: ActorRequest, application_id: UUID, verb: str) -> HttpResponse:
    """Take one step with an application."""
    row = find_application(request, application_id)
    if verb not in STEPS:
        raise Http404
    action, done = STEPS[verb]
    attempt(request, lambda: action(request, row), str(done))
    return redirect("program:application", row.pk)


@for_roles(*STAFF)
@require_safe
def document(request: ActorRequest, application_id: UUID, document_id: UUID) -> HttpResponse:
    """Hand out a file that proves something; noted in the person's read log."""
    row = find_application(request, application_id)
    found = row.documents.model.objects.filter(application=row, pk=document_id).first()
    if found is None:
        raise Http404
    _note_reads(request, [row])
    return send_file(found)
