"""Placements: what became of a person, and what happens after it; living costs to hold pay against."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.cohorts.models import Enrolment
from gainful.domain.job_orders.models import JobOrder, Opening, WageUnit
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant
from gainful.domain.placements.models.introduction import Introduction
from gainful.domain.placements.models.terms import JobTerms, terms_constraints
from gainful.domain.placements.states import JOBS, ChangeKind, PlacementKind, SeparationReason, Source


@pghistory.track()
class Placement(JobTerms):
    """What became of a person. A hire fills one opening; "in school" and "in another job" are outcomes too.

    A row that was wrong is taken back and stays to be seen.
    """

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="placements")
    kind = models.CharField(_("outcome"), max_length=12, choices=PlacementKind)
    introduction = models.ForeignKey(
        Introduction, on_delete=models.CASCADE, null=True, blank=True, related_name="placements"
    )
    job_order = models.ForeignKey(
        JobOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="placements"
    )
    opening = models.ForeignKey(
        Opening, on_delete=models.PROTECT, null=True, blank=True, related_name="placements"
    )
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.SET_NULL, null=True, blank=True, related_name="placements"
    )
    """The seat in a cohort that it is an outcome of; a trigger writes it (`gainful.enrolment_behind`)."""
    employer_name = models.CharField(_("employer or school"), max_length=200, blank=True)
    occupation_code = models.CharField(_("occupation"), max_length=12, blank=True)
    source = models.CharField(_("said by"), max_length=10, choices=Source)
    note = models.CharField(_("note"), max_length=400, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "-recorded_at", "id"]
        indexes = [
            models.Index(fields=["organization", "kind", "-starts_on"], name="placements_list"),
            models.Index(fields=["participant", "-starts_on"], name="placements_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["opening"], condition=Q(taken_back_at=None), name="placements_opening_filled_once"
            ),
            models.UniqueConstraint(
                fields=["introduction"], condition=Q(taken_back_at=None), name="placements_hired_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=PlacementKind.values), name="placements_kind_known"),
            models.CheckConstraint(condition=Q(starts_on__isnull=False), name="placements_has_a_day"),
            models.CheckConstraint(
                condition=~Q(kind="hire") | Q(opening__isnull=False, introduction__isnull=False),
                name="placements_hire_fills_an_opening",
            ),
            *terms_constraints("placements_placement"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.starts_on:%Y-%m-%d}"

    @property
    def is_job(self) -> bool:
        """Whether it is a job, with pay and hours."""
        return self.kind in JOBS


@pghistory.track()
class JobChange(models.Model):
    """What happened after a placement, or was heard of it; a wrong row is taken back and stays to be seen."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="changes")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what"), max_length=14, choices=ChangeKind)
    day = models.DateField(_("day"))
    title = models.CharField(_("job title"), max_length=200, blank=True)
    employer_name = models.CharField(_("employer"), max_length=200, blank=True)
    hours_per_week = models.DecimalField(
        _("hours a week"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    wage = models.DecimalField(_("wage, USD"), max_digits=10, decimal_places=2, null=True, blank=True)
    wage_unit = models.CharField(_("paid by"), max_length=8, choices=WageUnit, blank=True)
    wage_hourly = models.DecimalField(
        _("wage, USD an hour"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    reason = models.CharField(_("why"), max_length=12, choices=SeparationReason, blank=True)
    words = models.CharField(_("in words"), max_length=400, blank=True)
    source = models.CharField(_("said by"), max_length=10, choices=Source)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        ordering = ["day", "recorded_at", "id"]
        indexes = [models.Index(fields=["placement", "day"], name="placements_change_list")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="placements_change_known"),
            models.CheckConstraint(
                condition=~Q(kind="separation") | ~Q(reason=""), name="placements_separation_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(wage=None) | Q(wage__gt=0) & ~Q(wage_unit=""), name="placements_change_wage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.day:%Y-%m-%d}"

    @property
    def pay_words(self) -> str:
        """Pay as it was stated, empty where unknown."""
        amount = f"{self.wage:,.2f}".removesuffix(".00") if self.wage is not None else ""
        return f"${amount} {self.get_wage_unit_display()}".strip() if amount else ""


@pghistory.track()
class LivingCost(models.Model):
    """What one adult needs to earn in an area, as the agency's own source says; USD an hour at full time."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    area_code = models.CharField(_("OEWS area"), max_length=10)
    area_name = models.CharField(_("area"), max_length=200)
    hourly = models.DecimalField(_("USD an hour"), max_digits=6, decimal_places=2)
    source = models.CharField(_("where the figure is from"), max_length=300)
    valid_from = models.DateField(_("from"))

    class Meta:
        ordering = ["area_name", "-valid_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "area_code", "valid_from"], name="placements_living_cost_once"
            ),
            models.CheckConstraint(condition=Q(hourly__gt=0), name="placements_living_cost_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.area_name}: {self.hourly}"
