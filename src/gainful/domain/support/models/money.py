"""Support money: what was asked for, decided, given and proven; caps; what an agency loaded about benefits."""

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
from gainful.domain.programs.models import Fund, Program
from gainful.domain.support.models.goals import Goal
from gainful.domain.support.states.money import MoneyState


class MoneyKind(models.TextChoices):
    """What support money is for."""

    TRANSPORT = "transport", _("Getting around")
    CHILD_CARE = "child_care", _("Child care")
    HOUSING = "housing", _("Rent or a place to live")
    FOOD = "food", _("Food")
    CLOTHING = "clothing", _("Work clothes or tools")
    DIGITAL = "digital", _("Phone, computer or internet")
    FEES = "fees", _("Fees, papers, a license")
    HEALTH = "health", _("Health")
    STIPEND = "stipend", _("A stipend while training")
    INCOME = "income", _("Income support")
    OTHER = "other", _("Something else")


class Way(models.TextChoices):
    """How the money reaches where it is needed."""

    VOUCHER = "voucher", _("Voucher")
    PAYMENT = "payment", _("Payment")


@pghistory.track()
class MoneyCap(models.Model):
    """The most that one person may get of a kind within so many days, USD; the newest row of a kind counts."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("for"), max_length=12, choices=MoneyKind)
    amount = models.DecimalField(_("at most, USD"), max_digits=10, decimal_places=2)
    days = models.PositiveSmallIntegerField(_("within days"), default=365)
    source = models.CharField(_("where it stands"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kind", "-created_at", "id"]
        indexes = [models.Index(fields=["organization", "kind", "-created_at"], name="support_cap_of")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, days__gt=0), name="support_cap_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount}"


@pghistory.track()
class MoneyRequest(models.Model):
    """One sum for one person: asked for, decided by somebody else, given, and proven by a receipt."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="money_requests")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="money")
    kind = models.CharField(_("for"), max_length=12, choices=MoneyKind)
    words = models.CharField(_("what for"), max_length=400)
    asked = models.DecimalField(_("asked for, USD"), max_digits=10, decimal_places=2)
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MoneyState, default=MoneyState.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_by_person = models.BooleanField(default=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    approved = models.DecimalField(_("approved, USD"), max_digits=10, decimal_places=2, null=True, blank=True)
    over_cap_reason = models.CharField(_("why more than the cap"), max_length=400, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.CharField(_("why not"), max_length=400, blank=True)
    way = models.CharField(_("how"), max_length=10, choices=Way, blank=True)
    payee = models.CharField(_("to whom"), max_length=200, blank=True)
    reference = models.CharField(_("number of the voucher or payment"), max_length=80, blank=True)
    given_on = models.DateField(_("given on"), null=True, blank=True)
    spent = models.DecimalField(_("spent, USD"), max_digits=10, decimal_places=2, null=True, blank=True)
    receipt = models.CharField(_("receipt"), max_length=200, blank=True)
    receipt_on = models.DateField(_("day of the receipt"), null=True, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [
            models.Index(fields=["organization", "state", "-asked_at"], name="support_money_of"),
            models.Index(fields=["participant", "-asked_at"], name="support_money_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MoneyState.values), name="support_money_state_known"
            ),
            models.CheckConstraint(condition=Q(asked__gt=0), name="support_money_asks_for_something"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "refused", "withdrawn"])
                | Q(approved__gt=0, fund__isnull=False, decided_at__isnull=False),
                name="support_money_approved_from_a_fund",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | Q(asked_by=None)
                | ~Q(state__in=["approved", "given", "proven"])
                | ~Q(decided_by=models.F("asked_by")),
                name="support_money_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_outstanding(self) -> bool:
        """Whether its sum is promised and not yet spent."""
        return self.state == MoneyState.APPROVED or (
            self.state == MoneyState.GIVEN and self.way == Way.VOUCHER
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class BenefitTable(models.Model):
    """A benefit by income as an agency loaded it, in force from a day until a day; USD a month."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("benefit"), max_length=80)
    household = models.PositiveSmallIntegerField(_("people in the household"))
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    is_step = models.BooleanField(_("falls in steps"), default=False)
    points = models.JSONField()
    """Pairs of income and benefit as texts, USD a month."""
    source = models.CharField(_("where it stands"), max_length=400)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "household", "-valid_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name", "household", "valid_from"], name="support_benefit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.household}"
