"""Who brought which file of wage records into an agency's store, and what became of its rows."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id


@pghistory.track(pghistory.InsertEvent())
class WageImport(models.Model):
    """One file that was brought in; the records themselves lie in the store, under keyed hashes."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    rows = models.PositiveBigIntegerField(_("rows"))
    refused = models.PositiveBigIntegerField(_("refused rows"))
    was_known = models.BooleanField(_("was in before"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "id"]
        indexes = [models.Index(fields=["organization", "-made_at"], name="measures_wageimport_of")]

    def __str__(self) -> str:
        return self.name
