"""The mix that a budget makes, with the reason for each difference from its reference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from gainful.engine.held.circumstances import Scenario
from gainful.engine.mix.prices import STIPENDS
from gainful.engine.mix.reasons import mix_reasons
from gainful.engine.mix.shares import REFERENCE_MIX, BudgetLine, Mix, Part, whole_percent


def propose_mix(scenario: Scenario | str, lines: Iterable[BudgetLine]) -> Mix:
    """Return the mix that a budget makes, held against the scenario's reference, differences explained.

    Shares are rounded by largest remainder so that they sum to exactly 100; an empty budget has the reference mix.
    """
    scenario = Scenario(scenario)
    kept = list(lines)
    amounts = {part: sum((x.amount for x in kept if x.part == part), Decimal(0)) for part in Part}
    total = sum(amounts.values(), Decimal(0))
    reference = REFERENCE_MIX[scenario]
    if total == 0:
        return Mix(scenario, dict(reference), dict(reference), amounts, ("Nothing is priced yet.",))
    shares = whole_percent(amounts, total)
    reasons = mix_reasons(scenario, shares, reference, kept)
    return Mix(scenario, shares, dict(reference), amounts, reasons, _without_stipends(kept))


def _without_stipends(lines: Sequence[BudgetLine]) -> dict[Part, int] | None:
    """Return the shares of the lines that are no wage or stipend while people learn; None where none is."""
    rest = [item for item in lines if item.kind not in STIPENDS]
    amounts = {part: sum((x.amount for x in rest if x.part == part), Decimal(0)) for part in Part}
    total = sum(amounts.values(), Decimal(0))
    return whole_percent(amounts, total) if total and len(rest) < len(lines) else None
