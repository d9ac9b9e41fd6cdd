"""What must come before something comes in the last minute that is not quiet; times that clocks skip or repeat."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.local_times import instant, local_words
from gainful.domain.messages.timing import QuietHours, last_allowed

NEW_YORK = ZoneInfo("America/New_York")
NIGHT = QuietHours(time(21), time(8), NEW_YORK)
NAP = QuietHours(time(13), time(15), NEW_YORK)
NONE = QuietHours(time(8), time(8), NEW_YORK)


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("quiet", "moment", "last"),
    [
        (NIGHT, at(20, 20, 59), at(20, 20, 59)), (NIGHT, at(20, 21), at(20, 20, 59)),
        (NIGHT, at(20, 23), at(20, 20, 59)),
        (NIGHT, at(21, 7, 59), at(20, 20, 59)), (NIGHT, at(21, 8), at(21, 8)), (NAP, at(20, 14), at(20, 12, 59)),
        (NAP, at(20, 15), at(20, 15)), (NONE, at(20, 8), at(20, 8)),
    ],
)  # fmt: skip
def test_the_last_minute_before_quiet_hours(quiet, moment, last):
    assert last_allowed(moment, quiet) == last


# Clocks go forward from 2 to 3 on 8 March 2026 and back from 2 to 1 on 1 November 2026.
@pytest.mark.parametrize(
    ("day", "clock", "which", "utc"),
    [
        (date(2026, 3, 8), time(1, 59, 30), "", (3, 8, 6, 59)), (date(2026, 3, 8), time(3), "", (3, 8, 7, 0)),
        (date(2026, 11, 1), time(0, 59), "", (11, 1, 4, 59)), (date(2026, 11, 1), time(1), "first", (11, 1, 5, 0)),
        (date(2026, 11, 1), time(1), "second", (11, 1, 6, 0)), (date(2026, 11, 1), time(2), "", (11, 1, 7, 0)),
    ],
)  # fmt: skip
def test_a_time_on_both_sides_of_a_clock_change(day, clock, which, utc):
    assert instant(day, clock, "America/New_York", which=which) == datetime(2026, *utc, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "which", "words", "field"),
    [
        (date(2026, 3, 8), time(2), "America/New_York", "", "there is no 02:00", "starts"),
        (date(2026, 11, 1), time(1, 30), "America/New_York", "", "01:30 comes twice", "which"),
        (date(2026, 11, 1), time(1, 30), "America/New_York", "third", "01:30 comes twice", "which"),
        (date(2026, 6, 1), time(9), "Mars/Base", "", "There is no time zone Mars/Base", "zone"),
        (date(1, 1, 1), time(0), "Asia/Tokyo", "", "there is no such day", "day"),
    ],
)
def test_a_time_that_is_none_or_two_is_refused_with_its_field(day, clock, zone, which, words, field):
    with pytest.raises(MessageError, match=words) as refused:
        instant(day, clock, zone, which=which)
    assert refused.value.field == field


def test_a_moment_is_said_by_the_clock_of_its_zone():
    said = local_words(datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "America/New_York")
    assert said.startswith("Sunday, ")
    assert said.endswith("(EST)")
    assert "(EDT)" in local_words(datetime(2026, 11, 1, 5, 30, tzinfo=UTC), "America/New_York")
