"""A course as a record becomes the engine's."""

from __future__ import annotations

from decimal import Decimal

from gainful.engine.curriculum import Teaches
from gainful.engine.curriculum.from_records import course_from_record, courses_from_records
from gainful.engine.records import CourseRecord, TaughtRecord


def test_what_is_had_or_not_is_taught_in_full_and_a_level_as_it_is_stated():
    taught = (
        TaughtRecord("technology:microsoft-excel"),
        TaughtRecord("onet:2.A.1.b", level_to=3.5),
        TaughtRecord("onet:2.A.1.a", level_to=4.0, level_from=2.0),
        TaughtRecord("onet:2.A.1.d", level_to=0.0),
    )
    (course,) = courses_from_records([CourseRecord("C", "Excel", hours=30, price=19.99, teaches=taught)])
    assert course.teaches == {
        "technology:microsoft-excel": Teaches(0.0, 7.0),
        "onet:2.A.1.b": Teaches(0.0, 3.5),
        "onet:2.A.1.a": Teaches(2.0, 4.0),
        "onet:2.A.1.d": Teaches(0.0, 0.0),
    }
    assert course.price == Decimal("19.99")


def test_a_course_that_states_no_pace_takes_twenty_hours_a_week():
    paces = [
        course_from_record(CourseRecord("C", "One", weekly_hours=hours)).weekly_hours
        for hours in (None, 6.0, 40.0)
    ]
    assert paces == [20.0, 6.0, 40.0]


def test_a_made_up_course_says_so():
    record = CourseRecord("C", "One")
    assert course_from_record(record, synthetic=True).synthetic
    assert not course_from_record(record).synthetic
