"""Consent and the read log: who may see a person, until when, and who did."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models.person import Participant


class Scope(models.TextChoices):
    """What a consent opens; each part of the record is guarded by one of them in the database."""

    PROFILE = "profile", _("Name, contact, work history and skills")
    MATCHING = "matching", _("Look for jobs that fit me")
    SUPPORT = "support", _("What I need help with")
    SENSITIVE = "sensitive", _("What I said about health, alcohol or drugs, courts, and being safe")
    FAIRNESS = "fairness", _("Check that selection is fair")
    OUTCOMES = "outcomes", _("Ask how the job is going, and look up my pay in the state's wage records")
    WELLBEING = "wellbeing", _("Ask about money, home and how I am")
    PLAN = "plan", _("My goals and steps, those of other agencies too")
    NOTES = "notes", _("Notes of talks with me that I may read myself")
    NOTES_CLASS = "notes_class", _("Notes about coming to class that I may read myself")
    NOTES_WORK = "notes_work", _("Notes of talks with my employer that I may read myself")
    MEASURES = "measures", _("My income, credit and housing")
    EXCHANGE = "exchange", _("Pass my record on, as a file, to other agencies that help me")


class ConsentBasis(models.TextChoices):
    """How the consent was given."""

    OWN_ACCOUNT = "own_account", _("Given by the person, signed in")
    SIGNED_FORM = "signed_form", _("Signed on paper, attested by staff")
    VERBAL = "verbal", _("Given by voice, attested by staff")
    APPLICATION = "application", _("Given by the person with an application, registered by staff")
    EMERGENCY = "emergency", _("Opened without asking, because somebody was in danger")
    EXCHANGE = "exchange", _("Given to another agency, which passed the record on")
    SAMPLE = "sample", _("Sample data")


@pghistory.track(level=pghistory.Statement)
class Consent(models.Model):
    """A person lets an organization see named parts of their record until a date; revoking ends it at once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="consents", db_index=False
    )
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), default=list)
    granted_at = models.DateTimeField(_("given"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    basis = models.CharField(_("how it was given"), max_length=20, choices=ConsentBasis)
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("note"), max_length=400, blank=True)
    purpose = models.CharField(_("what for"), max_length=200, blank=True, default="", db_default="")

    class Meta:
        ordering = ["-granted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("granted_at")),
                name="participants_consent_ends_later",
            ),
            models.UniqueConstraint(
                fields=["participant", "organization"],
                condition=models.Q(revoked_at=None),
                name="participants_consent_open_once",
            ),
        ]
        indexes = [models.Index(fields=["organization", "participant"], name="participants_consent_by_org")]

    def __str__(self) -> str:
        return f"{self.organization_id} until {self.expires_at:%Y-%m-%d}"

    @property
    def is_active(self) -> bool:
        """Whether it opens anything now."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def scope_labels(self) -> list[str]:
        """The scopes in plain words."""
        return [str(Scope(scope).label) for scope in self.scopes if scope in Scope.values]


class ReadLog(models.Model):
    """One look at a person's record: who, for whom, when and why; shown to the person, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="reads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reader = models.CharField(_("who"), max_length=200)
    organization = models.ForeignKey(Organization, on_delete=models.SET_NULL, null=True, related_name="+")
    organization_name = models.CharField(_("organization"), max_length=200, blank=True)
    what = models.CharField(_("what they opened"), max_length=80)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["participant", "-at"], name="participants_read_by_person")]

    def __str__(self) -> str:
        return f"{self.reader} {self.at:%Y-%m-%d %H:%M}"
