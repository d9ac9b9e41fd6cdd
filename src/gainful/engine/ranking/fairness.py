"""Selection rates by segment, looked at after the ranking: the four-fifths comparison with its doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

FOUR_FIFTHS = 0.8
"""29 CFR 1607.4(D), Uniform Guidelines on Employee Selection Procedures."""
SMALLEST_GROUP = 5
"""Groups with fewer people are counted but not judged: a rate of so few says nothing and may name someone."""
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class SelectionRate:
    """How many of a group are on the list: rate with a 95 % Wilson interval, ratio to the highest group's rate."""

    segment: str
    group: str
    people: int
    selected: int
    rate: float | None
    low: float | None
    high: float | None
    ratio: float | None
    below_four_fifths: bool | None
    """None where the group is too small to say."""


def wilson(successes: int, trials: int, z: float = Z95) -> tuple[float, float]:
    """Return the Wilson score interval of a share (Wilson 1927)."""
    share = successes / trials
    middle = share + z * z / (2 * trials)
    spread = z * ((share * (1 - share) + z * z / (4 * trials)) / trials) ** 0.5
    scale = 1 + z * z / trials
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def selection_rates(segments: Mapping[str, np.ndarray], selected: np.ndarray) -> tuple[SelectionRate, ...]:
    """Return one line per segment and group; `selected` is a boolean [people]. People with no answer are left out."""
    found: list[SelectionRate] = []
    for segment, values in segments.items():
        groups = [group for group in np.unique(values) if group not in {"", "unknown"}]
        counts = [(str(g), int((values == g).sum()), int((selected & (values == g)).sum())) for g in groups]
        judged = [chosen / people for _, people, chosen in counts if people >= SMALLEST_GROUP]
        highest = max(judged, default=0.0)
        found.extend(_line(segment, *count, highest) for count in counts)
    return tuple(found)


def _line(segment: str, group: str, people: int, chosen: int, highest: float) -> SelectionRate:
    if people < SMALLEST_GROUP or highest == 0:
        return SelectionRate(segment, group, people, chosen, None, None, None, None, None)
    rate = chosen / people
    low, high = wilson(chosen, people)
    ratio = rate / highest
    return SelectionRate(segment, group, people, chosen, rate, low, high, ratio, ratio < FOUR_FIFTHS)
