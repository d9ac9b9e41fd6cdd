"""My profile: what I have done, what I can do, what I need; every line is mine to change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import (
    add_work_history,
    change_work_history,
    remove_competency,
    remove_credential,
    remove_work_history,
    set_barriers,
    update_participant,
)
from gainful.www.access import for_roles
from gainful.www.components.person_forms import JobForm, PersonForm, job_fields, saved
from gainful.www.participant.common import my_record

LABELS = {
    "name": gettext_lazy("Your name"),
    "email": gettext_lazy("Your email"),
    "phone": gettext_lazy("Your phone"),
    "birth_date": gettext_lazy("Your birth date"),
    "postal_code": gettext_lazy("Your ZIP code"),
    "scenario": gettext_lazy("Where are you now?"),
    "wage_floor": gettext_lazy("The lowest pay you can take, dollars a year"),
    "weekly_hours": gettext_lazy("How many hours a week could you learn?"),
    "commute_minutes": gettext_lazy("How many minutes can you travel to work?"),
    "schedule": gettext_lazy("When can you work?"),
    "barriers": gettext_lazy("What could you use help with?"),
}


class MyForm(PersonForm):
    """The same fields in the person's own words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["area_code"], self.fields["waits_since"]
        for name, label in LABELS.items():
            self.fields[name].label = label
        self.fields["birth_date"].help_text = _(
            "So that nobody mixes you up with another person. No job asks for it."
        )
        self.fields["barriers"].help_text = _("We use this to find help for you, never to leave you out.")


class MyJobForm(JobForm):
    """A job in the person's own words: no codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["occupation_code"]
        self.fields["title"].label = _("What was your job?")
        self.fields["employer"].label = _("Where?")
        self.fields["end"].help_text = _("Leave it empty if you still work there.")


@for_roles("participant")
@require_safe
def show(request: ActorRequest) -> HttpResponse:
    """Show my record."""
    context = {"person": my_record(request), "job_form": MyJobForm(auto_id="job_%s")}
    return render(request, "participant/profile.html", context)


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActorRequest) -> HttpResponse:
    """Change what I told."""
    person = my_record(request)
    opened = [barrier.kind for barrier in person.open_barriers]  # type: ignore[attr-defined]
    form = MyForm(request.POST or None, instance=person, initial={"barriers": opened})
    if request.method == "POST" and form.is_valid():
        fields = {k: form.cleaned_data[k] for k in form.changed_data if k in form.fields and k != "barriers"}
        if saved(form, update_participant, request.actor, my_record(request), **fields):
            set_barriers(request.actor, person, form.cleaned_data["barriers"])
            messages.success(request, _("Saved."))
            return redirect("participant:home")
    return render(request, "participant/edit.html", {"form": form})


@for_roles("participant")
@require_POST
def add_job(request: ActorRequest) -> HttpResponse:
    """Add a job I had."""
    person = my_record(request)
    form = MyJobForm(request.POST, auto_id="job_%s")
    if form.is_valid() and saved(form, add_work_history, request.actor, person, **job_fields(form)):
        messages.success(request, _("Saved."))
        return redirect("participant:profile")
    return render(request, "participant/profile.html", {"person": person, "job_form": form}, status=422)


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def job(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Correct a job I had; what stood there before stays in the history of changes."""
    found = my_record(request).jobs.filter(pk=job_id).first()
    if found is None:
        raise Http404
    form = MyJobForm(request.POST or None, job=found)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, change_work_history, request.actor, found, **job_fields(form, found))
    ):
        messages.success(request, _("Saved."))
        return redirect("participant:profile")
    return render(
        request, "participant/job.html", {"form": form, "job": found}, status=422 if form.errors else 200
    )


@for_roles("participant")
@require_POST
def remove_line(request: ActorRequest, kind: str, line_id: UUID) -> HttpResponse:
    """Take a job, a credential or a skill out of my record."""
    person = my_record(request)
    lines: dict[str, Any] = {
        "job": (person.jobs, remove_work_history),
        "credential": (person.credentials, remove_credential),
        "skill": (person.competencies, remove_competency),
    }
    if kind not in lines:
        raise Http404
    rows, remove = lines[kind]
    line = rows.filter(pk=line_id).first()
    if line is None:
        raise Http404
    remove(request.actor, line)
    messages.success(request, _("Removed."))
    return redirect("participant:profile")
