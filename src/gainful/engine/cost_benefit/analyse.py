"""From a description to the account: groups, society, MVPF, break-even, draws, what moves it most."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gainful.engine.cost_benefit.draws import at_end, at_estimate, random_draws
from gainful.engine.cost_benefit.ledger import entries, present_values, society
from gainful.engine.cost_benefit.model import (
    Account,
    BreakEven,
    CostBenefit,
    Group,
    LedgerRow,
    Quantity,
    Shape,
    Spec,
    Swing,
)
from gainful.engine.cost_benefit.mvpf import mvpf
from gainful.engine.cost_benefit.words import sentence_for, unknown_for

OTHER_RATES = (0.0, 0.02, 0.03, 0.05, 0.07)
"""3 % and 7 %: OMB Circular A-4 (2003); 2 %: OMB Circular A-94 (2023); 3 % in Hendren & Sprung-Keyser (2020)."""


def cost_benefit(spec: Spec) -> CostBenefit:
    """Return the whole account of a program; deterministic for a given seed."""
    point = present_values(entries(spec, at_estimate), spec.discount_rate)
    draw = random_draws(spec.draws, spec.seed)
    drawn = present_values(entries(spec, draw), spec.discount_rate)
    accounts = [_account(group.value, point[group], drawn[group], spec.draws) for group in Group]
    accounts.append(_account("society", society(point), society(drawn), spec.draws))
    observed_point = present_values(entries(spec, at_estimate, observed_only=True), spec.discount_rate)
    observed = present_values(entries(spec, draw, observed_only=True), spec.discount_rate)
    result = CostBenefit(
        spec=spec,
        accounts=tuple(accounts),
        ledger=_ledger(spec),
        mvpf=mvpf(point, drawn),
        break_even=_break_even(spec),
        swings=_swings(spec),
        by_rate=tuple((rate, _society_at(spec, rate)) for rate in OTHER_RATES),
        observed_only=_account("society", society(observed_point), society(observed), spec.draws),
        sentence="",
        unknown=(),
    )
    return replace(result, sentence=sentence_for(result), unknown=unknown_for(spec))


def _account(who: str, point: np.ndarray, drawn: np.ndarray, count: int) -> Account:
    values = np.broadcast_to(drawn, (count,))
    low, high = np.percentile(values, [2.5, 97.5])
    return Account(who, float(point[0]), float(low), float(high), float(np.mean(values > 0)))


def _society_at(spec: Spec, rate: float) -> float:
    return float(society(present_values(entries(spec, at_estimate), rate))[0])


def _ledger(spec: Spec) -> tuple[LedgerRow, ...]:
    """Return the present value of each line by group, in the order in which the lines first appear."""
    rows: dict[str, dict[Group, float]] = {}
    for entry in entries(spec, at_estimate):
        row = rows.setdefault(entry.label, dict.fromkeys(Group, 0.0))
        row[entry.group] += float(entry.amount[0]) / (1 + spec.discount_rate) ** entry.year
    return tuple(
        LedgerRow(label, *(row[group] for group in Group))
        for label, row in rows.items()
        if any(abs(value) > 1e-9 for value in row.values())
    )


def _scaled(spec: Spec, factor: float) -> Spec:
    effects = tuple(replace(effect, estimate=effect.estimate * factor) for effect in spec.effects)
    return replace(spec, effects=effects)


def _break_even(spec: Spec) -> BreakEven:
    """Solve for society's zero: the account is linear in the effect and in the cost."""
    full, none = _society_at(spec, spec.discount_rate), _society_at(_scaled(spec, 0.0), spec.discount_rate)
    share = None if full == none else -none / (full - none)
    if share is not None and share < 0:
        share = None
    effect = None if share is None else share * spec.effects[0].estimate
    cost = -sum(row.society for row in _cost_rows(spec))
    most = full + cost
    return BreakEven(effect, share, most if cost > 0 and most > 0 else None, _even_year(spec))


def _cost_rows(spec: Spec) -> tuple[LedgerRow, ...]:
    labels = {payment.label for payment in spec.payments if payment.payer and not payment.receiver}
    return tuple(row for row in _ledger(spec) if row.label in labels)


def _even_year(spec: Spec) -> int | None:
    """Return the first year by whose end society's running present value is not below zero, for good."""
    by_year: dict[int, float] = {}
    for entry in entries(spec, at_estimate):
        value = float(entry.amount[0]) / (1 + spec.discount_rate) ** entry.year
        by_year[entry.year] = by_year.get(entry.year, 0.0) + value
    years = sorted(by_year)
    running = np.cumsum([by_year[year] for year in years])
    even = [bool(np.all(running[i:] >= -1e-9)) for i in range(len(years))]
    return next((year for year, is_even in zip(years, even, strict=True) if is_even), None)


def _quantities(spec: Spec) -> list[Quantity]:
    shares = [spec.decay, spec.fringe, spec.income_tax, spec.payroll_tax, spec.benefit_loss]
    others = [spec.displacement, spec.employer_surplus, spec.forgone]
    return [*spec.effects[:1], *others, *shares, *(payment.amount for payment in spec.payments)]


def _swings(spec: Spec) -> tuple[Swing, ...]:
    """Return how far each uncertain figure moves society's account, the widest first."""
    found: dict[str, Swing] = {}
    for quantity in _quantities(spec):
        if quantity.shape is Shape.FIXED or quantity.key in found:
            continue
        ends = [
            float(
                society(present_values(entries(spec, at_end(quantity.key, high=high)), spec.discount_rate))[0]
            )
            for high in (False, True)
        ]
        found[quantity.key] = Swing(quantity.label, ends[0], ends[1])
    moving = (swing for swing in found.values() if abs(swing.at_high - swing.at_low) > 1e-9)
    return tuple(sorted(moving, key=lambda swing: -abs(swing.at_high - swing.at_low)))
