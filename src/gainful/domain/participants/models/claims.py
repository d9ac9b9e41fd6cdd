"""A person says that another agency's record is theirs, too: that agency alone looks, and nobody else learns of it."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models.consent import Scope
from gainful.domain.participants.models.duplicates import RecordMerge
from gainful.domain.participants.models.person import Participant
from gainful.domain.participants.states import ClaimState


@pghistory.track()
class RecordClaim(models.Model):
    """What a person tells one agency so that it finds their record there, and who may see the one record afterwards.

    The agency reads what stands here and nothing of the person's own record; the person reads “waits” whether or not
    the agency knows anybody of this name.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="claims")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(_("name"), max_length=200)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    code = models.CharField(_("person ID there"), max_length=60, blank=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), default=list)
    """What the agency may see of the one record; the person says it before."""
    until = models.DateField(_("until"))
    keeps = models.JSONField(default=list)
    """Organizations that go on seeing what they see now, of the one record."""
    state = models.CharField(_("state"), max_length=10, choices=ClaimState, default=ClaimState.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    merge = models.ForeignKey(
        RecordMerge, on_delete=models.SET_NULL, null=True, blank=True, related_name="claims"
    )

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [
            models.Index(fields=["organization", "state", "-asked_at"], name="participants_claim_of"),
            models.Index(fields=["asked_at"], condition=Q(told_at=None), name="participants_claim_untold"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ClaimState.values), name="participants_claim_known"
            ),
            models.UniqueConstraint(
                fields=["participant", "organization"], condition=Q(state="asked"),
                name="participants_claim_open_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.state}"
