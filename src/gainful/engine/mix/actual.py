"""Plan against actual: what each part of the mix was to take and took, and when that is worth a word.

The thresholds are ours (assumption): a word is said from 5 points of the mix (`NOTABLE_POINTS`) or a tenth of the
money on, and no mix is judged before a tenth of the planned money is spent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gainful.engine.mix.shares import NAMES, NOTABLE_POINTS, Part, whole_percent

TOO_MUCH = Decimal("1.10")
"""Spent against planned from which on it is too much."""
TOO_EARLY = Decimal("0.10")
"""Part of the planned money that is spent before the mix is judged."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Minutes and USD; None where no row says, which is not zero."""

    minutes: int | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PartCompared:
    """One part of the mix: planned and actual, and its share of the money in whole percent."""

    part: Part
    planned: Spent
    actual: Spent
    planned_share: int | None
    actual_share: int | None

    @property
    def left(self) -> Decimal | None:
        """Planned minus actual, USD; None where one of them is not known."""
        if self.planned.cost is None or self.actual.cost is None:
            return None
        return self.planned.cost - self.actual.cost


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plan against actual over all parts; `alerts` are sentences, empty where nothing is worth a word."""

    parts: tuple[PartCompared, ...]
    planned_total: Decimal | None
    actual_total: Decimal | None
    alerts: tuple[str, ...]

    @property
    def is_early(self) -> bool:
        """Whether too little is spent to judge the mix."""
        return _early(self.planned_total, self.actual_total)


def compare(planned: Mapping[Part, Spent], actual: Mapping[Part, Spent]) -> Comparison:
    """Return plan against actual; a part without a row is unknown, not zero."""
    totals = _total(planned), _total(actual)
    shares = _shares(planned), _shares(actual)
    parts = tuple(
        PartCompared(
            part,
            planned.get(part, Spent()),
            actual.get(part, Spent()),
            shares[0].get(part),
            shares[1].get(part),
        )
        for part in Part
    )
    return Comparison(parts, *totals, tuple(_alerts(parts, *totals)))


def _total(spent: Mapping[Part, Spent]) -> Decimal | None:
    known = [each.cost for each in spent.values() if each.cost is not None]
    return sum(known, Decimal(0)) if known else None


def _shares(spent: Mapping[Part, Spent]) -> dict[Part, int]:
    """Return each part's share of what is known; a part whose cost is not known has none."""
    known = {part: spent.get(part, Spent()).cost for part in Part}
    amounts = {part: cost for part, cost in known.items() if cost is not None}
    total = sum(amounts.values(), Decimal(0))
    return whole_percent(amounts, total) if total > 0 else {}


def _early(planned: Decimal | None, actual: Decimal | None) -> bool:
    return not planned or actual is None or actual < planned * TOO_EARLY


def _alerts(parts: tuple[PartCompared, ...], planned: Decimal | None, actual: Decimal | None) -> list[str]:
    if planned is None or actual is None:
        return []
    said = []
    if actual > planned * TOO_MUCH:
        said.append(f"${actual:,.0f} is spent of ${planned:,.0f} planned.")
    for each in parts:
        cost, spent = each.planned.cost, each.actual.cost
        if cost is not None and spent is not None and spent > cost * TOO_MUCH:
            said.append(f"{NAMES[each.part]} took ${spent:,.0f} of ${cost:,.0f} planned.")
    if _early(planned, actual):
        return said
    for each in parts:
        if each.planned_share is None or each.actual_share is None:
            continue
        points = each.actual_share - each.planned_share
        if abs(points) >= NOTABLE_POINTS:
            direction = "above" if points > 0 else "below"
            said.append(
                f"{NAMES[each.part]} is {each.actual_share} % of what is spent,"
                f" {abs(points)} points {direction} the plan."
            )
    return said
