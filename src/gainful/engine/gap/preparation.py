"""How many hours of learning an occupation typically takes, from nothing, as a range with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from gainful.engine.occupations import Education, Reference

MONTH = 160.0
"""Full-time hours in a month, four weeks of 40."""
INSTRUCTION = 144 / 2_000
"""Instruction per hour of work in a registered apprenticeship: 144 in 2,000 (29 CFR 29.5(b)(2) and (4))."""
PRACTICE = 0.25
"""Upper estimate of working hours spent learning while new: an assumption, for outcomes to correct."""
ZONE_HOURS = {1: 40.0, 2: 480.0, 3: 1_920.0, 4: 3_840.0, 5: 7_680.0}
"""Least hours to average performance by job zone: the SVP range's lower end (a week for zone 1)."""


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
    High: the same with a quarter of that working time, or the job zone's own lower bound if that is more.
    """
    zone = reference.occupation(code).job_zone
    return _from_answers(reference.education(code), zone) or _from_zone(reference, zone)


def _from_answers(answers: Education, zone: int | None) -> Preparation | None:
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
    floor = ZONE_HOURS.get(zone or 0, 0.0)
    if floor > high:
        high = floor
        reasons.append(f"Job zone {zone} puts average performance at {floor:,.0f} hours or more.")
    return Preparation(max(low, 8.0), max(high, 16.0), tuple(reasons))


def _months(answers: Education) -> float | None:
    parts = (answers.experience_months, answers.in_plant_months, answers.on_the_job_months)
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


def _from_zone(reference: Reference, zone: int | None) -> Preparation:
    low, high = _zone_typical(reference)[zone or 0]
    where = f"job zone {zone}" if zone else "all occupations (this one has no job zone)"
    return Preparation(low, high, (f"O*NET has no training answers for it: the middle of {where} is used.",))


@lru_cache(maxsize=8)
def _zone_typical(reference: Reference) -> dict[int, tuple[float, float]]:
    """Median preparation by job zone, over the occupations with answers; 0 stands for any zone."""
    paths = ((o.job_zone or 0, reference.education(o.code)) for o in reference.occupations)
    figures = [(zone, path) for zone, answers in paths if (path := _from_answers(answers, zone))]
    typical = {}
    for zone in range(6):
        chosen = [p for z, p in figures if zone in {0, z}]
        typical[zone] = (
            float(np.median([p.hours_low for p in chosen])),
            float(np.median([p.hours_high for p in chosen])),
        )
    return typical


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
    zones = np.array([o.job_zone or 0 for o in reference.occupations])
    for zone in ZONE_HOURS:
        here = hours[zones == zone]
        if np.isnan(here).any() and not np.isnan(here).all():
            hours[(zones == zone) & np.isnan(hours)] = np.nanmedian(here)
    return hours


@lru_cache(maxsize=8)
def preparation_table(reference: Reference) -> np.ndarray:
    """Low and high hours of every occupation in row order: float64 [occupations, 2]."""
    rows = (preparation(reference, o.code) for o in reference.occupations)
    return np.array([(p.hours_low, p.hours_high) for p in rows])
