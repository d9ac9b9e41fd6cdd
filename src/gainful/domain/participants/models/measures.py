"""Income, credit and housing of a person, entered once for every agency that they let see them."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models.person import Participant


class MeasureKind(models.TextChoices):
    """What is measured of a person's life, the same for every agency."""

    INCOME = "income", _("Income of the household, USD a year")
    CREDIT = "credit", _("Credit score, 300 to 850")
    HOUSING = "housing", _("Where they live")


class Housing(models.TextChoices):
    """Where somebody lives."""

    OWN = "own", _("A home of their own")
    RENT = "rent", _("A rented home")
    WITH_OTHERS = "with_others", _("With family or friends")
    SHELTER = "shelter", _("A shelter or hotel")
    NONE = "none", _("No home now")


@pghistory.track()
class SharedMeasure(models.Model):
    """One value on one day, with who entered it; a new one is a new row, nothing is written over."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="measures")
    kind = models.CharField(_("what"), max_length=10, choices=MeasureKind)
    value = models.CharField(_("value"), max_length=20)
    as_of = models.DateField(_("on"))
    organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    enterer_name = models.CharField(_("entered by"), max_length=200)
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        ordering = ["kind", "-as_of", "-entered_at", "id"]
        indexes = [
            models.Index(
                fields=["participant", "kind", "-as_of", "-entered_at"], name="participants_measure_last"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MeasureKind.values), name="participants_measure_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.as_of}"

    @property
    def words(self) -> str:
        """The value as it is read: dollars, a score, or the kind of home in words."""
        if self.kind == MeasureKind.HOUSING:
            return str(Housing(self.value).label)
        return f"${int(self.value):,}" if self.kind == MeasureKind.INCOME else self.value
