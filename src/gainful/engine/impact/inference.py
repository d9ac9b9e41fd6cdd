"""Regressions with honest errors: a thin skin over statsmodels and linearmodels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from gainful.engine.impact.large_samples import LARGE, Coefficients, least_squares, products

if TYPE_CHECKING:
    import pandas as pd

LEVEL = 0.05
REPEATS = 1e-9
"""A column of which less than this share is new repeats those before it."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A coefficient: effect, standard error, bounds of the 95 % interval, two-sided p, degrees of freedom."""

    effect: float
    se: float
    low: float
    high: float
    p_value: float
    df: float

    @property
    def t(self) -> float:
        """Effect over its standard error; 0 where the error is 0."""
        return self.effect / self.se if self.se > 0 else 0.0


def from_se(effect: float, se: float, df: float) -> Fit:
    """Return the fit of an effect with a known error, by Student's t."""
    from scipy import stats

    if not math.isfinite(se) or se <= 0:
        return Fit(float(effect), math.nan, math.nan, math.nan, math.nan, df)
    reach = float(stats.t.ppf(1 - LEVEL / 2, df)) * se
    p = float(2 * stats.t.sf(abs(effect / se), df))
    return Fit(float(effect), float(se), float(effect - reach), float(effect + reach), p, df)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p values corrected for their number (Holm 1979); one that is not known counts as 1.

    By hand: statsmodels collects the garbage of the whole process at each call, 0.07 to 0.4 seconds.
    """
    known = np.array([1.0 if math.isnan(p) else p for p in p_values])
    order = np.argsort(known, kind="stable")
    steps = np.maximum.accumulate(known[order] * np.arange(len(known), 0, -1))
    corrected = np.empty(len(known))
    corrected[order] = np.minimum(steps, 1.0)
    return corrected.tolist()


def regression(
    y: np.ndarray,
    d: np.ndarray,
    x: np.ndarray,
    *,
    weight: np.ndarray | None = None,
    cluster: np.ndarray | None = None,
) -> Fit:
    """Least squares of y on a constant, d and x: the coefficient of d.

    Errors HC2 (MacKinnon and White 1985), or clustered with t of groups − 1 degrees of freedom.
    """
    return _regress(y, d, x.T, x.shape[1], weight, cluster)


def _regress(
    y: np.ndarray,
    d: np.ndarray,
    x: Iterable[np.ndarray],
    width: int,
    weight: np.ndarray | None,
    cluster: np.ndarray | None,
) -> Fit:
    """The same from columns one by one, so that a table of millions of rows is not held twice."""
    counts: slice | np.ndarray = slice(None)
    if (
        weight is not None and not weight.all()
    ):  # people who do not count must not count for degrees of freedom
        counts = weight > 0
        y, d, weight = y[counts], d[counts], weight[counts]
        cluster = None if cluster is None else cluster[counts]
    design = np.empty((len(y), 2 + width))
    design[:, 0], design[:, 1] = 1.0, d
    for place, column in enumerate(x, 2):
        design[:, place] = standardised(column[counts])
    kept = [0, 1, *(place for place in added(design, weight) if place > 1)]
    if len(kept) < design.shape[1]:
        design = design[:, kept]
    fitted = _fit(y, design, weight, cluster)
    df = fitted.df if cluster is None else np.unique(cluster).size - 1
    spread = float(
        fitted.covariance[1, 1]
    )  # few clusters can leave other columns without an error of their own
    return from_se(float(fitted.params[1]), math.sqrt(max(spread, 0.0)), max(1.0, df))


def standardised(x: np.ndarray) -> np.ndarray:
    """Columns with mean 0 and spread 1; beside a constant this changes no other coefficient, only the arithmetic."""
    if x.ndim > 1 and not x.shape[1]:
        return x
    wide = x.std(axis=0)
    return (x - x.mean(axis=0)) / np.where(wide > 0, wide, 1.0)


def added(columns: np.ndarray, weight: np.ndarray | None = None) -> list[int]:
    """Places of the columns that add something to those before them, by sweeping their products (Goodnight 1979).

    Without this a regression splits the effect at will between the treatment and a column that repeats it.
    """
    left = products(columns, weight)
    size = np.sqrt(np.diag(left))
    scale = np.where(size > 0, size, 1.0)
    left /= np.outer(scale, scale)
    kept = []
    for place in range(left.shape[0]):
        if left[place, place] <= REPEATS:
            continue
        kept.append(place)
        row = left[place].copy()
        left -= np.outer(row, row) / row[place]
    return kept


def _fit(
    y: np.ndarray, design: np.ndarray, weight: np.ndarray | None, cluster: np.ndarray | None
) -> Coefficients:
    if len(y) >= LARGE:
        return least_squares(y, design, weight, cluster)
    # Not through statsmodels.api, which loads several times as much.
    from statsmodels.regression.linear_model import OLS, WLS

    model = OLS(y, design) if weight is None else WLS(y, design, weights=weight)
    kind: dict[str, Any] = (  # options by name: linearmodels and statsmodels have no types
        {"cov_type": "HC2"} if cluster is None else {"cov_type": "cluster", "cov_kwds": {"groups": cluster}}
    )
    fitted = model.fit(**kind)
    return Coefficients(np.asarray(fitted.params), np.asarray(fitted.cov_params()), float(fitted.df_resid))


def lin(
    y: np.ndarray,
    d: np.ndarray,
    x: np.ndarray,
    *,
    weight: np.ndarray | None = None,
    cluster: np.ndarray | None = None,
) -> Fit:
    """Regression adjustment with every covariate centred and interacted (Lin 2013): never worse than none."""
    share = None if weight is None else weight / weight.sum()
    middle = x.mean(axis=0) if share is None else share @ x

    def columns() -> Iterator[np.ndarray]:
        for column, mean in zip(x.T, middle, strict=True):
            yield column - mean
        for column, mean in zip(x.T, middle, strict=True):
            yield (column - mean) * d

    return _regress(y, d, columns(), 2 * x.shape[1], weight, cluster)


def two_stage(
    y: np.ndarray,
    d: np.ndarray,
    z: np.ndarray,
    x: np.ndarray,
    *,
    weight: np.ndarray | None = None,
    cluster: np.ndarray | None = None,
) -> tuple[Fit, float]:
    """Two-stage least squares of y on d with z as instrument; also the robust first-stage F."""
    from linearmodels.iv import IV2SLS

    exogenous = np.column_stack([np.ones(len(y)), standardised(x)])
    model = IV2SLS(y, exogenous, d, z, weights=weight)
    kind: dict[str, Any] = (  # options by name: linearmodels and statsmodels have no types
        {"cov_type": "robust"} if cluster is None else {"cov_type": "clustered", "clusters": cluster}
    )
    try:
        fitted = model.fit(**kind)
    except np.linalg.LinAlgError:  # the instrument moves exactly nobody
        return from_se(0.0, math.nan, 1.0), 0.0
    groups = len(y) - exogenous.shape[1] - 1 if cluster is None else np.unique(cluster).size - 1
    first = regression(d, z, x, weight=weight, cluster=cluster)
    effect, se = float(fitted.params.iloc[-1]), float(fitted.std_errors.iloc[-1])
    return from_se(effect, se, max(1.0, groups)), first.t**2


def anderson_rubin(
    y: np.ndarray, d: np.ndarray, z: np.ndarray, x: np.ndarray, start: Fit, cluster: np.ndarray | None
) -> tuple[float, float] | None:
    """Bounds of the effects that the instrument does not contradict (Anderson and Rubin 1949); None if unbounded."""
    from scipy import optimize

    def refuted(effect: float) -> float:
        return regression(y - effect * d, z, x, cluster=cluster).p_value - LEVEL

    if not math.isfinite(start.se) or refuted(start.effect) < 0:
        return None
    bounds = []
    for side in (-1, 1):
        far = start.effect + side * start.se
        for _ in range(8):
            if refuted(far) < 0:
                break
            far = start.effect + (far - start.effect) * 2
        else:
            return None
        near, end = sorted((start.effect, far))
        bounds.append(float(optimize.brentq(refuted, near, end, xtol=1e-3 * start.se)))
    return bounds[0], bounds[1]


def two_way_fixed_effects(
    frame: pd.DataFrame,
    outcome: str,
    regressors: tuple[str, ...],
    unit: str,
    time: str,
    *,
    cluster: bool = False,
) -> dict[str, tuple[float, float]]:
    """Within estimator with unit and period effects: coefficient and standard error of each regressor."""
    from linearmodels.panel import PanelOLS

    panel = frame.set_index([unit, time])[[outcome, *regressors]].dropna()
    model = PanelOLS(panel[outcome], panel[list(regressors)], entity_effects=True, time_effects=True)
    fitted = model.fit(cov_type="clustered", cluster_entity=True) if cluster else model.fit()
    return {name: (float(fitted.params[name]), float(fitted.std_errors[name])) for name in regressors}
