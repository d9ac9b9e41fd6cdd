"""Unit prices of support and measurement: editable assumptions, each with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gainful.engine.profiles.circumstances import Barrier


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """USD per person for one unit of support, in plain words, with the source of the figure."""

    kind: str
    label: str
    amount: Decimal
    unit: str
    source: str


ASSUMPTION = "Planning assumption; replace it with your own contract price."
SUPPORT_PRICES: dict[str, UnitPrice] = {
    price.kind: price
    for price in (
        UnitPrice(Barrier.TRANSPORT, "Rides or a transit pass", Decimal(90), "month", ASSUMPTION),
        UnitPrice(Barrier.CHILDCARE, "Child care while in training", Decimal(800), "month", ASSUMPTION),
        UnitPrice(Barrier.HOUSING, "Help to keep or find housing", Decimal(600), "person", ASSUMPTION),
        UnitPrice(Barrier.LANGUAGE, "English for this job", Decimal(450), "person", ASSUMPTION),
        UnitPrice(
            Barrier.INTERNET, "Computer basics and a loaned laptop", Decimal(300), "person", ASSUMPTION
        ),
        UnitPrice(Barrier.HEALTH, "Health or counseling visits", Decimal(400), "person", ASSUMPTION),
        UnitPrice(Barrier.LEGAL, "Legal help with a record", Decimal(350), "person", ASSUMPTION),
        UnitPrice(Barrier.CLOTHING, "Work clothes, tools and fees", Decimal(250), "person", ASSUMPTION),
        UnitPrice(Barrier.INCOME, "Stipend while in training", Decimal(200), "week", ASSUMPTION),
        UnitPrice(Barrier.OTHER, "Other support, agreed with the coach", Decimal(150), "person", ASSUMPTION),
    )
}
COACHING = UnitPrice("coaching", "Job coach, before and after the hire", Decimal(55), "hour", ASSUMPTION)
MENTOR = UnitPrice("mentor", "Mentor at the workplace", Decimal(30), "hour", ASSUMPTION)
FOLLOW_UP = UnitPrice(
    "follow_up", "Follow-up with the person and the employer", Decimal(45), "wave", ASSUMPTION
)
WAGE_RECORD_MATCH = UnitPrice("wage_records", "Wage-record match", Decimal(20), "person", ASSUMPTION)
EVALUATION = UnitPrice("evaluation", "Comparison design and report", Decimal(4000), "plan", ASSUMPTION)
FOLLOW_UP_MONTHS = (1, 3, 6, 12)
"""DESIGN rule 4: waves to trainee and employer at 1, 3, 6 and 12 months."""
WEEKS_PER_MONTH = Decimal(52) / Decimal(12)


def support_price(kind: str, weeks: int) -> Decimal:
    """Return USD for one person's support of a kind over a training of so many weeks, in whole cents."""
    price = SUPPORT_PRICES[kind]
    units = {
        "month": max(Decimal(1), Decimal(weeks) / WEEKS_PER_MONTH),
        "week": Decimal(max(1, weeks)),
    }.get(price.unit, Decimal(1))
    return (price.amount * units).quantize(Decimal("0.01"))


def typical_support_prices(weeks: int = 8) -> dict[str, float]:
    """Return USD per barrier for ranking a pool, for a training of typical length."""
    return {kind: float(support_price(kind, weeks)) for kind in SUPPORT_PRICES}
