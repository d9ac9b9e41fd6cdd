"""One row for each planned and each actual hour and dollar; rows are added, never changed."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Participant
from gainful.domain.plans.models import Share
from gainful.domain.programs.models import Fund, Program


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class LedgerRow(models.Model):
    """Minutes and USD of one thing for one person or for all; what it comes from is named by kind and number.

    A wrong row is taken back by a row with the opposite sign that names it in `corrects`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    program = models.ForeignKey(Program, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source_kind = models.CharField(max_length=40)
    source_id = models.CharField(max_length=64)
    is_actual = models.BooleanField(_("happened"))
    part = models.CharField(_("part of the mix"), max_length=10, choices=Share)
    label = models.CharField(_("what"), max_length=200)
    day = models.DateField(_("day"))
    minutes = models.IntegerField(_("minutes"), null=True, blank=True)
    cost = models.DecimalField(_("cost, USD"), max_digits=12, decimal_places=2, null=True, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["day", "created_at", "id"]
        indexes = [
            models.Index(fields=["source_kind", "source_id", "is_actual"], name="ledger_by_source"),
            models.Index(fields=["organization", "program", "is_actual"], name="ledger_by_program"),
            models.Index(fields=["participant"], name="ledger_by_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(part__in=Share.values), name="ledger_part_known"),
            models.CheckConstraint(
                condition=Q(minutes__isnull=False) | Q(cost__isnull=False), name="ledger_says_something"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=False)
                | (Q(minutes=None) | Q(minutes__gte=0)) & (Q(cost=None) | Q(cost__gte=0)),
                name="ledger_minus_only_corrects",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def duration(self) -> str:
        """Hours and minutes in words, empty where none are said."""
        if self.minutes is None:
            return ""
        sign, (hours, minutes) = "−" if self.minutes < 0 else "", divmod(abs(self.minutes), 60)
        parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes or not hours else ""]
        return sign + " ".join(part for part in parts if part)

    @property
    def hours(self) -> str | None:
        """Hours to the hundredth, None where none are said."""
        return None if self.minutes is None else f"{self.minutes / 60:.2f}".rstrip("0").rstrip(".")
