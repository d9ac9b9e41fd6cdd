"""Choose what to hide: small counts first, then others until no hidden count can be narrowed down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from gainful.engine.disclosure.attack import (
    TINY,
    Ends,
    Figure,
    alike_reach,
    extreme_points,
    freedom,
    linear_ends,
    matrix,
    sum_of,
)


class State(StrEnum):
    """What a reader sees in a cell; pending and suppressed are told apart, the two kinds of suppression are not."""

    SHOWN = "shown"
    SUPPRESSED = "suppressed"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is too small to show, and how wide what remains open must be."""

    smallest: int = 10
    """Counts from one up to below this are hidden; a choice of the agency (ETA's own tables use 10)."""
    width: float = 5.0
    """A hidden count is safe where what can be worked out leaves at least this many counts between its bounds."""
    base: int = 1
    """Shown counts are rounded to a multiple of this, after suppression was settled on the exact counts."""


HALF = 0.5
"""Counts are whole: cells that miss what is shown by less fit it."""
RULE = Rule()
"""What holds where an agency sets nothing else."""


@dataclass(frozen=True, slots=True)
class Protected:
    """The figures as they may be published, in the order given."""

    figures: tuple[Figure, ...]
    values: tuple[int | None, ...]
    """None where hidden or pending."""
    states: tuple[State, ...]
    given_away: frozenset[int] = frozenset()
    """Places of hidden figures that nothing left to hide can protect: earlier releases tell of them."""

    def text(self, place: int) -> str:
        """Return what stands in a table: the count, “(hidden)” or “(not in yet)”."""
        if self.states[place] is State.SHOWN:
            return f"{self.values[place]:,}"
        return "(hidden)" if self.states[place] is State.SUPPRESSED else "(not in yet)"


def protect(
    counts: Sequence[int],
    figures: Sequence[Figure],
    rule: Rule = RULE,
    pending: frozenset[int] = frozenset(),
    *,
    closed: frozenset[int] = frozenset(),
    earlier: Sequence[tuple[int, int]] = (),
) -> Protected:
    """Return the figures with enough hidden, over every table and filter that is released together.

    `counts` are the finest cells; a figure is any sum of them, so margins, filters and second tables are all figures.
    `pending` names figures (by place) with nothing in yet, `closed` figures that are not told in any case. What else
    was released must be among the figures: no rule can protect against tables that it was not told of.

    `earlier` holds (place, count) of what an earlier release told of a figure. A reader may know that nobody has left
    a group since, or that nobody joined it: whatever is then at least or at most what it was counts as known.
    """
    if any(count < 0 or int(count) != count for count in counts):
        raise ValueError("Counts are whole and not negative.")
    totals = [int(sum(counts[cell] for cell in figure)) for figure in figures]
    hidden = {
        place for place, total in enumerate(totals) if 0 < total < rule.smallest or place in closed
    } - pending
    hidden |= {
        place for place, figure in enumerate(figures) for other in hidden if figure == figures[other]
    } - pending
    audit = _Audit(list(figures), totals, np.asarray(counts, float), rule.width, pending, tuple(earlier))
    added: list[int] = []
    while (exposed := audit.first_exposed(hidden)) is not None:
        chosen = None if audit.is_lost(exposed) else audit.companion(exposed, hidden)
        if chosen is None:
            audit.given_away.add(exposed)
            continue
        hidden.add(chosen)
        added.append(chosen)
    for place in sorted(added, key=lambda p: -totals[p]):
        if audit.first_exposed(hidden - {place}) is None:
            hidden.discard(place)
    values, states = _published(totals, hidden, pending, rule.base)
    return Protected(tuple(figures), values, states, frozenset(audit.given_away))


