"""Which session, service or talk is a service that makes a participant or puts off an exit, from a day on."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.measures.service_kinds import ServiceSource, ServiceType
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id


@pghistory.track()
class ServiceRule(models.Model):
    """An agency's rule for one source; the newest of a day holds, and one that was wrong is taken back."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(_("what happened"), max_length=14, choices=ServiceSource)
    detail = models.CharField(_("which"), max_length=20, blank=True)
    service_type = models.CharField(_("counts as"), max_length=20, choices=ServiceType)
    valid_from = models.DateField(_("for what begins on or after"))
    reason = models.CharField(_("where it stands, or why"), max_length=400)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        ordering = ["source", "detail", "-valid_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "source", "detail", "valid_from"],
                condition=Q(taken_back_at=None),
                name="measures_rule_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(source__in=ServiceSource.values), name="measures_rule_source_known"
            ),
            models.CheckConstraint(
                condition=Q(service_type__in=ServiceType.values), name="measures_rule_type_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="measures_rule_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.get_service_type_display()}"
