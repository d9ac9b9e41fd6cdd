"""The cheapest courses that close every need, with what they ask for first: exact, where few have to be looked at.

Open are needs, and groups of which a chosen course asks for one member. A best-first search (A*) closes them one by
one; the cheapest cover of the needs that are open, whatever its courses ask for, never weighs more than what is really
needed, so the first node with nothing open is a proven optimum.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

STATES = 6_000
"""Sets of open needs weighed before it is left to the solver, which is as fast from there on."""
NODES = 1_000
"""Nodes of the search before it is left to the solver: where most courses ask for a level there would be many."""


def cheapest_cover(
    closes: Sequence[int],
    weights: Sequence[float],
    members: Sequence[int] = (),
    asks: Sequence[int] = (),
) -> tuple[int, ...] | None:
    """Return the places of the cheapest courses that close every need, None where that would take too long.

    Per course, as bits: `closes` are its needs, `members` the groups it is in, `asks` those it asks one member of. A
    need that no course closes is none. A course that cannot be reached has no bits.
    """
    try:
        return _search(closes, weights, members or [0] * len(closes), asks or [0] * len(closes))
    except _TooManyError:
        return None


class _TooManyError(Exception):
    """More than STATES."""


class _Cover:
    """The cheapest courses that close some needs, whatever they ask for; needs are decided in the order given."""

    def __init__(self, closes: Sequence[int], weights: Sequence[float], order: Sequence[int]) -> None:
        self.closes, self.weights, self.order = closes, weights, order
        self.useful = _by_bit(_worth_asking(closes, weights), closes)
        self.known: dict[int, float] = {0: 0.0}

    def least(self, needs: int) -> float:
        """Weigh the cheapest cover of some needs."""
        if needs not in self.known:
            if len(self.known) > STATES:
                raise _TooManyError
            options = self.useful[_first(self.order, needs)]
            self.known[needs] = min(self.weights[at] + self.least(needs & ~self.closes[at]) for at in options)
        return self.known[needs]


def _search(
    closes: Sequence[int], weights: Sequence[float], members: Sequence[int], asks: Sequence[int]
) -> tuple[int, ...]:
    everyone, start = range(len(closes)), _union(closes)
    closers, leads = _by_bit(everyone, closes), _by_bit(everyone, members)
    order, lead_order = _fewest_first(closers), _fewest_first(leads)
    cover = _Cover(closes, weights, order)
    most = _without_asking(closes, weights, asks, order) * (1 + 1e-12)
    nodes = [(cover.least(start), start.bit_count(), 0, 0.0, start, 0, 0, tuple[int, ...]())]
    seen = {(start, 0, 0): 0.0}
    while nodes:
        _, _, _, weight, needs, groups, has, chosen = heappop(nodes)
        if not needs and not groups:
            return tuple(sorted(chosen))
        if weight > seen[needs, groups, has]:
            continue
        for at in leads[_first(lead_order, groups)] if groups else closers[_first(order, needs)]:
            now, left = has | members[at], needs & ~closes[at]
            key = (left, (groups | asks[at]) & ~now, now)
            more = weight + weights[at]
            bound = more + cover.least(left)
            if bound <= most and more < seen.get(key, float("inf")):
                if len(seen) > NODES:
                    raise _TooManyError
                seen[key] = more
                heappush(nodes, (bound, left.bit_count(), len(seen), more, *key, (*chosen, at)))
    raise _TooManyError


def _without_asking(
    closes: Sequence[int], weights: Sequence[float], asks: Sequence[int], order: Sequence[int]
) -> float:
    """Weigh the cheapest cover by courses that ask for nothing: no choice that weighs more need be looked at."""
    if not any(asks):
        return float("inf")
    free = [0 if groups else mask for mask, groups in zip(closes, asks, strict=True)]
    every = _union(closes)
    return _Cover(free, weights, order).least(every) if _union(free) == every else float("inf")


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


def _by_bit(columns: Sequence[int], masks: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {bit: [] for bit in _bits(_union(masks))}
    for at in columns:
        for bit in _bits(masks[at]):
            found[bit].append(at)
    return found


def _fewest_first(by_bit: dict[int, list[int]]) -> list[int]:
    return sorted(by_bit, key=lambda bit: len(by_bit[bit]))


def _first(order: Sequence[int], open_bits: int) -> int:
    """Return what is decided first of what is open: that which fewest courses serve."""
    return next(bit for bit in order if open_bits & bit)


def _worth_asking(masks: Sequence[int], weights: Sequence[float]) -> list[int]:
    """Leave out courses that cost more than the cheapest course of each of their bits together."""
    alone: dict[int, float] = {}
    bits = [_bits(mask) for mask in masks]
    for at, of in enumerate(bits):
        for bit in of:
            alone[bit] = min(weights[at], alone.get(bit, weights[at]))
    return [
        at for at, of in enumerate(bits) if of and weights[at] <= sum(alone[bit] for bit in of) * (1 + 1e-12)
    ]
