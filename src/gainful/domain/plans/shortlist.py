"""The tray: people chosen for a job while the list is paged, filtered and searched, and after that."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.job_orders.models import JobOrder
from gainful.domain.participants.models import Participant


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class Shortlisted(models.Model):
    """One person chosen for one job order; seen only where the person's consent opens it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    job_order = models.ForeignKey(JobOrder, on_delete=models.CASCADE, related_name="shortlist")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="shortlisted")
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    chosen_at = models.DateTimeField(_("chosen"), default=timezone.now)

    class Meta:
        ordering = ["chosen_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["job_order", "participant"], name="plans_shortlisted_once")
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} for {self.job_order_id}"
