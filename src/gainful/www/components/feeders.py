"""Feeder occupations as rows to draw: short of on the left, wage change on the right, a dot for the pool."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gainful.domain.job_orders.models import JobOrder, ProfileVersion
from gainful.domain.plans.queries import feeders_of
from gainful.engine.ranking.feeders import Feeder
from gainful.engine.ranking.ranked import PoolRanking

NAMED = 3
"""Occupations that a closed list names."""


def _rows(feeders: Sequence[Feeder], longest: float, most: float) -> list[dict[str, Any]]:
    rows = []
    for item in feeders:
        width = max(1.0, 100 * item.hours_high / longest)
        change = None if item.wage_change is None else max(1.0, 100 * abs(item.wage_change) / most)
        rows.append({"feeder": item, "short": width, "left": 100 - width, "change": change})
    return rows


def _most_in_pool(feeders: Sequence[Feeder]) -> list[Feeder]:
    """Return the three with most people in the pool, so that a closed list hides none that matters."""
    return sorted((item for item in feeders if item.in_pool), key=lambda item: -(item.in_pool or 0))[:NAMED]


def feeder_rows(version: ProfileVersion, order: JobOrder, ranking: PoolRanking) -> dict[str, Any]:
    """Return the occupations people could come from, and apart those for whom the job is a step down."""
    result = feeders_of(order, version, ranking.pool, ranking.by_occupation())
    every = [*result.steps_up, *result.steps_down]
    longest = max((item.hours_high for item in every), default=1.0) or 1.0
    most = max((abs(item.wage_change or 0) for item in every), default=1.0) or 1.0
    return {
        "feeders": _rows(result.steps_up, longest, most),
        "steps_down": _rows(result.steps_down, longest, most),
        "steps_down_most": _most_in_pool(result.steps_down),
        "steps_down_first": result.steps_down[:NAMED],
        "outlook": result.outlook,
    }
