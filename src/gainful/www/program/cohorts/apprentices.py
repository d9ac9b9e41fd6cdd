"""Apprenticeships of the agency: listed, prepared, followed to the certificate, handed out in the form's order."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.apprentice_access import may_apprentice
from gainful.domain.cohorts.apprentice_progress import Progress, progress_of
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Apprenticeship, Enrolment
from gainful.domain.cohorts.models.apprenticeship import LEAST_JOB_HOURS, USUAL_INSTRUCTION, Approach
from gainful.domain.cohorts.states import APPRENTICESHIP_RULES
from gainful.domain.participants.actions import record_reads
from gainful.exchange import apprentice_registration
from gainful.www.access import for_roles
from gainful.www.components.classes.forms import Styled
from gainful.www.components.classes.hours import uuid_of
from gainful.www.components.classes.sessions import put
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.paging import page_of
from gainful.www.components.tables import csv_response
from gainful.www.program.cohorts.common import find_cohort

MOST = 2_000


class AgreementForm(Styled):
    """What an apprenticeship begins with."""

    employer_name = forms.CharField(label=gettext_lazy("Employer"), max_length=200)
    sponsor = forms.CharField(label=gettext_lazy("Program sponsor"), max_length=200)
    program_number = forms.CharField(
        label=gettext_lazy("Program number of the registration agency"), max_length=30, required=False
    )
    occupation_title = forms.CharField(label=gettext_lazy("Occupation"), max_length=200)
    occupation_code = forms.RegexField(
        r"^\d{2}-\d{4}(\.\d{2})?$", label=gettext_lazy("O*NET-SOC code"), max_length=12,
        error_messages={"invalid": gettext_lazy("Write it as 31-1131.00.")},
    )  # fmt: skip
    approach = forms.ChoiceField(label=gettext_lazy("Approach"), choices=Approach.choices)
    begins_on = forms.DateField(
        label=gettext_lazy("Begins on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        initial=timezone.localdate,
    )
    job_hours = forms.IntegerField(
        label=gettext_lazy("Hours on the job"), min_value=1, max_value=20_000, initial=LEAST_JOB_HOURS,
        help_text=gettext_lazy("A registered occupation takes at least 2,000 (29 CFR 29.4(c))."),
    )  # fmt: skip
    instruction_hours = forms.IntegerField(
        label=gettext_lazy("Hours of related instruction"), min_value=0, max_value=5_000, initial=USUAL_INSTRUCTION,
        help_text=gettext_lazy("144 a year are recommended (29 CFR 29.5(b)(4))."),
    )  # fmt: skip
    processes = forms.CharField(
        label=gettext_lazy("Work processes, one a line: hours and name"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("600 Bathing and moving residents"),
    )  # fmt: skip
    steps = forms.CharField(
        label=gettext_lazy("Wage steps, one a line: from hours and USD an hour"),
        widget=forms.Textarea(attrs={"rows": 4}), help_text=gettext_lazy("0 17.50, then 1000 18.75 on the next line"),
    )  # fmt: skip
    journey_wage = forms.DecimalField(
        label=gettext_lazy("Wage of a journeyworker, USD an hour"),
        max_digits=7,
        decimal_places=2,
        min_value=1,
    )
    probation_hours = forms.IntegerField(label=gettext_lazy("Probation, hours"), min_value=0, initial=500)
    credit_hours = forms.IntegerField(
        label=gettext_lazy("Credit for earlier experience, hours"), min_value=0, initial=0
    )
    apprentices_per_mentor = forms.IntegerField(
        label=gettext_lazy("Apprentices a mentor may have"), min_value=1, max_value=20, initial=1
    )
    is_registered = forms.BooleanField(
        label=gettext_lazy("Registered with the registration agency"), required=False
    )

    def clean_processes(self) -> list[tuple[str, int]]:
        """Return each process with its hours."""
        found = []
        for text in filter(None, map(str.strip, self.cleaned_data["processes"].splitlines())):
            hours, _space, title = text.partition(" ")
            if not (hours.isascii() and hours.isdigit() and title.strip()):
                raise forms.ValidationError(
                    _("“%(text)s”: write hours, then the name."), params={"text": text}
                )
            found.append((title.strip(), int(hours[:6])))
        return found

    def clean_steps(self) -> list[tuple[int, Decimal]]:
        """Return each step: from how many hours, and the wage."""
        found = []
        for text in filter(None, map(str.strip, self.cleaned_data["steps"].splitlines())):
            hours, _space, wage = text.partition(" ")
            try:
                found.append((int(hours), Decimal(wage.strip().removeprefix("$")).quantize(Decimal("0.01"))))
            except (ValueError, InvalidOperation):
                raise forms.ValidationError(
                    _("“%(text)s”: write from how many hours, then the wage."), params={"text": text}
                ) from None
        return found


def _find(request: ActorRequest, number: UUID) -> Apprenticeship:
    found = Apprenticeship.objects.select_related("enrolment__cohort", "participant").filter(
        pk=number, organization=request.actor.organization
    ).first()  # fmt: skip
    if found is None:
        raise Http404
    return found


@for_roles(*STAFF)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the apprenticeships."""
    rows = queries.apprenticeships_of(request.actor)
    page = page_of(request, rows)
    record_reads(request.actor, [row.participant_id for row in page.rows], what="Apprenticeships")
    n = rows.count()
    context = {
        "page": page,
        "sentence": ngettext("%(n)s apprenticeship.", "%(n)s apprenticeships.", n) % {"n": n},
        "columns": [_("Apprentice"), _("Occupation"), _("Employer"), _("Begins"), _("State")],
    }
    return render(request, "program/apprentices_home.html", context)


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The apprenticeships in the order of the federal form; each person sees that it was handed out."""
    found = list(queries.apprenticeships_of(request.actor).select_related("participant", "enrolment")[:MOST])
    record_reads(request.actor, [row.participant_id for row in found], what="Apprenticeship handed out")
    records = (_record(progress_of(row)) for row in found)
    return csv_response(
        "apprentices", apprentice_registration.header(), apprentice_registration.rows(records)
    )


def _record(found: Progress) -> dict[str, Any]:
    row, mentor = found.row, found.row.mentors.filter(until=None).first()
    return {
        "name": ", ".join(filter(None, [row.name, row.participant.postal_code])),
        "program_number": row.program_number, "sponsor": row.sponsor, "employer": row.employer_name,
        "occupation_title": row.occupation_title, "occupation_code": row.occupation_code,
        "approach": row.get_approach_display(), "job_hours": row.job_hours, "probation_hours": row.probation_hours,
        "credit_hours": row.credit_hours, "remaining_hours": row.job_hours - row.credit_hours,
        "begins_on": row.begins_on, "instruction_hours": row.instruction_hours,
        "entry_wage": found.steps[0].wage if found.steps else None, "journey_wage": row.journey_wage,
        "wage_schedule": "; ".join(f"{step.after_hours}={step.wage}" for step in found.steps),
        "work_processes": "; ".join(f"{each.process.title}={each.process.hours}" for each in found.processes),
        "mentor": mentor.name if mentor else None, "status": row.get_status_display(),
        "confirmed_hours": round(found.confirmed, 2), "attended_hours": round(found.instruction, 2),
        "completed_on": row.completed_on,
    }  # fmt: skip


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Prepare the apprenticeship of somebody in a cohort."""
    seat = Enrolment.objects.filter(pk=enrolment_id).first()
    if seat is None:
        raise Http404
    seat.cohort = find_cohort(request, seat.cohort_id)
    sent = request.POST if request.method == "POST" else None
    form = AgreementForm(sent)
    if sent is not None and form.is_valid():
        try:
            made = actions.prepare_apprenticeship(request.actor, seat, actions.Agreement(**form.cleaned_data))
        except CohortError as error:
            put(form, error)
        else:
            return redirect("program:apprentice", made.pk)
    return render(
        request,
        "program/apprentice_new.html",
        {"form": form, "seat": seat},
        status=422 if form.errors else 200,
    )


