"""Openings as rows, and the employer's commitment to them: what is signed beside the profile."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.job_orders.states import OpeningStatus


class Terms(models.Model):
    """What an opening offers; wages in USD."""

    starts_on = models.DateField(_("first day"), null=True, blank=True)
    wage = models.DecimalField(_("wage, USD"), max_digits=10, decimal_places=2, null=True, blank=True)
    wage_unit = models.CharField(_("paid by"), max_length=8, blank=True)
    contract = models.CharField(_("contract"), max_length=60, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    shift = models.CharField(_("shift"), max_length=200, blank=True)
    contribution = models.DecimalField(
        _("what the employer pays toward training, USD"), max_digits=10, decimal_places=2, default=0
    )

    class Meta:
        abstract = True


@pghistory.track()
class Commitment(Terms):
    """A version of the employer's word: so many openings on these terms, held until a day; nothing in it changes.

    It rests on what the job needed when it was signed (`profile_hash`): when that changes it is to be signed again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    job_order = models.ForeignKey("job_orders.JobOrder", on_delete=models.CASCADE, related_name="commitments")
    number = models.PositiveSmallIntegerField()
    openings = models.PositiveSmallIntegerField(_("openings"))
    until = models.DateField(_("held until"))
    profile_number = models.PositiveSmallIntegerField()
    profile_hash = models.CharField(max_length=64)
    name = models.CharField(_("full name"), max_length=200)
    title = models.CharField(_("job title"), max_length=200)
    on_behalf_of = models.CharField(_("for"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=40)
    signed_at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    link_id = models.UUIDField(null=True, blank=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["job_order", "number"], name="job_orders_commitment_once"),
            models.CheckConstraint(
                condition=models.Q(openings__gte=1), name="job_orders_commitment_of_something"
            ),
            models.CheckConstraint(
                condition=models.Q(wage__gt=0, contribution__gte=0), name="job_orders_commitment_amounts"
            ),
        ]

    def __str__(self) -> str:
        return f"commitment {self.number}"


@pghistory.track()
class Opening(Terms):
    """One opening of a job order; numbers stay as they were given, a withdrawn one keeps its row."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    job_order = models.ForeignKey(
        "job_orders.JobOrder", on_delete=models.CASCADE, related_name="opening_rows"
    )
    number = models.PositiveSmallIntegerField()
    status = models.CharField(
        _("status"), max_length=10, choices=OpeningStatus, default=OpeningStatus.OFFERED
    )
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="opening_rows"
    )
    reason = models.CharField(_("why"), max_length=400, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["job_order", "number"], name="job_orders_opening_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=OpeningStatus.values), name="job_orders_opening_status_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=[OpeningStatus.COMMITTED, OpeningStatus.FILLED])
                | models.Q(commitment__isnull=False),
                name="job_orders_opening_committed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.number}"

    def status_on(self, day: date) -> OpeningStatus:
        """Return the state on a day: committed only until the last day of the commitment."""
        held = self.commitment
        if self.status == OpeningStatus.COMMITTED and held is not None and held.until < day:
            return OpeningStatus.EXPIRED
        return OpeningStatus(self.status)

    @property
    def current_status(self) -> OpeningStatus:
        """The state today."""
        return self.status_on(timezone.localdate())

    @property
    def current_label(self) -> str:
        """The state today in words."""
        return str(self.current_status.label)
