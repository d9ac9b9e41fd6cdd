"""Why a share of the mix is above or below its reference: the largest lines, and the rule that makes each large."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gainful.engine.held.circumstances import Scenario
from gainful.engine.mix.shares import NAMES, NOTABLE_POINTS, WHO, BudgetLine, Part

NAMED = 2
"""Lines that a reason names."""


def mix_reasons(
    scenario: Scenario, shares: Mapping[Part, int], reference: Mapping[Part, int], lines: Iterable[BudgetLine]
) -> tuple[str, ...]:
    """Return a sentence for each part whose share differs from its reference by `NOTABLE_POINTS` or more."""
    kept = [item for item in lines if item.amount]
    return tuple(
        _reason(part, shares, reference, kept, scenario)
        for part in Part
        if abs(shares[part] - reference[part]) >= NOTABLE_POINTS
    )


def _reason(
    part: Part,
    shares: Mapping[Part, int],
    reference: Mapping[Part, int],
    lines: Sequence[BudgetLine],
    scenario: Scenario,
) -> str:
    points = shares[part] - reference[part]
    direction = "above" if points > 0 else "below"
    head = (
        f"{NAMES[part]} is {shares[part]} %, {abs(points)} points {direction} the usual {reference[part]} %"
    )
    mine = [item for item in lines if item.part == part]
    if not mine:
        return f"{head}: nothing is planned for it."
    if points > 0:
        return f"{head}. The largest lines of {NAMES[part].lower()}: {_largest(mine, scenario)}."
    larger = max((p for p in Part if p != part), key=lambda p: shares[p] - reference[p])
    taking = [item for item in lines if item.part == larger]
    spent = sum(item.amount for item in mine)
    said = f"{head}: it is ${spent:,.0f} in all, and {NAMES[larger].lower()} takes more than usual."
    if (
        shares[larger] - reference[larger] >= NOTABLE_POINTS
    ):  # it has a reason of its own, which names its lines
        return said
    return f"{said} The largest lines of {NAMES[larger].lower()}: {_largest(taking, scenario)}."


def _largest(lines: Sequence[BudgetLine], scenario: Scenario) -> str:
    """Name the largest lines with their amounts and what makes them large."""
    first = sorted(lines, key=lambda item: -item.amount)[:NAMED]
    return "; ".join(f"“{item.label}”, ${item.amount:,.0f} ({_because(item, scenario)})" for item in first)


def _because(item: BudgetLine, scenario: Scenario) -> str:
    """Say which rule or circumstance makes a line as large as it is."""
    quantity, price = float(item.quantity), item.unit_price
    each = f"{quantity / max(1, item.people):g}"
    people = "1 person" if item.people == 1 else f"{item.people} people"
    rules = {
        "coaching": f"{each} hours for each person: our planning number for {WHO[scenario]}",
        "mentor": f"{each} hours for each person: our planning number for {WHO[scenario]}",
        "ojt_share": f"{quantity:,g} hours of work in which {people} learn what no course teaches them",
        "on_the_job": f"{quantity:,g} hours in which a co-worker teaches {people} what no course teaches them",
        "training_wage": f"{quantity:,g} hours in class of {people}",
        "income": f"{people} said that they need it, for each week with a class",
        "tools": "everybody gets them",
        "support": "rides, child care, language, money to live on and the like for those who said that they need them",
        "evaluation": f"the same ${price:,.0f} for each person, whatever the training costs",
        "records": "a quarter of an hour for each person and week in class",
    }
    if item.kind in rules:
        return rules[item.kind]
    if item.unit == "month":
        return f"{people}, by begun months of class and the first month of work"
    if item.unit == "follow-up":
        return f"{each} times for each person, whatever the training costs"
    if item.part == Part.SUPPORT:
        return f"{people} said that they need it, ${price:,.0f} each"
    return f"{people} at ${price:,.2f} each" if item.unit == "person" else f"{quantity:,g} at ${price:,.2f}"
