"""Panels of few units: what other assignments of the same starts would have given (randomisation inference)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gainful.engine.impact.inference import LEVEL, Fit

DRAWS = 999
WIDEST = 60
"""Doublings of the search for an end of the range; beyond there is none."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Outcomes [units, periods], periods in order, and each unit's first period of treatment (0 never)."""

    y: np.ndarray
    times: np.ndarray
    start: np.ndarray

    @property
    def treated(self) -> np.ndarray:
        """1 where a unit is treated in a period, [units, periods]."""
        return ((self.start[:, None] > 0) & (self.times[None, :] >= self.start[:, None])).astype(float)


def effect_of(y: np.ndarray, times: np.ndarray, start: np.ndarray, *, never: bool) -> float:
    """Group-time effects since the last period before, averaged by units treated (Callaway and Sant'Anna 2021).

    Beside those never treated, or beside those not treated yet.
    """
    total, count = 0.0, 0
    for first in np.unique(start[start > 0]):
        before = np.searchsorted(times, first) - 1
        if before < 0:
            continue
        group = start == first
        for place in range(before + 1, len(times)):
            others = (start == 0) if never else (start == 0) | (start > times[place])
            if not others.any():
                continue
            change = y[:, place] - y[:, before]
            total += group.sum() * (change[group].mean() - change[others].mean())
            count += int(group.sum())
    return total / count if count else float("nan")


def by_redraws(given: Assignment, seed: int, *, never: bool) -> Fit:
    """Effect with the range of constant effects that other assignments of the same starts do not contradict.

    Rosenbaum 2002: taking an effect out of the treated leaves outcomes that no assignment changes.
    """
    random = np.random.default_rng(seed)
    effect = effect_of(given.y, given.times, given.start, never=never)
    dose = given.treated
    drawn = [random.permutation(given.start) for _ in range(DRAWS)]
    seen = np.array([effect_of(given.y, given.times, start, never=never) for start in drawn])
    moved = np.array([effect_of(dose, given.times, start, never=never) for start in drawn])

    def chance(size: float) -> float:
        far = abs(effect - size)
        return float((1 + (np.abs(seen - size * moved) >= far - 1e-12).sum()) / (1 + DRAWS))

    ends = [_end(chance, effect, side * max(float(np.std(seen)), 1e-12)) for side in (-1, 1)]
    return Fit(effect, float("nan"), ends[0], ends[1], chance(0.0), len(given.start) - 1)


def _end(test: Callable[[float], float], effect: float, step: float) -> float:
    """Walk out until the chance falls to the level, then halve."""
    near, far = effect, effect + step
    for _ in range(WIDEST):
        if test(far) <= LEVEL:
            break
        near, far = far, effect + (far - effect) * 2
    else:
        return float("nan")
    for _ in range(40):
        middle = (near + far) / 2
        near, far = (near, middle) if test(middle) <= LEVEL else (middle, far)
    return far
