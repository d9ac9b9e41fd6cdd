"""The train / support / measure mix: what the budget spends on each, against the paper's reference mixes.

Source of the reference mixes: "Job-centric upskilling" (Deloitte Insights 2020), figures 5, 6 and 7, where the
percentages are "intended to be representative". Method and limits: docs/methods/mix.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
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
    name: str = ""
    """What it is, without for how many."""
    each: tuple[Decimal, ...] = ()
    """The quantity of each person, in the order of the plan's people; empty where nobody worked it out."""
    most: Decimal | None = None
    """The quantity that is not exceeded, from the high end of an estimate; None where the quantity is none."""

    @property
    def most_amount(self) -> Decimal | None:
        """The amount that is not exceeded, USD; None where the quantity is no estimate."""
        return None if self.most is None else (self.unit_price * self.most).quantize(CENT)

    def own_amounts(self, people: int) -> tuple[Decimal, ...]:
        """Return what each of so many people costs of this line, in cents that add up to its amount.

        Cents that do not divide go to the largest remainders; without quantities of each it is divided equally.
        """
        each = self.each if len(self.each) == people else (Decimal(1),) * people
        return in_cents(self.amount, each)


def in_cents(amount: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Divide an amount by weights into whole cents that add up to it, by largest remainder."""
    whole = sum(weights, Decimal(0))
    if not whole:
        return tuple(Decimal(0) for _weight in weights)
    exact = [amount * weight / whole for weight in weights]
    found = [value.quantize(CENT, ROUND_DOWN) for value in exact]
    left = int((amount - sum(found, Decimal(0))) / CENT)
    for place in sorted(range(len(exact)), key=lambda i: found[i] - exact[i])[:left]:
        found[place] += CENT
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares in whole percent that sum to 100, their reference, and the reason for each notable difference."""

    scenario: Scenario
    shares: dict[Part, int]
    reference: dict[Part, int]
    amounts: dict[Part, Decimal]
    reasons: tuple[str, ...]
    without_stipends: dict[Part, int] | None = None
    """The shares without wages and stipends while people learn; None where there are none."""

    @property
    def total(self) -> Decimal:
        """The whole budget, USD."""
        return sum(self.amounts.values(), Decimal(0))


def line(
    part: Part, price: UnitPrice, quantity: Decimal | int, *, people: int, label: str = "",
    each: Sequence[Decimal | int] = (), most: Decimal | int | None = None,
) -> BudgetLine:  # fmt: skip
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
        name=price.label,
        each=tuple(map(Decimal, each)),
        most=None if most is None else Decimal(most),
    )


def line_of_each(
    part: Part,
    price: UnitPrice,
    each: Sequence[Decimal | int],
    *,
    label: str = "",
    most: Decimal | int | None = None,
) -> BudgetLine:
    """Return a budget line of what each person of the plan takes of it; who takes nothing has 0."""
    people = sum(map(bool, each))
    return line(part, price, sum(map(Decimal, each)), people=people, label=label, each=each, most=most)


def support_lines(
    barriers: Sequence[Sequence[str]],
    scenario: Scenario,
    weeks: Sequence[int],
    rates: Rates = NO_RATES,
    *,
    hired: int | None = None,
    tools: bool = True,
    hourly: Decimal | None = None,
) -> list[BudgetLine]:
    """Return support lines for people, each with their barriers and the weeks in which they have a class.

    `hired` of them (default: all) have a mentor at the workplace, and of those without a class no more than `hired` get
    help by the month or tools, which are then for the work alone. Where everybody gets tools (`tools`: the work asks
    for them), or a wage in class, by the organization's rates, nobody gets them a second time. `hourly` is the job's
    lowest pay, USD: a co-worker's hour costs no less.
    """
    people = len(barriers)
    if not people:
        return []
    coaching, mentoring = COACHING_HOURS[scenario], MENTOR_HOURS[scenario]
    coach = _with_hours(rates.of(COACHING), coaching, scenario)
    lines = [line_of_each(Part.SUPPORT, coach, [coaching] * people)]
    if mentored := people if hired is None else hired:
        price = not_below_pay(rates.of(MENTOR), rates, hourly)
        mentor = _with_hours(price, mentoring, scenario)
        lines.append(_of_hired(Part.SUPPORT, mentor, mentoring, mentored, people))
    tools = tools and rates.is_set("tools")
    if tools:
        wearers = _at_most_hired([1] * people, weeks, hired)
        lines.append(line_of_each(Part.SUPPORT, _for_class(rates.of(TOOLS), wearers, hired), wearers))
    for kind, price in SUPPORT_PRICES.items():
        units: list[Decimal | int] = [
            support_units(kind, mine) if kind in set(map(str, person)) else 0
            for person, mine in zip(barriers, weeks, strict=True)
        ]
        asked = sum(1 for mine in units if mine)
        if price.unit == "month":
            units = _at_most_hired(units, weeks, hired)
        given = tools if kind == Barrier.CLOTHING else rates.is_set(FOR_EVERYBODY.get(kind, ""))
        if any(units) and not given:
            lines.append(_barrier_line(rates.of(price), units, asked))
    return lines


