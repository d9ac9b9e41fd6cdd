"""How sure a share is: Wilson's interval, the gap between two shares, and the difference that could be told."""

from __future__ import annotations

import math

Z = 1.959963984540054
"""Two-sided 95 percent."""
POWER = 0.8416212335729143
"""80 percent."""
SMALL = 30
"""Below this many people a share says little by itself; the least difference that could be told is flagged."""


def wilson(yes: int, of: int) -> tuple[float, float] | None:
    """Return Wilson's (1927) 95 percent interval of a share; None of nobody."""
    if of <= 0:
        return None
    share, z2 = yes / of, Z * Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return (0.0 if yes == 0 else middle - half, 1.0 if yes == of else middle + half)


def gap(yes: int, of: int, others_yes: int, others: int) -> tuple[float, float, float] | None:
    """Return a share minus that of all others, with Newcombe's (1998, method 10) 95 percent interval."""
    one, two = wilson(yes, of), wilson(others_yes, others)
    if one is None or two is None:
        return None
    p, q = yes / of, others_yes / others
    low = p - q - math.hypot(p - one[0], two[1] - q)
    high = p - q + math.hypot(one[1] - p, q - two[0])
    return p - q, low, high


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
