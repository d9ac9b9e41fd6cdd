"""Plans: versions of people, courses, support and budget behind one confirmed profile; signatures."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.job_orders.models import Commitment, JobOrder, ProfileVersion
from gainful.domain.organizations.courses.models import Modality
from gainful.domain.organizations.models import Course
from gainful.domain.participants.models import Participant, Scenario
from gainful.domain.plans.reviews import ListReview
from gainful.domain.plans.shortlist import Shortlisted
from gainful.domain.plans.states import Answer, Misfit, PlanStatus

__all__ = [
    "BudgetLine",
    "ListReview",
    "Plan",
    "PlanCourse",
    "PlanPerson",
    "PlanSignature",
    "PlanStatus",
    "PlanSupportItem",
    "Share",
    "Shortlisted",
]


class Share(models.TextChoices):
    """The three parts of the mix; each keeps one colour and one pattern everywhere."""

    TRAIN = "train", _("Train")
    SUPPORT = "support", _("Support")
    MEASURE = "measure", _("Measure")


@pghistory.track(exclude=["inputs", "document"])
class Plan(models.Model):
    """One version of a plan; `document` is the engine's, without its people, and `inputs` is what was asked for."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    job_order = models.ForeignKey(JobOrder, on_delete=models.CASCADE, related_name="plans")
    profile_version = models.ForeignKey(ProfileVersion, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(_("status"), max_length=20, choices=PlanStatus, default=PlanStatus.DRAFT)
    scenario = models.CharField(_("situation"), max_length=20, choices=Scenario)
    people_count = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField(null=True, blank=True)
    weeks = models.PositiveSmallIntegerField(_("weeks"), default=0)
    cost_total = models.DecimalField(_("cost, USD"), max_digits=12, decimal_places=2, default=0)
    inputs = models.JSONField(default=dict, blank=True)
    document = models.JSONField()
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["job_order", "number"], name="plans_version_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=PlanStatus.values), name="plans_status_known"
            ),
            models.CheckConstraint(condition=models.Q(cost_total__gte=0), name="plans_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return f"plan {self.number}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PlanPerson(models.Model):
    """One person in a plan, with their part of its document; seen only where the person's consent opens it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="people")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="plan_places")
    position = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(_("code"), max_length=20)
    part = models.JSONField()
    record_hash = models.CharField(max_length=64, blank=True)
    answer = models.CharField(_("answer"), max_length=20, choices=Answer, blank=True)
    answer_reasons = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    answer_note = models.CharField(_("in their words"), max_length=400, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "participant"], name="plans_person_once"),
            models.CheckConstraint(condition=models.Q(answer__in=Answer.values), name="plans_answer_known"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def misfits(self) -> list[str]:
        """What does not fit, in words."""
        return [str(Misfit(reason).label) for reason in self.answer_reasons]

    @property
    def takes_part(self) -> bool:
        """Whether a plan made again would still count on the person: everybody but who said no or not now."""
        return self.answer not in {Answer.NO, Answer.NOT_NOW}


@pghistory.track()
class PlanCourse(models.Model):
    """A module of the plan; it must name the confirmed requirements it serves."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="courses")
    course = models.ForeignKey(Course, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    provider = models.CharField(max_length=200, blank=True)
    modality = models.CharField(max_length=20, choices=Modality, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    hours = models.FloatField()
    weekly_hours = models.FloatField(null=True, blank=True)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    competencies = ArrayField(models.CharField(max_length=120))

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(competencies__len__gt=0), name="plans_course_traces_to_a_requirement"
            ),
            models.CheckConstraint(condition=models.Q(price__gte=0), name="plans_course_price_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class PlanSupportItem(models.Model):
    """One kind of support for some of the people, with its price and where that comes from."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="support_items")
    kind = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    people_count = models.PositiveSmallIntegerField()
    total = models.DecimalField(max_digits=12, decimal_places=2)
    basis = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["kind", "id"]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class BudgetLine(models.Model):
    """One line of the budget: quantity times unit price is the amount, and a check in the database says so."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="budget_lines")
    position = models.PositiveSmallIntegerField(default=0)
    share = models.CharField(_("part of the mix"), max_length=10, choices=Share)
    label = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=10, decimal_places=2)
    unit = models.CharField(max_length=40)
    unit_price = models.DecimalField(max_digits=12, decimal_places=4)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    basis = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    amount__gte=models.F("quantity") * models.F("unit_price") - 1,
                    amount__lte=models.F("quantity") * models.F("unit_price") + 1,
                ),
                name="plans_budget_line_multiplies",
            ),
            models.CheckConstraint(
                condition=models.Q(share__in=Share.values), name="plans_budget_share_known"
            ),
        ]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class PlanSignature(models.Model):
    """The agency's signature under the price of one plan version; the employer signs profile and commitment."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="signature")
    name = models.CharField(_("full name"), max_length=200)
    title = models.CharField(_("job title"), max_length=200)
    on_behalf_of = models.CharField(_("for"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=40, blank=True)
    signed_at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    link_id = models.UUIDField(null=True, blank=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-signed_at", "id"]

    def __str__(self) -> str:
        return f"{self.name}, {self.signed_at:%Y-%m-%d}"
