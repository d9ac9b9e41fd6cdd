"""Clock hours counted by hand from 34 CFR 600.2 and 668.4(e)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gainful.engine.attendance import Attended, ClockRule, absences_in_a_row, clock_hours, count_hours


@pytest.mark.parametrize(
    ("planned", "late", "early", "hours"),
    [
        (180, 0, 0, 3),
        (180, 10, 0, 3),  # 50 of the first 60 minutes
        (180, 11, 0, 2),
        (180, 0, 10, 3),
        (180, 0, 11, 2),
        (180, 70, 0, 2),  # nothing of the first, 50 of the second
        (180, 71, 0, 1),
        (60, 5, 6, 0),
        (50, 0, 0, 0),  # no period of 60 minutes
        (90, 0, 0, 1),  # half an hour is no period
        (180, 180, 0, 0),
    ],
)
def test_a_period_counts_from_fifty_minutes_on(planned, late, early, hours):
    assert clock_hours(planned, late, early) == hours


def test_a_funder_that_wants_sixty_minutes_counts_less():
    assert clock_hours(180, 1, 0, minutes=60) == 2
    assert clock_hours(180, 0, 0, minutes=60) == 3


def test_every_minute_counts_where_the_funder_counts_minutes():
    rule = ClockRule(whole_hours=False)
    groups = [Attended(90, late=15, times=2), Attended(90, is_there=False)]
    assert count_hours(groups, 45, 270, rule).hours == Fraction(150 + 45, 60)


def test_excused_hours_count_up_to_the_share_and_never_beyond_ten_percent():
    groups = [Attended(120, times=8), Attended(120, is_there=False, is_excused=True, times=2)]
    planned = 10 * 120
    assert count_hours(groups, 0, planned, ClockRule()).hours == 16
    assert count_hours(groups, 0, planned, ClockRule(excused_percent=5)).hours == 17
    assert count_hours(groups, 0, planned, ClockRule(excused_percent=90)).hours == 18


def test_hours_made_up_count_where_the_funder_lets_them_and_only_whole_ones():
    groups = [Attended(120, is_there=False)]
    assert count_hours(groups, 119, 120, ClockRule()).made_up == 1
    assert count_hours(groups, 119, 120, ClockRule(made_up=False)).hours == 0


@pytest.mark.parametrize(
    ("newest_first", "length"),
    [
        ("aap", 2),
        ("aea", 2),  # excused in between neither counts nor breaks
        ("pa", 0),
        ("la", 0),
        ("ee", 0),
        ("aaa", 3),
        ("", 0),
        ("eap", 1),
    ],
)
def test_absences_in_a_row(newest_first, length):
    words = {"a": "absent", "p": "present", "l": "late", "e": "excused"}
    run = absences_in_a_row((place, words[sign]) for place, sign in enumerate(newest_first))
    assert (run.length if run else 0) == length


def test_a_run_names_its_first_and_last_class():
    run = absences_in_a_row([("fri", "absent"), ("thu", "excused"), ("wed", "absent"), ("tue", "present")])
    assert (run.first, run.last) == ("wed", "fri")
