"""Who gains and who pays in each year: double entries, so that transfers cancel in society's account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from gainful.engine.cost_benefit.draws import Draw
from gainful.engine.cost_benefit.model import Group, Spec


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount that one group gains (or loses, below zero) in one year, undiscounted."""

    label: str
    group: Group
    year: int
    amount: np.ndarray


def entries(spec: Spec, draw: Draw, *, observed_only: bool = False) -> Iterator[Entry]:
    """Yield every entry of the account, drawn or at its estimate."""
    forgone = -draw(spec.forgone)
    yield from _earnings(spec, draw, 0, forgone, forgone=True)
    for year, gain in _gains(spec, draw, observed_only=observed_only):
        yield from _earnings(spec, draw, year, gain)
        yield from _displaced(spec, draw, year, gain)
        yield Entry("Value to the employer beyond pay", Group.EMPLOYER, year, draw(spec.employer_surplus))
    for payment in spec.payments:
        amount = draw(payment.amount)
        if payment.payer:
            yield Entry(payment.label, payment.payer, payment.year, -amount)
        if payment.receiver:
            yield Entry(payment.label, payment.receiver, payment.year, amount)


def _gains(spec: Spec, draw: Draw, *, observed_only: bool) -> Iterator[tuple[int, np.ndarray]]:
    """Yield the gain in earnings year by year: as observed, then fading."""
    gain = np.zeros(1)
    for year, effect in enumerate(spec.effects, start=1):
        gain = draw(effect)
        yield year, gain
    if observed_only:
        return
    kept = 1 - draw(spec.decay)
    for later in range(1, spec.later_years + 1):
        yield len(spec.effects) + later, gain * kept**later


def _earnings(
    spec: Spec, draw: Draw, year: int, gain: np.ndarray, *, forgone: bool = False
) -> Iterator[Entry]:
    """Yield what a change in earnings means to each group; output is worth what the worker costs."""
    start = "In training: " if forgone else ""
    fringe, payroll = gain * draw(spec.fringe), gain * draw(spec.payroll_tax)
    yield Entry(f"{start}Output", Group.EMPLOYER, year, gain + fringe + payroll)
    for label, amount in ((f"{start}Earnings", gain), (f"{start}Fringe benefits", fringe)):
        yield Entry(label, Group.EMPLOYER, year, -amount)
        yield Entry(label, Group.PARTICIPANT, year, amount)
    taxes = (
        (f"{start}Payroll tax of the employer", Group.EMPLOYER, payroll),
        (f"{start}Taxes of the participant", Group.PARTICIPANT, gain * draw(spec.income_tax)),
        (f"{start}Public benefits lost", Group.PARTICIPANT, gain * draw(spec.benefit_loss)),
    )
    for label, payer, amount in taxes:
        yield Entry(label, payer, year, -amount)
        yield Entry(label, Group.GOVERNMENT, year, amount)


def _displaced(spec: Spec, draw: Draw, year: int, gain: np.ndarray) -> Iterator[Entry]:
    """Yield what workers outside the program lose where participants take jobs that others would have had."""
    yield Entry("Jobs taken from other workers", Group.OTHERS, year, -gain * draw(spec.displacement))


def present_values(made: Iterable[Entry], rate: float) -> dict[Group, np.ndarray]:
    """Return each group's present value, in USD of year 0."""
    totals: dict[Group, np.ndarray] = {group: np.zeros(1) for group in Group}
    for entry in made:
        totals[entry.group] = totals[entry.group] + entry.amount / (1 + rate) ** entry.year
    return totals


def society(values: dict[Group, np.ndarray]) -> np.ndarray:
    """Return the sum over the groups."""
    return np.sum(np.broadcast_arrays(*values.values()), axis=0)
