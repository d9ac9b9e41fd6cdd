"""Programs, their sites, their funds and their managers."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Location, Organization


@pghistory.track()
class Program(models.Model):
    """What an agency runs under one name and one set of funds; job orders belong to it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="programs")
    name = models.CharField(_("name"), max_length=200)
    about = models.CharField(_("what it is for"), max_length=400, blank=True)
    is_open = models.BooleanField(_("takes new job orders"), default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint("organization", Lower("name"), name="programs_name_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Site(models.Model):
    """A place where a program works; `location` names one that the organization has entered."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="sites")
    location = models.ForeignKey(Location, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["program", "name"], name="programs_site_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Fund(models.Model):
    """Money of a program from one source for some time; USD."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="funds")
    name = models.CharField(_("name"), max_length=200)
    source = models.CharField(_("who gives it"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount, USD"), max_digits=12, decimal_places=2)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["program", "name"], name="programs_fund_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="programs_fund_of_something"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="programs_fund_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RateKind(models.TextChoices):
    """What an organization can set a rate for; the values are the engine's (`engine/mix/rates.py`)."""

    COURSE = "course", _("Courses (who pays, from which fund)")
    EXAM = "exam", _("Exam and license fees, for each exam")
    TRAINING_WAGE = "training_wage", _("Wage or stipend, for each hour in class")
    OJT_SHARE = "ojt_share", _("Wages reimbursed while learning at work, percent")
    ON_THE_JOB = "on_the_job", _("Trainer's time at work, for each hour")
    TOOLS = "tools", _("Tools and work clothes for everybody, for each person")
    COACHING = "coaching", _("Job coach, for each hour")
    MENTOR = "mentor", _("Mentor at the workplace, for each hour")
    TRANSPORT = "transport", _("Rides or a transit pass, for each month")
    CHILDCARE = "childcare", _("Child care, for each month")
    HOUSING = "housing", _("Help to keep or find housing, for each person")
    LANGUAGE = "language", _("English for the job, for each person")
    INTERNET = "internet", _("Computer basics and a laptop, for each person")
    HEALTH = "health", _("Health or counseling visits, for each person")
    LEGAL = "legal", _("Legal help, for each person")
    CLOTHING = "clothing", _("Work clothes and tools where a person needs them, for each person")
    INCOME = "income", _("Stipend where a person needs it, for each week of classes")
    OTHER = "other", _("Other support, for each person")
    RECORDS = "records", _("Progress records, for each hour of staff")
    FOLLOW_UP = "follow_up", _("Follow-up with a person, for each wave")
    EMPLOYER_FOLLOW_UP = "employer_follow_up", _("Follow-up with an employer, for each wave")
    WAGE_RECORDS = "wage_records", _("Wage-record match, for each person")
    EVALUATION = "evaluation", _("Comparison group and report, for each person")


class PaidBy(models.TextChoices):
    """Who pays for a kind of thing."""

    PROGRAM = "program", _("The program")
    EMPLOYER = "employer", _("The employer")
    PARTNER = "partner", _("A partner")


@pghistory.track()
class Rate(models.Model):
    """What an organization pays for a unit of a kind, set once for all plans: amount, source, payer and fund.

    Without an amount the planning assumption stays, and payer and fund are the organization's.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="rates")
    kind = models.CharField(_("what"), max_length=30, choices=RateKind)
    amount = models.DecimalField(
        _("amount, USD or percent"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    source = models.CharField(_("where the amount comes from"), max_length=300, blank=True)
    paid_by = models.CharField(_("who pays"), max_length=10, choices=PaidBy, default=PaidBy.PROGRAM)
    fund = models.ForeignKey(
        Fund, on_delete=models.PROTECT, null=True, blank=True, related_name="rates", verbose_name=_("fund")
    )
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind"], name="programs_rate_once"),
            models.CheckConstraint(
                condition=models.Q(amount=None) | models.Q(amount__gte=0), name="programs_rate_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=RateKind.values), name="programs_rate_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(paid_by__in=PaidBy.values), name="programs_rate_payer_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="ojt_share") | models.Q(amount=None) | models.Q(amount__lte=100),
                name="programs_rate_share_of_wages",
            ),
            models.CheckConstraint(
                condition=models.Q(fund=None) | models.Q(paid_by="program"),
                name="programs_rate_fund_of_program",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.amount}"


@pghistory.track()
class ProgramManager(models.Model):
    """That somebody manages a program: they see it apart from the others."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="managers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["program", "user"], name="programs_manager_once")]

    def __str__(self) -> str:
        return f"{self.user_id} manages {self.program_id}"
