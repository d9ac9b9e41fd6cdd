"""Apprenticeships: the agreement, work processes, mentors, hours on the job, wage steps."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.cohorts.models.enrolment import Enrolment
from gainful.domain.cohorts.states import ApprenticeshipStatus, HoursStatus
from gainful.domain.messages.local_times import length_words
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant

LEAST_JOB_HOURS, USUAL_INSTRUCTION = 2_000, 144
"""29 CFR 29.4(c): an apprenticeable occupation takes at least 2,000 hours on the job; 29 CFR 29.5(b)(4): 144 hours of
related instruction a year are recommended."""
MOST_MINUTES_A_DAY = 960


class Approach(models.TextChoices):
    """How the term is measured (29 CFR 29.5(b)(2))."""

    TIME = "time", _("Time-based")
    COMPETENCY = "competency", _("Competency-based")
    HYBRID = "hybrid", _("Hybrid")


@pghistory.track()
class Apprenticeship(models.Model):
    """One person's apprenticeship: related instruction, then paid work with an employer by work processes."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    """The agency that keeps it."""
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="apprenticeships")
    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.SET_NULL, null=True, blank=True, related_name="apprenticeship"
    )
    """The seat in whose classes the related instruction is taught."""
    name = models.CharField(_("apprentice"), max_length=200)
    employer_name = models.CharField(_("employer"), max_length=200)
    sponsor = models.CharField(_("program sponsor"), max_length=200)
    program_number = models.CharField(_("program number"), max_length=30, blank=True)
    occupation_code = models.CharField(_("O*NET-SOC code"), max_length=12)
    occupation_title = models.CharField(_("occupation"), max_length=200)
    approach = models.CharField(_("approach"), max_length=12, choices=Approach, default=Approach.TIME)
    begins_on = models.DateField(_("apprenticeship begins"))
    job_hours = models.PositiveIntegerField(_("hours on the job"), default=LEAST_JOB_HOURS)
    probation_hours = models.PositiveIntegerField(_("probation, hours"), default=500)
    credit_hours = models.PositiveIntegerField(_("credit for earlier experience, hours"), default=0)
    instruction_hours = models.PositiveIntegerField(
        _("hours of related instruction"), default=USUAL_INSTRUCTION
    )
    journey_wage = models.DecimalField(
        _("wage of a journeyworker, USD an hour"), max_digits=7, decimal_places=2
    )
    apprentices_per_mentor = models.PositiveSmallIntegerField(_("apprentices a mentor may have"), default=1)
    is_registered = models.BooleanField(_("registered with the registration agency"), default=False)
    status = models.CharField(
        _("state"), max_length=10, choices=ApprenticeshipStatus, default=ApprenticeshipStatus.DRAFT
    )
    reason = models.CharField(_("why it ended"), max_length=400, blank=True)
    completed_on = models.DateField(_("completed"), null=True, blank=True)
    certified_by = models.CharField(_("who confirms the competence"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "begins_on", "id"]
        indexes = [models.Index(fields=["organization", "status"], name="cohorts_apprentice_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "organization"], condition=Q(status__in=["draft", "active"]),
                name="cohorts_apprentice_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ApprenticeshipStatus.values), name="cohorts_apprentice_status"
            ),
            models.CheckConstraint(condition=Q(approach__in=Approach.values), name="cohorts_apprentice_approach"),
            models.CheckConstraint(
                condition=Q(credit_hours__lt=F("job_hours"), job_hours__gte=1, job_hours__lte=20_000),
                name="cohorts_apprentice_term",
            ),
            models.CheckConstraint(
                condition=Q(apprentices_per_mentor__range=(1, 20)), name="cohorts_apprentice_ratio"
            ),
            models.CheckConstraint(condition=Q(journey_wage__gt=0), name="cohorts_apprentice_wage"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}, {self.occupation_title}"


class _OfApprenticeship(models.Model):
    """A part of one apprenticeship."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True


@pghistory.track()
class WorkProcess(_OfApprenticeship):
    """A work process with the hours that it takes on the job, in the order of the standards."""

    apprenticeship = models.ForeignKey(Apprenticeship, on_delete=models.CASCADE, related_name="processes")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("work process"), max_length=200)
    hours = models.PositiveIntegerField(_("hours"))

    class Meta:
        ordering = ["number", "id"]
        verbose_name_plural = "work processes"
        constraints = [
            models.UniqueConstraint(fields=["apprenticeship", "number"], name="cohorts_process_once"),
            models.CheckConstraint(condition=Q(hours__gt=0) & ~Q(title=""), name="cohorts_process_said"),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class WageStep(_OfApprenticeship):
    """A wage from so many confirmed hours on the job on; each later step pays more (29 CFR 29.5(b)(5))."""

    apprenticeship = models.ForeignKey(Apprenticeship, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    after_hours = models.PositiveIntegerField(_("from hours on the job"))
    wage = models.DecimalField(_("wage, USD an hour"), max_digits=7, decimal_places=2)
    reached_on = models.DateField(_("reached"), null=True, blank=True)
    """When confirmed hours came so far; whether the employer pays it is said in `paid_from`."""
    paid_from = models.DateField(_("paid from"), null=True, blank=True)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["apprenticeship", "number"], name="cohorts_step_once"),
            models.CheckConstraint(condition=Q(wage__gt=0), name="cohorts_step_pays"),
        ]

    def __str__(self) -> str:
        return f"{self.wage} USD"


@pghistory.track()
class ApprenticeMentor(_OfApprenticeship):
    """A journeyworker who guides the apprentice and confirms their hours, by a link where they have no account."""

    apprenticeship = models.ForeignKey(Apprenticeship, on_delete=models.CASCADE, related_name="mentors")
    name = models.CharField(_("mentor"), max_length=200)
    email = models.EmailField(_("email address"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["apprenticeship"], condition=Q(until=None), name="cohorts_mentor_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="cohorts_mentor_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class JobHours(models.Model):
    """Hours on the job in one work process on one day, logged by the apprentice and confirmed by the mentor."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    apprenticeship = models.ForeignKey(Apprenticeship, on_delete=models.CASCADE, related_name="hours")
    process = models.ForeignKey(WorkProcess, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    words = models.CharField(_("what you did"), max_length=300, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=HoursStatus, default=HoursStatus.LOGGED)
    mentor = models.ForeignKey(
        ApprenticeMentor, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_by = models.CharField(_("confirmed or returned by"), max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("why it was returned"), max_length=300, blank=True)
    logged_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-day", "id"]
        verbose_name_plural = "hours on the job"
        indexes = [models.Index(fields=["apprenticeship", "status", "day"], name="cohorts_job_hours_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "day"], condition=~Q(status="returned"), name="cohorts_job_hours_once"
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, MOST_MINUTES_A_DAY)), name="cohorts_job_hours_minutes"
            ),
            models.CheckConstraint(
                condition=Q(status__in=HoursStatus.values), name="cohorts_job_hours_status"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.minutes}"

    @property
    def length(self) -> str:
        """How long they are, as people say it."""
        return length_words(self.minutes)
