"""Feeder occupations as rows to draw: short of on the left, wage change on the right, a dot for the pool."""

from __future__ import annotations

from typing import Any

from gainful.domain.job_orders.models import JobOrder, ProfileVersion
from gainful.domain.plans.engine_inputs import required_profile_of
from gainful.engine.ranking.people import PoolRanking

SHOWN = 12


def feeder_rows(version: ProfileVersion, order: JobOrder, ranking: PoolRanking) -> dict[str, Any]:
    """Return the occupations people could come from, and apart those for whom the job is a step down."""
    from gainful.engine.ranking.feeders import feeder_occupations

    result = feeder_occupations(
        required_profile_of(version),
        area=order.area_code or None,
        pool_counts=ranking.by_occupation(),
        k=SHOWN,
    )
    up = list(result.steps_up)
    longest = max((item.hours_high for item in up), default=1.0) or 1.0
    most = max((abs(item.wage_change or 0) for item in up), default=1.0) or 1.0
    rows = [
        {
            "feeder": item,
            "short": (width := max(1.0, 100 * item.hours_high / longest)),
            "left": 100 - width,
            "change": max(1.0, 100 * abs(item.wage_change) / most) if item.wage_change is not None else None,
        }
        for item in up
    ]
    return {"feeders": rows, "steps_down": list(result.steps_down)[:6]}
