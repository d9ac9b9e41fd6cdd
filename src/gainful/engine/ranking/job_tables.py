"""What a job asks of a pool, as the small tables of whole numbers that the block function reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gainful.engine.competencies.model import CompetencyProfile
from gainful.engine.credentials.by_law import COVERS, licensed_above
from gainful.engine.gap import DEGREE_HOURS, newcomer_hours, school_hours
from gainful.engine.occupations import Reference
from gainful.engine.ranking.pool import Constraints
from gainful.engine.ranking.pool_hours import Extra, HourRates, hour_rates

STEP_DOWN_TIMES, MOST_PAY_LOST = 4.0, 0.2
"""How many times the job's years of preparation the last work takes, and which share of its usual pay is lost, from
which a job is a step down. Neighbouring job zones (0.5, 1.5, 3 and 7 years) differ by two to three times."""
MOST_SHIFT = 20
"""Binary digits of an hour's fraction: a millionth of an hour, where the hours of the job leave room for them."""


@dataclass(frozen=True, slots=True)
class ExtraTable:
    """Something one has or has not: who has it by their last work, which credentials say so, its course's hours."""

    extra: Extra
    is_tool: bool
    keys: tuple[str, ...]
    by_occupation: np.ndarray
    """boolean [occupations + 1], the last for those without a last work"""
    middle: int
    """units"""


@dataclass(frozen=True, slots=True)
class JobTables:
    """A job as arrays over its competencies [k] and over occupations [occupations + 1], place 0 for no last work."""

    rates: HourRates
    twice: np.ndarray
    """uint16 [k], the level required in half-hundredths"""
    weight: np.ndarray
    """uint32 [k], units of hours per half-hundredth of a level"""
    shift: int
    """hours = units / 2**shift"""
    at_work: np.ndarray
    """float [occupations + 1, 2]: least hours of learning at the job itself, low and high; 0 where nothing is known"""
    extras: tuple[ExtraTable, ...]
    school: np.ndarray | None
    """float [occupations + 1]: hours of school that the last work stands for; None where the job asks for no degree"""
    school_asked: float
    above: np.ndarray
    """boolean [occupations + 1]: the last work takes four times the preparation, or is licensed above the job"""
    occupation: int
    """row of the job's own occupation, -2 none"""
    constraints: Constraints
    only_occupation: int
    """row of the one occupation that the list is limited to, -1 not limited"""
    pay: float
    """USD a year, NaN unknown"""

    def units(self, hours: np.ndarray | float) -> np.ndarray:
        """Return hours as whole units, uint32."""
        return np.rint(np.asarray(hours, float) * (1 << self.shift)).astype(np.uint32)

    def schooling_gap(self, occupation: np.ndarray, told: np.ndarray) -> np.ndarray:
        """Hours of school between people's last work and a job whose workers report a degree; 0 for other jobs.

        Part of the upper estimate only. A degree the person told counts with its own hours (`told`, 0 none), else
        their work stands for it.
        """
        if self.school is None:
            return np.zeros(len(occupation))
        return np.maximum(0.0, self.school_asked - np.maximum(self.school[occupation + 1], told))


def job_tables(
    required: CompetencyProfile,
    reference: Reference,
    constraints: Constraints,
    *,
    code: str | None = None,
    pay: float = np.nan,
) -> JobTables:
    """Return the tables of a job; `code` is the occupation whose preparation scales the hours."""
    rates, extras = hour_rates(required, reference, code)
    twice = (2 * np.rint(rates.required * 100)).astype(np.uint16)
    middle = (rates.low + rates.high) / 2
    at_work = (
        _by_occupation(np.column_stack(newcomer_hours(reference, reference.row(code))), 0.0) if code else None
    )
    if at_work is None:
        at_work = np.zeros((len(reference.occupations) + 1, 2))
    school = np.nan_to_num(school_hours(reference))
    asked = float(school[reference.row(code)]) if code else 0.0
    most = (
        float((middle * twice / 200).sum())
        + float(at_work.max(initial=0.0))
        + sum((extra.low + extra.high) / 2 for extra in extras)
        + asked
    )
    shift = max(0, min(MOST_SHIFT, int(np.floor(np.log2((2**32 - 1) / (most + 1.0))))))
    return JobTables(
        rates,
        twice,
        np.rint(middle / 200 * (1 << shift)).astype(np.uint32),
        shift,
        at_work,
        tuple(_extra_table(extra, reference, shift) for extra in extras),
        _by_occupation(school, 0.0) if asked >= DEGREE_HOURS and not constraints.no_degree else None,
        asked,
        above_the_job(reference, code),
        reference.row(code) if code else -2,
        constraints,
        -1 if constraints.occupation is None else reference.row(constraints.occupation),
        float(pay),
    )


def _by_occupation(values: np.ndarray, without: float) -> np.ndarray:
    """Return values by occupation with one in front for those without a last work."""
    return np.concatenate([np.full((1, *values.shape[1:]), without, values.dtype), values])


def _extra_table(extra: Extra, reference: Reference, shift: int) -> ExtraTable:
    """A technology is had where the last occupation uses it or one says so; a credential by itself or a higher one."""
    is_tool = extra.competency_id.startswith("technology:")
    has = np.zeros(len(reference.occupations) + 1, bool)
    keys = [extra.competency_id]
    if is_tool:
        rows, places, _ = reference.technology_uses
        listed = {technology.id: place for place, technology in enumerate(reference.technology_list)}
        has[rows[places == listed.get(extra.competency_id, -1)] + 1] = True
    else:
        keys += [high for high, lower in COVERS.items() if extra.competency_id in lower]
    middle = round((extra.low + extra.high) / 2 * (1 << shift))
    return ExtraTable(extra, is_tool, tuple(keys), has, middle)


def above_the_job(reference: Reference, code: str | None) -> np.ndarray:
    """Say of each last work (place 0 none) whether it takes four times the preparation, or is licensed above the job.

    They are listed apart, not on top: training them fills the job and wastes what they hold (docs/methods/feeders.md).
    """
    asked = reference.preparation_of(code) if code else None
    above = np.zeros(len(reference.occupations) + 1, bool)
    if asked:
        above[1:] = reference.preparation_years >= asked.middle * STEP_DOWN_TIMES
    above[[reference.row(other) + 1 for other in licensed_above(code or "")]] = True
    return above
