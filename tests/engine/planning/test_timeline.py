"""When a plan trains, supports and measures; days counted by hand on a calendar of 2027."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from gainful.engine.mix import Part
from gainful.engine.planning.timeline import is_holiday_monday, months_after, timeline


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
    assert found.hire == date(2027, 2, 16), "Monday, February 15, is Washington's Birthday"
    support = next(row for row in found.stretches if row.part is Part.SUPPORT)
    assert (support.start, support.end) == (date(2027, 1, 4), date(2027, 3, 16))


def test_waves_come_one_three_six_and_twelve_months_after_the_first_day_of_work():
    found = timeline(COURSES)
    assert [(wave.months, wave.day) for wave in found.waves] == [
        (1, date(2027, 3, 16)), (3, date(2027, 5, 16)), (6, date(2027, 8, 16)), (12, date(2028, 2, 16)),
    ]  # fmt: skip
    assert (found.start, found.end) == (date(2027, 1, 4), date(2028, 2, 16))


def test_a_class_that_ends_on_a_sunday_is_followed_by_the_next_day():
    assert timeline([course("W", date(2027, 1, 2), date(2027, 1, 3))]).hire == date(2027, 1, 4)


def test_without_a_course_there_is_no_calendar():
    assert timeline([]) is None


def test_a_month_without_that_day_ends_on_its_last_one():
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_after(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert months_after(date(2027, 5, 15), 12) == date(2028, 5, 15)


@pytest.mark.parametrize(
    ("monday", "is_one"),
    [
        (date(2027, 1, 18), True), (date(2027, 1, 11), False), (date(2027, 2, 15), True), (date(2027, 5, 31), True),
        (date(2027, 5, 24), False), (date(2027, 7, 5), True), (date(2027, 9, 6), True), (date(2027, 10, 11), True),
        (date(2028, 12, 25), True), (date(2027, 6, 21), False),
    ],
)  # fmt: skip
def test_federal_holidays_that_fall_on_a_monday(monday, is_one):
    """Days as the Office of Personnel Management lists them for 2027 and 2028."""
    assert is_holiday_monday(monday) is is_one


def test_nobody_begins_work_on_a_federal_holiday():
    """The last class ends on Friday, January 15; Monday is the birthday of Martin Luther King, Jr."""
    course = SimpleNamespace(title="x", start=date(2027, 1, 4), end=date(2027, 1, 15))
    assert timeline([course]).hire == date(2027, 1, 19)
