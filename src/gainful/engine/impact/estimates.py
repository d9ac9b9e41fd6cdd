"""Rows of the table of estimates: an estimator's answer with its counts, the naive difference, and subgroups."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from gainful.engine.impact.inference import Fit, holm
from gainful.engine.impact.model import Estimand, Estimate, SubgroupEstimate
from gainful.engine.impact.study import Study

FEWEST_IN_GROUP = 20


def estimate(
    key: str,
    name: str,
    estimand: Estimand,
    fit: Fit,
    arm: np.ndarray,
    *,
    primary: bool = False,
    causal: bool = True,
    note: str = "",
    dose: str = "",
) -> Estimate:
    """Put a fit into words and counts; figures that could not be had are None."""

    def known(figure: float) -> float | None:
        return float(figure) if math.isfinite(figure) else None

    return Estimate(
        id=key,
        name=name,
        estimand=estimand,
        effect=float(fit.effect),
        se=known(fit.se),
        low=known(fit.low),
        high=known(fit.high),
        p_value=known(fit.p_value),
        n_treated=int((arm == 1).sum()),
        n_comparison=int((arm == 0).sum()),
        primary=primary,
        causal=causal,
        note=note,
        dose=dose,
    )


def naive_estimate(fit: Fit, arm: np.ndarray) -> Estimate:
    """What a naive comparison would have said: shown as what it is, never as the effect."""
    name = "Plain difference between the groups"
    note = "What a naive comparison would have said; never an effect."
    return estimate("naive", name, Estimand.ATT, fit, arm, causal=False, note=note)


def subgroups(
    study: Study, effect: Callable[[np.ndarray], Fit]
) -> tuple[tuple[SubgroupEstimate, ...], tuple[str, ...]]:
    """Effects in groups named in advance, p values corrected for their number (Holm 1979); and what was left out."""
    arm, found, left = study.offered, [], []
    for column, values in study.groups.items():
        for value in sorted(set(values)):
            inside = values == value
            sides = int((arm[inside] == 1).sum()), int((arm[inside] == 0).sum())
            if min(sides) < FEWEST_IN_GROUP:
                left.append(
                    f'{column} "{value}" has fewer than {FEWEST_IN_GROUP} people in one group: not estimated.'
                )
                continue
            found.append((column, value, effect(inside), sides))
    adjusted = holm([fit.p_value for _, _, fit, _ in found])
    return tuple(
        SubgroupEstimate(column, value, fit.effect, fit.se, fit.low, fit.high, *sides, p)
        for (column, value, fit, sides), p in zip(found, adjusted, strict=True)
    ), tuple(left)
