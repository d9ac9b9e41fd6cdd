"""How far two coders agree who each read every answer alone: Cohen's kappa (1960), each topic, and all in one."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one topic (empty: every topic of every answer): how often both, one alone or neither gave it."""

    key: str
    both: int
    first_only: int
    second_only: int
    neither: int
    kappa: float | None
    """None where chance alone would agree wholly: nobody or everybody gave the topic."""
    low: float | None
    high: float | None

    @property
    def share(self) -> float | None:
        """How often they agree, chance included; None where nothing was read by both."""
        counted = self.both + self.first_only + self.second_only + self.neither
        return (self.both + self.neither) / counted if counted else None


def agreement(
    first: Sequence[AbstractSet[str]], second: Sequence[AbstractSet[str]], keys: Sequence[str]
) -> list[Agreement]:
    """Return the agreement on all topics in one, then on each; kappa and its 95% interval by statsmodels."""
    tables = {key: _table(first, second, [key]) for key in keys}
    return [
        _measured("", _table(first, second, keys)),
        *(_measured(key, told) for key, told in tables.items()),
    ]


def _table(
    first: Sequence[AbstractSet[str]], second: Sequence[AbstractSet[str]], keys: Sequence[str]
) -> tuple[int, int, int, int]:
    pairs = [(key in one, key in other) for one, other in zip(first, second, strict=True) for key in keys]
    return (
        pairs.count((True, True)), pairs.count((True, False)), pairs.count((False, True)), pairs.count((False, False)),
    )  # fmt: skip


def _measured(key: str, table: tuple[int, int, int, int]) -> Agreement:
    both, first_only, second_only, neither = table
    counted = sum(table)
    alone = {both + first_only, both + second_only}
    if not counted or alone <= {0} or alone <= {counted}:
        return Agreement(key, *table, None, None, None)
    from statsmodels.stats.inter_rater import cohens_kappa

    with np.errstate(divide="ignore", invalid="ignore"):  # where one of them gave a topic never or always
        told = cohens_kappa([[both, first_only], [second_only, neither]])
    if told.std_kappa != told.std_kappa:  # no spread can be told
        return Agreement(key, *table, float(told.kappa), None, None)
    return Agreement(key, *table, float(told.kappa), float(told.kappa_low), float(told.kappa_upp))
