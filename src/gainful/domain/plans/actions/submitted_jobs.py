"""Steps with jobs that employers send in, of which the other side is told."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders import actions as order_actions
from gainful.domain.job_orders.models import JobOrder, SubmittedJob
from gainful.domain.messages.notices import notice
from gainful.domain.organizations.models import Organization
from gainful.domain.plans.telling_submitted import SETTLED, SUBMITTED


@transaction.atomic
def submit_job(actor: Actor, agency: Organization, *, text: str, **stated: Any) -> SubmittedJob:
    """Send a job to an agency; its managers are told."""
    job = order_actions.submit_job(actor, agency, text=text, **stated)
    notice(actor, SUBMITTED, job.pk)
    return job


@transaction.atomic
def decline_submitted(actor: Actor, job: SubmittedJob, *, reason: str) -> SubmittedJob:
    """Decline a job with its reason; the employer is told."""
    job = order_actions.decline_submitted(actor, job, reason=reason)
    notice(actor, SETTLED, job.pk)
    return job


@transaction.atomic
def take_up_submitted(actor: Actor, job: SubmittedJob) -> JobOrder:
    """Take a job up as the agency's job order; the employer is told."""
    order = order_actions.take_up_submitted(actor, job)
    notice(actor, SETTLED, job.pk)
    return order
