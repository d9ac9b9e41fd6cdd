"""A person asks a human to look at how a list for a job treats them; the answer is recorded."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.job_orders.models import JobOrder
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Participant

REVIEW_DAYS = 30
"""Days within which a human answers."""


class Outcome(models.TextChoices):
    """What a review found; nothing recorded means that it waits."""

    WAITING = "", _("Waits for a person to look")
    KEPT = "kept", _("The list stays as it was")
    CORRECTED = "corrected", _("The record was corrected, and the list with it")
    CHOSEN = "chosen", _("The person was chosen for the job")


@pghistory.track(exclude=["words", "standing"])
class ListReview(models.Model):
    """One question of one person about one list, what the list said then, and a human's answer."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    job_order = models.ForeignKey(JobOrder, on_delete=models.CASCADE, related_name="list_reviews")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="list_reviews")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    job_title = models.CharField(_("job"), max_length=200)
    words = models.CharField(_("in their words"), max_length=1000, blank=True)
    standing = models.JSONField()
    """What the list said of the person when they asked, with its parts (`Standing.as_json`)."""
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    due_on = models.DateField(_("to be answered by"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    explanation = models.CharField(_("why"), max_length=1000, blank=True)
    place = models.PositiveIntegerField(null=True, blank=True)
    list_length = models.PositiveIntegerField(null=True, blank=True)
    """Where the person stood on the whole list when it was looked at; empty where they were not on it."""
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_by_name = models.CharField(_("looked at by"), max_length=200, blank=True)
    made_the_plan = models.BooleanField(default=False)
    """Whether who looked had made the job's newest plan: the person is told."""
    decided_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [models.Index(fields=["organization", "outcome", "due_on"], name="plans_review_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["job_order", "participant"],
                condition=models.Q(outcome=""),
                name="plans_review_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="plans_review_outcome_known"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="") | ~models.Q(explanation=""), name="plans_review_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.job_title

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.outcome

    def is_late(self, today: date) -> bool:
        """Whether its day has passed without an answer."""
        return self.is_open and self.due_on < today


def due_on(today: date) -> date:
    """Return the day by which a review that is asked today is answered."""
    return today + timedelta(days=REVIEW_DAYS)
