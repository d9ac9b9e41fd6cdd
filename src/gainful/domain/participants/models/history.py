"""What a person has done and can do: jobs, credentials, competencies with evidence, documents, cached levels."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.participants.models.consent import ConsentBasis
from gainful.domain.participants.models.person import Participant

TRAINING = "training"
"""The evidence of a line that a completed training led to."""


@pghistory.track(exclude=["text", "findings"])
class Document(models.Model):
    """A résumé as text, with what was read from it; the person confirms each finding before it counts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=20, default="resume")
    filename = models.CharField(_("file name"), max_length=255)
    text = models.TextField()
    findings = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    helper = models.CharField(_("brought in by"), max_length=200, blank=True)
    """Staff who brought it in for the person, as the person reads it; empty: the person did."""
    agreement = models.CharField(_("how the person agreed"), max_length=20, choices=ConsentBasis, blank=True)
    checked_with = models.CharField(_("checked together with"), max_length=200, blank=True)
    """Staff who went through the lines with a person who has no account; empty: the person did alone."""

    class Meta:
        ordering = ["-uploaded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(helper="") | ~models.Q(agreement=""), name="participants_help_was_agreed"
            )
        ]

    def __str__(self) -> str:
        return self.filename


class Sourced(models.Model):
    """Where a line came from: stated, read from a document (with its place in the text), or imported."""

    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(_("source"), max_length=20, default="stated")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        abstract = True


@pghistory.track(level=pghistory.Statement)
class WorkHistory(Sourced):
    """One job held; without an occupation code it is kept and shown but tells the ranking nothing."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="jobs")
    occupation_code = models.CharField(_("occupation"), max_length=12, blank=True)
    title = models.CharField(_("job title"), max_length=200, blank=True)
    employer = models.CharField(_("employer"), max_length=200, blank=True)
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)

    class Meta:
        ordering = [models.F("end").desc(nulls_first=True), models.F("start").desc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end=None) | models.Q(start=None) | models.Q(end__gte=models.F("start")),
                name="participants_job_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["occupation_code"], name="participants_job_by_code")]

    def __str__(self) -> str:
        return self.title or self.occupation_code


@pghistory.track(level=pghistory.Statement)
class ParticipantCredential(Sourced):
    """A licence, certificate or degree the person holds."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="credentials", db_index=False
    )
    competency_id = models.CharField(_("credential"), max_length=120)
    name = models.CharField(_("name"), max_length=200)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    earned_on = models.DateField(_("earned"), null=True, blank=True)
    expires_on = models.DateField(_("expires"), null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "competency_id"], name="participants_credential_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(level=pghistory.Statement)
class HeldCompetency(Sourced):
    """One competency with its level (0-7, unknown is empty, never zero), its range and its evidence."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="competencies", db_index=False
    )
    competency_id = models.CharField(_("competency"), max_length=120)
    name = models.CharField(_("name"), max_length=200)
    domain = models.CharField(_("kind"), max_length=20, default="skill")
    level = models.FloatField(_("level"), null=True, blank=True)
    level_low = models.FloatField(_("low"), null=True, blank=True)
    level_high = models.FloatField(_("high"), null=True, blank=True)
    evidence_kind = models.CharField(_("evidence"), max_length=30, default="stated")
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        ordering = ["domain", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "competency_id", "evidence_kind"], name="participants_competency_once"
            ),
            models.CheckConstraint(
                condition=models.Q(level=None) | models.Q(level__range=(0, 7)),
                name="participants_level_0_to_7",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ParticipantLevels(models.Model):
    """Cached held levels for ranking: little-endian uint16 hundredths in the reference's element order.

    Derived from history, competencies and credentials; 65535 is unknown; `doubt` is the
    half-width. Rebuilt, never edited.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="cached_levels", db_index=False
    )
    reference_version = models.CharField(max_length=40)
    levels = models.BinaryField()
    doubt = models.PositiveSmallIntegerField(default=0)
    current_code = models.CharField(max_length=12, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "reference_version"], name="participants_levels_once"
            )
        ]
        indexes = [
            models.Index(fields=["reference_version", "updated_at"], name="participants_levels_by_update")
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.reference_version}"
