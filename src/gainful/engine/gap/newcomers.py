"""What a newcomer learns at the job itself, whatever they did before: work that their last occupation does not have."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from gainful.engine.gap.preparation import INSTRUCTION, MONTH, PRACTICE, fill_by_preparation
from gainful.engine.occupations import Reference


@lru_cache(maxsize=8)
def _activities(reference: Reference) -> np.ndarray:
    """Which intermediate work activities each occupation's tasks have: boolean [occupations, activities]."""
    rows, _, places = reference.task_activities
    names = [activity.id.rsplit(".", 1)[0] for activity in reference.dwas]
    number = {name: place for place, name in enumerate(sorted(set(names)))}
    has = np.zeros((len(reference.occupations), len(number)), bool)
    has[rows, np.array([number[name] for name in names])[places]] = True
    return has


@lru_cache(maxsize=256)
def share_not_done(reference: Reference, job: int) -> np.ndarray:
    """Share (0-1) of the job's intermediate work activities that each occupation does not have: float [occupations].

    NaN where O*NET lists no tasks for the one or the other.
    """
    has = _activities(reference)
    asked = has[job]
    share = np.full(len(has), np.nan)
    if asked.any():
        share = np.where(has.any(axis=1), 1.0 - has[:, asked].mean(axis=1), np.nan)
    share.setflags(write=False)
    return share


@lru_cache(maxsize=8)
def _months_on_the_job(reference: Reference) -> np.ndarray:
    """Expected months of on-the-job training, float [occupations]; without answers, the middle of the job zone."""
    told = [reference.education(o.code).on_the_job_months for o in reference.occupations]
    months = np.array([np.nan if m is None else m for m in told])
    fill_by_preparation(months, reference)
    return months


@lru_cache(maxsize=256)
def newcomer_hours(reference: Reference, job: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the least (low, high) hours of learning for people of every occupation, float [occupations] each.

    The months that the job's workers report as on-the-job training, times the share of its activities that are not
    done where they come from. Low: of that time 7.2 % is instruction; high: a quarter (both as in `preparation`).
    Where the share is not known, low is 0 and high takes the whole. 0 for the job's own workers.
    """
    months = float(np.nan_to_num(_months_on_the_job(reference)[job]))
    share = share_not_done(reference, job)
    low = months * MONTH * INSTRUCTION * np.nan_to_num(share, nan=0.0)
    high = months * MONTH * PRACTICE * np.nan_to_num(share, nan=1.0)
    low[job] = high[job] = 0.0
    low.setflags(write=False)
    high.setflags(write=False)
    return low, high
