"""Who is in a cohort."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.cohorts.models.application import Application
from gainful.domain.cohorts.models.cohort import Cohort, Track
from gainful.domain.cohorts.states import EnrolmentStatus
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant


@pghistory.track()
class Enrolment(models.Model):
    """Somebody has a seat in a cohort, from a day; how it ended stays."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    """The cohort's agency; a trigger sets it."""
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="enrolments")
    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="enrolment")
    track = models.ForeignKey(
        Track, on_delete=models.SET_NULL, null=True, blank=True, related_name="enrolments"
    )
    name = models.CharField(_("name in class"), max_length=200)
    """What an instructor calls them: the only thing of their record that an instructor reads."""
    status = models.CharField(
        _("state"), max_length=12, choices=EnrolmentStatus, default=EnrolmentStatus.ENROLLED
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    reason = models.CharField(_("why it ended"), max_length=400, blank=True)
    enrolled_at = models.DateTimeField(_("enrolled"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["cohort", "status"], name="cohorts_enrolment_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "participant"], condition=Q(status__in=["enrolled", "completed"]),
                name="cohorts_enrolled_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=EnrolmentStatus.values), name="cohorts_enrolment_status_known"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
