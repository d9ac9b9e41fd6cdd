"""Two records of one person: pairs to look at, what was put together, and every row that a merge moved."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models.person import Participant
from gainful.domain.participants.states import PairState


@pghistory.track()
class DuplicatePair(models.Model):
    """Two records of an agency that may be of one person, why, and what a manager found."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", db_index=False)
    first = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField(_("weight, bits"), default=0)
    parts = models.JSONField(_("what agrees"), default=list)
    """Field, how it agrees and what that is worth; the values stand in the records alone."""
    state = models.CharField(_("state"), max_length=10, choices=PairState, default=PairState.OPEN)
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decider_name = models.CharField(_("decided by"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        ordering = ["-weight", "id"]
        indexes = [models.Index(fields=["organization", "state", "-weight"], name="participants_pair_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "first", "second"], name="participants_pair_once"
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="participants_pair_in_order"),
            models.CheckConstraint(condition=Q(state__in=PairState.values), name="participants_pair_known"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"


@pghistory.track()
class RecordMerge(models.Model):
    """One record of a person was put into another, by whom and why; undone, it stays here with what was given back."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", db_index=False)
    kept = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="merges")
    merged = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("why"), max_length=400)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    merger_name = models.CharField(_("who"), max_length=200)
    merged_at = models.DateTimeField(_("put together"), default=timezone.now)
    moved = models.JSONField(_("rows moved"), default=dict)
    """How many rows of which table."""
    marks = models.JSONField(default=dict)
    """The last row of history of each table as the merge left it: what is newer came after."""
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undoer_name = models.CharField(_("taken apart by"), max_length=200, blank=True)
    undone_at = models.DateTimeField(_("taken apart"), null=True, blank=True)
    undo_reason = models.CharField(_("why taken apart"), max_length=400, blank=True)
    given_back = models.JSONField(_("what was given back"), default=dict)

    class Meta:
        ordering = ["-merged_at", "id"]
        indexes = [models.Index(fields=["organization", "-merged_at"], name="participants_merge_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="participants_merged_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="participants_merge_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at=None) | ~Q(undo_reason=""), name="participants_unmerge_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"


class MergedRow(models.Model):
    """One row that a merge moved, ended, made or filled, with what stood there before; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    merge = models.ForeignKey(RecordMerge, on_delete=models.CASCADE, related_name="rows")
    table = models.CharField(max_length=80)
    """Model and the key that pointed at the person: `cohorts.Application.participant`."""
    row = models.CharField(max_length=40)
    what = models.CharField(max_length=8)
    """moved, aside (left with the merged record: the kept one has such a row), ended, made, filled."""
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["table", "id"]

    def __str__(self) -> str:
        return f"{self.what} {self.table} {self.row}"
