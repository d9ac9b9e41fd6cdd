"""Saved searches: who wants to hear of new cohorts, and where."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant


@pghistory.track()
class SavedSearch(models.Model):
    """Words to look for among cohorts that open; nobody without an account is written to before they confirm."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="searches"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    """Whose cohorts; null is everybody's on this site."""
    email = models.EmailField(_("email address"), blank=True)
    language = models.CharField(max_length=10, default="en")
    words = models.CharField(_("what you look for"), max_length=200, blank=True)
    place = models.CharField(_("where"), max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "organization", "email", "words", "place"], condition=Q(ended_at=None),
                name="cohorts_search_once", nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(participant__isnull=False) | ~Q(email=""), name="cohorts_search_of_somebody"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return " · ".join(part for part in (self.words, self.place) if part) or str(_("Everything"))
