"""The hours of the list and those of the plan are one sum, and the plan says who carries each part."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.planning.hours import hours_in_words, most_at_work, split_hours, weeks_at_work


def person(low, high, *short):
    items = tuple(SimpleNamespace(competency_id=key, hours_low=a, hours_high=b) for key, a, b in short)
    return SimpleNamespace(hours_low=low, hours_high=high, short_of=items)


def test_half_a_year_of_work_holds_260_hours_of_learning():
    """26 weeks × 40 hours × a quarter (gap.preparation.PRACTICE)."""
    assert most_at_work(None) == 260
    assert most_at_work(30) == 195
    assert weeks_at_work(100, 40) == 10


def test_what_the_issue_saw_is_said():
    """8 weeks of class for people who need 1,060 to 1,648 hours: 80 + 260 leave 720 to 1,308 that nobody covers."""
    one = person(1060, 1648, ("a", 1060, 1648))
    split = split_hours(one, 80, [], most_at_work(40))
    assert (split.at_work_low, split.at_work_high) == (260, 260)
    assert (split.not_covered_low, split.not_covered_high) == (720, 1308)
    said = hours_in_words([one], [split], 40, ["more than the 260 hours"])
    assert said == (
        "The person needs an estimated 1,060 to 1,648 hours of learning.",
        "Courses give 80 hours.",
        "260 hours are learned at work with a trainer's time, in up to the first 26 weeks of the job.",
        "720 to 1,308 hours are not covered by this plan: more than the 260 hours.",
    )


def test_a_license_without_a_course_is_not_learned_at_work():
    """160 hours of a license's course, 20 to 60 of other things; 10 hours of class."""
    one = person(180, 220, ("credential:cdl-b", 160, 160), ("a", 20, 60))
    split = split_hours(one, 10, ["credential:cdl-b"], 260)
    assert (split.at_work_low, split.at_work_high) == (10, 50)
    assert (split.not_covered_low, split.not_covered_high) == (160, 160)


def test_schooling_is_not_learned_at_work_and_stands_at_the_high_end_only():
    one = person(100, 3600, ("a", 100, 200), ("schooling", 0, 3600))
    split = split_hours(one, 40, ["schooling"], 260)
    assert (split.at_work_low, split.at_work_high) == (60, 160)
    assert (split.not_covered_low, split.not_covered_high) == (0, 3400)


@given(
    st.floats(0, 3000),
    st.floats(0, 3000),
    st.floats(0, 1500),
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 900), st.floats(0, 900)), max_size=4),
    st.sampled_from([0.0, 195.0, 260.0]),
)
def test_the_parts_add_up_to_the_estimate_at_both_ends(low, more, courses, short, most):
    one = person(low, low + more, *((key, min(a, b), max(a, b)) for key, a, b in short))
    split = split_hours(one, courses, ["a"], most)
    assert split.courses + split.at_work_low + split.not_covered_low == pytest.approx(max(courses, low))
    assert split.courses + split.at_work_high + split.not_covered_high == pytest.approx(
        max(courses, low + more)
    )
    assert 0 <= split.at_work_low <= split.at_work_high <= most + 1e-9
    assert split.not_covered_low >= -1e-9
    assert split.not_covered_high >= -1e-9


def test_nobody_needs_no_words_and_no_class_is_said():
    assert hours_in_words([], [], 40, []) == ()
    one = person(0, 1, ("a", 0, 1))
    said = hours_in_words([one], [split_hours(one, 0, [], 260)], 40, [])
    work = "0 to 1 hours are learned at work with a trainer's time, in up to the first week of the job."
    assert said[1:] == ("No course is taken.", work)
