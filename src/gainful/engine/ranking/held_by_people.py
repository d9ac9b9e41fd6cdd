"""What many people hold, from their records: levels, their doubt, and the last occupation.

The one place that decides what a missing date or a stated level means (docs/decisions/0011-one-pool.md).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from gainful.engine.held.work_history import DAYS_PER_YEAR, HistoryTable, Job, held_levels, history_row
from gainful.engine.occupations import Reference
from gainful.engine.ranking.kernel import as_hundredths
from gainful.engine.records import JobRecord, PersonRecord

ASSUMED_YEARS = 1.0
"""Years in a job whose start nobody told (assumption): zero would say that nothing was learned there."""


@dataclass(frozen=True, slots=True)
class HeldByPeople:
    """Levels of people in the order they were given."""

    levels: np.ndarray
    """uint16 [n, elements], hundredths of 0-7, 65535 unknown"""
    doubt: np.ndarray
    """uint16 [n], half-width in hundredths"""
    last_codes: tuple[str, ...]
    """O*NET-SOC code of the present or last job, "" where none is known"""


def held_by_people(people: Sequence[PersonRecord], reference: Reference, as_of: date) -> HeldByPeople:
    """Return what these people hold on a day; a job with no code of this reference tells nothing."""
    codes = {occupation.code for occupation in reference.occupations}
    lines: list[tuple[int, int, float, float]] = []
    last: list[str] = []
    for place, person in enumerate(people):
        jobs = [job for job in person.jobs if job.code in codes]
        lines += [(place, *history_row(dated(job, as_of), as_of, reference)) for job in jobs]
        last.append(last_code(jobs, codes))
    level, doubt = held_levels(_table(lines), len(people), reference)
    _put_stated_levels(people, level, doubt, reference)
    return HeldByPeople(as_hundredths(level), overall_doubt(doubt), tuple(last))


def dated(job: JobRecord, as_of: date) -> Job:
    """Return the job with a start: where nobody told one, a year before it ended or before today."""
    if job.start is not None:
        return Job(job.code, job.start, job.end)
    until = min(job.end or as_of, as_of)
    return Job(job.code, until - timedelta(days=round(ASSUMED_YEARS * DAYS_PER_YEAR)), job.end)


def last_code(jobs: Sequence[JobRecord], codes: Collection[str]) -> str:
    """Return the occupation of the present or last job, "" without one; of two present jobs the one begun later.

    A job whose start is not told stands behind one that has a start, as on the person's page.
    """
    known = [job for job in jobs if job.code in codes]
    if not known:
        return ""
    return max(known, key=lambda job: (job.end or date.max, job.start or date.min)).code


def overall_doubt(doubt: np.ndarray) -> np.ndarray:
    """Return each person's half-width over the levels that are known, hundredths: the root of the mean square.

    Doubts of single levels count as independent and add in quadrature (`kernel.training_hours`), so this is the one
    width that keeps their sum; 0 where nothing is known.
    """
    known = ~np.isnan(doubt)
    squares = np.square(np.where(known, doubt, 0.0)).sum(axis=1)
    return np.rint(100 * np.sqrt(squares / np.maximum(known.sum(axis=1), 1))).astype(np.uint16)


def _table(lines: Sequence[tuple[int, int, float, float]]) -> HistoryTable:
    columns = np.array(lines, np.float64).reshape(-1, 4)
    return HistoryTable(
        person=columns[:, 0].astype(np.int32),
        occupation=columns[:, 1].astype(np.int32),
        years=columns[:, 2],
        years_since=columns[:, 3],
    )


def _put_stated_levels(
    people: Sequence[PersonRecord], level: np.ndarray, doubt: np.ndarray, reference: Reference
) -> None:
    """Let a level that somebody stated or measured replace what the history suggests, with its own range if any."""
    columns = {element.id: column for column, element in enumerate(reference.elements)}
    for place, person in enumerate(people):
        for skill in person.skills:
            if skill.level is None or skill.competency_id not in columns:
                continue
            at = (place, columns[skill.competency_id])
            if skill.at_least and level[at] >= skill.level:
                continue
            level[at] = skill.level
            ranged = skill.level_low is not None and skill.level_high is not None
            doubt[at] = (skill.level_high - skill.level_low) / 2 if ranged else 0.0  # type: ignore[operator]
