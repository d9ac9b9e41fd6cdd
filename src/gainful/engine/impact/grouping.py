"""Find groups that were assigned whole, though the analysis counts people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact.model import StudyPlan

if TYPE_CHECKING:
    import pandas as pd

FEWEST, SMALLEST = 6, 2.0
"""Fewer groups, or groups of fewer people on average, say nothing."""
BY_CHANCE = 1e-6


def whole_groups(
    frame: pd.DataFrame, plan: StudyPlan, arm: np.ndarray, cluster: np.ndarray | None
) -> str | None:
    """Name a column whose groups are each wholly in one arm, where that is no accident; None where there is none.

    Columns with a role in the plan are passed over, as are numbers with decimals. A declared cluster that is as
    coarse or coarser answers for it.
    """
    import pandas as pd

    used = {
        plan.outcome,
        plan.treatment,
        plan.assignment,
        plan.cluster,
        plan.strata,
        plan.probability,
        plan.unit,
    }
    used |= {plan.time, plan.first_treated, plan.placebo_outcome, *plan.pre_outcomes}
    for name in frame.columns:
        values = frame[name]
        if name in used or (pd.api.types.is_float_dtype(values) and not _whole_numbers(values)):
            continue
        codes, levels = pd.factorize(values)
        if len(levels) < FEWEST or len(codes) / len(levels) < SMALLEST or (codes < 0).any():
            continue
        if _pure(codes, arm) and not (cluster is not None and _nested(codes, cluster)):
            return str(name)
    return None


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
