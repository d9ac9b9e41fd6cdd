"""The cheapest cover by itself, whatever its courses ask for first: exact, within a millisecond where few are left.

Where the courses it chooses happen to have all they ask for, it is the answer; where not, the solver decides.
"""

from __future__ import annotations

from collections.abc import Sequence

STATES = 4_000
"""Sets of open needs looked at before it is left to the solver, which is as fast from there on."""


def cheapest_cover(closes: Sequence[int], weights: Sequence[float]) -> tuple[int, ...] | None:
    """Return the places of the cheapest courses that close every need, None where that would take too long.

    `closes` holds needs as bits, one number a course; a need that no course closes is none.
    """
    columns = _worth_asking(closes, weights)
    by_need: dict[int, list[int]] = {bit: [] for bit in _bits(_union(closes))}
    for at in columns:
        for bit in _bits(closes[at]):
            by_need[bit].append(at)
    order = sorted(by_need, key=lambda bit: len(by_need[bit]))
    known: dict[int, tuple[float, int]] = {0: (0.0, -1)}

    def least(left: int) -> float:
        """Weigh the cheapest cover of the needs left, the one with fewest courses decided first."""
        if left not in known:
            if len(known) > STATES:
                raise _TooManyError
            first = next(bit for bit in order if left & bit)
            known[left] = min((weights[at] + least(left & ~closes[at]), at) for at in by_need[first])
        return known[left][0]

    left = _union(closes)
    try:
        least(left)
    except _TooManyError:
        return None
    chosen = []
    while left:
        chosen.append(known[left][1])
        left &= ~closes[chosen[-1]]
    return tuple(sorted(chosen))


class _TooManyError(Exception):
    """More sets of open needs than STATES."""


def _union(masks: Sequence[int]) -> int:
    every = 0
    for mask in masks:
        every |= mask
    return every


def _bits(mask: int) -> list[int]:
    found = []
    while mask:
        found.append(mask & -mask)
        mask &= mask - 1
    return found


def _worth_asking(closes: Sequence[int], weights: Sequence[float]) -> list[int]:
    """Leave out courses that cost more than the cheapest course of each of their needs together."""
    alone: dict[int, float] = {}
    bits = [_bits(mask) for mask in closes]
    for at, needs in enumerate(bits):
        for bit in needs:
            alone[bit] = min(weights[at], alone.get(bit, weights[at]))
    return [
        at
        for at, needs in enumerate(bits)
        if needs and weights[at] <= sum(alone[bit] for bit in needs) * (1 + 1e-12)
    ]
