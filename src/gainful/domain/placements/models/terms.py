"""What a job pays and asks, in one form for offers and hires."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gainful.domain.job_orders.models import WageUnit
from gainful.domain.placements.states import Benefit
from gainful.engine.ranking.job_constraints import FULL_WEEK, yearly_pay

MOST_WAGE = Decimal(1_000_000)
MOST_HOURS = Decimal(100)


def hourly_wage(wage: Decimal | None, unit: str, hours_per_week: Decimal | None) -> Decimal | None:
    """Return a wage as USD an hour to the hundredth: its year by 52 weeks of the stated hours (40 if unknown)."""
    if wage is None or unit not in WageUnit.values:
        return None
    if unit == WageUnit.HOUR:
        return round(wage, 2)
    hours = float(hours_per_week or FULL_WEEK)
    return Decimal(str(round(yearly_pay(float(wage), unit, hours) / (52 * hours), 2)))


class JobTerms(models.Model):
    """A job as it is offered or held; wages in USD, hours a week."""

    title = models.CharField(_("job title"), max_length=200, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    hours_per_week = models.DecimalField(
        _("hours a week"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    wage = models.DecimalField(_("wage, USD"), max_digits=10, decimal_places=2, null=True, blank=True)
    wage_unit = models.CharField(_("paid by"), max_length=8, choices=WageUnit, blank=True)
    wage_hourly = models.DecimalField(
        _("wage, USD an hour"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    """The same wage in the one form that is compared; worked out, never typed."""
    schedule = models.CharField(_("schedule"), max_length=200, blank=True)
    benefits = ArrayField(
        models.CharField(max_length=20, choices=Benefit), verbose_name=_("benefits"), default=list, blank=True
    )
    benefits_known = models.BooleanField(_("benefits are known"), default=False)
    """Without it an empty list means that nobody said, not that there are none."""
    subsidised = models.BooleanField(_("the wage is subsidised"), default=False)
    subsidy = models.DecimalField(
        _("what the program pays toward the wage, USD in all"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
    )
    next_role = models.CharField(_("what the job can lead to"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def pay_words(self) -> str:
        """Pay as it was stated: "$20.50 an hour"; empty where unknown."""
        if self.wage is None:
            return ""
        amount = f"{self.wage:,.2f}".removesuffix(".00")
        return f"${amount} {self.get_wage_unit_display()}".strip()

    @property
    def benefit_labels(self) -> list[str]:
        """The benefits in words."""
        return [str(Benefit(one).label) for one in self.benefits if one in Benefit.values]

    def normalise(self) -> None:
        """Work out the wage an hour."""
        self.wage_hourly = hourly_wage(self.wage, self.wage_unit, self.hours_per_week)


def terms_constraints(name: str) -> list[models.CheckConstraint]:
    """Return the checks of amounts, with names of their own for each table."""
    return [
        models.CheckConstraint(
            condition=Q(wage=None) | Q(wage__gt=0, wage__lt=MOST_WAGE) & ~Q(wage_unit=""), name=f"{name}_wage"
        ),
        models.CheckConstraint(
            condition=Q(hours_per_week=None) | Q(hours_per_week__gt=0, hours_per_week__lte=MOST_HOURS),
            name=f"{name}_hours",
        ),
        models.CheckConstraint(
            condition=Q(subsidy=None) | Q(subsidised=True, subsidy__gte=0), name=f"{name}_subsidy"
        ),
    ]
