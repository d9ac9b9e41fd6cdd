"""Seeded draws of uncertain quantities: each key has its own stream, so that adding a line moves no other."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import numpy as np

from gainful.engine.cost_benefit.model import Quantity, Shape

Z95 = 1.959963984540054
Draw = Callable[[Quantity], np.ndarray]


def at_estimate(quantity: Quantity) -> np.ndarray:
    """Return the estimate alone."""
    return np.array([quantity.estimate])


def at_end(key: str, *, high: bool) -> Draw:
    """Return a draw with one key at its low or high end and all others at their estimate."""

    def draw(quantity: Quantity) -> np.ndarray:
        end = quantity.high if high else quantity.low
        return np.array([quantity.estimate if quantity.key != key or end is None else end])

    return draw


def random_draws(count: int, seed: int) -> Draw:
    """Return a function that gives `count` draws of a quantity; the same seed gives the same draws."""
    cache: dict[str, np.ndarray] = {}

    def draw(quantity: Quantity) -> np.ndarray:
        if quantity.shape is Shape.FIXED or quantity.low is None or quantity.high is None:
            return np.full(count, quantity.estimate)
        if quantity.key not in cache:
            stream = np.random.default_rng([seed, zlib.crc32(quantity.key.encode())])
            cache[quantity.key] = stream.random(count)
        return _turned(quantity, cache[quantity.key], quantity.low, quantity.high)

    return draw


def _turned(quantity: Quantity, uniform: np.ndarray, low: float, high: float) -> np.ndarray:
    """Turn uniform draws into draws of the quantity."""
    middle = quantity.estimate
    if quantity.shape is Shape.INTERVAL:
        from scipy.special import ndtri

        z = ndtri(np.clip(uniform, 1e-12, 1 - 1e-12))
        return middle + z * np.where(z < 0, middle - low, high - middle) / Z95
    if high == low:
        return np.full_like(uniform, middle)
    top = (middle - low) / (high - low)
    rising = low + np.sqrt(uniform * (high - low) * (middle - low))
    falling = high - np.sqrt((1 - uniform) * (high - low) * (high - middle))
    return np.where(uniform < top, rising, falling)
