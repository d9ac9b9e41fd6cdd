"""What a reader can work out: the range of a hidden count, given every count that is shown.

Cells are whole, at least zero, and every shown figure is a sum of cells, so the range is a pair of integer programs
(Fischetti & Salazar 2001, Management Science 47:1008, the audit problem). Without whole numbers the range looks wider
than a reader finds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

Figure = frozenset[int]
"""The cells that a figure adds up; cells are numbered from zero."""


def matrix(figures: Sequence[Figure], cells: int) -> np.ndarray:
    """Return a row of ones and zeros a figure."""
    rows = np.zeros((len(figures), cells))
    for row, figure in enumerate(figures):
        rows[row, sorted(figure)] = 1.0
    return rows


def extreme_points(
    target: Figure, shown: Sequence[Figure], values: Sequence[float], cells: int, ceiling: float | None = None
) -> Iterator[np.ndarray | None]:
    """Yield cells that fit all that is shown with the target greatest, then least; None where nothing bounds it."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    aim = matrix([target], cells)[0]
    sums = np.asarray(values, float)
    limits = [LinearConstraint(matrix(shown, cells), sums, sums)] if shown else []
    bounds, whole = Bounds(0, np.inf if ceiling is None else ceiling), np.ones(cells, np.int64)
    for sign in (-1.0, 1.0):
        solved = milp(sign * aim, constraints=limits, bounds=bounds, integrality=whole)
        if solved.status == 2:
            raise ValueError(f"The figures shown contradict each other: {solved.message}")
        yield np.rint(solved.x) if solved.status == 0 else None


def binding(
    target: Figure, shown: Sequence[Figure], values: Sequence[float], cells: int, ceiling: float | None = None
) -> set[int]:
    """Return the places of the shown figures that hold the target's least or greatest count where it is.

    Their duals in the linear program without whole numbers are not zero: to show them less is to open the target.
    """
    from scipy.optimize import linprog

    if not shown:
        return set()
    aim, rows = matrix([target], cells)[0], matrix(shown, cells)
    found: set[int] = set()
    for sign in (-1.0, 1.0):
        solved = linprog(sign * aim, A_eq=rows, b_eq=values, bounds=(0, ceiling), method="highs")
        if solved.status == 0:
            found |= set(np.flatnonzero(np.abs(solved.eqlin.marginals) > 1e-7).tolist())
    return found


def feasible_range(
    target: Figure, shown: Sequence[Figure], values: Sequence[float], cells: int
) -> tuple[float, float]:
    """Return least and greatest count that the target can have; infinity where nothing bounds it."""
    greatest, least = extreme_points(target, shown, values, cells)
    aim = matrix([target], cells)[0]
    return (
        0.0 if least is None else float(aim @ least),
        float("inf") if greatest is None else float(aim @ greatest),
    )
