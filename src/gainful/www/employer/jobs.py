"""Send a job to the agency, see what became of it, take it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders import actions, queries
from gainful.domain.job_orders.access import may_submitted
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder, SubmittedJob
from gainful.domain.job_orders.states import JobOrderStatus
from gainful.domain.organizations.models import Organization
from gainful.domain.plans import actions as told_actions
from gainful.exchange.job_postings import UnreadableFile, what_is_stated
from gainful.www.access import for_roles
from gainful.www.components.job_form import StatedJobForm, posting_given
from gainful.www.components.submitted_jobs import stated_facts


class SubmitForm(StatedJobForm):
    """What an employer states of its job, and the agency it goes to where there is more than one."""

    SELECTS = frozenset({"agency", "wage_unit"})
    agency = forms.ModelChoiceField(
        queryset=Organization.objects.none(), label=gettext_lazy("Agency"), empty_label=None
    )

    class Meta:
        model = SubmittedJob
        fields = [
            "agency", "title", "openings", "wage_low", "wage_high", "wage_unit", "schedule", "hours_per_week",
            "place", "contract", "contact_name", "contact_email", "is_internal",
        ]  # fmt: skip

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.more_than_one = agencies[1:2].exists()
        first = agencies.first()
        self.fields["agency"].initial = first.pk if first else None
        if not self.more_than_one:
            self.fields["agency"].widget = forms.HiddenInput()


@for_roles("employer")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """The large box, as the agency has it; a POST sends the job to the agency."""
    request.section = "employer:home"
    employer, user = request.actor.organization, request.actor.user
    if employer is None:
        raise Http404
    text = request.POST.get("text", "")
    known = {"contact_name": user.name, "contact_email": user.email} if user else {}
    form = SubmitForm(
        request.POST or None,
        agencies=queries.usual_agencies(employer),
        initial={"openings": 1, **known},
    )
    error: JobOrderError | UnreadableFile | None = None
    if request.method == "POST" and form.is_valid():
        try:
            document, source = posting_given(request, text)
            job = told_actions.submit_job(
                request.actor, **what_is_stated(document, source, form.cleaned_data)
            )
        except (JobOrderError, UnreadableFile) as problem:
            error = problem
        else:
            messages.success(request, _("Sent to %(who)s.") % {"who": job.agency.name})
            return redirect("employer:job_sent", job.pk)
    context = {
        "form": form,
        "text": text,
        "error": error,
        "lost_file": request.FILES.get("file") if error or form.errors else None,
    }
    return render(request, "employer/job_new.html", context, status=422 if error or form.errors else 200)


def _job(request: ActorRequest, job_id: UUID) -> SubmittedJob:
    if (job := queries.submitted_job(request.actor, job_id)) is None:
        raise Http404
    return job


def _opening_url(order: JobOrder | None) -> str:
    """Return where the employer reads the job order, "" until the agency has shared it."""
    if order is None or order.status == JobOrderStatus.DRAFT:
        return ""
    return reverse("employer:opening", args=[order.pk])


@for_roles("employer")
@require_safe
def show(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Show one job as it was sent, and what became of it."""
    job = _job(request, job_id)
    request.section = "employer:home"
    context = {
        "job": job,
        "facts": stated_facts(job),
        "opening_url": _opening_url(job.job_order),
        "may_withdraw": may_submitted(request.actor, "withdraw", job),
    }
    return render(request, "employer/job_sent.html", context)


@for_roles("employer")
@require_POST
def withdraw(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Take a job back that nobody has taken up."""
    job = _job(request, job_id)
    try:
        actions.withdraw_submitted(request.actor, job)
    except JobOrderError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
    else:
        messages.success(request, _("Taken back."))
    return redirect("employer:job_sent", job.pk)
