"""Sessions: each class with its own day, time and zone, and the code that is shown in its room."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.cohorts.models.cohort import Cohort, Track
from gainful.domain.cohorts.states import SessionStatus
from gainful.domain.curricula.models import Module
from gainful.domain.messages.local_times import length_words, local_words
from gainful.domain.participants.ids import next_id

MOST_MINUTES = 720


class SessionKind(models.TextChoices):
    """What happens in a session."""

    CLASS = "class", _("Class")
    LAB = "lab", _("Lab or shop")
    INSTRUCTION = "instruction", _("Related instruction of an apprenticeship")
    PRACTICE = "practice", _("Practice at a workplace")
    EXAM = "exam", _("Exam")


@pghistory.track()
class Session(models.Model):
    """One meeting of a cohort: a moment, a length and a zone of its own; no rule makes it again."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="sessions")
    track = models.ForeignKey(Track, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    """Only for one role of the cohort; null: for everybody."""
    module = models.ForeignKey(Module, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=SessionKind, default=SessionKind.CLASS)
    title = models.CharField(_("what it is about"), max_length=200)
    place = models.CharField(_("where"), max_length=300, blank=True)
    day = models.DateField(_("day"))
    """The day in its own zone, for lists and books; `starts_at` is the moment."""
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    zone = models.CharField(_("time zone"), max_length=60)
    status = models.CharField(_("state"), max_length=10, choices=SessionStatus, default=SessionStatus.PLANNED)
    reason = models.CharField(_("why it was moved or cancelled"), max_length=400, blank=True)
    times_changed = models.PositiveSmallIntegerField(default=0)
    """How often it was moved or cancelled: calendars take the higher number."""
    was_at = models.DateTimeField(_("began before it was moved"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["cohort", "starts_at"], name="cohorts_session_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "starts_at", "track"], condition=~Q(status="cancelled"),
                name="cohorts_session_once", nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, MOST_MINUTES)), name="cohorts_session_length"
            ),
            models.CheckConstraint(
                condition=Q(status__in=SessionStatus.values), name="cohorts_session_status_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=SessionKind.values), name="cohorts_session_kind"),
            models.CheckConstraint(condition=~Q(title=""), name="cohorts_session_named"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def ends_at(self) -> datetime:
        """When it ends: so many minutes later, whatever the clocks do meanwhile."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def when(self) -> str:
        """Its beginning as people in its zone say it."""
        return local_words(self.starts_at, self.zone)

    @property
    def length(self) -> str:
        """How long it is, as people say it."""
        return length_words(self.minutes)


@pghistory.track()
class RoomCode(models.Model):
    """The code that is shown in the room now; whoever types it, or scans it, was there."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="room_code")
    code = models.CharField(_("code"), max_length=8)
    valid_until = models.DateTimeField(_("valid until"))

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.code
