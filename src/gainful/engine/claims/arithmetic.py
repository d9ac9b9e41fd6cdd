"""Intervals of a share and the whole counts that a rounded percent can stand for."""

from __future__ import annotations

import math
from fractions import Fraction

from gainful.engine.claims.model import Interval

Z95 = 1.959963984540054
"""Two-sided 95 % point of the normal distribution."""
POWER_SUM = 2.801585218112969
"""Z for 5 % two-sided plus z for 80 % power: the usual multiple of a standard error."""


def wilson(count: int, total: int) -> Interval:
    """Return Wilson's 95 % score interval in percent (Wilson 1927; good for small counts)."""
    share, squared = count / total, Z95**2
    middle = (share + squared / (2 * total)) / (1 + squared / total)
    half = Z95 * math.sqrt(share * (1 - share) / total + squared / (4 * total**2)) / (1 + squared / total)
    low = 0.0 if count == 0 else 100 * (middle - half)
    high = 100.0 if count == total else 100 * (middle + half)
    return Interval("Wilson", max(0.0, low), min(100.0, high))


def clopper_pearson(count: int, total: int) -> Interval:
    """Return the exact 95 % interval in percent (Clopper & Pearson 1934; never too short)."""
    from scipy.stats import beta

    low = 0.0 if count == 0 else float(beta.ppf(0.025, count, total - count + 1))
    high = 1.0 if count == total else float(beta.ppf(0.975, count + 1, total - count))
    return Interval("Clopper-Pearson", 100 * low, 100 * high)


def intervals(low: int, high: int, total: int) -> tuple[Interval, ...]:
    """Return both intervals; where the count is not known exactly they reach from the lowest to the highest."""
    return tuple(
        Interval(low_end.method, low_end.low, high_end.high)
        for low_end, high_end in (
            (wilson(low, total), wilson(high, total)),
            (clopper_pearson(low, total), clopper_pearson(high, total)),
        )
    )


def counts_behind(low: Fraction, high: Fraction, decimals: int, total: int) -> range:
    """Return the whole counts whose percent rounds to one from low to high (GRIM; Brown & Heathers 2017).

    Both ends are let in, so that halves rounded up, down or to even all count as possible.
    """
    half = Fraction(1, 2 * 10**decimals)
    first = math.ceil((low - half) * total / 100)
    last = math.floor((high + half) * total / 100)
    return range(max(0, first), min(total, last) + 1)


def smallest_difference(share: float, total: int) -> float:
    """Return the percentage points that two groups of this size could tell apart (80 % power, 5 % two-sided).

    The share is held away from 0 and 1, where the normal formula would promise too much.
    """
    held = min(max(share, 0.05), 0.95)
    return 100 * POWER_SUM * math.sqrt(2 * held * (1 - held) / total)
