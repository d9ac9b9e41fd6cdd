"""Reminders, ends and quiet hours in the weeks in which the clock changes: by the reader's and the site's own clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from gainful.domain.messages import clock
from gainful.domain.messages.actions import set_contact_rules
from gainful.domain.messages.models import Message, Request, RequestState
from tests.domain.messages.test_requests import employer, put
from tests.domain.messages.world import World

__all__ = ["employer"]
NEW_YORK = ZoneInfo("America/New_York")
SPRING, AUTUMN = date(2027, 3, 14), date(2027, 11, 7)
"""The clock jumps from 2 to 3, and falls back from 2 to 1."""


@pytest.fixture
def in_new_york(settings):
    settings.TIME_ZONE = "America/New_York"
    timezone.get_default_timezone.cache_clear()
    yield
    timezone.get_default_timezone.cache_clear()


@pytest.fixture
def at(monkeypatch):
    """Set the clock to a moment in New York."""

    def put_clock(day: date, hour: int, minute: int = 0, fold: int = 0) -> datetime:
        local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=NEW_YORK, fold=fold)
        moment = local.astimezone(UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return put_clock


def reminders() -> int:
    return Message.objects.filter(kind="reminder", channel="email").count()


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_reminders_go_out_at_nine_on_both_sides_of_the_change_one_a_time(
    world: World, employer, in_new_york, at, change
):
    at(change - timedelta(days=2), 15)
    request = put(world, employer)
    assert request.due_on == change + timedelta(days=5)
    for day in range(-1, 8):
        today = change + timedelta(days=day)
        clock.tick(at(today, 8, 59))
        before = reminders()
        clock.tick(at(today, 9, 0))
        clock.tick(at(today, 9, 1))
        assert reminders() - before == (1 if day in {1, 4, 7} else 0), today
    request.refresh_from_db()
    assert request.next_at.astimezone(NEW_YORK).hour == 9


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_a_request_that_ends_on_the_day_of_the_change_ends_at_nine_once(
    world: World, employer, in_new_york, at, change
):
    at(change - timedelta(days=21), 15)
    request = put(world, employer)
    Request.objects.update(reminders=9, next_at=request.expires_at)
    clock.tick(at(change, 8, 59))
    request.refresh_from_db()
    assert request.state == RequestState.OPEN
    clock.tick(at(change, 9))
    clock.tick(at(change, 9, 30))
    request.refresh_from_db()
    assert request.state == RequestState.EXPIRED
    assert Message.objects.filter(kind="no_answer", channel="app").count() == 1


def test_due_today_is_not_late_before_the_day_is_over_where_it_has_25_hours(world, employer, in_new_york, at):
    at(AUTUMN - timedelta(days=7), 12)
    request = put(world, employer)
    at(AUTUMN, 23, 59)
    assert not request.is_late(timezone.localdate())
    at(AUTUMN + timedelta(days=1), 0, 0)
    assert request.is_late(timezone.localdate())


@pytest.mark.parametrize(
    ("day", "hour", "fold", "goes"),
    [
        (SPRING, 1, 0, datetime(2027, 3, 14, 12, tzinfo=UTC)),  # eight in the morning is UTC-4 by then
        (SPRING - timedelta(days=1), 22, 0, datetime(2027, 3, 14, 12, tzinfo=UTC)),
        (AUTUMN, 1, 0, datetime(2027, 11, 7, 13, tzinfo=UTC)),
        (AUTUMN, 1, 1, datetime(2027, 11, 7, 13, tzinfo=UTC)),  # the hour that comes twice
        (AUTUMN - timedelta(days=1), 22, 0, datetime(2027, 11, 7, 13, tzinfo=UTC)),
    ],
)
def test_a_letter_written_in_the_night_of_the_change_waits_until_eight_by_the_readers_clock(
    world: World, at, day, hour, fold, goes
):
    set_contact_rules(world.person_actor, world.reader, time_zone="America/New_York")
    at(day, hour, fold=fold)
    letter = next(row for row in world.send() if row.channel == "email")
    assert letter.not_before == goes
