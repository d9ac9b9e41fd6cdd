"""What a plan costs, line by line: courses and exams, pay while people learn, a trainer's time, support, measurement.

Every line has its source and, where the organization named one, its fund; what the employer or a partner carries stands
apart from what the program pays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from math import ceil

from gainful.engine.credentials.exams import has_exam_apart
from gainful.engine.curriculum import CoursePlan
from gainful.engine.gap.preparation import PRACTICE
from gainful.engine.held.circumstances import Scenario
from gainful.engine.mix import (
    BudgetLine,
    PaidBy,
    Part,
    Rates,
    UnitPrice,
    line_of_each,
    measure_lines,
    not_below_pay,
    sentence,
    support_lines,
)
from gainful.engine.mix.prices import ON_THE_JOB
from gainful.engine.mix.rates import COURSES, EXAM, ON_THE_JOB_WAGE, TRAINING_WAGE
from gainful.engine.planning.choice import needs_class
from gainful.engine.planning.hours import HoursSplit
from gainful.engine.planning.model import PlannedPerson
from gainful.engine.planning.requirements import OpenRequirement, way_lines
from gainful.engine.ranking.job_constraints import FULL_WEEK
from gainful.engine.ranking.person_rows import EXPERIENCE

HOURS_EACH = 4
"""Hours of a trainer for each thing that no course closes (planning assumption)."""
LEARNED_PER_TRAINER_HOUR = 10
"""Hours learned at work that one hour of a trainer goes with (planning assumption)."""
CENT = Decimal("0.01")


def budget_lines(
    planned: Sequence[PlannedPerson],
    curriculum: CoursePlan,
    requirements: Sequence[OpenRequirement],
    scenario: Scenario,
    rates: Rates,
    openings: int,
    *,
    worth: Mapping[str, float],
    wage: float | None,
    weekly_hours: float | None,
    tools: bool = True,
    premium: float = 0.0,
) -> tuple[tuple[BudgetLine, ...], tuple[BudgetLine, ...]]:
    """Return what the program pays and what others carry; `wage` is the job's, USD a year at `weekly_hours`.

    `tools`: whether the work asks for work clothes and tools (`mix.prices.asks_for_tools`). `premium` is how much of an
    hour's wage is a premium, USD.

    `worth` is the shortfall in levels from which a competency is worth a course (`choice.class_worth`). What is paid
    after the hire is paid for the openings alone: those with the most to learn at work, as nobody knows who is hired.
    """
    hired = places_after_hire(planned, openings)
    barriers = [item.person.support for item in planned]
    weeks = [curriculum.weeks_of(item.takes) for item in planned]
    hourly = _hourly(wage, weekly_hours)
    lines = [
        *_course_lines(planned, curriculum, rates),
        *_way_lines(planned, requirements, rates, worth),
        *_class_wage_lines(planned, rates),
        *_at_work_lines(planned, hired, curriculum, rates, hourly, worth, premium),
        *support_lines(barriers, scenario, weeks, rates, hired=len(hired), tools=tools, hourly=hourly),
        *measure_lines(weeks, rates, hired=len(hired)),
    ]
    return (
        tuple(item for item in lines if item.paid_by is PaidBy.PROGRAM),
        tuple(item for item in lines if item.paid_by is not PaidBy.PROGRAM),
    )


def places_after_hire(planned: Sequence[PlannedPerson], openings: int) -> frozenset[int]:
    """Return whose hours at work are paid for, by place: as many as there are openings, the most to learn first."""
    first = sorted(range(len(planned)), key=lambda place: -planned[place].hours.at_work)
    return frozenset(first[:openings])


def _hourly(wage: float | None, weekly_hours: float | None) -> Decimal | None:
    """Return the pay of an hour, rounded down: the yearly pay over 52 weeks of the job's hours (40 where not said)."""
    if wage is None:
        return None
    hourly = Decimal(str(round(wage / (52 * (weekly_hours or FULL_WEEK)), 6)))
    return hourly.quantize(CENT, ROUND_DOWN)


def _course_lines(planned: Sequence[PlannedPerson], curriculum: CoursePlan, rates: Rates) -> list[BudgetLine]:
    lines = []
    exams = [0] * len(planned)
    payer = rates.of(COURSES)
    for item in curriculum.courses:
        takes = [int(item.course.id in person.takes) for person in planned]
        if not any(takes):
            continue
        price = UnitPrice("course", item.course.title, item.course.price, "person", item.course.provider)
        lines.append(line_of_each(Part.TRAIN, replace(price, paid_by=payer.paid_by, fund=payer.fund), takes))
        if has_exam_apart(item.course.credential, item.course.title):
            exams = [before + mine for before, mine in zip(exams, takes, strict=True)]
    if any(exams) and rates.of(EXAM).amount:
        lines.append(line_of_each(Part.TRAIN, rates.of(EXAM), exams))
    return lines


def _way_lines(
    planned: Sequence[PlannedPerson],
    requirements: Sequence[OpenRequirement],
    rates: Rates,
    worth: Mapping[str, float],
) -> list[BudgetLine]:
    """Return the lines of ways with a price, each for the people who lack what it closes."""
    priced = [item for item in requirements if item.way is not None and item.way.price is not None]
    found = []
    for item, cost in zip(priced, way_lines(requirements, rates), strict=True):
        lack = [_lacks(person, item.competency_id, worth) for person in planned]
        found.append(replace(cost, each=tuple(map(Decimal, lack))) if sum(lack) == cost.quantity else cost)
    return found


