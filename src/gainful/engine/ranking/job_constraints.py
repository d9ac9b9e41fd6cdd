"""What a job asks of people beyond competencies: its pay, its area, its shifts; the same for a posting and an order."""

from __future__ import annotations

from dataclasses import replace

from gainful.engine.competencies.model import Need
from gainful.engine.credentials.schooling import NOT_HELD
from gainful.engine.held.circumstances import SHIFTS, bits
from gainful.engine.postings.facts import JobFacts
from gainful.engine.postings.pay import UNITS_A_YEAR
from gainful.engine.ranking.pool import Constraints, Pool
from gainful.engine.ranking.premium import Premium, premium_of

FULL_WEEK = 40.0
"""Hours of a week where the job does not say, as in OEWS's year of 2,080 hours."""


def yearly_pay(low: float, unit: str, hours_per_week: float | None = None) -> float:
    """Return a wage as USD a year: an hourly one times the hours of a week (40 where not stated) times 52."""
    if unit == "hour":
        return low * (hours_per_week or FULL_WEEK) * 52
    return low * UNITS_A_YEAR.get(unit, 1.0)


def job_constraints(
    *, wage: float | None = None, area: str | None = None, schedule: str = "", **asked: object
) -> Constraints:
    """Return the constraints of a job; `schedule` names its shifts, `asked` may hold max_hours and occupation."""
    shifts = bits(schedule.lower().replace(",", " ").split(), SHIFTS)
    return Constraints(wage=wage, area=area or None, shifts=shifts, **asked)  # type: ignore[arg-type]


def constraints_of_facts(facts: JobFacts) -> Constraints:
    """Return the constraints that a posting states."""
    hours = facts.hours_per_week.value if facts.hours_per_week else None
    pay = facts.wage.in_dollars if facts.wage else None
    if pay is not None and (premium := premium_of_facts(facts)) is not None:
        pay += premium.counted
    experience = facts.experience_years
    return job_constraints(
        wage=yearly_pay(pay, facts.wage.unit, hours) if facts.wage and pay is not None else None,
        area=facts.place.area_code if facts.place else None,
        schedule=facts.schedule.value if facts.schedule else "",
        experience_years=experience.value or None
        if experience and experience.need is not Need.NICE
        else None,
        no_degree=facts.education is not None and facts.education.level in NOT_HELD,
    )


def premium_of_facts(facts: JobFacts) -> Premium | None:
    """Return the premium that a posting adds to its pay, None where it adds none or states no pay in dollars."""
    if facts.premium is None or facts.wage is None or facts.wage.in_dollars is None:
        return None
    schedule = facts.schedule.value if facts.schedule else ""
    return premium_of(facts.premium.value, facts.wage.in_dollars, facts.wage.unit, schedule)


def without_empty_area(constraints: Constraints, pool: Pool) -> Constraints:
    """Return the constraints, the area left out where nobody in the pool lives in it: the list would only be empty."""
    if constraints.area is not None and not pool.area.equals(constraints.area).any():
        return replace(constraints, area=None)
    return constraints


def area_to_compare(area: str | None, pool: Pool) -> str | None:
    """Return the wage area in which a job's pay is compared: its own, else where most of the pool lives, else None."""
    if area:
        return area
    told = {name: count for name, count in pool.area.counts().items() if name}
    most = max(told, key=lambda name: told[name], default=None)
    return most if most is not None and told[most] * 2 > sum(told.values()) else None
