"""After the hire: talks of the coach with person and employer, and an employer's concern with its shared plan."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant
from gainful.domain.placements.models import Placement
from gainful.domain.support.states.checkins import ConcernState


class CheckInMoment(models.TextChoices):
    """How long after the first day; the engine says on which day (`engine/support/moments`)."""

    WEEK_1 = "week_1", _("1 week")
    MONTH_1 = "month_1", _("1 month")
    MONTH_3 = "month_3", _("3 months")
    MONTH_6 = "month_6", _("6 months")
    MONTH_12 = "month_12", _("12 months")


class CheckInSide(models.TextChoices):
    """With whom the coach talks."""

    PERSON = "person", _("The person")
    EMPLOYER = "employer", _("The employer")


@pghistory.track()
class CheckIn(models.Model):
    """One talk after the hire; what was said stands in the note that it names."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="check_ins")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="check_ins")
    moment = models.CharField(_("after"), max_length=10, choices=CheckInMoment)
    side = models.CharField(_("with"), max_length=10, choices=CheckInSide)
    held_on = models.DateField(_("held"))
    note = models.ForeignKey(
        "support.CaseNote", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    coach_name = models.CharField(_("coach"), max_length=200)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["held_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["placement", "moment", "side"], name="support_check_in_once"),
        ]
        indexes = [models.Index(fields=["participant"], name="support_check_in_person")]

    def __str__(self) -> str:
        return f"{self.get_moment_display()}, {self.get_side_display()}"


@pghistory.track()
class Concern(models.Model):
    """What an employer sees with somebody they hired; person, coach and employer read it and share the plan."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="concerns")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="concerns")
    words = models.CharField(_("what you see"), max_length=1000)
    wish = models.CharField(_("what would help"), max_length=400, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ConcernState, default=ConcernState.RAISED)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    raised_name = models.CharField(_("who"), max_length=200)
    raised_at = models.DateTimeField(_("when"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        ordering = ["-raised_at", "id"]
        indexes = [
            models.Index(fields=["participant", "state"], name="support_concern_person"),
            models.Index(fields=["employer", "-raised_at"], name="support_concern_employer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ConcernState.values), name="support_concern_state_known"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="support_concern_says_something"),
        ]

    def __str__(self) -> str:
        return self.words
