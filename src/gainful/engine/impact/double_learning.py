"""Double machine learning: the effect on the treated with cross-fitted learners (Chernozhukov and others 2018)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gainful.engine.impact.inference import Fit, from_se
from gainful.engine.impact.penalised import logistic, ridge

FOLDS = 5
SPLITS = 9
"""How often the folds are drawn anew: the median hardly moves with the seed."""
PENALTIES = np.logspace(-2, 4, 7)
CLIP = 0.01
"""Estimated chances of treatment are held between this and one minus this."""


@dataclass(frozen=True, slots=True)
class Learned:
    """The median over repeated splits, how far the splits lie apart, and how many chances were clipped."""

    fit: Fit
    lowest: float
    highest: float
    clipped: float
    """share of people whose estimated chance lay beyond the clip, mean over the splits"""
    splits: int = SPLITS

    @property
    def note(self) -> str:
        """Say what the single number hides."""
        span = f"Median of {self.splits} random splits, which lie between {self.lowest:,.4g} and {self.highest:,.4g}"
        clip = f"chances of taking part are held between {CLIP:.0%} and {1 - CLIP:.0%}"
        return f"{span}; {clip} ({self.clipped:.1%} of people lay beyond)."


def double_learning(y: np.ndarray, d: np.ndarray, x: np.ndarray, seed: int) -> Learned | None:
    """ATT by the doubly robust score, with ridge and logistic learners: median over splits (their definition 3.3).

    None where the learners cannot learn: an outcome that the covariates foretell exactly.
    """
    scaled = x / x.std(axis=0)
    generator = np.random.default_rng(seed)
    effects, errors, clipped = np.empty(SPLITS), np.empty(SPLITS), np.empty(SPLITS)
    for split in range(SPLITS):
        try:
            outcome, chance = cross_fit(y, d, scaled, folds(d, generator))
        except (ValueError, ArithmeticError):
            return None
        effects[split], errors[split] = effect_on_treated(y, d, outcome, np.clip(chance, CLIP, 1 - CLIP))
        clipped[split] = np.mean((chance < CLIP) | (chance > 1 - CLIP))
    if not np.isfinite(effects).all():
        return None
    effect = float(np.median(effects))
    error = float(np.sqrt(np.median(errors**2 + (effects - effect) ** 2)))
    fit = from_se(effect, error, max(1.0, len(y) - x.shape[1] - 1))
    return Learned(fit, float(effects.min()), float(effects.max()), float(clipped.mean()))


def folds(d: np.ndarray, generator: np.random.Generator) -> list[np.ndarray]:
    """Deal the people at random into folds, the treated and the others each evenly."""
    order = generator.permutation(len(d))
    order = order[np.argsort(d[order], kind="stable")]
    return [order[first::FOLDS] for first in range(FOLDS)]


def cross_fit(
    y: np.ndarray, d: np.ndarray, x: np.ndarray, held_out: list[np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Predict each fold from the others: the outcome without treatment, and the chance of treatment."""
    outcome, chance = np.empty(len(y)), np.empty(len(y))
    for fold in held_out:
        rest = np.ones(len(y), dtype=bool)
        rest[fold] = False
        untreated = rest & (d == 0)
        outcome[fold] = ridge(x[untreated], y[untreated], PENALTIES).predict(x[fold])
        chance[fold] = logistic(x[rest], d[rest], strength=1.0).chance(x[fold])
    return outcome, chance


def effect_on_treated(
    y: np.ndarray, d: np.ndarray, outcome: np.ndarray, chance: np.ndarray
) -> tuple[float, float]:
    """Solve the score of the ATT for the effect; return it with its standard error."""
    share = d.mean()
    rest = y - outcome
    score = (d * rest - chance * (1 - d) / (1 - chance) * rest) / share
    effect = float(score.mean())
    influence = score - effect * d / share
    return effect, float(np.sqrt(np.mean(influence**2) / len(y)))
