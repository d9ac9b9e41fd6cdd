"""Marginal value of public funds (Hendren & Sprung-Keyser 2020, Quarterly Journal of Economics 135:1209)."""

from __future__ import annotations

import numpy as np

from gainful.engine.cost_benefit.model import Group, Mvpf

LARGE = 1e15
"""Stands for "pays for itself" while the draws are put in order."""


def mvpf(point: dict[Group, np.ndarray], drawn: dict[Group, np.ndarray]) -> Mvpf:
    """Return what people outside government gain per net dollar of government, with 95 % of the draws.

    Where people gain and government loses nothing the value is infinite: the program pays for itself.
    Where people lose and government saves there is no such ratio.
    """
    gain, cost = (float(values[0]) for values in _parts(point))
    gains, costs = np.broadcast_arrays(*_parts(drawn))
    free = (costs <= 0) & (gains > 0)
    ratio = np.where(free, LARGE, gains / np.where(costs > 0, costs, np.nan))
    known = ratio[~np.isnan(ratio)]
    low, high = np.percentile(known, [2.5, 97.5], method="nearest") if known.size else (np.nan, np.nan)
    return Mvpf(
        estimate=gain / cost if cost > 0 else None,
        low=_finite(low),
        high=_finite(high),
        willingness_to_pay=gain,
        net_cost=cost,
        pays_for_itself=float(np.mean(free)),
        words=_words(gain, cost),
    )


def _parts(values: dict[Group, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return the gain of everyone outside government, and the net cost to government."""
    gain = values[Group.PARTICIPANT] + values[Group.EMPLOYER] + values[Group.OTHERS]
    return gain, -values[Group.GOVERNMENT]


def _finite(value: float) -> float | None:
    return None if np.isnan(value) or value >= LARGE else float(value)


def _words(gain: float, cost: float) -> str:
    if cost > 0:
        change = "gain" if gain >= 0 else "lose"
        return f"For each net dollar that government spends, people {change} ${abs(gain) / cost:,.2f}."
    if gain > 0:
        return "Government gets back at least what it spends, and people gain: the program pays for itself."
    return "People do not gain and government does not spend on balance, so this ratio has no meaning here."