@for_roles(*STAFF)
@require_safe
def show(request: ActorRequest, apprenticeship_id: UUID) -> HttpResponse:
    """Show one apprenticeship: how far it is, what is missing, which steps are open."""
    row = _find(request, apprenticeship_id)
    record_reads(request.actor, [row.participant_id], what="Apprenticeship")
    found = progress_of(row)
    context = {
        "row": row,
        "found": found,
        "missing": found.missing() if row.status == "active" else [],
        "mentor": row.mentors.filter(until=None).first(),
        "hours": page_of(request, row.hours.select_related("process")),
        "may": {verb: may_apprentice(request.actor, verb, row) for verb in APPRENTICESHIP_RULES},
        "today": timezone.localdate(),
    }
    return render(request, "program/apprentice.html", context)


@for_roles(*STAFF)
@require_safe
def certificate(request: ActorRequest, apprenticeship_id: UUID) -> HttpResponse:
    """The certificate of competence, to print: who, what, how many hours, who confirms it."""
    row = _find(request, apprenticeship_id)
    if row.status != "completed":
        raise Http404
    record_reads(request.actor, [row.participant_id], what="Certificate of competence")
    return render(request, "program/apprentice_certificate.html", {"row": row, "found": progress_of(row)})


@for_roles(*STAFF)
@require_POST
def step(request: ActorRequest, apprenticeship_id: UUID, verb: str) -> HttpResponse:
    """Take a step: name a mentor, begin, note a wage that is paid, complete, cancel."""
    row, given = _find(request, apprenticeship_id), request.POST
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "mentor": (
            lambda: actions.name_mentor(
                request.actor, row, name=given.get("name", ""), email=given.get("email", "")
            ),
            _("The mentor is named."),
        ),
        "begin": (lambda: actions.begin_apprenticeship(request.actor, row), _("It has begun.")),
        "pay": (lambda: _pay(request, row), _("Noted.")),
        "complete": (
            lambda: actions.complete_apprenticeship(
                request.actor, row, completed_on=_day(given.get("completed_on", "")),
                certified_by=given.get("certified_by", ""),
            ),
            _("It is completed; the certificate of competence is there."),
        ),
        "cancel": (
            lambda: actions.cancel_apprenticeship(request.actor, row, reason=given.get("reason", "")),
            _("It is ended."),
        ),
    }  # fmt: skip
    if verb not in steps:
        raise Http404
    attempt(request, steps[verb][0], steps[verb][1])
    return redirect("program:apprentice", row.pk)


def _pay(request: ActorRequest, row: Apprenticeship) -> None:
    found = row.steps.filter(pk=uuid_of(request.POST.get("step", ""))).first()
    if found is None:
        raise Http404
    actions.pay_step(request.actor, row, found, paid_from=_day(request.POST.get("paid_from", "")))


def _day(text: str) -> Any:
    try:
        return forms.DateField().clean(text)
    except forms.ValidationError as error:
        raise CohortError(_("Enter a day as 2027-03-05.")) from error
