"""What a person says of their money, home and how they are, only where they allowed that it is asked."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.measures.models.follow_ups import FollowUpAnswer, YesNo
from gainful.domain.participants.ids import next_id


class Home(models.TextChoices):
    """Where somebody lives; unanswered is unknown."""

    UNKNOWN = "", _("Not answered")
    OWN = "own", _("Own or rent a home")
    SHARED = "shared", _("With family or friends")
    UNSURE = "unsure", _("For a short time only, or not sure for how long")
    NONE = "none", _("Nowhere fixed, or a shelter")


class Credit(models.TextChoices):
    """How somebody sees their credit, in their own words; no score is asked and none is looked up."""

    UNKNOWN = "", _("Not answered")
    BETTER = "better", _("Better than a year ago")
    SAME = "same", _("About the same")
    WORSE = "worse", _("Worse than a year ago")
    NO_IDEA = "no_idea", _("I do not know it")


@pghistory.track(pghistory.InsertEvent())
class MoreAnswer(models.Model):
    """Four answers beside those of a wave, under a consent of their own (“wellbeing”); rows are never changed."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    answer = models.OneToOneField(FollowUpAnswer, on_delete=models.CASCADE, related_name="more")
    income = models.DecimalField(
        _("income of the household a month, USD"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    credit = models.CharField(_("credit"), max_length=8, choices=Credit, blank=True, default="")
    home = models.CharField(_("home"), max_length=8, choices=Home, blank=True, default="")
    behind = models.CharField(
        _("behind with rent or bills"), max_length=3, choices=YesNo, blank=True, default=""
    )
    wellbeing = models.PositiveSmallIntegerField(_("how life goes, 0 to 10"), null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(wellbeing=None) | Q(wellbeing__range=(0, 10)), name="measures_more_wellbeing"
            ),
            models.CheckConstraint(condition=Q(income=None) | Q(income__gte=0), name="measures_more_income"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
