"""Choose what to hide: small counts first, then others until no hidden count can be narrowed down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from gainful.engine.disclosure.attack import Figure, extreme_points, matrix


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


RULE = Rule()
"""What holds where an agency sets nothing else."""


@dataclass(frozen=True, slots=True)
class Protected:
    """The figures as they may be published, in the order given."""

    figures: tuple[Figure, ...]
    values: tuple[int | None, ...]
    """None where hidden or pending."""
    states: tuple[State, ...]

    def text(self, place: int) -> str:
        """Return what stands in a table: the count, “(hidden)” or “(not in yet)”."""
        if self.states[place] is State.SHOWN:
            return f"{self.values[place]:,}"
        return "(hidden)" if self.states[place] is State.SUPPRESSED else "(not in yet)"


def protect(
    counts: Sequence[int], figures: Sequence[Figure], rule: Rule = RULE, pending: frozenset[int] = frozenset()
) -> Protected:
    """Return the figures with enough hidden, over every table and filter that is released together.

    `counts` are the finest cells; a figure is any sum of them, so margins, filters and second tables are all figures.
    `pending` names figures (by place) with nothing in yet. What was released earlier must be among the figures: no rule
    can protect against tables that it was not told of.
    """
    if any(count < 0 or int(count) != count for count in counts):
        raise ValueError("Counts are whole and not negative.")
    totals = [int(sum(counts[cell] for cell in figure)) for figure in figures]
    hidden = {place for place, total in enumerate(totals) if 0 < total < rule.smallest} - pending
    hidden |= {
        place for place, figure in enumerate(figures) for other in hidden if figure == figures[other]
    } - pending
    audit = _Audit(list(figures), totals, np.asarray(counts, float), rule.width, pending)
    added: list[int] = []
    while (exposed := audit.first_exposed(hidden)) is not None:
        chosen = audit.companion(exposed, hidden)
        hidden.add(chosen)
        added.append(chosen)
    for place in sorted(added, key=lambda p: -totals[p]):
        if audit.first_exposed(hidden - {place}) is None:
            hidden.discard(place)
    return Protected(tuple(figures), *_published(totals, hidden, pending, rule.base))


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
    points: list[np.ndarray] = field(default_factory=list)

    def first_exposed(self, hidden: set[int]) -> int | None:
        """Return a hidden figure, the smallest first, that is narrowed down too far; None where all are safe.

        Cells found earlier that fit what is shown now prove a range without solving again.
        """
        if not hidden:
            return None
        shown = [p for p in range(len(self.figures)) if p not in hidden and p not in self.pending]
        known = [self.figures[p] for p in shown]
        values = np.array([self.totals[p] for p in shown], float)
        rows = matrix(known, self.cells)
        free = _kernel(rows, self.cells)
        fitting = [point for point in self.points if np.allclose(rows @ point, values, atol=1e-6)]
        for place in sorted(hidden, key=lambda p: (self.totals[p], p)):
            aim = matrix([self.figures[place]], self.cells)[0]
            if not np.abs(free.T @ aim).max(initial=0.0) > 1e-9:
                return place
            if not self._wide(aim, fitting):
                fitting += self._stretched(free @ (free.T @ aim))
            if not self._wide(aim, fitting):
                ends = extreme_points(self.figures[place], known, list(values), self.cells, self.ceiling)
                new = [end for end in ends if end is not None]
                self.points += new
                fitting += new
                if not self._wide(aim, fitting):
                    return place
        return None

    def _stretched(self, direction: np.ndarray) -> list[np.ndarray]:
        """Return the counts moved both ways, by whole people, along a direction that changes nothing shown.

        None where the direction has no whole numbers: then a program has to be solved.
        """
        steps = direction / np.abs(direction[np.abs(direction) > 1e-9]).min(initial=np.inf)
        if not np.allclose(steps, np.rint(steps), atol=1e-6):
            return []
        found = []
        for way in (np.rint(steps), -np.rint(steps)):
            times = np.divide(self.counts, -way, out=np.full(self.cells, np.inf), where=way < 0)
            most = min(float(times.min(initial=np.inf)), self.ceiling / float(np.abs(way).max()))
            found.append(self.counts + np.floor(most + 1e-9) * way)
        return found

    def _wide(self, aim: np.ndarray, points: list[np.ndarray]) -> bool:
        reached = [float(aim @ point) for point in points]
        return bool(reached) and max(reached) - min(reached) >= self.width - 1e-6

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return len(self.counts)

    @property
    def ceiling(self) -> float:
        """A bound on cells that is far above what matters, so that every program has an end."""
        return float(max(self.totals, default=0) + 10 * self.width)

    def companion(self, exposed: int, hidden: set[int]) -> int:
        """Return the shown figure to hide as well: the least in count that bears on the exposed one."""
        target = self.figures[exposed]
        linked = set(target).union(*(f for f in self.figures if f & target))
        shown = [p for p in range(len(self.figures)) if p not in hidden and p not in self.pending]
        near = [p for p in shown if self.figures[p] & linked and self.totals[p] > 0]
        return min(near or shown, key=lambda p: (self.totals[p], len(self.figures[p]), p))


def _kernel(rows: np.ndarray, cells: int) -> np.ndarray:
    """Return orthonormal directions in which cells can change while everything shown stays as it is."""
    from scipy.linalg import null_space

    found: np.ndarray = null_space(rows) if len(rows) else np.eye(cells)
    return found
