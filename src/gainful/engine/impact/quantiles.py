"""Effects along the distribution: how far the quartiles of two drawn groups lie apart, not only their means."""

from __future__ import annotations

import numpy as np

from gainful.engine.impact.amounts import plain
from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.inference import LEVEL
from gainful.engine.impact.model import Diagnostic
from gainful.engine.impact.study import Study

DRAWS = 999
BATCH_CELLS = 2e7
"""Figures drawn at once: what a batch of bootstrap samples may hold."""


def quantile_effects(study: Study) -> Diagnostic:
    """Differences of quantiles between the drawn groups, with bootstrap ranges (Efron 1979; percentile).

    It is the effect on the quantile, not on people who stand there: the program may move people past one another.
    Raises StudyError where people do not count alike or were assigned in groups.
    """
    if study.cluster is not None or np.ptp(study.weight) > 1e-9:
        raise StudyError(
            "Effects on quantiles are worked out for people drawn one by one who count alike.",
            "Leave --quantiles out where there are clusters, chances or weights.",
        )
    rows = tuple(_row(study, share) for share in study.plan.quantiles)
    told = "; ".join(f"at {100 * row['quantile']:g} %: {plain(row['effect'])}" for row in rows)
    return Diagnostic(
        "quantile_effects",
        "Effects along the distribution",
        None,
        None,
        f"How far apart the groups are at each share of people counted from below: {told}. "
        "People may change places, so this is no effect on those who stand there.",
        "",
        rows,
    )


def _row(study: Study, share: float) -> dict[str, float]:
    from scipy import stats

    sides = [study.y[study.offered == side] for side in (1.0, 0.0)]

    def apart(treated: np.ndarray, compared: np.ndarray, axis: int = -1) -> np.ndarray:
        return np.quantile(treated, share, axis=axis) - np.quantile(compared, share, axis=axis)

    batch = max(1, int(BATCH_CELLS // max(map(len, sides))))
    found = stats.bootstrap(
        sides,
        apart,
        n_resamples=DRAWS,
        batch=batch,
        method="percentile",
        confidence_level=1 - LEVEL,
        rng=np.random.default_rng(study.plan.seed),
    )
    low, high = found.confidence_interval
    return {"quantile": share, "effect": float(apart(*sides)), "low": float(low), "high": float(high)}
