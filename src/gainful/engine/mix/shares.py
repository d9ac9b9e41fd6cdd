"""The train / support / measure mix: what the budget spends on each, against the paper's reference mixes.

Source of the reference mixes: "Job-centric upskilling" (Deloitte Insights 2020), figures 5, 6 and 7, where the
percentages are "intended to be representative". Method and limits: docs/methods/mix.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gainful.engine.held.circumstances import Barrier, Scenario
from gainful.engine.mix.prices import (
    COACHING,
    EMPLOYER_FOLLOW_UP,
    EVALUATION,
    FOLLOW_UP,
    FOLLOW_UP_MONTHS,
    MENTOR,
    RECORD_HOURS_A_WEEK,
    RECORDS,
    STIPENDS,
    SUPPORT_PRICES,
    WAGE_RECORD_MATCH,
    PaidBy,
    UnitPrice,
    support_units,
)
from gainful.engine.mix.rates import TOOLS, Rates

CENT = Decimal("0.01")
NO_RATES = Rates()
NOTABLE_POINTS = 5
"""A share that differs from its reference by this many points gets its reason said."""


class Part(StrEnum):
    """The three parts of every plan."""

    TRAIN = "train"
    SUPPORT = "support"
    MEASURE = "measure"


REFERENCE_MIX: dict[Scenario, dict[Part, int]] = {
    Scenario.DISPLACED: {Part.TRAIN: 50, Part.SUPPORT: 30, Part.MEASURE: 20},
    Scenario.INCUMBENT: {Part.TRAIN: 60, Part.SUPPORT: 20, Part.MEASURE: 20},
    Scenario.NONTRADITIONAL: {Part.TRAIN: 30, Part.SUPPORT: 40, Part.MEASURE: 30},
}
COACHING_HOURS = {Scenario.DISPLACED: 10, Scenario.INCUMBENT: 4, Scenario.NONTRADITIONAL: 20}
MENTOR_HOURS = {Scenario.DISPLACED: 6, Scenario.INCUMBENT: 4, Scenario.NONTRADITIONAL: 12}


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of a budget: quantity × unit price = amount, to the cent."""

    part: Part
    kind: str
    label: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    amount: Decimal
    source: str
    people: int = 1
    """How many people it is for."""
    paid_by: PaidBy = PaidBy.PROGRAM
    fund: str = ""
    """The fund that pays it, empty where none is named."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares in whole percent that sum to 100, their reference, and the reason for each notable difference."""

    scenario: Scenario
    shares: dict[Part, int]
    reference: dict[Part, int]
    amounts: dict[Part, Decimal]
    reasons: tuple[str, ...]
    without_stipends: dict[Part, int] | None = None
    """The shares of what is no pay to people who learn; None where nothing is."""

    @property
    def total(self) -> Decimal:
        """The whole budget, USD."""
        return sum(self.amounts.values(), Decimal(0))


def line(
    part: Part, price: UnitPrice, quantity: Decimal | int, *, people: int, label: str = ""
) -> BudgetLine:
    """Return a budget line of a unit price for so many people."""
    count = Decimal(quantity)
    return BudgetLine(
        part=part,
        kind=price.kind,
        label=label or price.label,
        quantity=count,
        unit=price.unit,
        unit_price=price.amount,
        amount=(price.amount * count).quantize(CENT),
        source=price.source,
        people=people,
        paid_by=price.paid_by,
        fund=price.fund,
    )


def support_lines(
    barriers: Sequence[Sequence[str]],
    scenario: Scenario,
    weeks: Sequence[int],
    rates: Rates = NO_RATES,
    *,
    hired: int | None = None,
) -> list[BudgetLine]:
    """Return support lines for people, each with their barriers and the weeks in which they have a class.

    `hired` of them (default: all) have a mentor at the workplace. Where everybody gets tools, or a wage in
    class, by the organization's rates, nobody gets them a second time.
    """
    people = len(barriers)
    if not people:
        return []
    lines = [
        line(Part.SUPPORT, rates.of(COACHING), COACHING_HOURS[scenario] * people, people=people),
    ]
    if mentored := people if hired is None else hired:
        lines.append(line(Part.SUPPORT, rates.of(MENTOR), MENTOR_HOURS[scenario] * mentored, people=mentored))
    if rates.is_set("tools"):
        lines.append(line(Part.SUPPORT, rates.of(TOOLS), people, people=people))
    for kind, price in SUPPORT_PRICES.items():
        units = [
            support_units(kind, mine)
            for person, mine in zip(barriers, weeks, strict=True)
            if kind in set(map(str, person))
        ]
        if any(units) and not (kind in FOR_EVERYBODY and rates.is_set(FOR_EVERYBODY[kind])):
            lines.append(_barrier_line(rates.of(price), [each for each in units if each]))
    return lines


FOR_EVERYBODY = {str(Barrier.CLOTHING): "tools", str(Barrier.INCOME): "training_wage"}
"""Barriers that a rate for everybody removes."""


