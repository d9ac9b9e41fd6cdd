"""How alike two groups were before treatment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gainful.engine.impact.model import BalanceRow


def spread(column: np.ndarray, d: np.ndarray) -> float:
    """Pooled standard deviation of both groups (WWC handbook 5.0, appendix on effect sizes)."""
    inside = [column[d == side] for side in (0, 1)]
    return float(np.sqrt(np.mean([values.var() for values in inside])))


def smd(column: np.ndarray, d: np.ndarray, weight: np.ndarray | None = None) -> float:
    """Difference of means in pooled standard deviations; `weight` of the comparison people sums to one."""
    there = column[d == 0]
    other = there.mean() if weight is None else float(weight @ there)
    wide = spread(column, d)
    apart = column[d == 1].mean() - other
    return (
        0.0
        if wide == 0 and abs(apart) < 1e-12
        else float(apart / wide)
        if wide
        else float(np.sign(apart) * 9.99)
    )


def balance_table(
    x: np.ndarray, names: Sequence[str], d: np.ndarray, weight: np.ndarray | None
) -> tuple[BalanceRow, ...]:
    """A row for each covariate; without weights the "after" side is empty."""
    rows = []
    for place, name in enumerate(names):
        column = x[:, place]
        rows.append(
            BalanceRow(
                covariate=name,
                mean_treated=float(column[d == 1].mean()),
                mean_comparison=float(column[d == 0].mean()),
                mean_weighted=None if weight is None else float(weight @ column[d == 0]),
                smd_before=smd(column, d),
                smd_after=None if weight is None else smd(column, d, weight),
            )
        )
    return tuple(rows)


def largest(rows: Sequence[BalanceRow], *, weighted: bool) -> BalanceRow | None:
    """The row on which the groups differ most, None where there is none."""
    key = "smd_after" if weighted else "smd_before"
    known = [row for row in rows if getattr(row, key) is not None]
    return max(known, key=lambda row: abs(getattr(row, key)), default=None)


def joint_p(
    x: np.ndarray, arm: np.ndarray, weight: np.ndarray | None, cluster: np.ndarray | None
) -> float | None:
    """Chance of so large a difference on all covariates together under a true lottery; None without covariates."""
    import statsmodels.api as sm

    groups = None if cluster is None else np.unique(cluster).size
    k = x.shape[1]
    if k == 0 or (groups is not None and groups <= k + 2):
        return None
    design = np.column_stack([np.ones(len(arm)), x / x.std(axis=0)])
    model = sm.WLS(arm, design, weights=np.ones(len(arm)) if weight is None else weight)
    if groups is None:
        fitted = model.fit(cov_type="HC2")
    else:
        fitted = model.fit(cov_type="cluster", cov_kwds={"groups": cluster})
    test = fitted.wald_test(np.eye(k + 1)[1:], use_f=True, scalar=True)
    from scipy import stats

    free = fitted.df_resid if groups is None else groups - k - 1
    return float(stats.f.sf(float(test.statistic), k, max(1, free)))
