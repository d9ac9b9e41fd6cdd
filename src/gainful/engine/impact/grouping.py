"""Find groups that were assigned whole though the analysis counts people; a code of treatment cells is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact.columns import StudyError, number
from gainful.engine.impact.model import StudyPlan
from gainful.engine.impact.moments import When
from gainful.engine.impact.timeline import when_measured

if TYPE_CHECKING:
    import pandas as pd

FEWEST, SMALLEST = 6, 2.0
"""Fewer groups, or groups of fewer people on average, say nothing."""
BY_CHANCE = 1e-6
FEW_VALUES = 20
"""Up to so many values a column may be a code of treatment cells (arms, doses, arms by stratum)."""
UNLIKE = 0.005
"""Groups that were there before the draw differ among themselves; cells that the draw made do so at this chance."""


@dataclass(frozen=True, slots=True)
class WholeGroups:
    """A column whose values each lie in one arm, and how many values it has."""

    name: str
    count: int
    in_smaller_arm: int


def whole_groups(
    frame: pd.DataFrame, plan: StudyPlan, arm: np.ndarray, cluster: np.ndarray | None
) -> WholeGroups | None:
    """Name a column whose groups are each wholly in one arm, where that is no accident; None where there is none.

    Columns with a role in the plan are passed over, as are numbers with decimals and codes of treatment cells. A
    declared cluster that is as coarse or coarser answers for it.
    """
    import pandas as pd

    for name in map(str, frame.columns):
        values = frame[name]
        if name in _used(plan) or (pd.api.types.is_float_dtype(values) and not _whole_numbers(values)):
            continue
        codes, levels = pd.factorize(values)
        if len(levels) < FEWEST or len(codes) / len(levels) < SMALLEST or (codes < 0).any():
            continue
        if not _pure(codes, arm) or (cluster is not None and _nested(codes, cluster)):
            continue
        if len(levels) <= FEW_VALUES and not _there_before(frame, plan, arm, codes):
            continue
        treated = int((np.bincount(codes, weights=arm) > 0).sum())
        return WholeGroups(name, len(levels), min(treated, len(levels) - treated))
    return None


def _used(plan: StudyPlan) -> set[str | None]:
    used = {
        plan.outcome,
        plan.treatment,
        plan.assignment,
        plan.cluster,
        plan.strata,
        plan.probability,
        plan.weight,
        plan.unit,
    }
    used |= {plan.time, plan.first_treated, plan.placebo_outcome, *plan.pre_outcomes, *plan.other_outcomes}
    return used


def _whole_numbers(values: object) -> bool:
    figures = np.asarray(values, float)
    figures = figures[np.isfinite(figures)]
    return bool((figures == np.round(figures)).all())


def _pure(codes: np.ndarray, arm: np.ndarray) -> bool:
    size, ones = np.bincount(codes), np.bincount(codes, weights=arm)
    if ((ones > 0) & (ones < size)).any():
        return False
    sides = ones > 0
    if min(sides.sum(), (~sides).sum()) < 2:
        return False
    share = arm.mean()
    chance = np.log(share) * (size[sides] - 1).sum() + np.log(1 - share) * (size[~sides] - 1).sum()
    return bool(chance < np.log(BY_CHANCE))


def _nested(inner: np.ndarray, outer: np.ndarray) -> bool:
    """Whether each inner group lies in one outer group."""
    first = np.full(inner.max() + 1, -1)
    first[inner] = outer
    return bool((first[inner] == outer).all())


def _there_before(frame: pd.DataFrame, plan: StudyPlan, arm: np.ndarray, codes: np.ndarray) -> bool:
    """Whether the groups differ, within arm and stratum, in what the draw cannot have made: the past, or the
    outcome of the compared. Cells made by a draw of people do not.
    """
    import pandas as pd

    strata = np.zeros(len(codes), int) if plan.strata is None else pd.factorize(frame[plan.strata])[0]
    coarse = pd.factorize(pd.Series(strata * 2 + arm.astype(int)))[0]
    chances = [_differ(column, coarse, codes) for column in _from_before(frame, plan)]
    compared = arm == 0
    outcome = number(frame, plan.outcome)
    chances.append(_differ(np.where(compared, outcome, np.nan), coarse, codes))
    known = [chance for chance in chances if chance is not None]
    return bool(known) and min(known) * len(known) < UNLIKE


def _from_before(frame: pd.DataFrame, plan: StudyPlan) -> list[np.ndarray]:
    names = [
        name
        for name in map(str, frame.columns)
        if name in {*plan.covariates, *plan.pre_outcomes}
        or (name not in _used(plan) and when_measured(name, plan, frame.columns) is When.BEFORE)
    ]
    found = []
    for name in names:
        try:
            found.append(number(frame, name))
        except StudyError:  # words
            continue
    return found


def _differ(values: np.ndarray, coarse: np.ndarray, fine: np.ndarray) -> float | None:
    """Chance that the means of fine groups differ as they do within coarse ones (F); None where nothing can be said."""
    from scipy import stats

    known = np.isfinite(values)
    y, coarse, fine = values[known], coarse[known], fine[known]
    if len(y) < 2 or np.ptp(y) == 0:
        return None
    fine = np.unique(fine, return_inverse=True)[1]
    coarse = np.unique(coarse, return_inverse=True)[1]
    both = np.unique(fine * (coarse.max() + 1) + coarse, return_inverse=True)[1]
    within, between = _left(y, both), _left(y, coarse)
    steps = both.max() - coarse.max()
    rest = len(y) - both.max() - 1
    if steps < 1 or rest < 1 or within <= 0:
        return None
    return float(stats.f.sf(((between - within) / steps) / (within / rest), steps, rest))


def _left(y: np.ndarray, groups: np.ndarray) -> float:
    means = np.bincount(groups, weights=y) / np.maximum(np.bincount(groups), 1)
    return float(((y - means[groups]) ** 2).sum())
