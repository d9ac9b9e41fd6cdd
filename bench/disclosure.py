"""Differencing attacks on random releases: pairs of tables, margins, filters; how many hidden counts come back."""

from __future__ import annotations

import os
import time

import numpy as np

from bench import Row
from gainful.engine.disclosure import Protected, State, cross_table, figures_of, protect

SEED = 20261123
TRIALS = int(os.environ.get("GAINFUL_DISCLOSURE_TRIALS", "10000"))
PLAIN = 500
"""Releases that are attacked under the plain rule as well."""
SHAPES = ((2, 2), (2, 3), (3, 3), (2, 2, 2))


def recovered(safe: Protected, cells: int, width: float) -> list[int]:
    """The attack, apart from the product's own audit: one program over all targets, built from what is printed."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    shown = [p for p, s in enumerate(safe.states) if s is State.SHOWN]
    rows = np.array([[c in safe.figures[p] for c in range(cells)] for p in shown], float).reshape(-1, cells)
    known = np.array([safe.values[p] for p in shown], float)
    limits = [LinearConstraint(rows, known - 0.25, known + 0.25)] if shown else []
    found = []
    for place, state in enumerate(safe.states):
        if state is not State.SUPPRESSED:
            continue
        aim = np.array([c in safe.figures[place] for c in range(cells)], float)
        ends = []
        for sign in (1, -1):  # people are whole: integers make the attacker stronger than the audit
            solved = milp(
                sign * aim, constraints=limits, bounds=Bounds(0, 10_000), integrality=np.ones(cells)
            )
            assert solved.status == 0, solved.message
            ends.append(sign * solved.fun)
        if ends[1] - ends[0] < np.floor(width) - 1e-6:
            found.append(place)
    return found


def release(rng: np.random.Generator) -> tuple[list[int], list[frozenset[int]]]:
    """A random crossing with its margins, and up to two random filters published beside it."""
    shape = SHAPES[rng.integers(len(SHAPES))]
    cells = int(np.prod(shape))
    counts = rng.negative_binomial(1, 0.015, cells).tolist()
    filters = [frozenset(np.flatnonzero(rng.random(cells) < 0.5).tolist()) for _ in range(rng.integers(3))]
    return counts, figures_of([cross_table(shape), [f for f in filters if f]])


def run() -> list[Row]:
    """Hidden counts that come back, share of figures hidden, and what the plain rule would have leaked."""
    rng = np.random.default_rng(SEED)
    back = hidden = figures_seen = leaked = 0
    began = time.perf_counter()
    for trial in range(TRIALS):
        counts, figures = release(rng)
        safe = protect(counts, figures)
        back += len(recovered(safe, len(counts), 5.0))
        hidden += sum(state is State.SUPPRESSED for state in safe.states)
        figures_seen += len(figures)
        if trial < PLAIN:
            leaked += bool(recovered(plain_rule(counts, figures), len(counts), 5.0))
    each = (time.perf_counter() - began) / TRIALS * 1000
    return [
        Row("disclosure: hidden counts recovered", back, 0, 0, "releases leaking, small cells only", leaked,
            lower_is_better=True, note=f"{TRIALS:,} releases, the peer in {min(PLAIN, TRIALS)} of them"),
        Row("disclosure: share of figures hidden", hidden / figures_seen),
        Row("disclosure: ms a release, attack included", each),
    ]  # fmt: skip


def plain_rule(counts: list[int], figures: list[frozenset[int]]) -> Protected:
    """The peer: small counts are hidden and nothing else."""
    totals = [sum(counts[c] for c in figure) for figure in figures]
    states = tuple(State.SUPPRESSED if 0 < total < 10 else State.SHOWN for total in totals)
    values = tuple(t if s is State.SHOWN else None for t, s in zip(totals, states, strict=True))
    return Protected(tuple(figures), values, states)
