"""Years of work of a job's kind or of a near one, where a job asks for experience."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from gainful.engine.held.work_history import DAYS_PER_YEAR
from gainful.engine.occupations import Reference
from gainful.engine.ranking.held_by_people import dated
from gainful.engine.ranking.nearness import nearness_row
from gainful.engine.records import JobRecord, PersonRecord

NEAR_WORK = 0.7
"""Nearness 0-1 (docs/methods/feeders.md) from which a year in other work counts, as for courses made for other work."""


@lru_cache(maxsize=64)
def near_codes(reference: Reference, code: str) -> frozenset[str]:
    """Return the occupations whose years count for a job: its own and near ones."""
    near = nearness_row(reference, reference.row(code))
    found = {reference.occupations[row].code for row in np.flatnonzero(near >= NEAR_WORK)}
    return frozenset({code, *found})


def years_in(jobs: Iterable[JobRecord], codes: frozenset[str], as_of: date) -> float:
    """Return years in these occupations until a day; a job whose start nobody told counts for one year."""
    told = (dated(job, as_of) for job in jobs if job.code in codes)
    return sum(max(0, (min(job.end or as_of, as_of) - job.start).days) for job in told) / DAYS_PER_YEAR


def years_of_people(
    people: Sequence[PersonRecord], code: str | None, reference: Reference, as_of: date
) -> np.ndarray:
    """Return each person's years of work of the job's kind, float [n]."""
    codes = near_codes(reference, code) if code else frozenset[str]()
    return np.array([years_in(person.jobs, codes, as_of) for person in people], float)
