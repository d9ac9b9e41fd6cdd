"""Whether a lottery looks like one: what was known before is held against other draws of the same lottery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gainful.engine.impact.large_samples import products

DRAWS = 1999
MOST_UNITS = 4000
"""Up to so many people (or clusters) the chance is counted over draws; beyond, the large-sample law is as good."""
UNITS_A_COLUMN = 5
"""Fewer units a column, and columns are judged one by one: together they would fit any draw."""
RARE = 0.05
"""A column that marks what is unknown of fewer than this share says nothing about a draw."""


@dataclass(frozen=True, slots=True)
class Apart:
    """How unlike two groups are in all columns together, and where most."""

    p: float
    """chance of so large a difference under a draw of the same kind"""
    worst: int
    """place of the column that differs most"""


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums over the drawn of each column, their covariance under the draw, and how sums of other draws are made."""

    score: np.ndarray
    spread: np.ndarray
    units: int
    redraw: Callable[[np.ndarray, np.random.Generator], np.ndarray] | None
    """from a matrix that is applied to the columns to [draws, k] sums; None where nobody can draw again"""


def telling(names: tuple[str, ...], x: np.ndarray) -> np.ndarray:
    """Return which columns may speak in a test of the draw: a mark of a handful unknown may not."""
    share = np.minimum(x.mean(axis=0), 1 - x.mean(axis=0)) if len(x) else np.zeros(x.shape[1])
    marks = np.array([name.endswith((" unknown", ": unknown")) for name in names], bool)
    return ~(marks & (share < RARE))


def apart(
    x: np.ndarray,
    arm: np.ndarray,
    *,
    strata: np.ndarray | None = None,
    cluster: np.ndarray | None = None,
    chance: np.ndarray | None = None,
    seed: int = 0,
) -> Apart | None:
    """Return the joint test of Hansen and Bowers (2008), its chance counted over redraws of people or of clusters.

    `chance` is each person's own chance of being drawn where it differs; None without a column that varies.
    """
    wide = x.std(axis=0) if len(x) else np.zeros(x.shape[1])
    varies = np.flatnonzero(wide > 1e-12 * np.maximum(1.0, np.abs(x).max(axis=0, initial=0.0)))
    if not varies.size:
        return None
    scaled = x[:, varies]
    scaled -= scaled.mean(axis=0)
    scaled /= wide[varies]
    sums = _sums(scaled, arm, strata, cluster, chance)
    error = np.sqrt(np.clip(np.diag(sums.spread), 0.0, None))
    moves = error > 1e-9
    if not moves.any():
        return None
    z = np.where(moves, sums.score / np.where(moves, error, 1.0), 0.0)
    root, rank = _root(sums.spread, error, moves, sums.units)
    seen = float(((sums.score @ root) ** 2).sum())
    return Apart(_chance(sums, root, rank, seen, seed), int(varies[np.argmax(np.abs(z))]))


def _chance(sums: _Sums, root: np.ndarray, rank: int, seen: float, seed: int) -> float:
    """Share of other draws that are at least as far apart (the one that was made counts too), or by chi-squared.

    The latter also where no draw is as far: how rare it is then cannot be counted.
    """
    from scipy import stats

    tail = float(stats.chi2.sf(seen, rank))
    if sums.redraw is None or sums.units > MOST_UNITS:
        return tail
    drawn = sums.redraw(root, np.random.default_rng(seed))
    as_far = int(((drawn**2).sum(axis=1) >= seen * (1 - 1e-9) - 1e-12).sum())
    counted = (1 + as_far) / (1 + len(drawn))
    return counted if as_far else min(counted, tail)


def _sums(
    x: np.ndarray,
    arm: np.ndarray,
    strata: np.ndarray | None,
    cluster: np.ndarray | None,
    chance: np.ndarray | None,
) -> _Sums:
    block = np.zeros(len(arm), int) if strata is None else strata
    if cluster is not None:
        codes, first = (np.unique(cluster, return_inverse=True)[1], np.unique(cluster, return_index=True)[1])
        if chance is not None or not (arm[first][codes] == arm).all():
            return _by_signs(x, arm if chance is None else arm - chance, block, codes)
        totals = np.column_stack([np.bincount(codes, weights=c) for c in _less_block_means(x, block).T])
        nested = bool((block[first][codes] == block).all())
        return _by_draw(totals, arm[first], block[first] if nested else np.zeros(len(first), int))
    if chance is not None:
        rest = arm - chance
        return _Sums(rest @ x, (x * (chance * (1 - chance))[:, None]).T @ x, len(x), None)
    return _by_draw(x, arm, block)


def _by_draw(x: np.ndarray, arm: np.ndarray, block: np.ndarray) -> _Sums:
    """Draws that keep how many are drawn in each block."""
    x = _less_block_means(x, block)
    size, ones = np.bincount(block), np.bincount(block, weights=arm)
    factor = ones * (size - ones) / np.maximum(size * (size - 1), 1)

    def redraw(root: np.ndarray, random: np.random.Generator) -> np.ndarray:
        figures = x @ root
        total = np.zeros((DRAWS, figures.shape[1]))
        for one in np.flatnonzero((ones > 0) & (ones < size)):
            inside = np.flatnonzero(block == one)
            total += random.permuted(np.tile(arm[inside], (DRAWS, 1)), axis=1) @ figures[inside]
        return total

    return _Sums(arm @ x, products(x, factor[block]), len(x), redraw)


def _by_signs(x: np.ndarray, arm: np.ndarray, block: np.ndarray, codes: np.ndarray) -> _Sums:
    """Clusters that hold both arms, of which nobody knows how they were drawn inside: each sum may change its sign."""
    share = _less_block_means(arm[:, None], block)
    score = np.column_stack([np.bincount(codes, weights=c) for c in (_less_block_means(x, block) * share).T])

    def redraw(root: np.ndarray, random: np.random.Generator) -> np.ndarray:
        return random.choice([-1.0, 1.0], size=(DRAWS, len(score))) @ (score @ root)

    return _Sums(score.sum(axis=0), score.T @ score, len(score), redraw)


def _less_block_means(x: np.ndarray, block: np.ndarray) -> np.ndarray:
    size = np.maximum(np.bincount(block), 1)
    if size.size == 1:
        return x - x.mean(axis=0)
    return x - np.column_stack([np.bincount(block, weights=column) / size for column in x.T])[block]


def _root(spread: np.ndarray, error: np.ndarray, moves: np.ndarray, units: int) -> tuple[np.ndarray, int]:
    """A matrix that turns sums into independent standard figures; with few units only into standard ones."""
    scale = np.where(moves, 1 / np.where(moves, error, 1.0), 0.0)
    values, vectors = np.linalg.eigh(spread * np.outer(scale, scale))
    kept = values > 1e-9 * values.max()
    rank = int(kept.sum())
    if rank * UNITS_A_COLUMN > units:
        return np.diag(scale), rank
    return scale[:, None] * vectors[:, kept] / np.sqrt(values[kept]), rank
