"""A job that an employer sends to an agency: sent, taken back, declined with a reason, taken up as a job order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.job_orders.access import require_submitted
from gainful.domain.job_orders.actions.create_job_order import (
    checked_fields,
    checked_text,
    create_job_order,
    first_line,
)
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.job_orders.models import JobOrder, SubmittedJob
from gainful.domain.job_orders.states import SUBMITTED_RULES, SubmittedJobStatus
from gainful.domain.organizations.models import Organization, OrganizationKind

STATED = (
    "title", "contact_name", "contact_email", "openings", "wage_low", "wage_high", "wage_unit", "schedule",
    "hours_per_week", "place", "contract", "is_internal",
)  # fmt: skip
"""What an employer may state beside the posting."""
MOST_REASON = 400
"""Characters of a reason."""
MOST_WAITING = 100
"""Jobs of one employer that may wait at one agency."""


@transaction.atomic
def submit_job(
    actor: Actor,
    agency: Organization,
    *,
    text: str,
    source_name: str = "",
    markup: Mapping[str, str] | None = None,
    **stated: Any,
) -> SubmittedJob:
    """Send a job to an agency; JobOrderError says what is wrong, and nothing is kept then."""
    if actor.role != "employer" or actor.organization is None:
        raise NotAllowedError(_("Only somebody who works for an employer sends in its jobs."))
    if agency.kind != OrganizationKind.AGENCY:
        raise JobOrderError(
            _("%(name)s is no agency.") % {"name": agency.name}, hint=_("Choose an agency."), field="agency"
        )
    waiting = SubmittedJob.objects.filter(
        employer=actor.organization, agency=agency, status=SubmittedJobStatus.WAITING
    )
    if waiting.count() >= MOST_WAITING:
        raise JobOrderError(
            _("%(n)s of your jobs wait at %(agency)s already.") % {"n": MOST_WAITING, "agency": agency.name},
            hint=_("Call them, or take back what is settled."),
        )
    text = checked_text(text, has_title=bool(stated.get("title")))
    fields = {name: value for name, value in stated.items() if name in STATED and value not in (None, "")}
    fields.setdefault("title", first_line(text))
    job = SubmittedJob(
        agency=agency,
        employer=actor.organization,
        posting_text=text,
        source_name=source_name[:255],
        markup=dict(markup or {}),
        submitted_by=actor.user,
        **fields,
    )
    checked_fields(job, "id", "markup")
    job.save()
    return job


def _settle(actor: Actor, job_id: UUID, verb: str, **values: Any) -> SubmittedJob:
    job = (
        SubmittedJob.objects.select_for_update(of=("self",))
        .select_related("agency", "employer")
        .get(pk=job_id)
    )
    require_submitted(actor, verb, job)
    job.status, job.settled_at = str(SUBMITTED_RULES[verb].to), timezone.now()
    for name, value in values.items():
        setattr(job, name, value)
    with acting_in("settle_submitted"):
        job.save(update_fields=["status", "settled_at", *values])
    return job


@transaction.atomic
def withdraw_submitted(actor: Actor, job: SubmittedJob) -> SubmittedJob:
    """Take back a job that nobody has taken up yet."""
    return _settle(actor, job.pk, "withdraw")


@transaction.atomic
def decline_submitted(actor: Actor, job: SubmittedJob, *, reason: str) -> SubmittedJob:
    """Say that the agency cannot take the job up, and why, in words that its employer reads."""
    reason = reason.strip()
    if not reason:
        raise JobOrderError(_("Say in a few words why: the employer reads it."), field="reason")
    if len(reason) > MOST_REASON:
        raise JobOrderError(_("Say it in at most 400 characters."), field="reason")
    return _settle(actor, job.pk, "decline", reason=reason)


@transaction.atomic
def take_up_submitted(actor: Actor, job: SubmittedJob) -> JobOrder:
    """Make the agency's draft of a job order from it; what the employer sent stays as it was sent."""
    job = _settle(actor, job.pk, "take_up", reason="")
    order = create_job_order(
        actor,
        text=job.posting_text,
        source_name=job.source_name,
        markup=job.markup,
        employer=job.employer,
        **{name: getattr(job, name) for name in STATED},
    )
    job.job_order = order
    with acting_in("settle_submitted"):
        job.save(update_fields=["job_order"])
    return order
