"""How alike two groups were before treatment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gainful.engine.impact.model import BalanceRow


def spread(column: np.ndarray, d: np.ndarray) -> float:
    """Pooled standard deviation of both groups (WWC handbook 5.0, appendix on effect sizes)."""
    inside = [column[d == side] for side in (0, 1)]
    return float(np.sqrt(np.mean([values.var() for values in inside])))


def _mean(column: np.ndarray, inside: np.ndarray, population: np.ndarray | None) -> float:
    return float(np.average(column[inside], weights=None if population is None else population[inside]))


def smd(
    column: np.ndarray,
    d: np.ndarray,
    weight: np.ndarray | None = None,
    population: np.ndarray | None = None,
) -> float:
    """Difference of means in pooled standard deviations; `weight` of the comparison people sums to one.

    `population` is how many people each stands for; the standard deviations stay those of the sample.
    """
    other = _mean(column, d == 0, population) if weight is None else float(weight @ column[d == 0])
    wide = spread(column, d)
    apart = _mean(column, d == 1, population) - other
    return (
        0.0
        if wide == 0 and abs(apart) < 1e-12
        else float(apart / wide)
        if wide
        else float(np.sign(apart) * 9.99)
    )


def balance_table(
    x: np.ndarray,
    names: Sequence[str],
    d: np.ndarray,
    weight: np.ndarray | None,
    population: np.ndarray | None = None,
) -> tuple[BalanceRow, ...]:
    """A row for each covariate; without weights the "after" side is empty."""
    rows = []
    for place, name in enumerate(names):
        column = x[:, place]
        rows.append(
            BalanceRow(
                covariate=name,
                mean_treated=_mean(column, d == 1, population),
                mean_comparison=_mean(column, d == 0, population),
                mean_weighted=None if weight is None else float(weight @ column[d == 0]),
                smd_before=smd(column, d, population=population),
                smd_after=None if weight is None else smd(column, d, weight, population),
            )
        )
    return tuple(rows)


def largest(rows: Sequence[BalanceRow], *, weighted: bool) -> BalanceRow | None:
    """The row on which the groups differ most, None where there is none."""
    key = "smd_after" if weighted else "smd_before"
    known = [row for row in rows if getattr(row, key) is not None]
    return max(known, key=lambda row: abs(getattr(row, key)), default=None)
