"""A layoff: an employer that lets people go, its days, and the people of its roster who agreed to be looked for."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models.person import Participant


@pghistory.track()
class Layoff(models.Model):
    """One employer's notice; its people's own last days stand in their work history."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="layoffs")
    employer = models.CharField(_("employer"), max_length=200)
    notice_on = models.DateField(_("day of the notice"))
    last_day = models.DateField(_("last day of work"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-notice_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "employer", "notice_on"], name="participants_layoff_once"
            ),
            models.CheckConstraint(
                condition=models.Q(last_day=None) | models.Q(last_day__gte=models.F("notice_on")),
                name="participants_layoff_ends_after_notice",
            ),
        ]

    def __str__(self) -> str:
        return self.employer


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class LayoffPlace(models.Model):
    """One person of a layoff's roster; seen only where the person's consent opens it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    layoff = models.ForeignKey(Layoff, on_delete=models.CASCADE, related_name="places")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="layoffs")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["layoff", "participant"], name="participants_layoff_person_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)
