"""Waves: who is asked how it goes, when and by which clock, and what each side answered."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.cohorts.models import Application
from gainful.domain.job_orders.models import WageUnit
from gainful.domain.measures.states import FollowUpState
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant
from gainful.domain.placements.models import Placement


class WaveMoment(models.TextChoices):
    """How long after the first day, or after the draw; the days are the engine's (`engine/support/moments`)."""

    MONTH_1 = "month_1", _("1 month")
    MONTH_3 = "month_3", _("3 months")
    MONTH_6 = "month_6", _("6 months")
    MONTH_12 = "month_12", _("12 months")


class WaveSide(models.TextChoices):
    """Who is asked."""

    PERSON = "person", _("The person")
    EMPLOYER = "employer", _("The employer")


class WaveClock(models.TextChoices):
    """What the months are counted from: the hire for retention, the draw for the comparison of both groups."""

    HIRE = "hire", _("From the first day of the job")
    DRAW = "draw", _("From the draw of seats")


class Arm(models.TextChoices):
    """Which group of the draw somebody is in, by chance alone, whatever they did afterwards."""

    NONE = "", _("No draw")
    DRAWN = "drawn", _("Drawn for a seat")
    NOT_DRAWN = "not_drawn", _("Not drawn")


class YesNo(models.TextChoices):
    """An answer; unanswered is unknown and never no."""

    UNKNOWN = "", _("Not answered")
    YES = "yes", _("Yes")
    NO = "no", _("No")


@pghistory.track()
class FollowUp(models.Model):
    """One side asked once: four of them a clock, each of the same six questions or fewer."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="follow_ups")
    side = models.CharField(_("who is asked"), max_length=10, choices=WaveSide)
    clock = models.CharField(_("counted"), max_length=6, choices=WaveClock)
    moment = models.CharField(_("after"), max_length=10, choices=WaveMoment)
    began_on = models.DateField(_("counted from"))
    due_on = models.DateField(_("due"))
    placement = models.ForeignKey(
        Placement, on_delete=models.CASCADE, null=True, blank=True, related_name="follow_ups"
    )
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="follow_ups"
    )
    arm = models.CharField(_("group"), max_length=10, choices=Arm, blank=True, default=Arm.NONE)
    job_title = models.CharField(_("job"), max_length=200, blank=True)
    employer_name = models.CharField(_("employer"), max_length=200, blank=True)
    shown_name = models.CharField(_("name that the employer reads"), max_length=200, blank=True)
    """The name that the person agreed to show their employer, so that the question needs no more of the record."""
    state = models.CharField(_("state"), max_length=10, choices=FollowUpState, default=FollowUpState.DUE)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="due"), name="measures_follow_up_due"),
            models.Index(fields=["organization", "state", "due_on"], name="measures_follow_up_of"),
            models.Index(fields=["participant", "due_on"], name="measures_follow_up_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "side", "clock", "moment", "placement", "application"],
                name="measures_follow_up_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(state__in=FollowUpState.values), name="measures_follow_up_state_known"
            ),
            models.CheckConstraint(
                condition=Q(clock="hire", placement__isnull=False, application=None)
                | Q(clock="draw", placement=None, application__isnull=False, side="person"),
                name="measures_follow_up_of_its_clock",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_moment_display()}, {self.get_side_display()}"


@pghistory.track()
class FollowUpAnswer(models.Model):
    """What one side said, once; a later row of the same side is the newer word. Empty is unknown, never no."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="answers")
    works = models.CharField(_("works at all"), max_length=3, choices=YesNo, blank=True, default="")
    same_job = models.CharField(_("still in this job"), max_length=3, choices=YesNo, blank=True, default="")
    hours_per_week = models.DecimalField(
        _("hours a week"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    wage = models.DecimalField(_("wage, USD"), max_digits=10, decimal_places=2, null=True, blank=True)
    wage_unit = models.CharField(_("paid by"), max_length=8, choices=WageUnit, blank=True)
    in_school = models.CharField(
        _("in school or training"), max_length=3, choices=YesNo, blank=True, default=""
    )
    satisfied = models.PositiveSmallIntegerField(_("satisfied, 1 to 5"), null=True, blank=True)
    hire_again = models.CharField(_("would hire again"), max_length=3, choices=YesNo, blank=True, default="")
    missing = models.CharField(_("skills that are missing"), max_length=400, blank=True)
    words = models.CharField(_("in their words"), max_length=600, blank=True)
    may_quote = models.BooleanField(_("the words may be quoted without a name"), default=False)
    for_side = models.CharField(_("how they said it"), max_length=20, blank=True)
    """Where staff wrote it down for the side: by phone or on paper; empty where the side answered itself."""
    role = models.CharField(max_length=20)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    through_link = models.UUIDField(null=True, blank=True)
    other_browser = models.BooleanField(_("the link was opened in another browser before"), default=False)
    """It may have been forwarded, or be a second device: the answer counts and is marked."""
    at = models.DateTimeField(_("answered"), default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["follow_up", "at"], name="measures_answer_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(wage=None) | Q(wage__gt=0) & ~Q(wage_unit=""), name="measures_answer_wage"
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week=None) | Q(hours_per_week__gt=0, hours_per_week__lte=100),
                name="measures_answer_hours",
            ),
            models.CheckConstraint(
                condition=Q(satisfied=None) | Q(satisfied__range=(1, 5)), name="measures_answer_satisfied"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.at:%Y-%m-%d}"

    @property
    def job_goes_on(self) -> str:
        """Yes, no, or empty where they do not say: whoever does not work is not in this job either."""
        return self.same_job or (YesNo.NO if self.works == YesNo.NO else "")
