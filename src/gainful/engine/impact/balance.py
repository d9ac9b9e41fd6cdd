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
    """Chance of so large a difference on all covariates together under a true lottery; None without covariates.

    A score test whose spread comes from the people (or clusters) drawn: a rare trait that falls to one side by chance
    does not look like fraud, as it would with the errors of a regression (Hansen and Bowers 2008).
    """
    from scipy import stats

    wide = x.std(axis=0) if len(x) else np.zeros(x.shape[1])
    if not (wide > 0).any():
        return None
    counts = np.ones(len(arm)) if weight is None else weight
    share = counts / counts.sum()
    score = (share * (arm - share @ arm))[:, None] * ((x - share @ x) / np.where(wide > 0, wide, 1.0))
    if cluster is not None:
        codes = np.unique(cluster, return_inverse=True)[1]
        score = np.column_stack([np.bincount(codes, weights=column) for column in score.T])
    products = score.T @ score
    rank = int(np.linalg.matrix_rank(products, hermitian=True))
    if len(score) <= rank + 2 or not rank:
        return None
    total = score.sum(axis=0)
    return float(stats.chi2.sf(total @ np.linalg.pinv(products, rcond=1e-10, hermitian=True) @ total, rank))
