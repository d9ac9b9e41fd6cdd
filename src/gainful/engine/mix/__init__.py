"""Train, support and measure shares and their price."""

from gainful.engine.mix.prices import SUPPORT_PRICES, UnitPrice, support_price, typical_support_prices
from gainful.engine.mix.shares import (
    REFERENCE_MIX,
    BudgetLine,
    Mix,
    Part,
    line,
    measure_lines,
    propose_mix,
    support_lines,
)

__all__ = [
    "REFERENCE_MIX", "SUPPORT_PRICES", "BudgetLine", "Mix", "Part", "UnitPrice", "line", "measure_lines",
    "propose_mix", "support_lines", "support_price", "typical_support_prices",
]  # fmt: skip
