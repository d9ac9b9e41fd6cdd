"""What the present employer of a cohort's people promises: hours off for the training, their pay, who does the work."""

from __future__ import annotations

from decimal import Decimal

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.cohorts.models.cohort import Cohort
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id

MOST_WEEKLY = Decimal(60)


@pghistory.track()
class ReleaseAgreement(models.Model):
    """One employer's agreement to let its own people learn in a cohort; its terms stay as they were put."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="releases")
    employer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    cohort_name = models.CharField(_("cohort"), max_length=200)
    agency_name = models.CharField(_("agency"), max_length=200)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    people = models.PositiveSmallIntegerField(_("people at most"))
    hours_per_week = models.DecimalField(_("hours off a week"), max_digits=4, decimal_places=1)
    is_paid = models.BooleanField(_("these hours are paid as work"), default=True)
    backfill = models.CharField(_("who does their work meanwhile"), max_length=300)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    signer_name = models.CharField(_("full name"), max_length=200, blank=True)
    signer_title = models.CharField(_("job title"), max_length=200, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    reason = models.CharField(_("why not"), max_length=400, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "employer"], condition=Q(refused_at=None, withdrawn_at=None),
                name="cohorts_release_once",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__gt=0, hours_per_week__lte=MOST_WEEKLY), name="cohorts_release_hours"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(signer_name="") & Q(refused_at=None),
                name="cohorts_release_signed_by_name",
            ),
            models.CheckConstraint(condition=~Q(backfill=""), name="cohorts_release_backfill"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.employer_id}: {self.cohort_name}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for the employer."""
        return self.signed_at is None and self.refused_at is None and self.withdrawn_at is None

    @property
    def holds(self) -> bool:
        """Whether the employer signed it and nobody took it back."""
        return self.signed_at is not None and self.withdrawn_at is None
