"""Make a comparison group look like the people treated: entropy balancing, propensity, overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gainful.engine.impact.inference import Fit, from_se, regression, standardised
from gainful.engine.impact.penalised import logistic

EDGES = np.linspace(0, 1, 21)
TRIM = 0.999
CERTAIN = 0.9
"""A chance of being treated above which hardly anybody like them was left out."""


@dataclass(frozen=True, slots=True)
class Balanced:
    """Weights of the comparison people (sum 1), or why there are none."""

    weight: np.ndarray | None
    effective: float
    """effective sample size of the weighted comparison people"""
    said: str = ""


def entropy_weights(x: np.ndarray, d: np.ndarray, population: np.ndarray | None = None) -> Balanced:
    """Weights under which the comparison people have the means of the treated (Hainmueller 2012).

    `population` is how many people each stands for: then the means are those of the treated population, and the weights
    start from what the comparison people stand for (his base weights; DuGoff, Schuler and Stuart 2014).
    """
    from diff_diff.balancing import entropy_balance

    stands_for = np.ones(len(d)) if population is None else population
    there, goal, base = (
        x[d == 0],
        np.average(x[d == 1], axis=0, weights=stands_for[d == 1]),
        stands_for[d == 0],
    )
    if not x.shape[1]:
        weight = base / base.sum()
        return Balanced(weight, float(1 / (weight @ weight)))
    spread = x.std(axis=0)
    try:
        weight, _ = entropy_balance(there / spread, goal / spread, None if population is None else base)
    except (ValueError, RuntimeError, ArithmeticError) as error:
        reason = str(error).split(".", maxsplit=1)[0]
        return Balanced(None, 0.0, f"No weights make the comparison people look like the treated ({reason}).")
    return Balanced(weight, float(1 / (weight @ weight)))


def propensity(x: np.ndarray, d: np.ndarray, population: np.ndarray | None = None) -> np.ndarray:
    """Chance of being treated given the covariates, by logistic regression."""
    if not x.shape[1]:
        return np.full(len(d), np.average(d, weights=population))
    scaled = (x - x.mean(axis=0)) / x.std(axis=0)
    return logistic(scaled, d, strength=100.0, weight=population).chance(scaled)


def weighted_effect(
    y: np.ndarray,
    d: np.ndarray,
    x: np.ndarray,
    weight: np.ndarray,
    cluster: np.ndarray | None = None,
    population: np.ndarray | None = None,
) -> Fit:
    """ATT: mean of the treated less the weighted mean of comparison people, with a regression among the latter.

    Each of the treated counts as many people as they stand for (`population`). Where the weights balance exactly the
    regression changes nothing but the error, which then follows from the influence function of the doubly robust
    estimator (Zhao and Percival 2017): y − prediction, weighted.
    """
    treated, other = d == 1, d == 0
    design = np.column_stack([np.ones(len(y)), standardised(x)])
    root = np.sqrt(weight)
    slopes = np.linalg.lstsq(design[other] * root[:, None], y[other] * root, rcond=None)[0]
    rest = y - design @ slopes
    share = np.zeros(len(y))
    stands_for = np.ones(len(y)) if population is None else population
    share[treated], share[other] = stands_for[treated] / stands_for[treated].sum(), -weight
    effect = float(share @ rest)
    score = np.where(treated, share * (rest - effect), share * rest)
    if cluster is None:
        degrees = len(y) - design.shape[1] - 1
        few = treated.sum() / max(1, treated.sum() - 1)
        return from_se(effect, float(np.sqrt(few * (score @ score))), max(1.0, degrees))
    total = np.bincount(cluster, weights=score)
    groups = len(total)
    return from_se(effect, float(np.sqrt(groups / (groups - 1) * (total @ total))), max(1.0, groups - 1))


def inverse_chance_effect(
    y: np.ndarray,
    d: np.ndarray,
    chance: np.ndarray,
    cluster: np.ndarray | None = None,
    population: np.ndarray | None = None,
) -> Fit:
    """ATT by odds weights that sum to one (Hájek); the weights' own uncertainty is not in the error."""
    weight = np.where(d == 1, 1.0, np.minimum(chance, TRIM) / (1 - np.minimum(chance, TRIM)))
    weight = weight if population is None else weight * population
    return regression(y, d, np.empty((len(y), 0)), weight=weight, cluster=cluster)


def overlap(chance: np.ndarray, d: np.ndarray) -> dict[str, list[float]]:
    """Counts of both groups by chance of being treated, in twenty equal steps."""
    return {
        "edges": EDGES.tolist(),
        "treated": np.histogram(chance[d == 1], EDGES)[0].tolist(),
        "comparison": np.histogram(chance[d == 0], EDGES)[0].tolist(),
    }


def share_within(chance: np.ndarray, d: np.ndarray) -> float:
    """Share of the treated with counterparts: a chance of at most 0.9, or that of the 5 most alike comparison people.

    At 0.9 nine in ten people like them were treated (Crump, Hotz, Imbens and Mitnik 2009, their rule of thumb).
    """
    return float((chance[d == 1] <= highest_chance(chance, d)).mean())


def highest_chance(chance: np.ndarray, d: np.ndarray) -> float:
    """The chance of being treated up to which somebody like them was left out."""
    there = np.sort(chance[d == 0])
    return float(max(there[-min(5, len(there))], CERTAIN))
