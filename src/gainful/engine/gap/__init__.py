"""Required minus held: shortfall, surplus and training hours."""

from gainful.engine.gap.model import Gap, GapLine, Screen
from gainful.engine.gap.newcomers import newcomer_hours, share_not_done
from gainful.engine.gap.preparation import (
    DEGREE_HOURS,
    Preparation,
    preparation,
    preparation_table,
    school_hours,
)
from gainful.engine.gap.shortfall import shortfall, weight_of

__all__ = [
    "DEGREE_HOURS",
    "Gap",
    "GapLine",
    "Preparation",
    "Screen",
    "newcomer_hours",
    "preparation",
    "preparation_table",
    "school_hours",
    "share_not_done",
    "shortfall",
    "weight_of",
]
