"""Attendance: who was there from when to when, each tap once; hours made up, absences in a row, how funders count."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.cohorts.models.cohort import Cohort
from gainful.domain.cohorts.models.enrolment import Enrolment
from gainful.domain.cohorts.models.session import MOST_MINUTES, Session
from gainful.domain.participants.ids import next_id
from gainful.domain.programs.models import Fund
from gainful.engine.attendance.clock_hours import LEAST_MINUTES, MOST_EXCUSED, PERIOD, ClockRule


class Presence(models.TextChoices):
    """Whether somebody was there; nobody marked is none of these."""

    PRESENT = "present", _("There")
    LATE = "late", _("Late")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


THERE = frozenset({Presence.PRESENT, Presence.LATE})


class How(models.TextChoices):
    """How attendance was taken."""

    TAP = "tap", _("In class")
    SHEET = "sheet", _("From a sheet")
    CODE = "code", _("By the code in the room")


def _user() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )


@pghistory.track()
class Attendance(models.Model):
    """Somebody at one session: there from `minutes_late` after its beginning to `minutes_early` before its end."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="attendance", db_index=False
    )
    presence = models.CharField(_("was there"), max_length=10, choices=Presence)
    minutes_late = models.PositiveSmallIntegerField(_("minutes late"), default=0)
    minutes_early = models.PositiveSmallIntegerField(_("minutes left early"), default=0)
    minutes = models.PositiveSmallIntegerField(_("minutes there"), default=0)
    """Minutes of the session less late and early; 0 for whoever was not there."""
    note = models.CharField(_("note"), max_length=200, blank=True)
    how = models.CharField(_("taken"), max_length=6, choices=How)
    tapped_at = models.DateTimeField(_("taken at"), default=timezone.now)
    marked_by = _user()
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["session", "id"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "session"], name="cohorts_attendance_once"),
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="cohorts_presence_known"),
            models.CheckConstraint(condition=Q(how__in=How.values), name="cohorts_attendance_how_known"),
            models.CheckConstraint(
                condition=Q(presence__in=sorted(THERE)) | Q(minutes=0, minutes_late=0, minutes_early=0),
                name="cohorts_absent_has_no_minutes",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_presence_display())


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class Tap(models.Model):
    """One tap on one phone, by its own key: sent again after a lost connection it is known and changes nothing."""

    id = models.UUIDField(primary_key=True, editable=False)
    """The key that the phone gave it."""
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="taps")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    presence = models.CharField(max_length=10, choices=Presence)
    minutes_late = models.PositiveSmallIntegerField(default=0)
    minutes_early = models.PositiveSmallIntegerField(default=0)
    tapped_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    counts = models.BooleanField(default=True)
    """False where a later tap for the same person was there already."""
    user = _user()

    class Meta:
        ordering = ["tapped_at", "id"]

    def __str__(self) -> str:
        return self.presence


@pghistory.track()
class MadeUpHours(models.Model):
    """Hours that somebody made up for what they missed: which day, how long, what they did, who saw it."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="made_up")
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    """The session that was missed, where it was one."""
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    what = models.CharField(_("what they did"), max_length=200)
    recorded_by = _user()
    recorded_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__range=(1, MOST_MINUTES)), name="cohorts_made_up_minutes"
            ),
            models.CheckConstraint(condition=~Q(what=""), name="cohorts_made_up_said"),
        ]

    def __str__(self) -> str:
        return self.what


@pghistory.track()
class AbsenceAlert(models.Model):
    """Somebody missed so many sessions in a row; one row a run, ended by a talk with them or by a correction."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="alerts", db_index=False)
    first_session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    last_session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    absences = models.PositiveSmallIntegerField(_("sessions missed in a row"))
    raised_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(_("coach told"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn, attendance was corrected"), null=True, blank=True)

    class Meta:
        ordering = ["-raised_at", "id"]
        indexes = [
            models.Index(
                fields=["raised_at"],
                condition=Q(told_at=None, withdrawn_at=None),
                name="cohorts_alert_untold",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "first_session"], name="cohorts_alert_once")
        ]

    def __str__(self) -> str:
        return f"{self.absences}"


@pghistory.track()
class FunderRule(models.Model):
    """How the funder of a cohort counts hours: whole clock hours of so many minutes, or every minute."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="funder_rules")
    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="+")
    whole_hours = models.BooleanField(_("counts whole clock hours"), default=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes of a clock hour"), default=LEAST_MINUTES,
        validators=[MinValueValidator(LEAST_MINUTES), MaxValueValidator(PERIOD)],
    )  # fmt: skip
    made_up = models.BooleanField(_("counts hours made up"), default=True)
    excused_percent = models.PositiveSmallIntegerField(
        _("percent of the hours that excused absences may fill"), default=0,
        validators=[MaxValueValidator(MOST_EXCUSED)],
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "fund"], name="cohorts_funder_rule_once"),
            models.CheckConstraint(
                condition=Q(minutes__range=(LEAST_MINUTES, PERIOD)), name="cohorts_clock_hour_minutes"
            ),
            models.CheckConstraint(
                condition=Q(excused_percent__lte=MOST_EXCUSED), name="cohorts_excused_share"
            ),
        ]

    def __str__(self) -> str:
        return str(self.fund)

    def rule(self) -> ClockRule:
        """Return the rule as the engine counts by it."""
        return ClockRule(self.whole_hours, self.minutes, self.made_up, self.excused_percent)
