"""Local regressions at a line: bandwidth, jump, and the density of people beside it.

The line stands at 0; `r` is each person's score less the line. Weights fall with distance (triangular kernel).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gainful.engine.impact.inference import Fit, from_se, regression, two_stage

TRIANGULAR = 3.4375
"""Constant of the triangular kernel (Imbens and Kalyanaraman 2012, section 4.1)."""


def kernel(r: np.ndarray, h: float) -> np.ndarray:
    """Weights 1 at the line falling to 0 at distance h."""
    return np.clip(1 - np.abs(r) / h, 0.0, None)


def columns(r: np.ndarray, order: int) -> np.ndarray:
    """Powers of the distance with a slope of its own on each side, [n, 2 * order]."""
    above = (r >= 0).astype(float)
    powers = [r**p for p in range(1, order + 1)]
    return np.column_stack([part for power in powers for part in (power, power * above)])


def jump(
    y: np.ndarray,
    r: np.ndarray,
    h: float,
    order: int,
    *,
    x: np.ndarray | None = None,
    cluster: np.ndarray | None = None,
    population: np.ndarray | None = None,
) -> Fit:
    """How far y jumps at the line, by a local regression of that order within h; errors HC2 or clustered.

    `population` is how many people each stands for: it multiplies the kernel.
    """
    weight = kernel(r, h) if population is None else kernel(r, h) * population
    more = columns(r, order) if x is None else np.column_stack([columns(r, order), x])
    return regression(y, (r >= 0).astype(float), more, weight=weight, cluster=cluster)


def limits(
    y: np.ndarray, r: np.ndarray, h: float, population: np.ndarray | None = None
) -> tuple[float, float]:
    """Where a local line of each side meets the score of the line: from below, from above."""
    ends = []
    for side in (r < 0, r >= 0):
        root = np.sqrt(kernel(r[side], h) * (1.0 if population is None else population[side]))
        if (root > 0).sum() < 2:
            ends.append(float(y[side].mean()))
            continue
        design = np.column_stack([np.ones(side.sum()), r[side]])
        ends.append(float(np.linalg.lstsq(design * root[:, None], y[side] * root, rcond=None)[0][0]))
    return ends[0], ends[1]


def jump_per_taker(
    y: np.ndarray,
    d: np.ndarray,
    r: np.ndarray,
    h: float,
    order: int,
    *,
    x: np.ndarray | None = None,
    cluster: np.ndarray | None = None,
    population: np.ndarray | None = None,
) -> tuple[Fit, float]:
    """The jump of y over the jump of taking part, by two-stage least squares; also the first stage's F."""
    weight = kernel(r, h) if population is None else kernel(r, h) * population
    inside = weight > 0
    more = columns(r, order) if x is None else np.column_stack([columns(r, order), x])
    group = None if cluster is None else cluster[inside]
    side = (r >= 0).astype(float)
    return two_stage(y[inside], d[inside], side[inside], more[inside], weight=weight[inside], cluster=group)


STEP_ELSEWHERE = 4.0
"""Standard errors by which taking part must change more elsewhere: of many places luck picks the best."""
FEWEST_BESIDE, SHARE_BESIDE = 30, 8


