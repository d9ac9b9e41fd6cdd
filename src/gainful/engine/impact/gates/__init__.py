"""The rules that must hold before an effect is shown; each says its figure, its bound and what would fix it."""

from gainful.engine.impact.gates.alike import (
    BASELINE_SMD,
    CHANCE,
    FEW_EFFECTIVE,
    balance,
    drawn_alike,
    known_before,
    left_out_alike,
    overlap,
)
from gainful.engine.impact.gates.design import (
    FEW_PEOPLE,
    FIRST_STAGE_F,
    attrition,
    clusters,
    estimand,
    pending,
    people,
    strong_instrument,
)
from gainful.engine.impact.gates.past import (
    dip,
    history,
    levels,
    own_past,
    parallel,
    periods,
    placebo,
)

__all__ = [
    "BASELINE_SMD",
    "CHANCE",
    "FEW_EFFECTIVE",
    "FEW_PEOPLE",
    "FIRST_STAGE_F",
    "attrition",
    "balance",
    "clusters",
    "dip",
    "drawn_alike",
    "estimand",
    "history",
    "known_before",
    "left_out_alike",
    "levels",
    "overlap",
    "own_past",
    "parallel",
    "pending",
    "people",
    "periods",
    "placebo",
    "strong_instrument",
]
