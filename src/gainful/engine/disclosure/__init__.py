"""Disclosure control: hide small counts, and enough others that no sum or difference gives them back."""

from __future__ import annotations

from gainful.engine.disclosure.attack import feasible_range
from gainful.engine.disclosure.over_time import SMALLEST_GROUP, next_release
from gainful.engine.disclosure.protect import Protected, Rule, State, protect
from gainful.engine.disclosure.tables import cross_table, figures_of

__all__ = [
    "SMALLEST_GROUP",
    "Protected",
    "Rule",
    "State",
    "cross_table",
    "feasible_range",
    "figures_of",
    "next_release",
    "protect",
]