def _barrier_line(price: UnitPrice, units: Sequence[int]) -> BudgetLine:
    """Return the line of one kind of help; `units` are those of each person who gets it."""
    count, whole = len(units), sum(units)
    who = "1 person" if count == 1 else f"{count} people"
    if price.unit == "person":
        label = f"{price.label}, {who}"
    elif len(set(units)) == 1:
        label = f"{price.label}, {who} × {units[0]} {price.unit}{'s' if units[0] > 1 else ''}"
    else:
        label = f"{price.label}, {who}, {min(units)} to {max(units)} {price.unit}s each"
    return line(Part.SUPPORT, price, whole, people=count, label=label)


def measure_lines(
    weeks: Sequence[int], rates: Rates = NO_RATES, *, hired: int | None = None
) -> list[BudgetLine]:
    """Return measurement lines: records in training, four waves to person and employer, wages, a comparison group.

    `weeks` are those in which each person has a class; who has none still gets a week of records.
    `hired` of the people (default: all) have an employer to ask.
    """
    people = len(weeks)
    if not people:
        return []
    recorded = sum(max(1, each) for each in weeks)
    waves = len(FOLLOW_UP_MONTHS)
    employed = people if hired is None else hired
    return [
        line(Part.MEASURE, rates.of(RECORDS), RECORD_HOURS_A_WEEK * recorded, people=people),
        line(Part.MEASURE, rates.of(FOLLOW_UP), waves * people, people=people),
        line(Part.MEASURE, rates.of(EMPLOYER_FOLLOW_UP), waves * employed, people=employed),
        line(Part.MEASURE, rates.of(WAGE_RECORD_MATCH), people, people=people),
        line(Part.MEASURE, rates.of(EVALUATION), people, people=people),
    ]


def propose_mix(scenario: Scenario | str, lines: Iterable[BudgetLine]) -> Mix:
    """Return the mix that a budget makes, held against the scenario's reference, differences explained.

    Shares are rounded by largest remainder so that they sum to exactly 100; an empty budget has the reference mix.
    """
    scenario = Scenario(scenario)
    kept = list(lines)
    amounts = {part: sum((x.amount for x in kept if x.part == part), Decimal(0)) for part in Part}
    total = sum(amounts.values(), Decimal(0))
    reference = REFERENCE_MIX[scenario]
    if total == 0:
        return Mix(scenario, dict(reference), dict(reference), amounts, ("Nothing is priced yet.",))
    shares = whole_percent(amounts, total)
    reasons = tuple(
        _reason(part, shares, reference, kept)
        for part in Part
        if abs(shares[part] - reference[part]) >= NOTABLE_POINTS
    )
    return Mix(scenario, shares, dict(reference), amounts, reasons, _without_stipends(kept))


def _without_stipends(lines: Sequence[BudgetLine]) -> dict[Part, int] | None:
    """Return the shares of the lines that are no pay to people who learn; None where nothing is such pay."""
    rest = [item for item in lines if item.kind not in STIPENDS]
    amounts = {part: sum((x.amount for x in rest if x.part == part), Decimal(0)) for part in Part}
    total = sum(amounts.values(), Decimal(0))
    return whole_percent(amounts, total) if total and len(rest) < len(lines) else None


def whole_percent(amounts: dict[Part, Decimal], total: Decimal) -> dict[Part, int]:
    """Return the shares of these parts in their total, in whole percent that sum to 100, by largest remainder."""
    exact = {part: amount * 100 / total for part, amount in amounts.items()}
    whole = {part: int(value) for part, value in exact.items()}
    by_remainder = sorted(exact, key=lambda part: exact[part] - whole[part], reverse=True)
    for part in by_remainder[: 100 - sum(whole.values())]:
        whole[part] += 1
    return whole


NAMES = {Part.TRAIN: "Training", Part.SUPPORT: "Support", Part.MEASURE: "Measurement"}


def _reason(part: Part, shares: dict[Part, int], reference: dict[Part, int], lines: list[BudgetLine]) -> str:
    """Say why a share is above or below its reference: its own largest lines, or what takes its room."""
    points = shares[part] - reference[part]
    direction = "above" if points > 0 else "below"
    head = (
        f"{NAMES[part]} is {shares[part]} %, {abs(points)} points {direction} the usual {reference[part]} %"
    )
    mine = [x for x in lines if x.part == part]
    if not mine:
        return f"{head}: nothing is planned for it."
    if points > 0:
        return f"{head}: most of it is {_largest(mine)}."
    larger = max((p for p in Part if p != part), key=lambda p: shares[p] - reference[p])
    taking = [x for x in lines if x.part == larger]
    spent = sum((x.amount for x in mine), Decimal(0))
    return f"{head}: at ${spent:,.0f} it is small beside {NAMES[larger].lower()}, where {_largest(taking)} weigh most."


def _largest(lines: list[BudgetLine], count: int = 2) -> str:
    """Name the largest lines with their amounts."""
    first = sorted(lines, key=lambda x: -x.amount)[:count]
    return " and ".join(f"“{x.label}” (${x.amount:,.0f})" for x in first)
