"""What a reader can work out: the range of a hidden count, given every count that is shown.

Cells are whole, at least zero, and every shown figure is a sum of cells, so the range is a pair of integer programs
(Fischetti & Salazar 2001, Management Science 47:1008, the audit problem). Without whole numbers the range looks wider
than a reader finds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

Figure = frozenset[int]
"""The cells that a figure adds up; cells are numbered from zero."""
TINY = 1e-7
"""What the arithmetic of a computer leaves where nothing should be."""


def matrix(figures: Sequence[Figure], cells: int) -> np.ndarray:
    """Return a row of ones and zeros a figure."""
    rows = np.zeros((len(figures), cells))
    for row, figure in enumerate(figures):
        rows[row, sorted(figure)] = 1.0
    return rows


def extreme_points(
    aim: np.ndarray,
    rows: np.ndarray,
    sums: np.ndarray,
    ceiling: float | None = None,
    within: tuple[float, float] | None = None,
) -> Iterator[np.ndarray | None]:
    """Yield cells that fit all that is shown with the target greatest, then least; None where nothing bounds it.

    `within` are bounds beyond which it does not matter how far the target goes: most of the time of a program is to
    show that nothing goes further.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    first, many = _kinds(aim, rows)
    kinds, weights = rows[:, first], aim[first]
    limits = [LinearConstraint(kinds, sums, sums)] if len(rows) else []
    if within is not None:
        limits.append(LinearConstraint(weights[None, :], *within))
    bounds, whole = Bounds(0, np.inf if ceiling is None else ceiling * many), np.ones(first.size, np.int64)
    for sign in (-1.0, 1.0):
        solved = milp(sign * weights, constraints=limits, bounds=bounds, integrality=whole)
        if solved.status == 2:
            raise ValueError(f"The figures shown contradict each other: {solved.message}")
        yield _of_cells(np.rint(solved.x), first, aim.size) if solved.status == 0 else None


