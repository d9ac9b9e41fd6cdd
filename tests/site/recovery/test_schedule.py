"""Copies each night, a drill each month; what was missed is made up for."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gainful.site.recovery.schedule import base_is_due, drill_is_due

NIGHT = datetime(2026, 11, 30, 2, 30, tzinfo=ZoneInfo("America/New_York"))
NOON = NIGHT.replace(hour=12)


def last(now, **ago):
    return {"at": now - timedelta(**ago), "lineage": "a"}


@pytest.mark.parametrize(
    ("told", "now", "wanted"),
    [
        (None, NOON, True),
        (last(NOON, hours=1), NOON, False),
        (last(NIGHT, hours=24), NIGHT, True),
        (last(NOON, hours=24), NOON, False),
        (last(NOON, hours=29), NOON, True),
        ({**last(NOON, hours=1), "lineage": "b"}, NOON, True),
    ],
)
def test_a_copy_a_night_and_one_at_once_in_a_new_history(told, now, wanted):
    assert base_is_due(told, "a", now) is wanted


@pytest.mark.parametrize(
    ("told", "now", "wanted"),
    [
        (None, NOON, True),
        (last(NIGHT, days=10), NIGHT, False),
        (last(NIGHT, days=29), NIGHT, True),
        (last(NOON, days=29), NOON, False),
        (last(NOON, days=32), NOON, True),
        ({**last(NOON, hours=25), "failed": True}, NOON, True),
        ({**last(NOON, hours=20), "failed": True}, NOON, False),
    ],
)
def test_a_drill_a_month_and_one_that_failed_again_the_next_day(told, now, wanted):
    assert drill_is_due(told, now) is wanted