def not_below_pay(price: UnitPrice, rates: Rates, hourly: Decimal | None) -> UnitPrice:
    """Return the price of a co-worker's hour, no less than the job pays the new person, unless a rate was set."""
    if hourly is None or price.amount >= hourly or rates.is_set(price.kind):
        return price
    said = f"{sentence(price.source)} Here the job's lowest pay: who teaches the new person earns no less than they do."
    return replace(price, amount=hourly, source=said)


def _for_class(price: UnitPrice, given: Sequence[Decimal | int], hired: int | None) -> UnitPrice:
    """Say why more people get something than are hired: they need it in class."""
    if hired is None or sum(map(bool, given)) <= hired:
        return price
    return replace(
        price, source=f"{sentence(price.source)} For everybody who has a class: it is needed there."
    )


def _at_most_hired(
    units: Sequence[Decimal | int], weeks: Sequence[int], hired: int | None
) -> list[Decimal | int]:
    """Return units of which those without a class have a part only as far as so many are hired, the first of them."""
    left = len(units) if hired is None else hired
    found = []
    for mine, classes in zip(units, weeks, strict=True):
        counts = classes > 0 or left > 0
        left -= int(classes == 0 and mine > 0)
        found.append(mine if counts else mine * 0)
    return found


def _of_hired(part: Part, price: UnitPrice, units: int, hired: int, people: int) -> BudgetLine:
    """Return a line for the people hired; where fewer are than learn, each one's part is equal: nobody knows who."""
    each = [units] * people if hired == people else ()
    return line(part, price, units * hired, people=hired, each=each)


WHO = {
    Scenario.DISPLACED: "people who lost a job",
    Scenario.INCUMBENT: "people who have a job",
    Scenario.NONTRADITIONAL: "people new to work or returning to it",
}
"""The situations in words."""


def _with_hours(price: UnitPrice, hours: int, scenario: Scenario) -> UnitPrice:
    """Say in the source of staff time how many hours a person gets and why."""
    rule = f"{hours} hours for each person: our planning number for {WHO[scenario]}."
    return replace(price, source=f"{sentence(price.source)} {rule}".strip())


def sentence(words: str) -> str:
    """Return words that end like a sentence, so that another can follow."""
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."


FOR_EVERYBODY = {str(Barrier.INCOME): "training_wage"}
"""Barriers that a rate for everybody removes, beside work clothes."""


MONTHS = (
    "Begun months of class, and the first month of work: a place and a pass are sold by the month, however few the "
    "hours of class."
)
"""The rule of `support_units` in words."""


def _barrier_line(price: UnitPrice, units: Sequence[Decimal | int], asked: int) -> BudgetLine:
    """Return the line of one kind of help; `units` are those of each person, 0 for who does not get it.

    `asked` people said that they need it: more than get it where fewer are hired.
    """
    own = [each for each in units if each]
    count = len(own)
    who = "1 person" if count == 1 else f"{count} people"
    if asked > count:
        who = f"for {count} of the {asked} people who asked, as {count} can be hired"
    if price.unit == "month":
        price = replace(price, source=f"{sentence(price.source)} {MONTHS}")
    if price.unit == "person":
        label = f"{price.label}, {who}"
    elif len(set(own)) == 1:
        label = f"{price.label}, {who} × {own[0]} {price.unit}{'s' if own[0] > 1 else ''}"
    else:
        label = f"{price.label}, {who}, {min(own)} to {max(own)} {price.unit}s each"
    return line_of_each(Part.SUPPORT, price, units, label=label)


RECORDS_AT_WORK = "Progress records in the first week at work"
"""What the records are called where nobody has a class."""


def measure_lines(
    weeks: Sequence[int], rates: Rates = NO_RATES, *, hired: int | None = None
) -> list[BudgetLine]:
    """Return measurement lines: records in training, four waves to person and employer, wages, a comparison group.

    `weeks` are those in which each person has a class; who has none and is hired still gets a week of records.
    `hired` of the people (default: all) have an employer to ask.
    """
    people = len(weeks)
    if not people:
        return []
    waves = len(FOLLOW_UP_MONTHS)
    employed = people if hired is None else hired
    records = _at_most_hired([RECORD_HOURS_A_WEEK * max(1, each) for each in weeks], weeks, hired)
    kept = rates.of(RECORDS)
    if not any(weeks):
        kept = replace(kept, label=RECORDS_AT_WORK)
    return [
        line_of_each(Part.MEASURE, kept, records),
        line_of_each(Part.MEASURE, rates.of(FOLLOW_UP), [waves] * people),
        _of_hired(Part.MEASURE, rates.of(EMPLOYER_FOLLOW_UP), waves, employed, people),
        line_of_each(Part.MEASURE, rates.of(WAGE_RECORD_MATCH), [1] * people),
        line_of_each(Part.MEASURE, rates.of(EVALUATION), [1] * people),
    ]


def whole_percent(amounts: dict[Part, Decimal], total: Decimal) -> dict[Part, int]:
    """Return the shares of these parts in their total, in whole percent that sum to 100, by largest remainder."""
    exact = {part: amount * 100 / total for part, amount in amounts.items()}
    whole = {part: int(value) for part, value in exact.items()}
    by_remainder = sorted(exact, key=lambda part: exact[part] - whole[part], reverse=True)
    for part in by_remainder[: 100 - sum(whole.values())]:
        whole[part] += 1
    return whole


NAMES = {Part.TRAIN: "Training", Part.SUPPORT: "Support", Part.MEASURE: "Measurement"}