def _kinds(aim: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the first cell of each kind that rows and target count alike, and how many cells it has.

    A program of kinds has the ends of one of cells, and does not ask which of several alike the people are in: whole
    numbers take it seconds where cells take minutes.
    """
    _kinds, first, many = np.unique(np.vstack([rows, aim]), axis=1, return_index=True, return_counts=True)
    return first, many


def _of_cells(kinds: np.ndarray, first: np.ndarray, cells: int) -> np.ndarray:
    found = np.zeros(cells)
    found[first] = kinds
    return found


@dataclass(frozen=True, slots=True)
class Ends:
    """What a linear program says of a target: bounds on its count, cells at either end, and what holds them there."""

    least: float
    greatest: float
    points: tuple[np.ndarray, ...]
    """Cells at the ends where these are whole: they fit all that is shown."""
    binding: frozenset[int]
    """Rows of the shown figures whose duals are not zero: to show them less is to open the target."""


def linear_ends(aim: np.ndarray, rows: np.ndarray, sums: np.ndarray, ceiling: float) -> Ends:
    """Return the ends of a target without asking for whole cells: a fourth of the time, and never narrower."""
    from scipy.optimize import linprog

    first, many = _kinds(aim, rows)
    kinds, weights = rows[:, first], aim[first]
    bounds, points, telling = [-np.inf, np.inf], [], set()
    for place, sign in enumerate((1.0, -1.0)):
        solved = linprog(
            sign * weights, A_eq=kinds if len(rows) else None, b_eq=sums if len(rows) else None,
            bounds=[(0.0, ceiling * cells) for cells in many.tolist()],
            method="highs-ds", options={"presolve": False},
        )  # fmt: skip
        if solved.status != 0:
            continue
        bounds[place] = sign * float(solved.fun or 0.0)
        telling |= set(np.flatnonzero(np.abs(solved.eqlin.marginals) > TINY).tolist())
        found = np.asarray(solved.x)
        whole = np.rint(found)
        if np.abs(whole - found).max() < TINY and np.array_equal(kinds @ whole, sums):
            points.append(_of_cells(whole, first, aim.size))
    return Ends(bounds[0], bounds[1], tuple(points), frozenset(telling))


@dataclass(frozen=True, slots=True)
class Freedom:
    """What can change in the cells while everything shown stays as it is."""

    directions: np.ndarray
    """Every change is a sum of multiples of these, float [n, cells]."""
    moves: np.ndarray
    """Those of them, and their opposites, that shift whole people, float [n, cells]."""

    def determines(self, aims: np.ndarray) -> np.ndarray:
        """Return which targets no change touches, bool [targets]: a reader knows them exactly."""
        return np.abs(aims @ self.directions.T).max(axis=1, initial=0.0) < TINY

    @property
    def single(self) -> bool:
        """Whether there is one way to change, so that its single moves reach every count there is."""
        return len(self.directions) == 1 and len(self.moves) == 2

    def climb(self, cells: np.ndarray, aim: np.ndarray, rise: float) -> np.ndarray:
        """Return cells that fit as well with the target greater, by `rise` or as far as single moves go."""
        gains, worth = self.moves @ aim, 0.0
        ways = np.flatnonzero(gains > TINY)
        moves, gains = self.moves[ways], gains[ways]
        while worth < rise and len(ways):
            room = np.where(moves < 0, cells / np.minimum(moves, -TINY) * -1, np.inf).min(axis=1)
            steps = np.floor(np.minimum(room + TINY, np.ceil(rise)))
            best = int(np.argmax(steps * gains))
            if steps[best] < 1:
                break
            cells = cells + steps[best] * moves[best]
            worth += float(steps[best] * gains[best])
        return cells


def alike_reach(aims: np.ndarray, rows: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Return how far each target moves at least, float [targets], for ones and zeros: no program is needed.

    People change among cells that everything shown counts alike, so that all of it stays as it is. Of two groups with
    nothing told of either, one can have all of what they have together, or none.
    """
    _kinds, of = np.unique(rows, axis=1, return_inverse=True)
    order = np.argsort(of, kind="stable")
    starts = np.flatnonzero(np.diff(of[order], prepend=-1))
    inside = np.add.reduceat(aims[:, order], starts, axis=1)
    many = np.add.reduceat(cells[order], starts)
    mixed = (inside > 0) & (inside < np.diff(starts, append=len(order)))
    return np.asarray(mixed @ many)


MOST_CELLS = 600
"""Cells up to which the directions are worked out: beyond, a program is solved sooner."""
MOST_TIMES, MOST_PAIRED = 6, 16
"""How often a direction is taken to shift whole people, and directions up to which pairs are tried: beyond it pays no
more.
"""


def freedom(rows: np.ndarray, cells: int) -> Freedom | None:
    """Return what can change in the cells behind the shown rows; None where there are too many cells to ask."""
    from scipy.linalg import qr

    if cells > MOST_CELLS:
        return None
    if not len(rows):
        directions = np.eye(cells)
    else:
        upper, order = qr(rows, mode="r", pivoting=True)
        rank = int((np.abs(np.diag(upper)) > TINY).sum())
        directions = np.zeros((cells - rank, cells))
        directions[:, order[:rank]] = -np.linalg.solve(upper[:rank, :rank], upper[:rank, rank:]).T
        directions[np.arange(cells - rank), order[rank:]] = 1.0
    return Freedom(directions, _moves(directions))


def _moves(directions: np.ndarray) -> np.ndarray:
    """Return directions, their sums and differences in pairs, and the opposites, as far as they shift whole people."""
    ways = np.zeros((0, directions.shape[1]))
    left = directions
    for times in range(1, MOST_TIMES + 1):
        whole = np.rint(times * left)
        fits = np.abs(whole - times * left).max(axis=1, initial=0.0) < TINY
        ways, left = np.concatenate([ways, whole[fits]]), left[~fits]
    if 1 < len(ways) <= MOST_PAIRED:
        first, second = np.triu_indices(len(ways), 1)
        ways = np.concatenate([ways, ways[first] + ways[second], ways[first] - ways[second]])
    return np.concatenate([ways, -ways])


def sum_of(aim: np.ndarray, rows: np.ndarray, order: Sequence[int]) -> set[int]:
    """Return the rows that a determined target is a sum or difference of, taken in an order as far as one can."""
    chosen: list[int] = []
    frame = np.zeros((0, rows.shape[1]))
    for place in order:
        rest = rows[place] - frame.T @ (frame @ rows[place])
        rest -= frame.T @ (frame @ rest)
        length = float(np.sqrt(rest @ rest))
        if length > TINY:
            chosen.append(place)
            frame = np.vstack([frame, rest / length])
    shares = np.linalg.lstsq(rows[chosen].T, aim, rcond=None)[0]
    return {chosen[place] for place in np.flatnonzero(np.abs(shares) > TINY)}


def feasible_range(
    target: Figure, shown: Sequence[Figure], values: Sequence[float], cells: int
) -> tuple[float, float]:
    """Return least and greatest count that the target can have; infinity where nothing bounds it."""
    aim = matrix([target], cells)[0]
    greatest, least = extreme_points(aim, matrix(shown, cells), np.asarray(values, float))
    return (
        0.0 if least is None else float(aim @ least),
        float("inf") if greatest is None else float(aim @ greatest),
    )
