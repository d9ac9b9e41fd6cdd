"""How long people stay: curves with their at-risk table, reasons that compete, models of leaving."""

from __future__ import annotations

from gainful.engine.indicators.retention.curves import (
    AtRisk,
    Curve,
    Point,
    ReasonCurve,
    difference_between,
    reason_curves,
    retention_curve,
)
from gainful.engine.indicators.retention.models import Effect, LeavingModel, duration_model, hazard_model

__all__ = [
    "AtRisk",
    "Curve",
    "Effect",
    "LeavingModel",
    "Point",
    "ReasonCurve",
    "difference_between",
    "duration_model",
    "hazard_model",
    "reason_curves",
    "retention_curve",
]
