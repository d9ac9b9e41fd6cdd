"""Until when an applicant hears: so many days after the last day to apply or after today; once a month on the list."""

from __future__ import annotations

from datetime import date

import pytest

from gainful.domain.cohorts.hearing import hears_by
from gainful.domain.cohorts.models import Cohort
from gainful.domain.cohorts.states import ApplicationStatus

COHORT = Cohort(decide_days=10, apply_until=date(2026, 6, 15))


@pytest.mark.parametrize(
    ("status", "today", "day"),
    [
        ("received", "2026-06-01", "2026-06-11"),
        ("received", "2026-06-20", "2026-06-30"),
        ("eligible", "2026-06-01", "2026-06-25"),
        ("eligible", "2026-06-15", "2026-06-25"),
        ("eligible", "2026-06-20", "2026-06-30"),
        ("waiting", "2026-06-01", "2026-07-01"),
    ],
)
def test_whoever_waits_for_the_agency_hears_by_a_day(status, today, day):
    assert hears_by(COHORT, status, date.fromisoformat(today)) == date.fromisoformat(day)


def test_whoever_does_not_wait_for_the_agency_has_no_such_day():
    others = set(ApplicationStatus.values) - {"received", "eligible", "waiting"}
    assert "offered" in others
    assert {hears_by(COHORT, status, date(2026, 6, 1)) for status in others} == {None}
