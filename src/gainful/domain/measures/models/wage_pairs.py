"""Pairs of a person and somebody in wage records that a person must look at, and the runs that found them."""

from __future__ import annotations

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.measures.states import PairState
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant


@pghistory.track(pghistory.InsertEvent())
class WageLinking(models.Model):
    """One file of the people behind wage records, and how many of the agency's people were found among them."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    people = models.PositiveIntegerField(_("people of the agency"))
    wage_people = models.PositiveBigIntegerField(_("people in the file"))
    linked = models.PositiveIntegerField(_("linked"))
    waiting = models.PositiveIntegerField(_("pairs to look at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "id"]
        indexes = [models.Index(fields=["organization", "-made_at"], name="measures_wagelinking_of")]

    def __str__(self) -> str:
        return self.name


class Found(models.TextChoices):
    """What the linkage made of a pair by itself."""

    ACCEPTED = "accepted", _("linked by itself")
    REVIEW = "review", _("for a person to look at")
    SET_ASIDE = "set aside", _("too unlike")


@pghistory.track(exclude=["parts"])
class WagePair(models.Model):
    """One person and one wage person (a keyed hash) of whom it is not sure that they are one.

    `parts`: field, how it agrees, what that is worth in bits, what both sides say. What the record says is erased
    once somebody decides that it is another person's; its history never holds it.
    """

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="wage_pairs")
    wage_person = models.CharField(_("wage person"), max_length=32)
    linking = models.ForeignKey(WageLinking, on_delete=models.PROTECT, related_name="pairs")
    same_key = models.BooleanField(_("same number on both sides"), default=False)
    weight = models.FloatField(_("match weight"))
    probability = models.FloatField(_("probability"))
    parts = models.JSONField(default=list)
    found = models.CharField(_("found"), max_length=10, choices=Found)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    state = models.CharField(_("decision"), max_length=10, choices=PairState, default=PairState.OPEN)
    note = models.CharField(_("what it rests on"), max_length=400, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    seen_at = models.DateTimeField(_("last compared"), default=timezone.now)

    class Meta:
        ordering = ["-weight", "id"]
        indexes = [
            models.Index(fields=["organization", "state", "-weight"], name="measures_wagepair_of"),
            models.Index(fields=["participant"], name="measures_wagepair_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participant", "wage_person"], name="measures_wagepair_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "participant"],
                condition=Q(state="same"),
                name="measures_pair_one_record",
            ),
            models.UniqueConstraint(
                fields=["organization", "wage_person"],
                condition=Q(state="same"),
                name="measures_pair_one_person",
            ),
            models.CheckConstraint(condition=Q(state__in=PairState.values), name="measures_pair_state_known"),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_state_display()}, {self.decided_at:%Y-%m-%d}" if self.decided_at else str(self.found)
        )

    @property
    def compared(self) -> list[dict[str, Any]]:
        """The fields that either side says something of."""
        return [part for part in self.parts if part.get("ours") or part.get("theirs")]
