"""Draws: the published record, and each person's chance and outcome."""

from __future__ import annotations

from fractions import Fraction
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.cohorts.models.application import Application
from gainful.domain.cohorts.models.cohort import Cohort
from gainful.domain.cohorts.states import DrawStatus, VoidReason
from gainful.domain.participants.ids import next_id
from gainful.engine.allocation import known_when_voided
from gainful.engine.allocation.comparisons import until_a_later_start
from gainful.engine.allocation.record import Known, VoidedRow


@pghistory.track()
class Draw(models.Model):
    """One draw of a cohort: announced with a commitment, opened once, or void with the reason; it stays published."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="draws")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(_("state"), max_length=10, choices=DrawStatus, default=DrawStatus.ANNOUNCED)
    record = models.JSONField()
    """The published record (`engine.allocation.record.DrawRecord`): codes, no names."""
    commitment = models.CharField(_("commitment"), max_length=64)
    opens_at = models.DateTimeField(_("the public value is known at"), null=True, blank=True)
    """Null where parties contribute."""
    contributions = models.JSONField(default=dict, blank=True)
    """Values that parties have opened so far, by name."""
    floor_prices = models.JSONField(default=list, blank=True)
    comparisons = models.JSONField(default=list, blank=True)
    """Which designs of an evaluation the draw permits, and until when (`engine.allocation.comparisons`)."""
    announced_at = models.DateTimeField(_("announced"), default=timezone.now)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    drawn_at = models.DateTimeField(_("drawn"), null=True, blank=True)
    void_reason = models.CharField(_("why it is void"), max_length=10, choices=VoidReason, blank=True)
    void_words = models.CharField(_("in words"), max_length=600, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "number"], name="cohorts_draw_once"),
            models.UniqueConstraint(
                fields=["cohort"], condition=~Q(status="void"), name="cohorts_one_draw_counts"
            ),
            models.CheckConstraint(
                condition=Q(status__in=DrawStatus.values), name="cohorts_draw_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="void") | (~Q(void_reason="") & ~Q(void_words="")),
                name="cohorts_void_draw_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"draw {self.number}"

    @property
    def known_when_void(self) -> Known:
        """How much of the public value was known when it was made void: values of parties stay as they were then."""
        is_past = bool(self.opens_at and self.voided_at and self.voided_at >= self.opens_at)
        return known_when_voided(self.record["committed"]["public_seed"], self.contributions, is_past=is_past)

    @property
    def contributed(self) -> int:
        """How many parties have opened their value."""
        return len(self.contributions)

    @property
    def comparisons_now(self) -> list[dict[str, object]]:
        """What the draw permits as the cohort stands now: the day on which those who wait start may have moved."""
        return until_a_later_start(self.comparisons, self.cohort.later_start_on)

    @property
    def void_before(self) -> list[VoidedRow]:
        """The draws of this cohort that its record says were announced before and made void."""
        return list(self.record["committed"].get("voided", ()))


@pghistory.track()
class DrawEntry(models.Model):
    """One person in a draw: what the rules looked at, the chance of a seat, the outcome."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="entries")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="draw_entries")
    stratum = models.CharField(max_length=120, blank=True)
    priority = models.PositiveSmallIntegerField(default=0)
    segment = models.CharField(max_length=120, blank=True)
    chance = models.CharField(_("chance of a seat"), max_length=40)
    """As an exact fraction, `3/7`."""
    outcome = models.CharField(max_length=10, blank=True)
    place = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["draw", "stratum", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "application"], name="cohorts_draw_entry_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "seat", "waiting"]), name="cohorts_draw_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chance} {self.outcome}"

    @property
    def probability(self) -> float:
        """The chance of a seat, 0 to 1, as `gainful evaluate` reads it."""
        return float(Fraction(self.chance))
