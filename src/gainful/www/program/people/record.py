"""A person's record as staff may see it; every opening is noted and shown to the person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages.reach import reach_of
from gainful.domain.participants import queries
from gainful.domain.participants.actions import (
    add_work_history,
    change_work_history,
    end_of,
    grant_consent,
    record_read,
    register_participant,
    set_barriers,
    update_participant,
)
from gainful.domain.participants.actions.history import remove_work_history
from gainful.domain.participants.duplicate_queries import former_codes
from gainful.domain.participants.models import Participant, Scope, WorkHistory
from gainful.www.access import for_roles
from gainful.www.components.invitations import can_be_invited, invite_person
from gainful.www.components.people import get_person
from gainful.www.components.person_forms import (
    CodeForm,
    ConsentForm,
    JobForm,
    PersonForm,
    add_errors,
    job_fields,
    saved,
)

READS_SHOWN = 10


@for_roles("program_manager")
@require_safe
def show(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Show what the person has done and can do, what they need, who may see it and who looked."""
    person = get_person(person_id)
    record_read(request.actor, person, what=_("Record opened"))
    return render(request, "program/person.html", _context(request, person, JobForm(auto_id="job_%s")))


def _context(request: ActorRequest, person: Participant, job_form: JobForm) -> dict[str, Any]:
    return {
        "person": person,
        "consents": queries.consents_of(person)[:20],
        "reach": reach_of(person),
        "reads": queries.reads_of(person)[:READS_SHOWN],
        "former_codes": former_codes(person),
        "job_form": job_form,
        "can_be_invited": can_be_invited(request, person),
        "invite_to": reverse("program:person_invite", args=[person.pk]),
    }


@for_roles("program_manager")
@never_cache
@require_POST
def invite(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Invite a person to a place of their own, and show the link this once."""
    return invite_person(request, person_id, "program:person")


def _agreed(form: PersonForm, consent: ConsentForm) -> bool:
    """Say whether the consent covers what is told; support needs are kept only where the person agreed to that."""
    if form.cleaned_data["barriers"] and Scope.SUPPORT not in consent.cleaned_data["scopes"]:
        form.add_error("barriers", _("They did not agree that you keep support needs. Leave these empty."))
        return False
    return True


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Add a person with the consent that staff attest."""
    data = request.POST or None
    code, form, consent = CodeForm(data), PersonForm(data), ConsentForm(data)
    if data and all([code.is_valid(), form.is_valid(), consent.is_valid()]) and _agreed(form, consent):
        fields = {key: form.cleaned_data[key] for key in PersonForm.Meta.fields}
        agreed = consent.cleaned_data
        try:
            person = register_participant(
                request.actor,
                code=code.cleaned_data["code"],
                consent_until=end_of(agreed["consent_until"]),
                basis=agreed["basis"],
                scopes=agreed["scopes"],
                **fields,
            )
        except ValidationError as error:
            add_errors(code if "code" in getattr(error, "error_dict", {}) else form, error)
        else:
            set_barriers(request.actor, person, form.cleaned_data["barriers"])
            messages.success(
                request, _("Saved. Add the jobs they held next: they say what the person can do.")
            )
            return redirect("program:person", person.pk)
    return render(
        request, "program/person_form.html", {"code_form": code, "form": form, "consent_form": consent}
    )


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Change what the person told."""
    person = get_person(person_id)
    opened = [barrier.kind for barrier in person.open_barriers]  # type: ignore[attr-defined]
    form = PersonForm(request.POST or None, instance=person, initial={"barriers": opened})
    if request.method == "POST" and form.is_valid():
        fields = {key: form.cleaned_data[key] for key in form.changed_data if key in PersonForm.Meta.fields}
        actor = request.actor
        with transaction.atomic():
            done = saved(form, update_participant, actor, get_person(person_id), **fields) and saved(
                form, set_barriers, actor, person, form.cleaned_data["barriers"]
            )
            transaction.set_rollback(not done)
        if done:
            messages.success(request, _("Saved."))
            return redirect("program:person", person_id)
    record_read(request.actor, person, what=_("Record opened to change it"))
    return render(request, "program/person_form.html", {"form": form, "person": person})


@for_roles("program_manager")
@require_POST
def add_job(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Add a job; a title that O*NET knows gets its code."""
    person = get_person(person_id)
    form = JobForm(request.POST, auto_id="job_%s")
    if form.is_valid() and saved(form, add_work_history, request.actor, person, **job_fields(form)):
        messages.success(request, _("Saved. The list of who could do a job uses it from now on."))
        return redirect("program:person", person_id)
    record_read(request.actor, person, what=_("Record opened"))
    return render(request, "program/person.html", _context(request, person, form), status=422)


def _job(job_id: UUID) -> WorkHistory:
    job = WorkHistory.objects.filter(pk=job_id).select_related("participant").first()
    if job is None:
        raise Http404
    return job


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def change_job(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Correct a job in the record; what stood there before stays in the history of changes."""
    job = _job(job_id)
    form = JobForm(request.POST or None, job=job)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, change_work_history, request.actor, job, **job_fields(form, job))
    ):
        messages.success(request, _("Saved. The list of who could do a job uses it from now on."))
        return redirect("program:person", job.participant_id)
    record_read(request.actor, job.participant, what=_("Job opened to change it"))
    return render(
        request, "program/person_job.html", {"form": form, "job": job}, status=422 if form.errors else 200
    )


@for_roles("program_manager")
@require_POST
def remove_job(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Take a job out of the record."""
    job = _job(job_id)
    remove_work_history(request.actor, job)
    messages.success(request, _("Removed. It stays in the history of changes."))
    return redirect("program:person", job.participant_id)


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Attest a new consent; it replaces the one in force."""
    person, actor = get_person(person_id), request.actor
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agreed = form.cleaned_data
        try:
            grant_consent(
                actor, person, actor.organization, scopes=agreed["scopes"], basis=agreed["basis"],
                expires_at=end_of(agreed["consent_until"]),
            )  # fmt: skip
        except (ValidationError, PermissionDenied) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("program:person", person_id)
    record_read(actor, person, what=_("Record opened to attest a consent"))
    return render(request, "program/person_consent.html", {"form": form, "person": person})
