"""What a plan costs, line by line: courses and exams, pay while people learn, a trainer's time, support, measurement.

Every line has its source and, where the organization named one, its fund; what the employer or a partner carries stands
apart from what the program pays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from math import ceil

from gainful.engine.credentials.exams import has_exam_apart
from gainful.engine.curriculum import CoursePlan
from gainful.engine.gap.preparation import PRACTICE
from gainful.engine.held.circumstances import Scenario
from gainful.engine.mix import BudgetLine, PaidBy, Part, Rates, UnitPrice, line, measure_lines, support_lines
from gainful.engine.mix.prices import ON_THE_JOB
from gainful.engine.mix.rates import COURSES, EXAM, ON_THE_JOB_WAGE, TRAINING_WAGE
from gainful.engine.planning.choice import needs_class
from gainful.engine.planning.model import PlannedPerson
from gainful.engine.planning.requirements import OpenRequirement, way_lines
from gainful.engine.ranking.job_constraints import FULL_WEEK

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
) -> tuple[tuple[BudgetLine, ...], tuple[BudgetLine, ...]]:
    """Return what the program pays and what others carry; `wage` is the job's, USD a year at `weekly_hours`.

    `worth` is the shortfall in levels from which a competency is worth a course (`choice.class_worth`). What is paid
    after the hire is paid for the openings alone: those with the most to learn at work, as nobody knows who is hired.
    """
    hired = sorted(planned, key=lambda item: -item.hours.at_work)[:openings]
    barriers = [item.person.support for item in planned]
    weeks = [curriculum.weeks_of(item.takes) for item in planned]
    lines = [
        *_course_lines(planned, curriculum, rates),
        *way_lines(requirements, rates),
        *_class_wage_lines(planned, rates),
        *_at_work_lines(hired, curriculum, rates, _hourly(wage, weekly_hours), worth),
        *support_lines(barriers, scenario, weeks, rates, hired=len(hired)),
        *measure_lines(weeks, rates, hired=len(hired)),
    ]
    return (
        tuple(item for item in lines if item.paid_by is PaidBy.PROGRAM),
        tuple(item for item in lines if item.paid_by is not PaidBy.PROGRAM),
    )


def _hourly(wage: float | None, weekly_hours: float | None) -> Decimal | None:
    """Return the pay of an hour: the yearly pay over 52 weeks of the job's hours (40 where it does not say)."""
    if wage is None:
        return None
    return Decimal(str(wage / (52 * (weekly_hours or FULL_WEEK)))).quantize(CENT)


def _course_lines(planned: Sequence[PlannedPerson], curriculum: CoursePlan, rates: Rates) -> list[BudgetLine]:
    lines, exams = [], 0
    payer = rates.of(COURSES)
    for item in curriculum.courses:
        count = sum(item.course.id in person.takes for person in planned)
        if count:
            price = UnitPrice("course", item.course.title, item.course.price, "person", item.course.provider)
            priced = replace(price, paid_by=payer.paid_by, fund=payer.fund)
            lines.append(line(Part.TRAIN, priced, count, people=count))
            exams += count if has_exam_apart(item.course.credential) else 0
    if exams and rates.of(EXAM).amount:
        takers = sum(_takes_an_exam(person, curriculum) for person in planned)
        lines.append(line(Part.TRAIN, rates.of(EXAM), exams, people=takers))
    return lines


def _takes_an_exam(person: PlannedPerson, curriculum: CoursePlan) -> bool:
    return any(
        has_exam_apart(item.course.credential) and item.course.id in person.takes
        for item in curriculum.courses
    )


def _class_wage_lines(planned: Sequence[PlannedPerson], rates: Rates) -> list[BudgetLine]:
    hours = sum(Decimal(str(person.course_hours)) for person in planned)
    if not hours or not rates.is_set(TRAINING_WAGE.kind):
        return []
    return [
        line(Part.SUPPORT, rates.of(TRAINING_WAGE), hours, people=sum(p.course_hours > 0 for p in planned))
    ]


def _at_work_lines(
    planned: Sequence[PlannedPerson],
    curriculum: CoursePlan,
    rates: Rates,
    hourly: Decimal | None,
    worth: Mapping[str, float],
) -> list[BudgetLine]:
    """Return the trainer's time, and the pay for learning at work: the employer's, in part reimbursed by a rate."""
    left = {item.need.name for item in curriculum.on_the_job if not item.is_credential}
    trained = [_trainer_hours(person, left, worth) for person in planned]
    lines = []
    if sum(trained):
        lines.append(line(Part.TRAIN, rates.of(ON_THE_JOB), sum(trained), people=sum(map(bool, trained))))
    learned = sum(ceil(person.hours.at_work) for person in planned)
    if not learned or hourly is None:
        return lines
    learners = sum(person.hours.at_work > 0 for person in planned)
    if not rates.is_set(ON_THE_JOB_WAGE.kind):
        source = "The job's lowest pay for what is learned at work: the middle of each person's hours, in whole hours."
        price = UnitPrice(
            "paid_learning", "Pay for hours learned at work", hourly, "hour", source, PaidBy.EMPLOYER
        )
        return [*lines, line(Part.TRAIN, price, learned, people=learners)]
    return [*lines, *_reimbursed(rates, Decimal(learned) / Decimal(str(PRACTICE)), hourly, learners)]


def _reimbursed(rates: Rates, worked: Decimal, hourly: Decimal, people: int) -> list[BudgetLine]:
    """Return both parts of the wages while people learn at work: what is reimbursed and what the employer bears."""
    rate = rates.of(ON_THE_JOB_WAGE)
    share = rate.amount / 100
    back = (hourly * share).quantize(CENT)
    said = f"{rate.amount:g} % of ${hourly:,.2f} an hour. {rate.source}"
    reimbursed = replace(
        rate, amount=back, unit="hour", label="On-the-job training: wages reimbursed", source=said
    )
    source = "The rest of the wages in those weeks, at the job's lowest pay."
    rest = UnitPrice(
        "employer_wages", "Employer's share of those wages", hourly - back, "hour", source, PaidBy.EMPLOYER
    )
    hours = worked.quantize(Decimal(1))
    return [
        line(Part.TRAIN, reimbursed, hours, people=people),
        line(Part.TRAIN, rest, hours, people=people),
    ]


def _trainer_hours(planned: PlannedPerson, left: set[str], worth: Mapping[str, float]) -> int:
    short = sum(item.name in left and needs_class(item, worth) for item in planned.person.short_of)
    return HOURS_EACH * short + ceil(planned.hours.at_work / LEARNED_PER_TRAINER_HOUR)
