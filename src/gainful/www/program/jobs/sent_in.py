"""A job that an employer sent in: read it, take it up, or say why not."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders import queries
from gainful.domain.job_orders.access import may_submitted
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import SubmittedJob
from gainful.domain.plans import actions
from gainful.www.access import for_roles
from gainful.www.components.submitted_jobs import stated_facts
from gainful.www.program.jobs.common import STAFF
from gainful.www.program.jobs.start import read_draft


def _job(request: ActorRequest, job_id: UUID) -> SubmittedJob:
    if (job := queries.submitted_job(request.actor, job_id)) is None:
        raise Http404
    request.section = "program:home"
    return job


def _page(request: ActorRequest, job: SubmittedJob, *, error: str = "", reason: str = "") -> HttpResponse:
    context = {
        "job": job,
        "facts": stated_facts(job),
        "may_take_up": may_submitted(request.actor, "take_up", job),
        "may_decline": may_submitted(request.actor, "decline", job),
        "error": error,
        "reason": reason,
    }
    return render(request, "program/job_sent_in.html", context, status=422 if error else 200)


@for_roles(*STAFF)
@require_safe
def show(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Show the job as the employer sent it."""
    return _page(request, _job(request, job_id))


@for_roles(*STAFF)
@require_POST
def take_up(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Make the job order from it and read its posting."""
    job = _job(request, job_id)
    try:
        order = actions.take_up_submitted(request.actor, job)
    except JobOrderError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
        return redirect("program:job_sent_in", job.pk)
    read_draft(request, order, job.title or None)
    return redirect("program:job_profile", order.pk)


@for_roles(*STAFF)
@require_POST
def decline(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Say why the agency cannot take it up; the employer reads it."""
    job = _job(request, job_id)
    reason = request.POST.get("reason", "")
    try:
        actions.decline_submitted(request.actor, job, reason=reason)
    except JobOrderError as error:
        return _page(request, job, error=f"{error.message} {error.hint}".strip(), reason=reason)
    return redirect("program:job_sent_in", job.pk)
