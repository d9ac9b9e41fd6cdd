"""A job that an employer sends to an agency, before the agency has taken it up as a job order."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.job_orders.stated import StatedJob
from gainful.domain.job_orders.states import SubmittedJobStatus
from gainful.domain.organizations.models import Organization


@pghistory.track(exclude=["posting_text"])
class SubmittedJob(StatedJob):
    """What the employer said of its job; it stays as it was sent, whatever the agency makes of it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="submitted_jobs")
    employer = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="employer_submitted_jobs"
    )
    markup = models.JSONField(default=dict, blank=True)
    """What schema.org mark-up said beside the text (keys: StructuredPosting)."""
    status = models.CharField(
        _("status"), max_length=12, choices=SubmittedJobStatus, default=SubmittedJobStatus.WAITING
    )
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    """Why the agency cannot take it up, in words for the employer."""
    job_order = models.OneToOneField(
        "job_orders.JobOrder", on_delete=models.PROTECT, null=True, blank=True, related_name="submitted_as"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-submitted_at", "id"]
        indexes = [
            models.Index(fields=["agency", "status", "-submitted_at"], name="job_orders_submitted_to"),
            models.Index(fields=["employer", "-submitted_at"], name="job_orders_submitted_by"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=SubmittedJobStatus.values), name="job_orders_submitted_known"
            ),
            models.CheckConstraint(
                condition=models.Q(openings__gte=1), name="job_orders_submitted_openings_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(wage_low=None)
                | models.Q(wage_high=None)
                | models.Q(wage_high__gte=models.F("wage_low")),
                name="job_orders_submitted_wage_low_first",
            ),
            models.CheckConstraint(
                condition=models.Q(hours_per_week=None)
                | models.Q(hours_per_week__gt=0, hours_per_week__lte=168),
                name="job_orders_submitted_hours_sane",
            ),
            models.CheckConstraint(
                condition=models.Q(status=SubmittedJobStatus.TAKEN_UP) | models.Q(job_order=None),
                name="job_orders_submitted_order_when_taken_up",
            ),
        ]

    def __str__(self) -> str:
        return self.title
