"""The arithmetic of ranking a pool: hours of training from levels, for every person at once."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

UNKNOWN = np.uint16(65535)
"""A level nobody knows; levels are hundredths of O*NET's 0-7."""


def as_hundredths(level: np.ndarray) -> np.ndarray:
    """Return levels 0-7 as unsigned hundredths, NaN as UNKNOWN."""
    known = ~np.isnan(level)
    out = np.full(level.shape, UNKNOWN, np.uint16)
    out[known] = np.rint(np.clip(level[known], 0, 7) * 100).astype(np.uint16)
    return out


@cache
def _compiled() -> Any:
    """Compile once; numba keeps the machine code beside this file, or in the user's own cache folder."""
    import numba

    def hours(  # type: ignore[no-untyped-def]
        levels, doubt, wanted, required, rate_low, rate_high, low, middle, high
    ):
        unknown = 65535
        for person in numba.prange(levels.shape[0]):
            least, most, less, more = 0.0, 0.0, 0.0, 0.0
            d = np.int64(doubt[person])
            for k in range(wanted.shape[0]):
                need = np.int64(required[k])
                held = np.int64(levels[person, wanted[k]])
                if held == unknown:
                    short, short_low, short_high = float(need / 2), 0.0, float(need)
                else:
                    short = max(0.0, float(need - held))
                    short_low = max(0.0, float(need - held - d))
                    short_high = float(need) - max(0.0, float(held - d)) if held - d < need else 0.0
                least += rate_low[k] * short
                most += rate_high[k] * short
                less += (rate_low[k] * (short - short_low)) ** 2
                more += (rate_high[k] * (short_high - short)) ** 2
            low[person] = max(0.0, least - less**0.5)
            middle[person] = (least + most) / 2
            high[person] = most + more**0.5

    try:
        return numba.njit(parallel=True, fastmath=False, cache=True)(hours)
    except RuntimeError:  # neither folder can be written
        return numba.njit(parallel=True, fastmath=False)(hours)


def training_hours(
    levels: np.ndarray,
    doubt: np.ndarray,
    wanted: np.ndarray,
    required: np.ndarray,
    rate_low: np.ndarray,
    rate_high: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (low, middle, high) hours per person, float64.

    levels uint16 [people, elements] and doubt uint16 [people] in hundredths; wanted int [k] columns;
    required uint16 [k] hundredths; rates float [k], hours per hundredth of a level. An unknown level counts half
    its requirement, give or take half. The doubt of levels is taken as independent between competencies (added in
    quadrature); that of the hours per level as common to all (added up).
    """
    low, middle, high = (np.zeros(levels.shape[0]) for _ in range(3))
    _compiled()(
        np.ascontiguousarray(levels),
        np.ascontiguousarray(doubt, np.uint16),
        np.ascontiguousarray(wanted, np.int64),
        np.ascontiguousarray(required, np.uint16),
        np.ascontiguousarray(rate_low, np.float64),
        np.ascontiguousarray(rate_high, np.float64),
        low,
        middle,
        high,
    )
    return low, middle, high
