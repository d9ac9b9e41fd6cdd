"""What came of training: online courses completed, assessments, measurable skill gains, credentials earned."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.cohorts.models.enrolment import Enrolment
from gainful.domain.participants.ids import next_id


def _user() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )


class _OfSeat(models.Model):
    """What somebody recorded about one person's training; a wrong row is taken back, not changed."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    recorded_by = _user()
    recorded_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        abstract = True


@pghistory.track()
class OnlineCompletion(_OfSeat):
    """Somebody completed a course of an online provider; minutes are empty where the provider says none."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="online")
    provider = models.CharField(_("provider"), max_length=120)
    course = models.CharField(_("course"), max_length=200)
    completed_on = models.DateField(_("completed"))
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    score = models.CharField(_("score, as the provider writes it"), max_length=40, blank=True)

    class Meta:
        ordering = ["completed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "provider", "course"], condition=Q(taken_back_at=None),
                name="cohorts_online_once",
            ),
            models.CheckConstraint(condition=~Q(course="") & ~Q(provider=""), name="cohorts_online_named"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.course


@pghistory.track()
class AssessmentResult(_OfSeat):
    """A result of an assessment on its own scale, from lowest to highest; where it passes, if it says so."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="results")
    instrument = models.CharField(_("assessment"), max_length=120)
    taken_on = models.DateField(_("taken"))
    lowest = models.DecimalField(_("lowest score"), max_digits=8, decimal_places=2, default=0)
    highest = models.DecimalField(_("highest score"), max_digits=8, decimal_places=2)
    passes_at = models.DecimalField(_("passes from"), max_digits=8, decimal_places=2, null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=8, decimal_places=2)

    class Meta:
        ordering = ["taken_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(highest__gt=F("lowest")), name="cohorts_scale_has_a_length"),
            models.CheckConstraint(
                condition=Q(score__gte=F("lowest")) & Q(score__lte=F("highest")),
                name="cohorts_score_on_scale",
            ),
            models.CheckConstraint(
                condition=Q(passes_at=None)
                | (Q(passes_at__gte=F("lowest")) & Q(passes_at__lte=F("highest"))),
                name="cohorts_pass_on_scale",
            ),
            models.CheckConstraint(condition=~Q(instrument=""), name="cohorts_assessment_named"),
        ]

    def __str__(self) -> str:
        score, low, high = (f"{each.normalize():f}" for each in (self.score, self.lowest, self.highest))
        return f"{self.instrument}: {score} ({low}–{high})"

    @property
    def passed(self) -> bool | None:
        """Whether it was passed; None where the assessment has no such line."""
        return None if self.passes_at is None else self.score >= self.passes_at


class GainKind(models.TextChoices):
    """The five types of 20 CFR 677.155(a)(1)(v)(A)–(E) and 34 CFR 361.155 and 463.155."""

    LEVEL = "level", _("An educational functioning level (A)")
    DIPLOMA = "diploma", _("A secondary school diploma or its equivalent (B)")
    TRANSCRIPT = "transcript", _("A transcript or report card that meets the standards (C)")
    MILESTONE = "milestone", _("A progress report toward a milestone of training (D)")
    PROGRESS = "progress", _("An exam or benchmark of the occupation (E)")


@pghistory.track()
class SkillGain(_OfSeat):
    """A measurable skill gain: its type, the day it was achieved, and what shows it."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="gains")
    kind = models.CharField(_("type"), max_length=12, choices=GainKind)
    is_postsecondary = models.BooleanField(_("of a college or other postsecondary school"), default=False)
    """Only for a transcript: PIRL 1807 or 1808."""
    achieved_on = models.DateField(_("achieved"))
    evidence = models.CharField(_("what shows it"), max_length=300)
    result = models.ForeignKey(
        AssessmentResult, on_delete=models.SET_NULL, null=True, blank=True, related_name="gains"
    )

    class Meta:
        ordering = ["achieved_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=GainKind.values), name="cohorts_gain_kind"),
            models.CheckConstraint(condition=~Q(evidence=""), name="cohorts_gain_has_evidence"),
            models.CheckConstraint(
                condition=Q(is_postsecondary=False) | Q(kind=GainKind.TRANSCRIPT), name="cohorts_gain_school"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class CredentialType(models.IntegerChoices):
    """Types of a recognized credential as PIRL 1800 numbers them; a certificate of ours is none of 1 to 3."""

    DIPLOMA = 1, _("Secondary school diploma or equivalency")
    ASSOCIATE = 2, _("Associate degree")
    BACHELOR = 3, _("Bachelor's degree")
    LICENSURE = 4, _("Occupational licensure")
    CERTIFICATE = 5, _("Occupational certificate")
    CERTIFICATION = 6, _("Occupational certification")
    OTHER = 7, _("Other recognized diploma, degree or certificate")


@pghistory.track()
class CredentialEarned(_OfSeat):
    """A credential that somebody earned in training, with the type that reports ask for."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="credentials")
    kind = models.PositiveSmallIntegerField(_("type"), choices=CredentialType)
    name = models.CharField(_("name"), max_length=200)
    issuer = models.CharField(_("issued by"), max_length=200)
    earned_on = models.DateField(_("earned"))
    expires_on = models.DateField(_("expires"), null=True, blank=True)
    evidence = models.CharField(_("what shows it"), max_length=300)

    class Meta:
        ordering = ["earned_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "name", "issuer"], condition=Q(taken_back_at=None),
                name="cohorts_credential_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CredentialType.values), name="cohorts_credential_kind"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(issuer="") & ~Q(evidence=""), name="cohorts_credential_said"
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gt=F("earned_on")),
                name="cohorts_credential_expires_later",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
