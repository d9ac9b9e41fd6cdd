"""Quiet hours and the digest by the reader's clock, also in the weeks of a clock change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.domain.messages.timing import QuietHours, next_allowed, next_at

NEW_YORK = ZoneInfo("America/New_York")
NIGHT = QuietHours(time(21), time(8), NEW_YORK)
NAP = QuietHours(time(13), time(15), NEW_YORK)


def _at(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=NEW_YORK, fold=fold)


@pytest.mark.parametrize(
    ("quiet", "moment", "allowed"),
    [
        (NIGHT, _at(2026, 11, 20, 20, 59), _at(2026, 11, 20, 20, 59)),
        (NIGHT, _at(2026, 11, 20, 21, 0), _at(2026, 11, 21, 8)),
        (NIGHT, _at(2026, 11, 20, 23, 59), _at(2026, 11, 21, 8)),
        (NIGHT, _at(2026, 11, 21, 7, 59), _at(2026, 11, 21, 8)),
        (NIGHT, _at(2026, 11, 21, 8, 0), _at(2026, 11, 21, 8)),
        (NAP, _at(2026, 11, 20, 12, 59), _at(2026, 11, 20, 12, 59)),
        (NAP, _at(2026, 11, 20, 13, 0), _at(2026, 11, 20, 15)),
        (NAP, _at(2026, 11, 20, 15, 0), _at(2026, 11, 20, 15)),
        # The clock jumps from 2 to 3 on 8 March 2026 and falls back from 2 to 1 on 1 November 2026.
        (NIGHT, _at(2026, 3, 7, 22), datetime(2026, 3, 8, 12, tzinfo=UTC)),
        (NIGHT, _at(2026, 10, 31, 22), datetime(2026, 11, 1, 13, tzinfo=UTC)),
        (
            QuietHours(time(21), time(2, 30), NEW_YORK),
            _at(2026, 3, 7, 22),
            datetime(2026, 3, 8, 7, 30, tzinfo=UTC),
        ),
        (
            QuietHours(time(21), time(1, 30), NEW_YORK),
            _at(2026, 10, 31, 22),
            datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
        ),
    ],
)
def test_next_allowed(quiet, moment, allowed):
    assert next_allowed(moment, quiet) == allowed


def test_equal_ends_mean_no_quiet_hours():
    assert not QuietHours(time(8), time(8), NEW_YORK).covers(_at(2026, 11, 20, 8))


MINUTES = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
)


@given(MINUTES, st.times(), st.times())
def test_never_before_never_quiet_and_within_a_day(moment, starts, ends):
    quiet = QuietHours(starts.replace(fold=0), ends.replace(fold=0), NEW_YORK)
    allowed = next_allowed(moment, quiet)
    assert allowed >= moment
    assert (allowed - moment).total_seconds() <= 25 * 3600
    assert next_at(moment, ends.replace(fold=0), NEW_YORK) >= moment
