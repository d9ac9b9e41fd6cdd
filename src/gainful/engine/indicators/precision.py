"""How sure a share is: Wilson's interval, the gap between two shares, and the difference that could be told."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z = 1.959963984540054
"""Two-sided 95 percent."""
POWER = 0.8416212335729143
"""80 percent."""
SMALL = 30
"""Below this many people a share says little by itself; the least difference that could be told is flagged."""


Interval = tuple[float, float, float]
"""A value with the low and high end of its interval."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A segment's figure minus that of everybody else, in the figure's unit."""

    difference: float
    low: float
    high: float
    least_difference: float | None
    """What two groups of this size could tell; below it, no difference seen does not mean none. None: not known."""


def wilson(yes: int, of: int) -> tuple[float, float] | None:
    """Return Wilson's (1927) 95 percent interval of a share; None of nobody."""
    if of <= 0:
        return None
    share, z2 = yes / of, Z * Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return (0.0 if yes == 0 else middle - half, 1.0 if yes == of else middle + half)


def gap_of(one: Interval, other: Interval) -> tuple[float, float, float]:
    """Return the difference of two independent figures (value, low, high) with its 95 percent interval.

    The method of variance estimates recovery: Newcombe (1998, method 10) for shares, Zou and Donner (2008) for others.
    """
    low = one[0] - other[0] - math.hypot(one[0] - one[1], other[2] - other[0])
    high = one[0] - other[0] + math.hypot(one[2] - one[0], other[0] - other[1])
    return one[0] - other[0], low, high


def gap_between(yes: int, of: int, others_yes: int, others: int) -> Gap | None:
    """Return a share minus that of all others, None where either is of nobody."""
    one, two = wilson(yes, of), wilson(others_yes, others)
    least = least_difference(of, others, (yes + others_yes) / (of + others)) if of + others else None
    if one is None or two is None or least is None:
        return None
    return Gap(*gap_of((yes / of, *one), (others_yes / others, *two)), least)


def least_difference(of: int, others: int, share: float) -> float | None:
    """Return the least true difference in shares that groups of these sizes would show (5 %, power 80 %)."""
    if of <= 0 or others <= 0:
        return None
    held = min(max(share, 0.05), 0.95)
    return (Z + POWER) * math.sqrt(held * (1 - held) * (1 / of + 1 / others))


def median_places(of: int) -> tuple[int, int] | None:
    """Return the two places, counted from one, of the ordered values that hold the median with 95 percent.

    Binomial bounds without a distribution of the values (Conover 1999); None below six, where no such pair exists.
    """
    if of < 6:
        return None
    low = max(1, math.floor(of / 2 - Z * math.sqrt(of) / 2))
    return low, of + 1 - low
