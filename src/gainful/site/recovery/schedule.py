"""When a whole copy and a drill are due: asked each time, so that what was missed is made up for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from gainful.site.housekeeping import NIGHT

BASE_EVERY, BASE_AT_LATEST = timedelta(hours=20), timedelta(hours=28)
DRILL_EVERY, DRILL_AT_LATEST, DRILL_AGAIN = timedelta(days=28), timedelta(days=31), timedelta(days=1)
"""A drill a month; one that failed is tried again the next day."""


def base_is_due(last: dict[str, Any] | None, lineage: str, local: datetime) -> bool:
    """Say whether a whole copy is to be made: at once in a new history, then each night."""
    if last is None or last.get("lineage") != lineage:
        return True
    return _due(last["at"], local, BASE_EVERY, BASE_AT_LATEST)


def drill_is_due(last: dict[str, Any] | None, local: datetime) -> bool:
    """Say whether a drill is to be run: with the first copy, then each month."""
    if last is None:
        return True
    if last.get("failed"):
        return local - last["at"] >= DRILL_AGAIN
    return _due(last["at"], local, DRILL_EVERY, DRILL_AT_LATEST)


def _due(last: datetime, local: datetime, every: timedelta, at_latest: timedelta) -> bool:
    age = local - last
    return age >= at_latest or (age >= every and local.hour in NIGHT)
