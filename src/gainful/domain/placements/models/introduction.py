"""Introductions: one person and one job, what the employer may read, and every step with who took it and why."""

from __future__ import annotations

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.job_orders.models import JobOrder, Opening
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant
from gainful.domain.placements.models.terms import JobTerms, terms_constraints
from gainful.domain.placements.states import LIVE, InterviewStatus, IntroductionStatus, OfferStatus
from gainful.domain.plans.models import PlanPerson


@pghistory.track(exclude=["card"])
class Introduction(models.Model):
    """A person is put before an employer for one job; `card` is all that the employer reads of them.

    The card holds what the person agreed to show, word for word; it is emptied when the introduction ends without a
    hire. `job` holds what the person was told of the job.
    """

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    job_order = models.ForeignKey(JobOrder, on_delete=models.PROTECT, related_name="introductions")
    employer = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="introductions")
    plan_place = models.ForeignKey(
        PlanPerson, on_delete=models.SET_NULL, null=True, blank=True, related_name="introductions"
    )
    is_internal = models.BooleanField(_("a new role with the same employer"), default=False)
    status = models.CharField(
        _("state"), max_length=12, choices=IntroductionStatus, default=IntroductionStatus.ASKED
    )
    card = models.JSONField(default=dict, blank=True)
    job = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    shared_until = models.DateField(_("the employer may read it until"), null=True, blank=True)
    taken_back_at = models.DateTimeField(_("no longer shared"), null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-changed_at", "id"]
        indexes = [
            models.Index(fields=["organization", "status", "-changed_at"], name="placements_intro_list"),
            models.Index(fields=["employer", "status", "-changed_at"], name="placements_intro_employer"),
            models.Index(fields=["job_order", "status"], name="placements_intro_order"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["job_order", "participant"], condition=Q(status__in=sorted([*LIVE, "hired"])),
                name="placements_intro_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=IntroductionStatus.values), name="placements_intro_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "declined", "lapsed", "closed"]) | Q(agreed_at__isnull=False),
                name="placements_intro_agreed_first",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.job.get('title', '')}: {self.get_status_display()}"

    @property
    def is_live(self) -> bool:
        """Whether it may still come to a hire."""
        return self.status in LIVE

    @property
    def job_title(self) -> str:
        """The job as the person was told of it."""
        return str(self.job.get("title", ""))

    @property
    def shown_name(self) -> str:
        """The name that the employer reads; empty once the introduction ended."""
        return str(self.card.get("name", ""))


@pghistory.track(pghistory.InsertEvent())
class Step(models.Model):
    """One step of an introduction; rows are added, never changed."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    to_status = models.CharField(max_length=12, choices=IntroductionStatus)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    words = models.CharField(_("in words"), max_length=600, blank=True)
    role = models.CharField(max_length=20)
    through_link = models.UUIDField(null=True, blank=True)
    for_person = models.CharField(_("how the person said it"), max_length=20, blank=True)
    """Where staff answered for the person: by voice or on paper."""
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["introduction", "at"], name="placements_step_list")]

    def __str__(self) -> str:
        return f"{self.verb}, {self.at:%Y-%m-%d}"


@pghistory.track()
class Interview(models.Model):
    """A meeting of the person and the employer."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="interviews")
    at = models.DateTimeField(_("when"))
    place = models.CharField(_("where, or how to join"), max_length=300)
    note = models.CharField(_("what to bring, whom to ask for"), max_length=400, blank=True)
    status = models.CharField(
        _("state"), max_length=10, choices=InterviewStatus, default=InterviewStatus.PLANNED
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=InterviewStatus.values), name="placements_interview_status_known"
            ),
            models.UniqueConstraint(
                fields=["introduction"],
                condition=Q(status="planned"),
                name="placements_one_planned_interview",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


@pghistory.track()
class Offer(JobTerms):
    """An offer of one opening; while it is open or accepted nobody else is offered that opening."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="offers")
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="offers")
    number = models.PositiveSmallIntegerField()
    answer_by = models.DateField(_("answer by"))
    status = models.CharField(_("state"), max_length=10, choices=OfferStatus, default=OfferStatus.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["introduction", "number"], name="placements_offer_number_once"),
            models.UniqueConstraint(
                fields=["introduction"], condition=Q(status__in=["open", "accepted"]), name="placements_one_offer",
            ),
            models.UniqueConstraint(
                fields=["opening"], condition=Q(status__in=["open", "accepted"]), name="placements_opening_offered_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=OfferStatus.values), name="placements_offer_status_known"
            ),
            models.CheckConstraint(
                condition=Q(wage__isnull=False, starts_on__isnull=False, hours_per_week__isnull=False) & ~Q(title=""),
                name="placements_offer_is_whole",
            ),
            *terms_constraints("placements_offer"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title}, {self.pay_words}"

    def is_late(self, today: date) -> bool:
        """Whether the day for an answer is past."""
        return self.status == OfferStatus.OPEN and self.answer_by < today
