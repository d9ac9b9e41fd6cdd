"""Required minus held: shortfall, surplus and training hours."""

from gainful.engine.gap.model import Gap, GapLine, Screen
from gainful.engine.gap.preparation import Preparation, preparation, preparation_table
from gainful.engine.gap.shortfall import shortfall, weight_of

__all__ = [
    "Gap",
    "GapLine",
    "Preparation",
    "Screen",
    "preparation",
    "preparation_table",
    "shortfall",
    "weight_of",
]
