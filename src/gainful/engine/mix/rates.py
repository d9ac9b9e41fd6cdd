"""Rates that an organization sets once, for every plan: what a unit costs, who pays for it and out of which fund.

A rate takes the place of the planning assumption of the same kind; kinds without an assumption cost nothing until the
organization sets them, and the plan says so. Method: docs/methods/mix.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gainful.engine.mix.prices import (
    COACHING,
    EMPLOYER_FOLLOW_UP,
    EVALUATION,
    FOLLOW_UP,
    MENTOR,
    ON_THE_JOB,
    RECORDS,
    SUPPORT_PRICES,
    WAGE_RECORD_MATCH,
    PaidBy,
    UnitPrice,
)

EXAM = UnitPrice(
    "exam",
    "Exam and license fees",
    Decimal(100),
    "exam",
    "Planning assumption: one state or trade exam for each credential that a course of the plan ends in and that is "
    "tested apart; a card that the course or the visit itself gives, or a test that the course holds, costs nothing "
    "beside it. Replace it by yours.",
)
TRAINING_WAGE = UnitPrice("training_wage", "Wage or stipend while in class", Decimal(0), "hour", "")
TOOLS = UnitPrice("tools", "Work clothes and tools", Decimal(0), "person", "")
ON_THE_JOB_WAGE = UnitPrice("ojt_share", "Wages reimbursed while learning at work", Decimal(0), "percent", "")
COURSES = UnitPrice("course", "Courses", Decimal(0), "person", "")
ASSUMED: tuple[UnitPrice, ...] = (
    EXAM,
    ON_THE_JOB,
    *SUPPORT_PRICES.values(),
    COACHING,
    MENTOR,
    RECORDS,
    FOLLOW_UP,
    EMPLOYER_FOLLOW_UP,
    WAGE_RECORD_MATCH,
    EVALUATION,
)
"""Kinds with a planning assumption."""
UNSET: tuple[UnitPrice, ...] = (TRAINING_WAGE, ON_THE_JOB_WAGE, TOOLS)
"""Kinds that cost nothing until they are set."""
KINDS: dict[str, UnitPrice] = {price.kind: price for price in (COURSES, *UNSET, *ASSUMED)}
"""Every kind that can be set, with what stands where it is not. Courses have their own prices: only payer and fund."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What an organization pays for a unit of a kind: USD, or percent of wages; None leaves the amount as it is."""

    kind: str
    amount: Decimal | None = None
    source: str = ""
    paid_by: PaidBy = PaidBy.PROGRAM
    fund: str = ""


@dataclass(frozen=True)
class Rates:
    """The rates of an organization, each kind at most once."""

    rates: tuple[Rate, ...] = ()
    _by_kind: dict[str, Rate] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the rates out by kind; ValueError where a kind is not known or stands twice."""
        for rate in self.rates:
            if rate.kind not in KINDS or rate.kind in self._by_kind:
                raise ValueError(f"“{rate.kind}” is no kind of rate, or is set twice.")
            self._by_kind[rate.kind] = rate

    def get(self, kind: str) -> Rate | None:
        """Return the rate of a kind, None where it is not set."""
        return self._by_kind.get(kind)

    def is_set(self, kind: str) -> bool:
        """Say whether the organization pays something for this kind by its own rate."""
        rate = self.get(kind)
        return rate is not None and rate.amount is not None and rate.amount > 0

    def of(self, price: UnitPrice) -> UnitPrice:
        """Return a unit price as the organization has set it."""
        rate = self.get(price.kind)
        if rate is None:
            return price
        amount = price.amount if rate.amount is None else rate.amount
        said = price.source if rate.amount is None else rate.source or "The organization's own rate."
        return replace(price, amount=amount, source=said, paid_by=rate.paid_by, fund=rate.fund)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all rates, to notice that they changed; empty where none is set."""
        if not self.rates:
            return ""
        rows = sorted((r.kind, str(r.amount), r.source, str(r.paid_by), r.fund) for r in self.rates)
        return hashlib.sha256(repr(rows).encode()).hexdigest()


def rates_of(rates: Iterable[Rate]) -> Rates:
    """Return the rates as one thing."""
    return Rates(tuple(rates))