def steps_of(d: np.ndarray, r: np.ndarray) -> tuple[float, tuple[float, float] | None]:
    """How much more of those nearest above the line take part than of those nearest below.

    Also the place where that changes most and by how much, where it changes clearly more than at the line.
    """
    order = np.argsort(r, kind="stable")
    r, d = r[order], d[order]
    beside = min(max(FEWEST_BESIDE, len(r) // SHARE_BESIDE // 2), len(r) // 2)
    total = np.concatenate([[0.0], np.cumsum(d)])
    places = np.flatnonzero(np.diff(r) > 0) + 1  # first person at or above each distance, no ties across it

    def change(at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        low, high = np.maximum(at - beside, 0), np.minimum(at + beside, len(r))
        shares, errors = [], []
        for start, end in ((low, at), (at, high)):
            taken, people = total[end] - total[start], np.maximum(end - start, 1)
            even = (taken + 0.5) / (people + 1)
            shares.append(taken / people)
            errors.append(even * (1 - even) / people)
        return shares[1] - shares[0], errors[0] + errors[1]

    line = np.array([np.searchsorted(r, 0.0)])
    (here,), (noise,) = change(line)
    full = places[(places >= beside) & (places <= len(r) - beside)]
    if not full.size:
        return float(here), None
    there, noises = change(full)
    best = int(np.argmax((there - here) / np.sqrt(noises + noise)))
    if there[best] - here <= STEP_ELSEWHERE * np.sqrt(noises[best] + noise):
        return float(here), None
    return float(here), (float(r[full[best]]), float(there[best]))


def bandwidth(y: np.ndarray, r: np.ndarray) -> float:
    """Width of least mean squared error of a local line (Imbens and Kalyanaraman 2012, steps 1 to 3).

    Worked out in standard deviations, so that no unit of score or outcome changes it.
    """
    wide, scale = float(r.std()), float(y.std())
    if wide == 0 or scale == 0:
        return float(np.abs(r).max())
    return wide * _bandwidth((y - y.mean()) / scale, r / wide)


def _bandwidth(y: np.ndarray, r: np.ndarray) -> float:
    n, above = len(r), r >= 0
    h1 = 1.84 * r.std() * n**-0.2
    near = (np.abs(r) <= h1) & ~above, (np.abs(r) <= h1) & above
    if min(int(side.sum()) for side in near) < 3:
        return float(np.abs(r).max())
    density = (near[0].sum() + near[1].sum()) / (2 * n * h1)
    noise = [float(y[side].var(ddof=1)) for side in near]
    cubic = np.column_stack([np.ones(n), above, r, r**2, r**3])
    third = 6 * float(np.linalg.lstsq(cubic, y, rcond=None)[0][4])
    bend, regular = [], 0.0
    for place, side in enumerate((~above, above)):
        h2 = (
            3.56
            * (noise[place] / (density * max(third**2, 0.01))) ** (1 / 7)
            * max(side.sum(), 1) ** (-1 / 7)
        )
        inside = side & (np.abs(r) <= h2)
        if inside.sum() < 4:
            inside = side
        square = np.column_stack([np.ones(inside.sum()), r[inside], r[inside] ** 2])
        reach = min(h2, float(np.abs(r[inside]).max()))
        bend.append(2 * float(np.linalg.lstsq(square, y[inside], rcond=None)[0][2]))
        regular += 2160 * noise[place] / (int(inside.sum()) * reach**4)
    curved = (bend[1] - bend[0]) ** 2 + regular
    h = TRIANGULAR * (sum(noise) / (density * curved)) ** 0.2 * n**-0.2
    return float(min(h, np.abs(r).max()))


@dataclass(frozen=True, slots=True)
class Density:
    """People beside the line: log of the density just above over just below, with its error."""

    gap: Fit
    bins: int


def density_jump(r: np.ndarray) -> Density | None:
    """McCrary's (2008) test: bins that end at the line, then a local line of their heights on each side.

    None where scores are too coarse for it: fewer than ten values on a side.
    """
    values = np.unique(r)
    if min((values < 0).sum(), (values >= 0).sum()) < 10:
        return None
    step = float(np.median(np.diff(values)))
    size = max(2 * r.std() / math.sqrt(len(r)), step)
    if len(values) < len(r) / 5:  # steps of a scale: bins of whole steps, else they beat against each other
        size = step * math.ceil(size / step)
    place = np.floor(r / size + 1e-9).astype(int)
    low, high = int(place.min()), int(place.max())
    heights = np.bincount(place - low, minlength=high - low + 1) / (len(r) * size)
    middles = (np.arange(low, high + 1) + 0.5) * size
    ends, width = [], min(_reach(middles, heights, side) for side in (-1, 1))
    for side in (-1, 1):
        inside = (np.sign(middles) == side) & (np.abs(middles) < width)
        if inside.sum() < 3:
            return None
        root = np.sqrt(kernel(middles[inside], width))
        line = np.column_stack([np.ones(inside.sum()), middles[inside]])
        ends.append(float(np.linalg.lstsq(line * root[:, None], heights[inside] * root, rcond=None)[0][0]))
    if min(ends) <= 0:
        return None
    se = math.sqrt(24 / 5 * (1 / ends[0] + 1 / ends[1]) / (len(r) * width))
    return Density(from_se(math.log(ends[1] / ends[0]), se, len(r)), len(heights))


def _reach(middles: np.ndarray, heights: np.ndarray, side: int) -> float:
    """McCrary's width of one side: 3.348 times the fifth root of spread times range over squared bend, by a quartic."""
    mine = np.sign(middles) == side
    x, y = middles[mine], heights[mine]
    if len(x) < 6:
        return float(np.abs(x).max(initial=0.0))
    scale = float(np.abs(x).max())
    quartic = np.polynomial.Polynomial.fit(x / scale, y, 4)
    spread = float(((y - quartic(x / scale)) ** 2).sum() / max(1, len(x) - 5))
    bend = float((quartic.deriv(2)(x / scale) ** 2).sum()) / scale**4
    return scale if bend <= 0 else min(scale, 3.348 * (spread * scale / bend) ** 0.2)
