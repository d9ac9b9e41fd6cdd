"""Synthetic difference-in-differences: a few treated units against weighted units and periods (Arkhangelsky 2021)."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact.inference import Fit
from gainful.engine.impact.panel import Panel

if TYPE_CHECKING:
    from gainful.engine.impact.model import StudyPlan

EVER = "ever treated"
DRAWS = 200
"""Assignments in thought to other units, for the error (Arkhangelsky and others 2021, algorithm 4)."""


@dataclass(frozen=True, slots=True)
class SyntheticDid:
    """The effect with its range, how far the mix misses before, and how far mixes of other units do."""

    fit: Fit
    missed: float
    usual: tuple[float, ...]
    periods: int
    weights: dict[int, float]
    """share of each untreated unit in the mix"""
    path: tuple[tuple[int, float], ...]
    """period from the start and the distance from the mix, less what it was on (weighted) average before"""


def synthetic_did(given: Panel, plan: StudyPlan) -> SyntheticDid | None:
    """Fit all treated units, which start together; None where no error can be had (as many treated as not)."""
    from diff_diff import SyntheticDiD

    rows = given.rows.assign(**{EVER: (given.rows[given.first] > 0).astype(int)})
    times = sorted(rows[given.time].unique())
    start = rows.loc[rows[EVER] == 1, given.first].min()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = SyntheticDiD(seed=plan.seed, n_bootstrap=DRAWS).fit(
                rows,
                outcome=plan.outcome,
                treatment=EVER,
                unit=given.unit,
                time=given.time,
                post_periods=[time for time in times if time >= start],
            )
    except (ValueError, RuntimeError, ArithmeticError):
        return None
    low, high = found.conf_int
    if not np.isfinite([found.att, found.se, low, high]).all():
        return None
    usual = found.pre_fit_placebo_rmse
    gaps = np.concatenate(
        [
            np.asarray(found.treated_pre_trajectory) - np.asarray(found.synthetic_pre_trajectory),
            np.asarray(found.treated_post_trajectory) - np.asarray(found.synthetic_post_trajectory),
        ]
    )
    before = sum(time < start for time in times)
    level = float(np.asarray(found.time_weights_array) @ gaps[:before])
    return SyntheticDid(
        fit=Fit(float(found.att), float(found.se), float(low), float(high), float(found.p_value), np.inf),
        missed=float(found.pre_treatment_fit),
        usual=tuple(float(miss) for miss in (usual if usual is not None else ())),
        periods=before,
        weights={int(unit): float(share) for unit, share in found.unit_weights.items()},
        path=tuple((place - before, float(gap) - level) for place, gap in enumerate(gaps)),
    )
