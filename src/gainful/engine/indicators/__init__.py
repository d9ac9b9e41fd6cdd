"""Indicators: exits, quarters and the WIOA primary indicators; pending is a value and never a no."""

from __future__ import annotations

from gainful.engine.indicators.coverage import Coverage, coverage_of, quarter_of, quarter_text
from gainful.engine.indicators.definitions import Indicator, load_exclusions, load_indicators
from gainful.engine.indicators.medians import with_median_interval
from gainful.engine.indicators.outcomes import STATES, Inputs, outcomes, program_year
from gainful.engine.indicators.proofs import with_evidence
from gainful.engine.indicators.summary import Group, Measured, needed, summarise

__all__ = [
    "STATES",
    "Coverage",
    "Group",
    "Indicator",
    "Inputs",
    "Measured",
    "coverage_of",
    "load_exclusions",
    "load_indicators",
    "needed",
    "outcomes",
    "program_year",
    "quarter_of",
    "quarter_text",
    "summarise",
    "with_evidence",
    "with_median_interval",
]
