"""Several agencies, one record: who asks to see a person, and who looked without a consent in an emergency."""

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
from gainful.domain.participants.models.consent import Consent, Scope
from gainful.domain.participants.models.person import Participant
from gainful.domain.participants.states import AccessState, EmergencyState

LONGEST_PURPOSE = 200


def scope_labels(scopes: list[str]) -> list[str]:
    """Return scopes in plain words."""
    return [str(Scope(scope).label) for scope in scopes if scope in Scope.values]


@pghistory.track()
class AccessRequest(models.Model):
    """An agency asks the holder of an address to let it see parts of their record, for a purpose, until a day.

    It points at no record: whether anybody has this address the agency learns only from the person's own answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asker_name = models.CharField(_("who asks"), max_length=200)
    email = models.EmailField(_("email address of the person"))
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), default=list)
    purpose = models.CharField(_("what for"), max_length=LONGEST_PURPOSE)
    until = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=10, choices=AccessState, default=AccessState.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    consent = models.ForeignKey(Consent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [
            models.Index(fields=["organization", "-asked_at"], name="participants_access_of"),
            models.Index(models.functions.Lower("email"), name="participants_access_to"),
            models.Index(fields=["asked_at"], condition=Q(told_at=None), name="participants_access_untold"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AccessState.values), name="participants_access_state_known"
            ),
            models.UniqueConstraint(
                "organization", models.functions.Lower("email"), condition=Q(state="asked"),
                name="participants_access_open_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.purpose}"

    @property
    def scope_labels(self) -> list[str]:
        """The scopes in plain words."""
        return scope_labels(self.scopes)


@pghistory.track()
class EmergencyAccess(models.Model):
    """A record opened for a day without a consent, because somebody was in danger; somebody else reviews the reason."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="emergencies")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    user_name = models.CharField(_("who looked"), max_length=200)
    reason = models.CharField(_("why"), max_length=400)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"))
    consent = models.ForeignKey(Consent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(_("review"), max_length=14, choices=EmergencyState, default=EmergencyState.OPEN)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reviewer_name = models.CharField(_("reviewed by"), max_length=200, blank=True)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    review_note = models.CharField(_("what the review found"), max_length=400, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "id"]
        indexes = [
            models.Index(fields=["organization", "state", "-opened_at"], name="participants_emergency_of"),
            models.Index(fields=["opened_at"], condition=Q(told_at=None), name="participants_emerg_untold"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=EmergencyState.values), name="participants_emergency_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(reviewed_at__isnull=False), name="participants_emergency_reviewed"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user_name} {self.opened_at:%Y-%m-%d %H:%M}"
