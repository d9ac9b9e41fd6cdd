"""What a raise in hours or pay does to benefits: net income by month before and after, from dated rules of the agency.

Nothing is computed that no rule in force covers: a benefit without a rule is named as not computed, and so is the sum.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

NO_RULE = "The agency has loaded no rule for it."
NOT_IN_FORCE = "No rule that is in force on that day is loaded."
OTHER_HOUSEHOLD = "No rule for a household of this size is loaded."
"""Why a benefit is not computed."""
WEEKS_A_MONTH = Decimal(52) / 12
CENT = Decimal("0.01")


class BenefitRuleError(ValueError):
    """A rule that cannot be used; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class BenefitRule:
    """A benefit by gross income, USD a month, for one household size, in force from a day until a day (both belong).

    `points` are (income, benefit). With `is_step` a benefit holds from its income to the next point's; otherwise it
    falls or rises in a straight line between points. Beyond the last point it stays as there.
    """

    name: str
    household: int
    valid_from: date
    valid_to: date | None
    is_step: bool
    points: tuple[tuple[Decimal, Decimal], ...]
    source: str

    def __post_init__(self) -> None:
        """Refuse a rule without points, with incomes out of order, with amounts below zero or without a source."""
        if not self.points or self.points[0][0] != 0:
            raise BenefitRuleError("Begin with the benefit at an income of 0.")
        if any(low >= high for (low, _), (high, _) in pairwise(self.points)):
            raise BenefitRuleError("Incomes must rise from line to line.")
        if any(amount < 0 for point in self.points for amount in point):
            raise BenefitRuleError("Incomes and benefits are 0 or more.")
        if not self.source.strip():
            raise BenefitRuleError("Say where the rule stands: the law, the notice, its date.")
        if self.household < 1:
            raise BenefitRuleError("A household has at least one person.")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise BenefitRuleError("A rule ends after it begins.")

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def benefit(self, income: Decimal) -> Decimal:
        """Return the benefit, USD a month, at a gross income, USD a month."""
        incomes = [point[0] for point in self.points]
        at = bisect_right(incomes, income) - 1
        low, amount = self.points[at]
        if self.is_step or at + 1 == len(self.points):
            return amount
        high, following = self.points[at + 1]
        return (amount + (following - amount) * (income - low) / (high - low)).quantize(CENT)


@dataclass(frozen=True, slots=True)
class Pay:
    """Hours a week and pay, USD an hour."""

    hours: Decimal
    wage: Decimal

    @property
    def monthly(self) -> Decimal:
        """Gross pay, USD a month: a twelfth of 52 weeks."""
        return (self.hours * self.wage * WEEKS_A_MONTH).quantize(CENT)


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """One benefit before and after, USD a month; None where no rule in force says."""

    name: str
    before: Decimal | None
    after: Decimal | None
    source: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Cliff:
    """What a raise brings: pay, benefits and the sum of both, USD a month before taxes."""

    pay_before: Decimal
    pay_after: Decimal
    lines: tuple[BenefitLine, ...]

    @property
    def is_computed(self) -> bool:
        """Whether a rule covers every benefit."""
        return bool(self.lines) and all(
            line.after is not None and line.before is not None for line in self.lines
        )

    @property
    def total_before(self) -> Decimal | None:
        """Pay and benefits before."""
        return self._total([line.before for line in self.lines], self.pay_before)

    @property
    def total_after(self) -> Decimal | None:
        """Pay and benefits after."""
        return self._total([line.after for line in self.lines], self.pay_after)

    @property
    def change(self) -> Decimal | None:
        """What is left of the raise; None where it is not computed."""
        if self.total_after is None or self.total_before is None:
            return None
        return self.total_after - self.total_before

    @property
    def is_cliff(self) -> bool:
        """Whether a raise in pay leaves less in the hand."""
        return self.change is not None and self.change < 0 < self.pay_after - self.pay_before

    def _total(self, amounts: Sequence[Decimal | None], pay: Decimal) -> Decimal | None:
        known = [amount for amount in amounts if amount is not None]
        return pay + sum(known, Decimal(0)) if self.lines and len(known) == len(amounts) else None


def cliff(
    before: Pay, after: Pay, *, benefits: Sequence[str], household: int, rules: Sequence[BenefitRule], day: date,
    other_income: Decimal = Decimal(0),
) -> Cliff:  # fmt: skip
    """Return what a raise does for somebody who gets these benefits; `other_income` is USD a month of the household."""
    lines = [_line(name, before, after, household, rules, day, other_income) for name in benefits]
    return Cliff(before.monthly, after.monthly, tuple(lines))


def _line(
    name: str,
    before: Pay,
    after: Pay,
    household: int,
    rules: Sequence[BenefitRule],
    day: date,
    other: Decimal,
) -> BenefitLine:
    named = [rule for rule in rules if rule.name == name]
    dated = [rule for rule in named if rule.in_force(day)]
    found = [rule for rule in dated if rule.household == household]
    if not found:
        why = NO_RULE if not named else NOT_IN_FORCE if not dated else OTHER_HOUSEHOLD
        return BenefitLine(name, None, None, "", why)
    rule = max(found, key=lambda item: item.valid_from)
    return BenefitLine(
        name, rule.benefit(before.monthly + other), rule.benefit(after.monthly + other), rule.source
    )