def _published(
    totals: list[int], hidden: set[int], pending: frozenset[int], base: int
) -> tuple[tuple[int | None, ...], tuple[State, ...]]:
    states = tuple(
        State.PENDING if place in pending else State.SUPPRESSED if place in hidden else State.SHOWN
        for place in range(len(totals))
    )
    values = tuple(
        (total + base // 2) // base * base if state is State.SHOWN else None
        for total, state in zip(totals, states, strict=True)
    )
    return values, states


@dataclass(slots=True)
class _Audit:
    """The reader's side: asks of each hidden figure what the shown ones give away."""

    figures: list[Figure]
    totals: list[int]
    counts: np.ndarray
    width: float
    pending: frozenset[int]
    earlier: tuple[tuple[int, int], ...] = ()
    points: list[np.ndarray] = field(default_factory=list)
    rows: np.ndarray = field(init=False)
    before: np.ndarray = field(init=False)
    """A row for each count of an earlier release; where it differs by now, the difference is a cell of its own."""
    unchanged: frozenset[int] = field(init=False)
    """Figures that an earlier release told and that are still what they were: to hide them now hides nothing."""
    given_away: set[int] = field(init=False, default_factory=set)
    """Figures that nothing left to hide can protect."""
    can_be_kept: set[int] = field(init=False, default_factory=set)
    """Figures of which it is known that they are safe where everything is hidden."""
    ends: Ends | None = field(init=False, default=None)
    """Of the figure exposed last where a linear program told."""
    known_exactly: bool = field(init=False, default=False)
    """Whether the figure exposed last is a sum or difference of what is shown."""

    def __post_init__(self) -> None:
        apart = [self.totals[place] - count for place, count in self.earlier]
        moved = [place for place, change in enumerate(apart) if change]
        self.unchanged = frozenset(
            p for (p, _), change in zip(self.earlier, apart, strict=True) if not change
        )
        self.rows = np.hstack(
            [matrix(self.figures, len(self.counts)), np.zeros((len(self.figures), len(moved)))]
        )
        self.before = self.rows[[place for place, _ in self.earlier]]
        for cell, row in enumerate(moved):
            self.before[row, len(self.counts) + cell] = -np.sign(apart[row])
        self.counts = np.concatenate([self.counts, np.abs([float(apart[row]) for row in moved])])
        self.points.append(self.counts)

    def is_lost(self, place: int) -> bool:
        """Whether the counts of earlier releases alone give a figure away, so that to hide more would be in vain."""
        if not self.earlier or place in self.can_be_kept:
            return False
        told = self.ends, self.known_exactly
        lost = self.first_exposed(set(range(len(self.figures))), (place,)) is not None
        self.ends, self.known_exactly = told
        if not lost:
            self.can_be_kept.add(place)
        return lost

    def first_exposed(self, hidden: set[int], among: Sequence[int] | None = None) -> int | None:
        """Return a hidden figure, the smallest first, that is narrowed down too far; None where all are safe.

        The cheapest proof comes first: cells that all that is shown counts alike, or cells that fit it, found earlier
        or a few moves away, leave it wide; it is a sum or difference of what is shown; a linear program leaves it
        narrow. Whole numbers decide the rest.
        """
        asked = hidden - self.given_away if among is None else among
        order = sorted(asked, key=lambda p: (self.totals[p], p))
        if not order:
            return None
        rows = self.known(self.shown(hidden))
        sums = rows @ self.counts
        reach = alike_reach(self.rows[order], rows, self.counts)
        order = [place for place, far in zip(order, reach, strict=True) if far < self.width - 1e-6]
        if not order:
            return None
        fitting = self._fitting(rows, sums)
        free = freedom(rows, self.cells)
        self.ends, self.known_exactly = None, False
        known = free.determines(self.rows[order]) if free else [False] * len(order)
        for place, exactly in zip(order, known, strict=True):
            aim = self.rows[place]
            if self._wide(aim, fitting):
                continue
            if exactly:
                self.known_exactly = True
                return place
            if free:
                reached = np.array(fitting) @ aim
                best = fitting[int(np.argmax(reached))], fitting[int(np.argmin(reached))]
                self._keep(
                    [free.climb(best[0], aim, self.width), free.climb(best[1], -aim, self.width)], fitting
                )
            if self._wide(aim, fitting):
                continue
            if (free and free.single) or self._narrow(place, rows, sums, fitting):
                return place
        return None

    def _narrow(self, place: int, rows: np.ndarray, sums: np.ndarray, fitting: list[np.ndarray]) -> bool:
        """Whether what is shown leaves fewer counts than the rule asks for; cells found on the way are kept."""
        aim = self.rows[place]
        self.ends = ends = linear_ends(aim, rows, sums, self.ceiling)
        self._keep(ends.points, fitting)
        if self._wide(aim, fitting):
            return False
        if np.floor(ends.greatest + TINY) - np.ceil(ends.least - TINY) < self.width - 1e-6:
            return True
        here = float(aim @ self.counts)
        within = here - self.width, here + self.width
        for end in extreme_points(aim, rows, sums, self.ceiling, within):
            if end is not None:
                self._keep((end,), fitting)
            if self._wide(aim, fitting):
                return False
        return True

    def _keep(self, found: Sequence[np.ndarray], fitting: list[np.ndarray]) -> None:
        self.points += found
        fitting += found

    def shown(self, hidden: set[int]) -> list[int]:
        """Return the places of what a reader learns from this release."""
        out = hidden | self.pending | self.unchanged
        return [p for p in range(len(self.figures)) if p not in out]

    def known(self, shown: list[int]) -> np.ndarray:
        """Return a row for each thing that a reader knows: what is shown, then what an earlier release told."""
        return np.vstack([self.rows[shown], self.before])

    def _fitting(self, rows: np.ndarray, sums: np.ndarray) -> list[np.ndarray]:
        """Return the cells found earlier that fit what is shown now."""
        apart = np.abs(np.array(self.points) @ rows.T - sums).max(axis=1, initial=0.0)
        return [self.points[place] for place in np.flatnonzero(apart < HALF)]

    def _wide(self, aim: np.ndarray, points: list[np.ndarray]) -> bool:
        reached = np.array(points) @ aim if points else np.empty(0)
        return bool(reached.size) and float(np.ptp(reached)) >= self.width - 1e-6

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return len(self.counts)

    @property
    def ceiling(self) -> float:
        """A bound on cells that is far above what matters, so that every program has an end."""
        return float(max(max(self.totals, default=0), self.counts.max(initial=0)) + 10 * self.width)

    def companion(self, exposed: int, hidden: set[int]) -> int | None:
        """Return the shown figure to hide as well: the least in count of those that give the exposed one away.

        They are the ones that it is a sum or difference of, of great ones where one can, or whose duals are not zero in
        the audit's linear program; where whole numbers alone narrow the figure down, any that bears on it. A zero is
        hidden only where nothing else gives the figure away: it can be what is left of a subtraction. None where
        nothing is left to hide.
        """
        target, shown = self.figures[exposed], self.shown(hidden)
        rows = self.known(shown)
        if self.known_exactly:
            order = [
                *range(len(shown), len(rows)),
                *sorted(range(len(shown)), key=lambda n: -self.totals[shown[n]]),
            ]
            telling = sum_of(self.rows[exposed], rows, order)
        else:
            ends = self.ends or linear_ends(self.rows[exposed], rows, rows @ self.counts, self.ceiling)
            telling = set(ends.binding)
        guilty = [p for n, p in enumerate(shown) if n in telling]
        linked = set(target).union(*(f for f in self.figures if f & target))
        near = [p for p in shown if self.figures[p] & linked]
        for some in (guilty, near):
            if counted := [p for p in some if self.totals[p] > 0]:
                return min(counted, key=lambda p: (self.totals[p], len(self.figures[p]), p))
            if some:
                return min(some, key=lambda p: (len(self.figures[p]), p))
        return min(shown, key=lambda p: (self.totals[p], len(self.figures[p]), p), default=None)