def _lacks(person: PlannedPerson, key: str, worth: Mapping[str, float]) -> int:
    mine = (item for item in person.person.short_of if item.competency_id == key)
    return int(any(key == EXPERIENCE or needs_class(item, worth) for item in mine))


def _class_wage_lines(planned: Sequence[PlannedPerson], rates: Rates) -> list[BudgetLine]:
    hours = [Decimal(str(person.course_hours)) for person in planned]
    if not any(hours) or not rates.is_set(TRAINING_WAGE.kind):
        return []
    return [line_of_each(Part.SUPPORT, rates.of(TRAINING_WAGE), hours)]


def hours_on_the_job(hours: HoursSplit) -> tuple[int, int]:
    """Return the hours of work in which a person learns, as priced and at most.

    A quarter of the time at work is counted as learning (`PRACTICE`): the estimate of what is learned at work, in whole
    hours, times four; at most the high end, in whole hours, times four. From the tenths that a plan stores, so that a
    reader comes to the same.
    """
    estimate, high = round(hours.at_work, 1), round(hours.at_work_high, 1)
    return round(ceil(estimate) / PRACTICE), round(ceil(high) / PRACTICE)


def _at_work_lines(
    planned: Sequence[PlannedPerson],
    hired: Collection[int],
    curriculum: CoursePlan,
    rates: Rates,
    hourly: Decimal | None,
    worth: Mapping[str, float],
    premium: float,
) -> list[BudgetLine]:
    """Return the trainer's time, and the pay for learning at work: the employer's, in part reimbursed by a rate."""
    left = {item.need.name for item in curriculum.on_the_job if not item.is_credential}
    trained = [
        _trainer_hours(person, left, worth) if place in hired else 0 for place, person in enumerate(planned)
    ]
    lines = []
    if sum(trained):
        lines.append(line_of_each(Part.TRAIN, _trainer(rates, hourly), trained))
    worked = [
        hours_on_the_job(person.hours) if place in hired else (0, 0) for place, person in enumerate(planned)
    ]
    each, most = [hours for hours, _high in worked], sum(high for _hours, high in worked)
    if not sum(each) or hourly is None:
        return lines
    if not rates.is_set(ON_THE_JOB_WAGE.kind):
        source = (
            f"The job's lowest pay{_with_premium(premium)} for what is learned at work: the estimate of each person's "
            "hours, rounded up."
        )
        price = UnitPrice(
            "paid_learning", "Pay for hours learned at work", hourly, "hour", source, PaidBy.EMPLOYER
        )
        learned = [round(hours * PRACTICE) for hours in each]
        return [*lines, line_of_each(Part.TRAIN, price, learned, most=round(most * PRACTICE))]
    return [*lines, *_reimbursed(rates, each, hourly, most, premium)]


def _with_premium(premium: float) -> str:
    return f", of which ${premium:,.2f} is a premium that every hour of the shift earns," if premium else ""


def _trainer(rates: Rates, hourly: Decimal | None) -> UnitPrice:
    """Return the price of a trainer's hour; where wages are reimbursed that is what the reimbursement is for.

    On-the-job training repays the employer for "the extraordinary costs of providing the training and additional
    supervision" (29 U.S.C. 3102(44)): an agency that pays both says so by a rate of its own.
    """
    price = not_below_pay(rates.of(ON_THE_JOB), rates, hourly)
    if rates.get(ON_THE_JOB.kind) is not None or not rates.is_set(ON_THE_JOB_WAGE.kind):
        return price
    said = f"{sentence(price.source)} The wages that are reimbursed are meant for it (29 U.S.C. 3102(44))."
    return replace(price, paid_by=PaidBy.EMPLOYER, source=said)


RULE = (
    "Hours: what each person is estimated to learn at work, rounded up to whole hours, times 4: we count a quarter of "
    "the time at work as learning (planning assumption)."
)


def _reimbursed(
    rates: Rates, each: Sequence[int], hourly: Decimal, most: int, premium: float
) -> list[BudgetLine]:
    """Return both parts of the wages while people learn at work: what is reimbursed and what the employer bears.

    What is reimbursed is rounded down: a cent above the contract's percentage would be disallowed.
    """
    rate = rates.of(ON_THE_JOB_WAGE)
    back = (hourly * rate.amount / 100).quantize(CENT, ROUND_DOWN)
    of = f"${hourly:,.2f} an hour{_with_premium(premium)}"
    said = f"{rate.amount.normalize():f} % of {of.removesuffix(',')}, rounded down. {sentence(rate.source)} {RULE}"
    reimbursed = replace(
        rate, amount=back, unit="hour", label="On-the-job training: wages reimbursed", source=said
    )
    source = "The rest of the wages in the same hours, at the job's lowest pay."
    rest = UnitPrice(
        "employer_wages", "Employer's share of those wages", hourly - back, "hour", source, PaidBy.EMPLOYER
    )
    return [line_of_each(Part.TRAIN, price, each, most=most) for price in (reimbursed, rest)]


def _trainer_hours(planned: PlannedPerson, left: set[str], worth: Mapping[str, float]) -> int:
    short = sum(item.name in left and needs_class(item, worth) for item in planned.person.short_of)
    return HOURS_EACH * short + ceil(round(planned.hours.at_work, 1) / LEARNED_PER_TRAINER_HOUR)
