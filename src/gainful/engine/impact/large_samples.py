"""Least squares of millions of rows by sums over blocks: the figures of statsmodels without copies of the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

LARGE, BLOCK = 200_000, 1 << 16
"""From so many rows on blocks are used (statsmodels holds three more copies of all columns); rows of a block."""


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Coefficients [k] with their covariance [k, k], and degrees of freedom that are left."""

    params: np.ndarray
    covariance: np.ndarray
    df: float


def blocks(rows: int) -> Iterator[slice]:
    """Yield places of consecutive blocks."""
    for start in range(0, rows, BLOCK):
        yield slice(start, min(start + BLOCK, rows))


def products(columns: np.ndarray, weight: np.ndarray | None = None) -> np.ndarray:
    """Return the (weighted) products of all columns with one another, [k, k]."""
    total = np.zeros((columns.shape[1], columns.shape[1]))
    for rows in blocks(len(columns)):
        part = columns[rows]
        total += part.T @ (part if weight is None else part * weight[rows, None])
    return total


def least_squares(
    y: np.ndarray, columns: np.ndarray, weight: np.ndarray | None, cluster: np.ndarray | None
) -> Coefficients:
    """Fit by normal equations, errors HC2 (MacKinnon and White 1985) or clustered, as statsmodels has them.

    Columns beside the constant should have mean 0 and spread 1, so that their products lose no digits.
    """
    bread = np.linalg.inv(products(columns, weight))
    toward = np.zeros(columns.shape[1])
    for rows in blocks(len(y)):
        toward += columns[rows].T @ (y[rows] if weight is None else y[rows] * weight[rows])
    params = bread @ toward
    meat = np.zeros_like(bread)
    sums = None
    groups = 0
    if cluster is not None:
        codes = np.unique(cluster, return_inverse=True)[1]
        groups = int(codes.max()) + 1
        sums = np.zeros((groups, columns.shape[1]))
    for rows in blocks(len(y)):
        part, rest = columns[rows], y[rows] - columns[rows] @ params
        if sums is not None:
            score = part * (rest if weight is None else rest * weight[rows])[:, None]
            for place in range(score.shape[1]):
                sums[:, place] += np.bincount(codes[rows], weights=score[:, place], minlength=groups)
            continue
        counts = np.ones(len(part)) if weight is None else weight[rows]
        leverage = counts * np.einsum("ij,jk,ik->i", part, bread, part, optimize=True)
        meat += part.T @ (part * (counts**2 * rest**2 / (1 - leverage))[:, None])
    left = len(y) - columns.shape[1]
    if sums is not None:
        meat = groups / (groups - 1) * (len(y) - 1) / left * (sums.T @ sums)
    return Coefficients(params, bread @ meat @ bread, float(left))
