"""Needs assessments: the instruments an agency loaded, whom it asks what first, and what people answered."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant
from gainful.domain.support.states.needs import AssessmentState, Moment


class HowFilled(models.TextChoices):
    """Who sat before the questions."""

    ALONE = "alone", _("By the person alone")
    TOGETHER = "together", _("Together with a coach")


@pghistory.track()
class AgencyInstrument(models.Model):
    """A version of an instrument that an agency loaded; one that comes with Gainful needs no row."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(_("instrument"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=200)
    document = models.JSONField()
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    loaded_at = models.DateTimeField(_("loaded"), default=timezone.now)
    retired_at = models.DateTimeField(_("not begun any more since"), null=True, blank=True)

    class Meta:
        ordering = ["code", "-version", "language", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "code", "version", "language"], name="support_instrument_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


@pghistory.track()
class NeedsPreset(models.Model):
    """Which topics an agency asks first of a population."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(_("for whom"), max_length=80)
    topics = ArrayField(models.CharField(max_length=40))
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "code"], name="support_preset_once"),
            models.CheckConstraint(condition=Q(topics__len__gt=0), name="support_preset_asks_something"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Assessment(models.Model):
    """One person's answers for one agency; it keeps the version it began with, whatever becomes of that version."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="assessments")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=10)
    topics = ArrayField(models.CharField(max_length=40))
    moment = models.CharField(_("when"), max_length=12, choices=Moment, default=Moment.ENROLMENT)
    how = models.CharField(_("how"), max_length=10, choices=HowFilled, default=HowFilled.ALONE)
    state = models.CharField(_("state"), max_length=10, choices=AssessmentState, default=AssessmentState.OPEN)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(_("begun"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-started_at", "id"]
        indexes = [
            models.Index(
                fields=["participant", "organization", "-started_at"], name="support_assessment_person"
            ),
            models.Index(fields=["organization", "-finished_at"], name="support_assessment_of"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AssessmentState.values), name="support_assessment_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=AssessmentState.OPEN, finished_at=None)
                | Q(state=AssessmentState.FINISHED, finished_at__isnull=False),
                name="support_assessment_finished_once",
            ),
            models.UniqueConstraint(
                fields=["participant", "organization"],
                condition=Q(state="open"),
                name="support_assessment_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_moment_display()} {self.started_at:%Y-%m-%d}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class NeedAnswer(models.Model):
    """One answer; a sensitive one is opened by a consent of its own."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=60)
    value = models.JSONField()
    is_sensitive = models.BooleanField()
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)

    class Meta:
        ordering = ["question", "id"]
        indexes = [models.Index(fields=["participant"], name="support_answer_person")]
        constraints = [models.UniqueConstraint(fields=["assessment", "question"], name="support_answer_once")]

    def __str__(self) -> str:
        return self.question
