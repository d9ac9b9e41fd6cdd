"""Whoever cancels exactly as long before as the rule asks for is in time; a second later is late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gainful.domain.support.no_show import BUILT_IN, Judged

BEGINS = datetime(2026, 6, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "before", "late"),
    [
        (24, timedelta(hours=24), False), (24, timedelta(hours=24, seconds=-1), True), (48, timedelta(hours=24), True),
        (0, timedelta(0), False), (0, timedelta(seconds=-1), True),
    ],
)  # fmt: skip
def test_at_the_limit_is_in_time(hours, before, late):
    assert Judged(3, 5, hours).is_late_cancel(BEGINS, BEGINS - before) is late


def test_the_rule_that_comes_with_gainful_is_fifteen_minutes_and_a_day():
    assert (BUILT_IN.number, BUILT_IN.late_minutes, BUILT_IN.notice_hours) == (0, 15, 24)
    assert BUILT_IN.words.startswith(
        "The usual rule, as yours is not set: whoever comes up to 15 minutes late"
    )
    assert "at least 24 hours before" in BUILT_IN.words
    assert Judged(3, 5, 48).words.startswith("Version 3: whoever comes up to 5 minutes late has come")
