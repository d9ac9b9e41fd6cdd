"""When a standing duty is asked: once a minute, less often where the question takes long, at once when it waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gainful.domain.messages import duties

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class Work:
    """So many pieces of work, and when it was asked for them; a question takes `takes` seconds."""

    def __init__(self, clock, pieces=0, takes=0.0):
        self.clock, self.pieces, self.takes = clock, pieces, takes
        self.asked, self.stepped = [], []

    def is_due(self, now):
        self.asked.append(now)
        self.clock.now += self.takes
        return self.pieces > 0

    def step(self, now):
        self.stepped.append(now)
        self.clock.now += self.takes
        self.pieces -= 1
        return self.pieces >= 0


class Clock:
    now = 100.0

    def monotonic(self):
        return self.now


@pytest.fixture
def made(monkeypatch):
    """Return a maker of registered duties, beside which no other is."""
    clock = Clock()
    monkeypatch.setattr(duties, "time", clock)
    monkeypatch.setattr(duties, "_DUTIES", {})

    def make(name="one", **traits):
        work = Work(clock, **traits)
        duties.register_duty(name, work.is_due, work.step)
        return work

    return make


def after(seconds):
    return NOW + timedelta(seconds=seconds)


def test_it_is_asked_once_a_minute(made):
    work = made(takes=1.0)
    for seconds in (0, 1, 59, 60, 119, 120):
        assert not duties.anything_due(after(seconds))
    assert work.asked == [after(0), after(60), after(120)]


@pytest.mark.parametrize(("takes", "rest"), [(1.2, 60), (4.0, 200), (17.9, 895), (60.0, 900)])
def test_one_whose_question_takes_long_rests_fifty_times_as_long_and_a_quarter_of_an_hour_at_most(
    made, takes, rest
):
    work = made(takes=takes)
    duties.anything_due(NOW)
    duties.anything_due(after(rest - 1))
    assert work.asked == [NOW]
    duties.anything_due(after(rest))
    assert work.asked == [NOW, after(rest)]


def test_a_clock_that_is_set_back_does_not_silence_it(made):
    work = made()
    duties.anything_due(NOW)
    duties.anything_due(after(-3600))
    assert len(work.asked) == 2


def test_what_is_due_is_done_at_once_and_whole(made):
    work = made(pieces=3)
    assert duties.anything_due(NOW)
    assert duties.do_all(NOW, sparing=True) == 3
    assert duties.do_all(after(1), sparing=True) == 0
    assert len(work.stepped) == 4, "the fourth finds none, and then it rests"


def test_the_one_behind_it_is_asked_when_the_first_is_done(made):
    first, second = made("first", pieces=1), made("second", pieces=1)
    assert duties.anything_due(NOW)
    assert second.asked == []
    first.pieces = 0
    assert duties.anything_due(after(1)), "the first rests"
    assert second.asked == [after(1)]


def test_a_sparing_worker_leaves_out_what_rests_and_another_does_not(made):
    work = made(takes=4.0)
    assert duties.do_all(NOW, sparing=True) == 0
    assert duties.do_all(after(199), sparing=True) == 0
    assert len(work.stepped) == 1
    duties.do_all(after(199))
    assert len(work.stepped) == 2
    duties.do_all(after(399), sparing=True)
    assert len(work.stepped) == 3
