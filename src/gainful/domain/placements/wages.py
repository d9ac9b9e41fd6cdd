"""Which wage and hours can be meant: one check for offers, hires, what changes after them, and answers of a wave."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from gainful.domain.job_orders.models import WageUnit
from gainful.domain.placements.errors import PlacementError
from gainful.domain.placements.models.terms import MOST_HOURS, MOST_WAGE, hourly_wage

LEAST_HOURLY, MOST_HOURLY = Decimal(1), Decimal(1_000)
"""USD an hour, ours (assumption): a year's pay typed as an hour's lies above, an hour's typed as a year's below."""


def require_hours(hours_per_week: Decimal | None) -> None:
    """Refuse hours a week that nobody works."""
    if hours_per_week is not None and not 0 < hours_per_week <= MOST_HOURS:
        raise PlacementError(_("Hours a week are above 0, at most 100."), field="hours_per_week")


def require_wage(wage: Decimal | None, unit: str, hours_per_week: Decimal | None) -> None:
    """Refuse a wage that cannot be meant: PlacementError says what it comes to an hour."""
    if wage is None:
        return
    if not 0 < wage < MOST_WAGE:
        raise PlacementError(_("A wage is above 0 USD, below 1,000,000."), field="wage")
    if unit not in WageUnit.values:
        raise PlacementError(_("Say what the wage is paid for: an hour, a week, a year."), field="wage_unit")
    hourly = hourly_wage(wage, unit, hours_per_week)
    if hourly is None or not LEAST_HOURLY <= hourly <= MOST_HOURLY:
        raise PlacementError(
            _("This comes to $%(usd)s an hour.") % {"usd": f"{hourly or 0:,.2f}"},
            hint=_("Check the amount, and whether it is paid by the hour, the week or the year."), field="wage",
        )  # fmt: skip
