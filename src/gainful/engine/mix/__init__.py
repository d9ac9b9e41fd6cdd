"""Train, support and measure shares and their price."""

from gainful.engine.mix.prices import (
    SUPPORT_PRICES,
    PaidBy,
    UnitPrice,
    support_price,
    typical_support_prices,
)
from gainful.engine.mix.proposal import propose_mix
from gainful.engine.mix.rates import KINDS, Rate, Rates
from gainful.engine.mix.reasons import mix_reasons
from gainful.engine.mix.shares import (
    NO_RATES,
    REFERENCE_MIX,
    BudgetLine,
    Mix,
    Part,
    line,
    line_of_each,
    measure_lines,
    not_below_pay,
    sentence,
    support_lines,
)

__all__ = [
    "KINDS",
    "NO_RATES",
    "REFERENCE_MIX",
    "SUPPORT_PRICES",
    "BudgetLine",
    "Mix",
    "PaidBy",
    "Part",
    "Rate",
    "Rates",
    "UnitPrice",
    "line",
    "line_of_each",
    "measure_lines",
    "mix_reasons",
    "not_below_pay",
    "propose_mix",
    "sentence",
    "support_lines",
    "support_price",
    "typical_support_prices",
]  # fmt: skip
