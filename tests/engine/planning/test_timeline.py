"""When a plan trains, supports and measures; days counted by hand on a calendar of 2027."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from gainful.engine.mix import Part
from gainful.engine.planning.timeline import months_after, timeline


def course(title, start, end):
    return SimpleNamespace(title=title, start=start, end=end)


COURSES = [
    course("Certificate", date(2027, 1, 25), date(2027, 2, 12)),
    course("First aid", date(2027, 1, 4), date(2027, 1, 8)),
]


def test_courses_in_the_order_of_their_days_then_support_then_measurement():
    found = timeline(COURSES)
    assert [(row.part, row.title) for row in found.stretches] == [
        (Part.TRAIN, "First aid"), (Part.TRAIN, "Certificate"), (Part.SUPPORT, ""), (Part.MEASURE, ""),
    ]  # fmt: skip


def test_work_begins_on_the_monday_after_the_last_class_and_support_lasts_a_month_longer():
    found = timeline(COURSES)
    assert found.hire == date(2027, 2, 15)
    support = next(row for row in found.stretches if row.part is Part.SUPPORT)
    assert (support.start, support.end) == (date(2027, 1, 4), date(2027, 3, 15))


def test_waves_come_one_three_six_and_twelve_months_after_the_first_day_of_work():
    found = timeline(COURSES)
    assert [(wave.months, wave.day) for wave in found.waves] == [
        (1, date(2027, 3, 15)), (3, date(2027, 5, 15)), (6, date(2027, 8, 15)), (12, date(2028, 2, 15)),
    ]  # fmt: skip
    assert (found.start, found.end) == (date(2027, 1, 4), date(2028, 2, 15))


def test_a_class_that_ends_on_a_sunday_is_followed_by_the_next_day():
    assert timeline([course("W", date(2027, 1, 2), date(2027, 1, 3))]).hire == date(2027, 1, 4)


def test_without_a_course_there_is_no_calendar():
    assert timeline([]) is None


def test_a_month_without_that_day_ends_on_its_last_one():
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_after(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert months_after(date(2027, 5, 15), 12) == date(2028, 5, 15)
