"""Program metrics: completion, placement, staying, gain, cost and mix; what happened, not what was caused."""

from __future__ import annotations

from gainful.engine.indicators.program.definitions import Metric, load_metrics
from gainful.engine.indicators.program.measure import (
    SegmentFigures,
    metrics_by_segment,
    program_metrics,
    tell,
)
from gainful.engine.indicators.program.model import Asked, Extras, Figure, Part

__all__ = [
    "Asked",
    "Extras",
    "Figure",
    "Metric",
    "Part",
    "SegmentFigures",
    "load_metrics",
    "metrics_by_segment",
    "program_metrics",
    "tell",
]
