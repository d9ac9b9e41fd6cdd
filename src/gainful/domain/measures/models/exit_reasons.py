"""Why somebody left for good where the law leaves them out of the indicators, from a day on, with what proves it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant


class Exclusion(models.TextChoices):
    """Reasons for exit that exclude; the values are the engine's (`engine/indicators/data/indicators.toml`)."""

    INSTITUTIONALIZED = (
        "institutionalized",
        _("In a prison, hospital or other institution with round-the-clock care"),
    )
    HEALTH = "health", _("In medical treatment for more than 90 days that rules out work")
    DECEASED = "deceased", _("Died")
    RESERVE = "reserve", _("Called to active duty for at least 90 days")
    FOSTER_CARE = "foster-care", _("In foster care and moved away by the agency (youth program only)")
    INELIGIBLE = "ineligible", _("Found not to have been eligible (vocational rehabilitation only)")
    OFFENDER = "offender", _("Served under WIOA sec. 225 and still in a correctional institution")


@pghistory.track()
class ExitReason(models.Model):
    """One reason of one person; a wrong one is taken back, and a service that begins later ends what it says."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="exit_reasons")
    reason = models.CharField(_("reason for exit"), max_length=20, choices=Exclusion)
    day = models.DateField(_("since"))
    proof = models.CharField(_("what proves it"), max_length=300)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        ordering = ["-day", "-recorded_at", "id"]
        indexes = [models.Index(fields=["organization", "-day"], name="measures_exit_reason_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participant", "day"],
                condition=Q(taken_back_at=None),
                name="measures_exit_reason_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=Exclusion.values), name="measures_exit_reason_known"
            ),
            models.CheckConstraint(condition=~Q(proof=""), name="measures_exit_reason_has_proof"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}, {self.day:%Y-%m-%d}"
