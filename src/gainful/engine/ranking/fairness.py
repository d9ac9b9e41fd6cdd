"""Selection rates by segment, looked at after the ranking: the four-fifths comparison with its doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb

import numpy as np

from gainful.engine.ranking.columns import Coded, coded

FOUR_FIFTHS = 0.8
"""29 CFR 1607.4(D), Uniform Guidelines on Employee Selection Procedures."""
SMALLEST_GROUP = 5
"""Groups with fewer people are counted but not judged: a rate of so few says nothing and may name someone."""
NO_ANSWER = ("", "unknown")
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


def selection_rates(
    segments: Mapping[str, np.ndarray | Coded], selected: np.ndarray
) -> tuple[SelectionRate, ...]:
    """Return one line per segment and group; `selected` is a boolean [people]. People with no answer are left out."""
    counts = {}
    for segment, values in segments.items():
        column = coded(values)
        chosen = column.counts(selected)
        counts[segment] = {group: (people, chosen.get(group, 0)) for group, people in column.counts().items()}
    return rates_of_counts(counts)


def rates_of_counts(counts: Mapping[str, Mapping[str, tuple[int, int]]]) -> tuple[SelectionRate, ...]:
    """Return one line per segment and group from how many people it has and how many of them were selected."""
    found: list[SelectionRate] = []
    for segment, groups in counts.items():
        answered = {group: groups[group] for group in sorted(groups) if group not in NO_ANSWER}
        judged = [chosen / people for people, chosen in answered.values() if people >= SMALLEST_GROUP]
        highest = max(judged, default=0.0)
        found.extend(_line(segment, group, *count, highest) for group, count in answered.items())
    return tuple(found)


FEWEST_CHOSEN = 5
"""With fewer people chosen nothing is said: each count would tell of a person, and none would tell of the choice."""
BY_CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class ChosenRate:
    """How many of a group were chosen among those who could be, beside how many a draw by lot would bring."""

    segment: str
    group: str
    people: int
    """Of the group, among those who could be chosen."""
    chosen: int
    expected: float
    """What a draw of as many people by lot would bring on average."""
    chance: float
    """Of a draw by lot bringing so few or fewer, 0-1 (hypergeometric)."""
    ratio: float
    """The group's rate over the highest group's."""
    below_four_fifths: bool
    """Below four fifths of the highest rate, and fewer than one draw in twenty would bring."""


def chosen_rates(
    segments: Mapping[str, np.ndarray | Coded], listed: np.ndarray, chosen: np.ndarray
) -> tuple[ChosenRate, ...]:
    """Return one line per segment and group of at least five people who could be chosen; masks are boolean [people].

    Nothing where fewer than five were chosen.
    """
    found: list[ChosenRate] = []
    for segment, values in segments.items():
        column = coded(values)
        answered = {group: n for group, n in column.counts(listed).items() if group not in NO_ANSWER}
        picks = column.counts(listed & chosen)
        counts = [(group, people, picks.get(group, 0)) for group, people in sorted(answered.items())]
        total, drawn = sum(answered.values()), sum(picked for *_, picked in counts)
        if drawn < FEWEST_CHOSEN:
            continue
        large = [count for count in counts if count[1] >= SMALLEST_GROUP]
        highest = max((picked / people for _, people, picked in large), default=0.0)
        for group, people, picked in large:
            chance = at_most_by_lot(picked, people, drawn, total)
            ratio = picked / people / highest if highest else 1.0
            below = ratio < FOUR_FIFTHS and chance < BY_CHANCE
            found.append(
                ChosenRate(segment, group, people, picked, drawn * people / total, chance, ratio, below)
            )
    return tuple(found)


def at_most_by_lot(picked: int, group: int, drawn: int, total: int) -> float:
    """Return the chance that a draw by lot of `drawn` out of `total` brings at most `picked` of a group, 0-1."""
    ways = sum(
        comb(group, count) * comb(total - group, drawn - count)
        for count in range(max(0, drawn - (total - group)), min(picked, group, drawn) + 1)
    )
    return ways / comb(total, drawn)


def _line(segment: str, group: str, people: int, chosen: int, highest: float) -> SelectionRate:
    if people < SMALLEST_GROUP or highest == 0:
        return SelectionRate(segment, group, people, chosen, None, None, None, None, None)
    rate = chosen / people
    low, high = wilson(chosen, people)
    ratio = rate / highest
    return SelectionRate(segment, group, people, chosen, rate, low, high, ratio, ratio < FOUR_FIFTHS)
