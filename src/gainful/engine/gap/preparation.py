"""How many hours of learning an occupation typically takes, from nothing, as a range with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from gainful.engine.occupations import Education, Reference, ZonePreparation

MONTH = 160.0
"""Full-time hours in a month, four weeks of 40."""
INSTRUCTION = 144 / 2_000
"""Instruction per hour of work in a registered apprenticeship: 144 in 2,000 (29 CFR 29.5(b)(2) and (4))."""
PRACTICE = 0.25
"""Upper estimate of working hours spent learning while new: an assumption, for outcomes to correct."""
MONTHS_A_YEAR = 12
DEMONSTRATION = 40.0
"""Least hours where the range of preparation begins with a short demonstration: a week (assumption)."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """Hours of learning from nothing to average performance, low and high, and how they came about."""

    hours_low: float
    hours_high: float
    reasons: tuple[str, ...]


@lru_cache(maxsize=8192)
def preparation(reference: Reference, code: str) -> Preparation:
    """Return the typical preparation of an occupation.

    Low: schooling beyond high school, plus instruction at the apprenticeship rate over the time at work.
    High: the same with a quarter of that working time, or where the job zone's range begins if that is more.
    """
    zone = reference.preparation_of(code)
    return _from_answers(reference.education(code), zone) or _from_zone(reference, zone)


def _least_hours(zone: ZonePreparation) -> float:
    """Hours to average performance where the zone's range begins."""
    return max(DEMONSTRATION, zone.least * MONTHS_A_YEAR * MONTH)


def _range_in_words(zone: ZonePreparation) -> str:
    if not zone.least:
        return f"up to {zone.most:g} year{'s' if zone.most != 1 else ''} of preparation"
    return f"{zone.least:g} to {zone.most:g} years of preparation"


def _from_answers(answers: Education, zone: ZonePreparation | None) -> Preparation | None:
    """Work the hours out of workers' answers, None where O*NET has not enough of them."""
    school, months = answers.school_hours, _months(answers)
    if school is None or months is None:
        return None
    low = school + months * MONTH * INSTRUCTION
    high = school + months * MONTH * PRACTICE
    reasons = [
        f"Workers report schooling worth about {school:,.0f} hours beyond high school.",
        (
            f"They report {months:.0f} months of experience and training at work, "
            f"{INSTRUCTION:.0%} to {PRACTICE:.0%} of it learning."
        ),
    ]
    floor = _least_hours(zone) if zone else 0.0
    if zone and floor > high:
        high = floor
        reasons.append(
            f"O*NET's job zone ({_range_in_words(zone)}) puts average performance at {floor:,.0f} hours or more."
        )
    return Preparation(max(low, 8.0), max(high, 16.0), tuple(reasons))


def _months(answers: Education) -> float | None:
    parts = (answers.experience_months, answers.in_plant_months, answers.on_the_job_months)
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


def _from_zone(reference: Reference, zone: ZonePreparation | None) -> Preparation:
    low, high = _zone_typical(reference)[zone]
    where = (
        f"occupations with {_range_in_words(zone)}" if zone else "all occupations (this one has no job zone)"
    )
    return Preparation(low, high, (f"O*NET has no training answers for it: the middle of {where} is used.",))


@lru_cache(maxsize=8)
def _zone_typical(reference: Reference) -> dict[ZonePreparation | None, tuple[float, float]]:
    """Median preparation by the job zone's range, over the occupations with answers; None stands for any."""
    paths = ((reference.preparation_of(o.code), reference.education(o.code)) for o in reference.occupations)
    figures = [(zone, path) for zone, answers in paths if (path := _from_answers(answers, zone))]
    everyone = [path for _, path in figures]
    typical = {}
    for zone in (None, *set(reference.zone_preparation.values())):
        chosen = [p for z, p in figures if zone in {None, z}] or everyone
        typical[zone] = (
            float(np.median([p.hours_low for p in chosen])),
            float(np.median([p.hours_high for p in chosen])),
        )
    return typical


def fill_by_preparation(figures: np.ndarray, reference: Reference) -> None:
    """Put the median of the occupations with as many years of preparation where a figure is unknown, in place."""
    years = reference.preparation_years
    for grade in np.unique(years[~np.isnan(years)]):
        here = figures[years == grade]
        if np.isnan(here).any() and not np.isnan(here).all():
            figures[(years == grade) & np.isnan(figures)] = np.nanmedian(here)


DEGREE_HOURS = 1_800.0
"""Schooling of an associate degree, from which on a licence may ask for the whole programme."""


@lru_cache(maxsize=8)
def school_hours(reference: Reference) -> np.ndarray:
    """Usual hours of schooling beyond high school of every occupation; without answers, the middle of its job zone.

    O*NET has no usable answers for one rated occupation in eight, accountants and software developers among them.
    NaN where the job zone is unknown too.
    """
    told = [reference.education(o.code).school_hours for o in reference.occupations]
    hours = np.array([np.nan if h is None else h for h in told])
    fill_by_preparation(hours, reference)
    return hours


@lru_cache(maxsize=8)
def preparation_table(reference: Reference) -> np.ndarray:
    """Low and high hours of every occupation in row order: float64 [occupations, 2]."""
    rows = (preparation(reference, o.code) for o in reference.occupations)
    return np.array([(p.hours_low, p.hours_high) for p in rows])
