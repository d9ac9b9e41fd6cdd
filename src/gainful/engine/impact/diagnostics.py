"""Figures that say how far a result can be leaned on."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from gainful.engine.impact.amounts import plain
from gainful.engine.impact.balance import spread
from gainful.engine.impact.inference import Fit
from gainful.engine.impact.model import Diagnostic, Estimate
from gainful.engine.impact.study import Study

DETECTABLE = 2.8
"""Standard errors that are found four times in five at 5 % (1.96 + 0.84; Bloom 1995)."""
DRAWS, FEWEST_DRAWS, MOST_WORK = 999, 199, 5e7
"""Draws of a randomisation test; fewer where people times draws would pass the last."""


def minimum_detectable(main: Fit | Estimate) -> float | None:
    """Effect that would be found four times in five, in units of the main estimate."""
    return DETECTABLE * main.se if main.se is not None and math.isfinite(main.se) else None


def robustness_value(fit: Fit) -> Diagnostic:
    """How strong a hidden cause would have to be to bring the effect to nothing (Cinelli and Hazlett 2020)."""
    value = None
    if math.isfinite(fit.t) and fit.df > 0:
        f2 = fit.t**2 / fit.df
        value = 0.5 * (math.sqrt(f2**2 + 4 * f2) - f2)
    return Diagnostic(
        "robustness_value",
        "Robustness value",
        value,
        None,
        "Something unmeasured would have to explain this share of what is left of both treatment and outcome to "
        "bring the effect to nothing.",
        "share",
    )


def e_value(fit: Fit, sd: float) -> Diagnostic:
    """The E-value of a difference in means (VanderWeele and Ding 2017), and that of the bound nearer to nothing."""

    def of(effect: float) -> float:
        ratio = math.exp(min(50.0, 0.91 * abs(effect) / sd))
        return ratio + math.sqrt(ratio * (ratio - 1))

    value, near = None, None
    if sd > 0 and math.isfinite(fit.se):
        value = of(fit.effect)
        near = 1.0 if fit.low <= 0 <= fit.high else of(min(abs(fit.low), abs(fit.high)))
    nearer = "" if near is None else f" ({near:.2f} for the end of the interval nearer to nothing)"
    return Diagnostic(
        "e_value",
        "E-value",
        value,
        1.0,
        "As a risk ratio, how strongly something unmeasured would have to go with both treatment and outcome to "
        f"explain the effect away{nearer}.",
        "risk ratio",
        ({"for": "nearer end of the interval", "e_value": near},),
    )


def lee_bounds(study: Study) -> Diagnostic | None:
    """Bounds of the effect where one arm kept more outcomes (Lee 2009); None where both kept as many."""
    arm, known, y = (study.everybody[k] for k in ("arm", "known", "y"))
    kept = [known[arm == side].mean() for side in (0.0, 1.0)]
    if min(kept) == 0 or abs(kept[1] - kept[0]) < 1e-12:
        return None
    more = 1.0 if kept[1] > kept[0] else 0.0
    extra = 1 - min(kept) / max(kept)
    side, weight = arm[known], study.weight
    figures, counts = y[known][side == more], weight[side == more]
    if (counts > 0).sum() < 2 or round(extra * len(figures)) >= len(figures):
        return None
    other = float(np.average(y[known][side != more], weights=weight[side != more]))
    means = [_without_top(sign * figures, counts, extra) * sign for sign in (1.0, -1.0)]
    sides = sorted((mean - other) * (1 if more else -1) for mean in means)
    return Diagnostic(
        "lee_bounds",
        "Bounds if attrition was not by chance",
        None,
        None,
        f"If the {extra:.1%} more that one group kept were its best or its worst, the effect lies between "
        f"{plain(sides[0])} and {plain(sides[1])}.",
        "",
        ({"low": sides[0], "high": sides[1]},),
    )


def _without_top(figures: np.ndarray, counts: np.ndarray, share: float) -> float:
    """The weighted mean without that share of the highest; of the last person a part may go."""
    order = np.argsort(figures)
    figures, counts = figures[order], counts[order]
    total = counts.sum() * (1 - share)
    left = np.clip(total - np.concatenate([[0.0], np.cumsum(counts)[:-1]]), 0.0, counts)
    return float(np.average(figures, weights=left))


def randomisation_p(study: Study) -> Diagnostic:
    """Chance of a difference as large under other draws of the same lottery: no assumption but the draw (Fisher)."""
    draws = int(np.clip(MOST_WORK / len(study.y), FEWEST_DRAWS, DRAWS))
    random = np.random.default_rng(study.plan.seed)
    arm, weight = study.offered, study.weight
    rest = _residual(study)

    weighted, every, all_weight = rest * weight, float((rest * weight).sum()), float(weight.sum())

    def gap(a: np.ndarray) -> float:
        # Sums of products without BLAS: its threads cost more than a thousand short vectors are worth.
        mine, counts = float((weighted * a).sum()), float((weight * a).sum())
        return mine / counts - (every - mine) / (all_weight - counts)

    seen = abs(gap(arm))
    count = sum(abs(gap(drawn)) >= seen - 1e-12 * max(1.0, seen) for drawn in _redraws(study, random, draws))
    return Diagnostic(
        "randomisation_p",
        "Randomisation test",
        (1 + count) / (1 + draws),
        0.05,
        f"Share of {draws} other draws of the same lottery that give a difference at least as large.",
        "share",
    )


def _residual(study: Study) -> np.ndarray:
    if not study.x.shape[1]:
        return study.y
    design = np.column_stack([np.ones(len(study.y)), study.x])
    return study.y - design @ np.linalg.lstsq(design, study.y, rcond=None)[0]


def _redraws(study: Study, random: np.random.Generator, draws: int) -> Iterator[np.ndarray]:
    """Yield arms drawn again: within strata, and whole clusters where clusters were drawn.

    Where a cluster holds both arms, people are drawn again within it.
    """
    arm, within = study.offered, study.strata
    if study.cluster is not None:
        codes = np.unique(study.cluster, return_inverse=True)[1]
        by_group = arm[np.unique(codes, return_index=True)[1]]
        if (by_group[codes] == arm).all():
            for _ in range(draws):
                yield random.permutation(by_group)[codes]
            return
        within = codes
    if within is None:
        for _ in range(draws):
            yield random.permutation(arm)
        return
    order = np.argsort(within, kind="stable")
    back = np.argsort(order, kind="stable")
    blocks = np.split(arm[order], np.cumsum(np.bincount(within))[:-1])
    for _ in range(draws):
        yield np.concatenate([random.permutation(block) for block in blocks])[back]


def spread_of(study: Study) -> float:
    """Pooled standard deviation of the outcome."""
    return spread(study.y, study.offered)


def agreement(effects: dict[str, float], se: float) -> Diagnostic:
    """How far sound estimators of the same effect lie apart, in standard errors of the first."""
    values = [v for v in effects.values() if math.isfinite(v)]
    apart = (max(values) - min(values)) / se if len(values) > 1 and se > 0 else None
    return Diagnostic(
        "agreement",
        "Do other methods agree?",
        apart,
        1.0,
        "Distance between the lowest and the highest answer of methods that ask for the same effect.",
        "standard errors",
        tuple({"method": name, "effect": value} for name, value in effects.items()),
    )
