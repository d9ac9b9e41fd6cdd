"""A cohort, what stands behind its seats, its tracks, instructors, money and rules of eligibility."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.cohorts.states import CohortStatus
from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.job_orders.models import JobOrder, Opening
from gainful.domain.organizations.models import Organization
from gainful.domain.programs.models import Fund, Program, Site

MOST_SEATS = 5_000


@pghistory.track()
class Cohort(models.Model):
    """People who are trained together for openings that employers committed to."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="cohorts")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="cohorts")
    site = models.ForeignKey(Site, on_delete=models.SET_NULL, null=True, blank=True, related_name="cohorts")
    curriculum = models.ForeignKey(
        CurriculumVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="cohorts"
    )
    """The version in use that is taught: what comes of the cohort is kept with it."""
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("what one learns, in plain words"), max_length=4_000, blank=True)
    contact = models.CharField(_("whom to ask: name, phone, e-mail"), max_length=300, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=CohortStatus, default=CohortStatus.DRAFT)
    seats = models.PositiveSmallIntegerField(_("seats"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    apply_until = models.DateField(_("apply until"))
    later_start_on = models.DateField(_("people on the waiting list start on"), null=True, blank=True)
    """A staggered start: what a comparison of those drawn and those waiting may look at ends here."""
    decide_days = models.PositiveSmallIntegerField(_("days until an applicant hears from you"), default=14)
    is_public = models.BooleanField(_("anybody can read about it and apply"), default=False)
    notice = models.JSONField(default=dict, blank=True)
    """What is published of the agency, the site and the jobs: the words that applicants rely on (`publishing.py`)."""
    expected_rate = models.JSONField(default=dict, blank=True)
    """The completion rate that the seats were opened on: `completed`, `ended`, `rate`."""
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    ended_reason = models.CharField(_("why it was cancelled"), max_length=400, blank=True)
    alert_after = models.PositiveSmallIntegerField(
        _("absences in a row after which the coach is told"), default=2
    )
    """Two is ours (assumption): after one a call is early, after three it is late."""
    short_told_at = models.DateTimeField(null=True, blank=True)
    """When its managers were last told that openings were withdrawn under it."""
    short_told = models.PositiveSmallIntegerField(null=True, blank=True)
    """The openings that stood behind it then: where more go, they are told again; null once there are enough."""
    is_sample = models.BooleanField(_("sample data"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["starts_on", "name", "id"]
        indexes = [
            models.Index(fields=["organization", "status", "starts_on"], name="cohorts_by_agency"),
            models.Index(fields=["apply_until"], condition=Q(is_public=True), name="cohorts_public"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["program", "name"], name="cohorts_name_once"),
            models.CheckConstraint(condition=Q(status__in=CohortStatus.values), name="cohorts_status_known"),
            models.CheckConstraint(condition=Q(seats__range=(1, MOST_SEATS)), name="cohorts_seats"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="cohorts_ends_after"
            ),
            models.CheckConstraint(
                condition=Q(apply_until__lte=models.F("starts_on")), name="cohorts_apply_before_start"
            ),
            models.CheckConstraint(
                condition=Q(later_start_on=None) | Q(later_start_on__gt=models.F("starts_on")),
                name="cohorts_later_start_is_later",
            ),
            models.CheckConstraint(condition=Q(decide_days__range=(1, 90)), name="cohorts_decide_days"),
            models.CheckConstraint(condition=Q(alert_after__range=(1, 20)), name="cohorts_alert_after"),
        ]

    def __str__(self) -> str:
        return self.name


class _OfCohort(models.Model):
    """What belongs to one cohort."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True


@pghistory.track()
class CohortOpening(_OfCohort):
    """An opening that stands behind a cohort; behind one cohort at a time."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="opening_rows")
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="cohort_rows")
    added_at = models.DateTimeField(default=timezone.now)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opening"], condition=Q(released_at=None), name="cohorts_opening_behind_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} behind {self.cohort_id}"


@pghistory.track()
class SeatOverride(_OfCohort):
    """That somebody opened more seats than openings stand behind them: who, why, and how far beyond."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="overrides")
    seats = models.PositiveSmallIntegerField(_("seats allowed"))
    limit = models.PositiveSmallIntegerField(_("seats that openings stood behind then"))
    name = models.CharField(_("full name"), max_length=200)
    title = models.CharField(_("job title"), max_length=200)
    reason = models.CharField(_("why"), max_length=600)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(name=""), name="cohorts_override_named")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.at:%Y-%m-%d}"


@pghistory.track()
class Track(_OfCohort):
    """A role within a cohort with seats of its own, to be filled by a date; one stratum of the draw."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="tracks")
    name = models.CharField(_("name"), max_length=120)
    job_order = models.ForeignKey(
        JobOrder, on_delete=models.SET_NULL, null=True, blank=True, related_name="cohort_tracks"
    )
    seats = models.PositiveSmallIntegerField(_("seats"))
    target = models.PositiveSmallIntegerField(_("hires aimed at"), default=0)
    target_on = models.DateField(_("by"), null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "name"], name="cohorts_track_once"),
            models.CheckConstraint(condition=Q(seats__range=(1, MOST_SEATS)), name="cohorts_track_seats"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Instructor(_OfCohort):
    """Who teaches a cohort; with an account they see who is in it."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="instructors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["cohort", "name"], name="cohorts_instructor_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class CohortFund(_OfCohort):
    """Money that pays for a cohort; USD of one fund of its program."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="fund_rows")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(_("amount, USD"), max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "fund"], name="cohorts_fund_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="cohorts_fund_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} USD"


class RuleKind(models.TextChoices):
    """What a yes to a rule's question does."""

    MUST = "must", _("Must be yes to get a seat")
    BARS = "bars", _("A law or licence bars whoever says yes")
    PRIORITY = "priority", _("Yes is served first")
    SEGMENT = "segment", _("Yes counts toward a floor of seats")


@pghistory.track()
class EligibilityRule(_OfCohort):
    """One rule of eligibility as data: the question, the proof, how long the proof holds, the law behind it."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="rules")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("what a yes does"), max_length=10, choices=RuleKind)
    question = models.CharField(_("question to the applicant"), max_length=300)
    label = models.CharField(_("short name, published in a draw"), max_length=60, blank=True)
    why = models.CharField(_("why you ask, for the applicant"), max_length=400, blank=True)
    proof = models.CharField(_("what proves it"), max_length=200, blank=True)
    """Empty: the applicant's word is enough."""
    proof_months = models.PositiveSmallIntegerField(_("months that a proof holds"), null=True, blank=True)
    law = models.CharField(_("the law or licence, cited"), max_length=200, blank=True)
    job_order = models.ForeignKey(
        JobOrder, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """The job order that says which records exclude; only such a rule bars."""
    rank = models.PositiveSmallIntegerField(_("order of priority, 1 first"), null=True, blank=True)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "number"], name="cohorts_rule_once"),
            models.CheckConstraint(condition=Q(kind__in=RuleKind.values), name="cohorts_rule_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.BARS) | ~Q(law=""), name="cohorts_only_law_bars"
            ),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.SEGMENT) | ~Q(label=""), name="cohorts_segment_has_label"
            ),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.PRIORITY) | Q(rank__gte=1), name="cohorts_priority_has_rank"
            ),
        ]

    def __str__(self) -> str:
        return self.question


@pghistory.track()
class SeatFloor(_OfCohort):
    """At least so many seats for a segment, said before the draw with the reason."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="floors")
    rule = models.ForeignKey(EligibilityRule, on_delete=models.CASCADE, related_name="floors")
    track = models.ForeignKey(Track, on_delete=models.CASCADE, null=True, blank=True, related_name="floors")
    seats = models.PositiveSmallIntegerField(_("seats at least"))
    reason = models.CharField(_("why"), max_length=400)
    promised = models.PositiveSmallIntegerField(_("seats promised at first"), null=True, blank=True)
    """Set where the floor was lowered after applicants had read it, since it could not be kept."""
    lowered_reason = models.CharField(_("why it was lowered"), max_length=400, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "rule", "track"], name="cohorts_floor_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=(Q(seats__gte=1) | Q(promised__gte=1)) & ~Q(reason=""),
                name="cohorts_floor_of_something",
            ),
            models.CheckConstraint(
                condition=Q(promised=None) | (Q(promised__gt=models.F("seats")) & ~Q(lowered_reason="")),
                name="cohorts_floor_lowered_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seats}"
